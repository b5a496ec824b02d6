"""The office's ready-made reasons: sentences a notice is begun with, each with its legal ground."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidInputError, NotFoundError
from app.models.office import ReasonText
from app.models.starter_reasons import starter_reasons
from app.services.fields import read_text
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.services.office.records import REASON, ReasonLine
from app.vocabulary.office import ReasonKind


class Reasons:
    """Lists and changes the sentences; notices already issued keep the words they were given."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of(self, actor: Actor, kind: ReasonKind) -> tuple[ReasonLine, ...]:
        """Return the sentences of `kind` in the office's order."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return tuple(_line(row) for row in _active(reading.session, actor.office_id, kind))

    def add(self, actor: Actor, kind: ReasonKind, text: str, ground: str = "") -> ReasonLine:
        """Add a sentence behind those of its kind. Raises InvalidInputError (`text`, `ground`)."""
        text, ground = _clean(text, ground)
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            _require_new(work, kind, text, 0)
            last = work.session.execute(
                select(func.max(ReasonText.ordinal)).where(
                    ReasonText.unit_id == actor.office_id, ReasonText.kind == kind
                )
            ).scalar()
            row = ReasonText(
                unit_id=actor.office_id,
                kind=kind,
                ordinal=(last or 0) + 1,
                text=text,
                ground=ground,
            )
            work.session.add(row)
            work.session.flush()
            work.log("reason_added", {"kind": kind.value, "text": text, "ground": ground})
            return _line(row)

    def edit(self, actor: Actor, reason_id: int, text: str, ground: str = "") -> ReasonLine:
        """Change a sentence. Raises InvalidInputError (`text`, `ground`), NotFoundError."""
        text, ground = _clean(text, ground)
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            row = _own(work, reason_id)
            _require_new(work, row.kind, text, reason_id)
            before = {"text_before": row.text, "ground_before": row.ground}
            row.text, row.ground = text, ground
            work.log("reason_edited", {"id": reason_id, "text": text, "ground": ground, **before})
            return _line(row)

    def end(self, actor: Actor, reason_id: int) -> None:
        """Offer a sentence no longer; it stays in the store. Raises NotFoundError."""
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            row = _own(work, reason_id)
            row.is_active = False
            work.log("reason_ended", {"id": reason_id, "text": row.text})

    def bring_back(self, actor: Actor, reason_id: int) -> ReasonLine:
        """Offer an ended sentence again, where it stood. Raises NotFoundError."""
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            row = _own(work, reason_id, is_active=False)
            _require_new(work, row.kind, row.text, reason_id)
            row.is_active = True
            work.log("reason_brought_back", {"id": reason_id, "text": row.text})
            return _line(row)

    def reorder(
        self, actor: Actor, kind: ReasonKind, order: Sequence[int]
    ) -> tuple[ReasonLine, ...]:
        """Put the sentences of `kind` into `order` (ids, each once) and return them.

        Raises ConflictError where the list is no longer the one that was shown.
        """
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            rows = {row.id: row for row in _active(work.session, actor.office_id, kind)}
            if sorted(rows) != sorted(order):
                raise ConflictError(
                    "Danh sách mẫu lý do vừa được sửa ở máy khác. Hãy xem lại rồi sắp xếp lại."
                )
            for place, reason_id in enumerate(order, start=1):
                rows[reason_id].ordinal = place
            work.log("reasons_reordered", {"kind": kind.value, "order": list(order)})
            return tuple(_line(rows[reason_id]) for reason_id in order)


def add_starter_reasons(session: Session, office_id: int) -> None:
    """Give a new office the shipped sentences; an older one got them with its upgrade."""
    session.add_all(
        ReasonText(
            unit_id=office_id,
            kind=reason.kind,
            ordinal=reason.ordinal,
            text=reason.text,
            ground=reason.ground,
        )
        for reason in starter_reasons()
    )


def _active(session: Session, office_id: int, kind: ReasonKind) -> Sequence[ReasonText]:
    return (
        session.execute(
            select(ReasonText)
            .where(
                ReasonText.unit_id == office_id,
                ReasonText.kind == kind,
                ReasonText.is_active,
            )
            .order_by(ReasonText.ordinal, ReasonText.id)
        )
        .scalars()
        .all()
    )


def _own(work: Work, reason_id: int, *, is_active: bool = True) -> ReasonText:
    row = work.session.get(ReasonText, reason_id)
    if row is None or row.unit_id != work.actor.office_id or row.is_active is not is_active:
        raise NotFoundError("Mẫu lý do này không còn trong danh sách. Hãy mở lại danh sách.")
    return row


def _require_new(work: Work, kind: ReasonKind, text: str, reason_id: int) -> None:
    for row in _active(work.session, work.actor.office_id, kind):
        if row.id != reason_id and row.text.casefold() == text.casefold():
            raise InvalidInputError("text", "Mẫu lý do này đã có trong danh sách; hãy sửa mẫu đó.")


def _clean(*typed: str) -> list[str]:
    return [read_text(field, text) for field, text in zip(REASON, typed, strict=True)]


def _line(row: ReasonText) -> ReasonLine:
    return ReasonLine(row.id, row.text, row.ground)
