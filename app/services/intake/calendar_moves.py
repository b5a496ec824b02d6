"""Which open dossiers the calendar counts to another date than the one promised.

A printed date never moves by itself (DESIGN §5): this only tells. `intake.rescheduling` is the act
that promises anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.clock import from_local, local_date
from app.models.base import FOREVER
from app.models.dossiers import Dossier, DossierState, Extension, Pause
from app.services.deadlines.calendar import DayException, WorkingCalendar, WorkingHours
from app.services.deadlines.counting import count
from app.services.deadlines.due import DueDate, due_date
from app.services.dossiers.clocks import stored_clock
from app.services.dossiers.states import current_state_by_id
from app.services.dossiers.terms import Terms, due_rule, terms_of_case
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import load_working_calendar
from app.vocabulary.catalogue import OffHoursRule
from app.vocabulary.office import DayKind

# What a change of calendar or hours would be, and the dossiers whose date it leaves behind.


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day to be off or worked; without a kind, an ordinary day of its week again."""

    day: date
    kind: DayKind | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HoursChange:
    """Working hours to hold from now on."""

    hours: WorkingHours


CalendarEdit = DayChange | HoursChange


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDossier:
    """An open dossier promised at `printed_due`, which the calendar counts to `counted_due`.

    `why` is the count in words. One that waits (`is_paused`) is counted again when it goes on, so
    it cannot be promised anew before.
    """

    code: str
    owner: str
    printed_due: datetime
    counted_due: datetime
    why: str
    is_paused: bool


_UNNAMED = "ngày nghỉ mới"


class CalendarMoves:
    """Compares what was promised with what the calendar gives; changes nothing.

    The calendar is read afresh each time: a question about it must not be answered from before.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of(self, actor: Actor) -> tuple[MovedDossier, ...]:
        """Return the open dossiers the calendar of today counts otherwise, first due first."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            calendar = load_working_calendar(reading.session, actor.office_id)
            counts = _Count(reading.session, actor.office_id)
            return _sorted(
                counts.moved(promise, calendar)
                for promise in counts.promises
                if counts.due_at(promise, calendar) != promise.due_at
            )

    def preview(self, actor: Actor, change: CalendarEdit) -> tuple[MovedDossier, ...]:
        """Return the open dossiers that `change` would count to another date, first due first.

        Those that the calendar counts otherwise already, and `change` leaves there, are not among
        them; nor are those it would bring back to the date promised.
        """
        with self._tx.read(actor, Right.EDIT_OFFICE) as reading:
            return _sorted(_touched(reading, change))


@dataclass(frozen=True, slots=True)
class _Promise:
    """An open dossier with a promised date, and whether its clock ever waited or was extended."""

    dossier_id: int
    code: str
    owner: str
    case_id: int
    clock_from: datetime
    due_at: datetime
    off_hours: OffHoursRule
    is_clock_paused: bool
    is_plain: bool


class _Count:
    """Counts due dates for one reading; each case's terms are read once."""

    def __init__(self, session: Session, office_id: int) -> None:
        self._session = session
        self._rule = due_rule(session, office_id)
        self._terms: dict[int, Terms] = {}
        self.promises = _promises(session, office_id)

    def due_at(self, promise: _Promise, calendar: WorkingCalendar) -> datetime | None:
        """Return the date alone: to explain it takes several times as long."""
        if not promise.is_plain:
            return self._waited(promise, calendar).due_at
        limit = self._terms_of(promise).limit.of_receipt(promise.off_hours)
        due = count(promise.clock_from, limit, calendar).due
        return None if due is None else from_local(*due)

    def moved(self, promise: _Promise, calendar: WorkingCalendar) -> MovedDossier | None:
        """Return the promise with the date counted otherwise and why; None where it is the same."""
        if promise.is_plain:
            limit = self._terms_of(promise).limit.of_receipt(promise.off_hours)
            counted = due_date(promise.clock_from, limit, calendar)
        else:
            counted = self._waited(promise, calendar)
        return _moved(promise, counted)

    def _waited(self, promise: _Promise, calendar: WorkingCalendar) -> DueDate:
        state = current_state_by_id(self._session, promise.dossier_id)
        return stored_clock(self._session, state, self._terms_of(promise), calendar).legal

    def _terms_of(self, promise: _Promise) -> Terms:
        terms = self._terms.get(promise.case_id)
        if terms is None:
            terms = terms_of_case(self._session, promise.case_id, self._rule)
            self._terms[promise.case_id] = terms
        return terms


def _touched(reading: Reading, change: CalendarEdit) -> Iterator[MovedDossier | None]:
    session, office_id = reading.session, reading.actor.office_id
    before = load_working_calendar(session, office_id)
    after = changed(before, change)
    counts = _Count(session, office_id)
    for promise in counts.promises:
        if not _is_felt(change, promise.clock_from, None):
            continue
        old = counts.due_at(promise, before)
        if _is_felt(change, promise.clock_from, old) and counts.due_at(promise, after) != old:
            yield counts.moved(promise, after)


def changed(calendar: WorkingCalendar, change: CalendarEdit) -> WorkingCalendar:
    """Return `calendar` as it would be with `change`."""
    match change:
        case HoursChange(hours):
            return replace(calendar, hours=hours)
        case DayChange(day, kind, reason):
            others = tuple(one for one in calendar.exceptions if one.day != day)
            words = reason.strip() or _UNNAMED
            added = () if kind is None else (DayException(day, kind, words),)
            return replace(calendar, exceptions=(*others, *added))


def _is_felt(change: CalendarEdit, start: datetime, due_at: datetime | None) -> bool:
    """Say whether a clock running from `start` to `due_at` (None: as yet unknown) asks for it.

    A day before the clock begins, or behind the date it came to, was never asked for.
    """
    if isinstance(change, HoursChange):
        return True
    is_behind = due_at is not None and local_date(due_at) < change.day
    return local_date(start) <= change.day and not is_behind


def _moved(promise: _Promise, counted: DueDate) -> MovedDossier | None:
    if counted.due_at is None or counted.due_at == promise.due_at:
        return None
    return MovedDossier(
        code=promise.code,
        owner=promise.owner,
        printed_due=promise.due_at,
        counted_due=counted.due_at,
        why=counted.summary,
        is_paused=promise.is_clock_paused,
    )


def _sorted(found: Iterator[MovedDossier | None]) -> tuple[MovedDossier, ...]:
    moved = (one for one in found if one is not None)
    return tuple(sorted(moved, key=lambda one: (one.printed_due, one.code)))


def _promises(session: Session, office_id: int) -> tuple[_Promise, ...]:
    waited = select(Pause.id).where(Pause.dossier_id == Dossier.id).exists()
    extended = select(Extension.dossier_id).where(Extension.dossier_id == Dossier.id).exists()
    statement: Select[*tuple[Any, ...]] = (
        select(
            Dossier.id,
            Dossier.code,
            Dossier.owner_name,
            Dossier.case_id,
            Dossier.clock_from,
            DossierState.due_at,
            Dossier.off_hours,
            DossierState.is_clock_paused,
            (~(waited | extended)).label("is_plain"),
        )
        .join(DossierState, DossierState.dossier_id == Dossier.id)
        .where(
            DossierState.unit_id == office_id,
            DossierState.is_open,
            DossierState.to_at == FOREVER,
            DossierState.due_at.is_not(None),
            Dossier.clock_from.is_not(None),
        )
    )
    return tuple(_Promise(*row) for row in session.execute(statement))
