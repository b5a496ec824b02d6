"""What the office notes of its procedures for indices 5, 6 and 9; nothing noted is lost.

A note holds from its day on and ends what was noted before it. One for the very day of an earlier
note corrects it: the earlier one is ended and counts for no day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.evaluation import ProcedureFact
from app.models.office import Unit
from app.services.fields import Field, FieldKind, checked
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity
from app.vocabulary.office import Level
from app.wording import prompts, sentences
from app.wording.texts import day_text

# What was noted of procedures, to be asked for any day.


@dataclass(frozen=True, slots=True)
class NotedFact:
    """What held of a procedure from `valid_from` up to `valid_to`, both counted; None: still."""

    valid_from: date
    valid_to: date | None
    one_stop_work: OneStopWork
    publicity: Publicity
    online_level: OnlineLevel
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether it held on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class FactBook:
    """All facts of an office, by procedure, in the order of their days."""

    by_procedure: dict[int, tuple[NotedFact, ...]]

    def on(self, procedure_id: int, day: date) -> NotedFact | None:
        """Return what held of a procedure on `day`; None where nobody noted it."""
        held = self.by_procedure.get(procedure_id, ())
        return next((fact for fact in held if fact.holds_on(day)), None)

    def at(self, procedure_id: int, instant: datetime) -> NotedFact | None:
        """Return what held of a procedure on the office's day of `instant`."""
        held = self.by_procedure.get(procedure_id)
        return None if held is None else self.on(procedure_id, local_date(instant))


def facts_in(session: Session, office_id: int) -> FactBook:
    """Return everything noted of procedures and not corrected since."""
    rows = session.connection().execute(
        select(
            ProcedureFact.procedure_id,
            ProcedureFact.valid_from,
            ProcedureFact.valid_to,
            ProcedureFact.one_stop_work,
            ProcedureFact.publicity,
            ProcedureFact.online_level,
            ProcedureFact.note,
        )
        .where(ProcedureFact.unit_id == office_id, ProcedureFact.ended_at.is_(None))
        .order_by(ProcedureFact.procedure_id, ProcedureFact.valid_from)
    )
    found: dict[int, list[NotedFact]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(NotedFact(*row[1:]))
    return FactBook({key: tuple(held) for key, held in found.items()})


_DAY = timedelta(days=1)
_EARLIEST = date(2018, 1, 1)


FACT: Final = (
    Field(
        name="valid_from",
        title="&Từ ngày",
        kind=FieldKind.DATE,
        missing=sentences.NO_DAY,
    ),
    Field(
        name="one_stop_work",
        title="&Làm tại Một cửa",
        kind=FieldKind.CHOICE,
        choices=tuple(OneStopWork),
        default=next(iter(OneStopWork)),
    ),
    Field(
        name="publicity",
        title="&Công khai",
        kind=FieldKind.CHOICE,
        choices=tuple(Publicity),
        default=next(iter(Publicity)),
    ),
    Field(
        name="online_level",
        title="T&rực tuyến",
        kind=FieldKind.CHOICE,
        choices=tuple(OnlineLevel),
        default=next(iter(OnlineLevel)),
    ),
    Field(
        name="note",
        title=prompts.NOTE,
        longest=500,
        is_required=False,
        width=0,
        hint="Căn cứ, số văn bản, ngày kiểm tra…, nếu có",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDraft:
    """What is to be noted of procedures, from which day on."""

    valid_from: date
    one_stop_work: OneStopWork
    publicity: Publicity
    online_level: OnlineLevel
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFacts:
    """A procedure in force and everything noted of it, newest first."""

    code: str
    name: str
    level: Level
    agency_name: str
    facts: tuple[NotedFact, ...]

    @property
    def now(self) -> NotedFact | None:
        """What holds until something newer is noted."""
        return self.facts[0] if self.facts else None


class FactNotes:
    """Shows and notes what the evaluation has to be told of procedures."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def procedures(self, actor: Actor) -> tuple[ProcedureFacts, ...]:
        """Return the procedures in force with what was noted of each, by name."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return _listed(reading.session, actor.office_id)

    def note(self, actor: Actor, codes: Sequence[str], draft: FactDraft) -> int:
        """Note `draft` of the procedures `codes`; return how many it was news for.

        Raises InvalidInputError (`valid_from`, `note`, `codes`), NotFoundError.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            draft = checked(FACT, draft, local_date(work.now))
            if not codes:
                raise InvalidInputError("codes", "Chưa chọn thủ tục nào. Hãy chọn trong bảng.")
            _require_day(draft.valid_from, work)
            ids = _ids(work.session, codes)
            known = facts_in(work.session, actor.office_id).by_procedure
            wanted = NotedFact(
                valid_from=draft.valid_from,
                valid_to=None,
                one_stop_work=draft.one_stop_work,
                publicity=draft.publicity,
                online_level=draft.online_level,
                note=draft.note,
            )
            news = [
                code for code, one in ids.items() if _note(work, code, one, known.get(one), wanted)
            ]
            if news:
                work.log("procedure_facts", _said(news, wanted), personal={"note": draft.note})
            return len(news)


def _require_day(day: date, work: Work) -> None:
    if day < _EARLIEST:
        raise InvalidInputError("valid_from", "Ngày bắt đầu phải từ 01/01/2018. Hãy sửa lại.")
    if day > local_date(work.now):
        raise InvalidInputError(
            "valid_from", "Ngày bắt đầu chưa tới. Hãy ghi khi việc đó đã có hiệu lực."
        )


def _ids(session: Session, codes: Sequence[str]) -> dict[str, int]:
    rows = session.execute(select(Procedure.code, Procedure.id).where(Procedure.code.in_(codes)))
    found = {row[0]: row[1] for row in rows}
    for code in codes:
        if code not in found:
            raise NotFoundError(f"Danh mục không có thủ tục {code[:40]}. Hãy kiểm tra mã thủ tục.")
    return {code: found[code] for code in dict.fromkeys(codes)}


def _note(
    work: Work, code: str, procedure_id: int, known: tuple[NotedFact, ...] | None, wanted: NotedFact
) -> bool:
    """Store `wanted` of one procedure unless it says nothing new."""
    last = known[-1] if known else None
    if last is not None:
        if _says_the_same(last, wanted):
            return False
        if wanted.valid_from < last.valid_from:
            raise InvalidInputError(
                "valid_from",
                f"Thủ tục {code} đã ghi nhận từ {day_text(last.valid_from)}. Hãy chọn từ ngày đó "
                "trở đi.",
            )
        _end(work, procedure_id, last, wanted.valid_from)
    work.session.add(
        ProcedureFact(
            unit_id=work.actor.office_id,
            procedure_id=procedure_id,
            valid_from=wanted.valid_from,
            valid_to=None,
            one_stop_work=wanted.one_stop_work,
            publicity=wanted.publicity,
            online_level=wanted.online_level,
            note=wanted.note,
            noted_at=work.now,
            noted_by=work.actor.officer_id,
        )
    )
    work.session.flush()
    return True


def _says_the_same(last: NotedFact, wanted: NotedFact) -> bool:
    facts = (last.one_stop_work, last.publicity, last.online_level, last.note)
    is_same = facts == (wanted.one_stop_work, wanted.publicity, wanted.online_level, wanted.note)
    return is_same and last.valid_from <= wanted.valid_from


def _end(work: Work, procedure_id: int, last: NotedFact, by: date) -> None:
    row = work.session.execute(
        select(ProcedureFact).where(
            ProcedureFact.unit_id == work.actor.office_id,
            ProcedureFact.procedure_id == procedure_id,
            ProcedureFact.valid_from == last.valid_from,
            ProcedureFact.ended_at.is_(None),
        )
    ).scalar_one()
    if row.valid_from == by:
        row.ended_at, row.ended_by = work.now, work.actor.officer_id
    else:
        row.valid_to = by - _DAY
    work.session.flush()


def _said(codes: Sequence[str], wanted: NotedFact) -> dict[str, object]:
    return {
        "codes": list(codes),
        "from": wanted.valid_from.isoformat(),
        "one_stop_work": wanted.one_stop_work.value,
        "publicity": wanted.publicity.value,
        "online_level": wanted.online_level.value,
    }


def _listed(session: Session, office_id: int) -> tuple[ProcedureFacts, ...]:
    known = facts_in(session, office_id).by_procedure
    rows = session.execute(
        select(
            Procedure.id,
            Procedure.code,
            ProcedureVersion.name,
            ProcedureVersion.level,
            Unit.name.label("agency_name"),
        )
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .outerjoin(Unit, Unit.id == ProcedureVersion.agency_id)
        .where(ProcedureVersion.valid_to.is_(None), Procedure.is_active)
        .order_by(ProcedureVersion.name, Procedure.code)
    )
    return tuple(
        ProcedureFacts(
            code=row.code,
            name=row.name,
            level=row.level,
            agency_name=row.agency_name or "",
            facts=tuple(reversed(known.get(row.id, ()))),
        )
        for row in rows
    )
