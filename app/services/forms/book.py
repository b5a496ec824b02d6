"""The book of issued forms: every number of every kind, found again by number, dossier or person.

A guide slip has no dossier; it is found by the person it was written for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

import msgspec
from sqlalchemy import Row, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.clock import end_of_day, start_of_day
from app.errors import InvalidInputError
from app.models.base import FOREVER
from app.models.custody import Handoff
from app.models.dossiers import Dossier, DossierState
from app.models.forms import IssuedForm, NumberSeries, PrintJob
from app.models.office import Unit
from app.models.people import Officer
from app.models.stored import stored_json
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import is_of_unit
from app.text import fold
from app.vocabulary.forms import FormKind, PrintState

LINES_MAX: Final = 500
"""What a list shows at most; a narrower period or more words find the rest."""
_BATCH: Final = 500

_receiver = aliased(Unit)
_NEWEST_COPY = (
    select(func.max(PrintJob.id))
    .where(PrintJob.form_id == IssuedForm.id)
    .correlate(IssuedForm)
    .scalar_subquery()
)
_HAS_NO_ROW = and_(IssuedForm.dossier_id.is_(None), IssuedForm.handoff_id.is_(None))
_LINES: Select[*tuple[Any, ...]] = (
    select(
        IssuedForm.id,
        IssuedForm.kind,
        IssuedForm.number,
        IssuedForm.year,
        IssuedForm.ordinal,
        IssuedForm.issued_at,
        Officer.name.label("officer_name"),
        Dossier.code,
        Dossier.owner_name,
        _receiver.name.label("receiver_name"),
        # Only what has no row of its own is read from what was printed.
        case((_HAS_NO_ROW, IssuedForm.snapshot), else_=literal("")).label("snapshot"),
        IssuedForm.copy_count,
        IssuedForm.voided_at,
        PrintJob.state,
    )
    .join(Officer, Officer.id == IssuedForm.issued_by)
    .outerjoin(Dossier, Dossier.id == IssuedForm.dossier_id)
    .outerjoin(Handoff, Handoff.id == IssuedForm.handoff_id)
    .outerjoin(_receiver, _receiver.id == Handoff.to_id)
    .outerjoin(PrintJob, PrintJob.id == _NEWEST_COPY)
    .order_by(IssuedForm.issued_at.desc(), IssuedForm.id.desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One issued form in its book.

    `subject` is the dossier's code, the unit a handoff slip went to, or nothing; `person` whom it
    is about. `print_state` is that of its newest copy.
    """

    form_id: int
    kind: FormKind
    number: str
    year: int
    ordinal: int
    issued_at: datetime
    officer_name: str
    subject: str
    person: str
    copy_count: int
    is_void: bool
    print_state: PrintState | None


@dataclass(frozen=True, slots=True)
class BookGap:
    """Numbers a book of one year gave out that no form bears; `missing` in order."""

    kind: FormKind
    missing: tuple[int, ...]


class _Written(msgspec.Struct):
    """Whom a form without a dossier was written for."""

    person_name: str = ""


class FormBook:
    """Lists issued forms and finds numbers that are missing; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(
        self,
        actor: Actor,
        kind: FormKind | None,
        first_day: date,
        last_day: date,
        text: str = "",
        *,
        limit: int = LINES_MAX,
    ) -> tuple[BookLine, ...]:
        """Return the forms issued in the period, newest first, all kinds where `kind` is None.

        `text` is looked for, without marks, in number, dossier code and person. An agency officer
        sees the forms of what their unit holds or is handed. Raises InvalidInputError (field `to`)
        for a period that ends before it begins.
        """
        if last_day < first_day:
            raise InvalidInputError("to", "Ngày cuối đứng trước ngày đầu. Hãy chọn lại.")
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            statement = _LINES.where(
                IssuedForm.unit_id == actor.office_id,
                IssuedForm.issued_at >= start_of_day(first_day),
                IssuedForm.issued_at < end_of_day(last_day),
            )
            if kind is not None:
                statement = statement.where(IssuedForm.kind == kind)
            return _found(reading, statement, fold(text), limit)

    def gaps(self, actor: Actor, year: int) -> tuple[BookGap, ...]:
        """Return the numbers that are missing in the books of `year`; empty when all are there."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return tuple(_gaps(reading.session, actor.office_id, year))


def _found(
    reading: Reading, statement: Select[*tuple[Any, ...]], wanted: str, limit: int
) -> tuple[BookLine, ...]:
    if reading.is_agency_only:
        statement = _seen_by(statement, reading.actor.unit_id)
    if not wanted:
        return tuple(_line(row) for row in reading.session.execute(statement.limit(limit)))
    with reading.session.execute(statement.execution_options(yield_per=_BATCH)) as rows:
        lines = (_line(row) for row in rows)
        return tuple(islice((line for line in lines if wanted in _words(line)), limit))


def _seen_by(statement: Select[*tuple[Any, ...]], unit_id: int) -> Select[*tuple[Any, ...]]:
    of_unit = (
        select(DossierState.id)
        .where(
            DossierState.dossier_id == IssuedForm.dossier_id,
            DossierState.to_at == FOREVER,
            is_of_unit(unit_id),
        )
        .correlate(IssuedForm)
        .exists()
    )
    is_party = and_(
        IssuedForm.handoff_id.is_not(None),
        or_(Handoff.from_id == unit_id, Handoff.to_id == unit_id),
    )
    return statement.where(or_(is_party, of_unit))


def _line(row: Row[*tuple[Any, ...]]) -> BookLine:
    person = row.owner_name or ""
    if row.snapshot:
        person = stored_json(row.snapshot, _Written).person_name
    return BookLine(
        form_id=row.id,
        kind=row.kind,
        number=row.number,
        year=row.year,
        ordinal=row.ordinal,
        issued_at=row.issued_at,
        officer_name=row.officer_name,
        subject=row.code or row.receiver_name or "",
        person=person,
        copy_count=row.copy_count,
        is_void=row.voided_at is not None,
        print_state=row.state,
    )


def _words(line: BookLine) -> str:
    return fold(f"{line.number} {line.subject} {line.person}")


def _gaps(session: Session, office_id: int, year: int) -> Iterator[BookGap]:
    given = session.execute(
        select(NumberSeries.book, NumberSeries.last).where(
            NumberSeries.unit_id == office_id, NumberSeries.period == str(year)
        )
    )
    last = {row.book: row.last for row in given}
    for kind in FormKind:
        borne = session.scalars(
            select(IssuedForm.ordinal).where(
                IssuedForm.unit_id == office_id, IssuedForm.kind == kind, IssuedForm.year == year
            )
        )
        missing = _missing(last.get(kind.value, 0), borne)
        if missing:
            yield BookGap(kind, missing)


def _missing(last: int, borne: Iterable[int]) -> tuple[int, ...]:
    there = set(borne)
    return tuple(number for number in range(1, max(last, *there, 0) + 1) if number not in there)
