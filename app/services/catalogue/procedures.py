"""The catalogue as pages read and edit it; an edit opens a version, old dossiers keep theirs."""

import re
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    case,
    false,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql import Select

from app.errors import ConflictError, InvalidInputError, NotFoundError
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.office import Unit
from app.services.catalogue.records import (
    ProcedureDraft,
    ProcedureFilter,
    ProcedurePage,
    ProcedureRow,
    ProcedureView,
    VersionLine,
)
from app.services.catalogue.stored import newest_versions, one_version
from app.services.catalogue.validation import checked
from app.services.catalogue.versions import keep
from app.services.deadlines.limits import TimeLimit, limit_text
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.text import clean, words
from app.wording import sentences

# Finding procedures by words without marks, in any order, or by the beginning of a code.

_MOST_WORDS = 12
_CODE_BEGINNING = re.compile(r"[0-9a-zđ._/-]+")


def rows_of(wanted: ProcedureFilter) -> Select[*tuple[object, ...]]:
    """Return the query of what `wanted` lets through: versions in force, or newest ones."""
    return (
        select(
            Procedure.id.label("procedure_id"),
            ProcedureVersion.id.label("version_id"),
            Procedure.code,
            ProcedureVersion.name,
            ProcedureVersion.field,
            ProcedureVersion.level,
            func.coalesce(Unit.name, "").label("agency_name"),
            ProcedureVersion.number,
            Procedure.is_active,
        )
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .outerjoin(Unit, Unit.id == ProcedureVersion.agency_id)
        .where(*_conditions(wanted))
    )


def _conditions(wanted: ProcedureFilter) -> list[ColumnElement[bool]]:
    found = [_newest() if wanted.has_ended else ProcedureVersion.valid_to.is_(None)]
    if wanted.field:
        found.append(ProcedureVersion.field == wanted.field)
    if wanted.level is not None:
        found.append(ProcedureVersion.level == wanted.level)
    if wanted.text.strip():
        found.append(_matches(wanted.text))
    return found


def _newest() -> ColumnElement[bool]:
    other = aliased(ProcedureVersion)
    newest = (
        select(func.max(other.number)).where(other.procedure_id == Procedure.id).scalar_subquery()
    )
    return ProcedureVersion.number == newest


def best_first(text: str) -> list[SQLColumnExpression[Any]]:
    """Return an order: the code, then the words as typed, then the words anywhere; short first."""
    searched = words(text)
    if not searched:
        return [ProcedureVersion.search_text, Procedure.code]
    phrase = ProcedureVersion.search_text.contains(" " + " ".join(searched), autoescape=True)
    rank = case((_starts(text), 0), (phrase, 1), else_=2)
    return [rank, func.length(ProcedureVersion.name), Procedure.code]


def _matches(text: str) -> ColumnElement[bool]:
    searched = words(text)[:_MOST_WORDS]
    if not searched:
        return _starts(text)
    every_word = and_(
        *(ProcedureVersion.search_text.contains(f" {word}", autoescape=True) for word in searched)
    )
    return or_(_starts(text), every_word)


def _starts(text: str) -> ColumnElement[bool]:
    """Say whether a code begins with `text`, letter case aside."""
    typed = "".join(text.split()).lower()
    if not _CODE_BEGINNING.fullmatch(typed):
        return false()
    return func.lower(Procedure.code).startswith(typed, autoescape=True)


_MOST_ROWS = 500


class Procedures:
    """Lists, finds, shows, saves and ends procedures."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def page(
        self, actor: Actor, wanted: ProcedureFilter, *, offset: int = 0, limit: int = 100
    ) -> ProcedurePage:
        """Return one page of the procedures that `wanted` lets through, best match first."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            query = rows_of(wanted)
            total = reading.session.execute(
                select(func.count()).select_from(query.order_by(None).subquery())
            ).scalar_one()
            return ProcedurePage(_rows(reading, wanted, offset, min(limit, _MOST_ROWS)), total)

    def find(self, actor: Actor, text: str, limit: int = 20) -> tuple[ProcedureRow, ...]:
        """Return procedures in force for intake, best match first; none for empty text."""
        if not text.strip():
            return ()
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            return _rows(reading, ProcedureFilter(text), 0, min(limit, _MOST_ROWS))

    def fields(self, actor: Actor) -> tuple[str, ...]:
        """Return the fields that procedures in force belong to, in order."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            found = reading.session.scalars(
                select(ProcedureVersion.field)
                .where(ProcedureVersion.valid_to.is_(None))
                .distinct()
                .order_by(ProcedureVersion.field)
            )
            return tuple(found)

    def one(self, actor: Actor, procedure_id: int, number: int | None = None) -> ProcedureView:
        """Return a procedure's version `number`, the newest by default.

        Raises NotFoundError where there is none.
        """
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            return _view(reading, procedure_id, number)

    def add(self, actor: Actor, draft: ProcedureDraft) -> ProcedureView:
        """Add a procedure. Raises InvalidInputError where its code is taken or a rule is broken."""
        good = checked(draft)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            if newest_versions(work.session, code=good.code):
                raise InvalidInputError(
                    "code", f"Mã {good.code} đã có trong danh mục. Hãy mở thủ tục đó để sửa."
                )
            return _view(work, keep(work, good, None), None)

    def save(
        self, actor: Actor, draft: ProcedureDraft, *, based_on: int | None = None
    ) -> ProcedureView:
        """Store `draft` as the version in force; one that changes nothing opens no version.

        `based_on` is the version number the editor started from. Raises InvalidInputError for a
        broken rule and ConflictError where somebody else has saved meanwhile.
        """
        good = checked(draft)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            before = newest_versions(work.session, code=good.code).get(good.code)
            found = before.number if before else 0
            if based_on is not None and based_on != found:
                raise ConflictError(
                    f"Thủ tục {good.code} vừa được người khác sửa (phiên bản {found}). "
                    "Hãy mở lại để xem bản mới rồi sửa tiếp."
                )
            return _view(work, keep(work, good, before), None)

    def end(self, actor: Actor, procedure_id: int, note: str) -> ProcedureView:
        """End a procedure: no new dossiers; old ones keep their version.

        Raises InvalidInputError for `note` where it is empty and NotFoundError.
        """
        reason = clean(note, "note", limit=500)
        if not reason:
            raise InvalidInputError("note", sentences.NO_REASON_OR_DECISION)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            stored = one_version(work.session, procedure_id, None)
            if stored is None:
                raise _missing()
            work.session.execute(
                update(Procedure).where(Procedure.id == procedure_id).values(is_active=False)
            )
            work.session.execute(
                update(ProcedureVersion)
                .where(
                    ProcedureVersion.procedure_id == procedure_id,
                    ProcedureVersion.valid_to.is_(None),
                )
                .values(valid_to=work.now)
            )
            work.log("procedure_ended", {"code": stored.draft.code, "note": reason})
            return _view(work, procedure_id, None)


def _rows(
    reading: Reading, wanted: ProcedureFilter, offset: int, limit: int
) -> tuple[ProcedureRow, ...]:
    query = (
        rows_of(wanted)
        .order_by(*best_first(wanted.text))
        .offset(max(offset, 0))
        .limit(max(limit, 0))
    )
    found = reading.session.execute(query).all()
    times = _times(reading, [row.version_id for row in found])
    return tuple(
        ProcedureRow(**row._asdict(), times=times.get(row.version_id, "")) for row in found
    )


def _times(reading: Reading, version_ids: list[int]) -> dict[int, str]:
    """Return each version's time as a list shows it: the first case's, and how many more."""
    cases = reading.session.execute(
        select(ProcedureCase.version_id, ProcedureCase.time_value, ProcedureCase.time_unit)
        .where(ProcedureCase.version_id.in_(version_ids))
        .order_by(ProcedureCase.version_id, ProcedureCase.ordinal)
    )
    said: dict[int, list[str]] = {}
    for one in cases:
        text = limit_text(TimeLimit(one.time_value, one.time_unit))
        said.setdefault(one.version_id, []).append(text)
    return {
        version_id: texts[0] if len(texts) == 1 else f"{texts[0]} (+{len(texts) - 1})"
        for version_id, texts in said.items()
    }


def _view(reading: Reading, procedure_id: int, number: int | None) -> ProcedureView:
    stored = one_version(reading.session, procedure_id, number)
    if stored is None:
        raise _missing()
    lines = reading.session.execute(
        select(
            ProcedureVersion.number,
            ProcedureVersion.valid_from,
            ProcedureVersion.valid_to,
            ProcedureVersion.name,
        )
        .where(ProcedureVersion.procedure_id == procedure_id)
        .order_by(ProcedureVersion.number.desc())
    )
    return ProcedureView(
        procedure_id=stored.procedure_id,
        version_id=stored.version_id,
        number=stored.number,
        valid_from=stored.valid_from,
        valid_to=stored.valid_to,
        is_active=stored.is_active,
        agency_id=stored.agency_id,
        draft=stored.draft,
        cases=stored.cases,
        versions=tuple(VersionLine(**line) for line in lines.mappings()),
    )


def _missing() -> NotFoundError:
    return NotFoundError(sentences.NO_SUCH_PROCEDURE)
