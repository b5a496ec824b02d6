"""The office calendar: days off and worked Saturdays, and the working calendar built from them."""

from datetime import date

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from app.clock import start_of_day
from app.errors import InvalidInputError, NotFoundError
from app.models.base import FOREVER
from app.models.dossiers import DossierState
from app.models.forms import NumberSeries
from app.models.office import CalendarDay, CalendarYear, Unit, WorkingSpan
from app.services.deadlines.calendar import DayException, HoursSpan, WorkingCalendar, WorkingHours
from app.services.fields import field_in, read_text
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work, take_number
from app.services.office.records import CALENDAR_DAY, CalendarChange, CalendarYearView
from app.text import clean
from app.vocabulary.office import DayKind, UnitKind

_BOOK = "calendar"
_PERIOD = "version"
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


_VERSION = select(NumberSeries.last).where(
    NumberSeries.unit_id == bindparam("office_id"),
    NumberSeries.book == _BOOK,
    NumberSeries.period == _PERIOD,
)


class OfficeCalendar:
    """Shows and changes the days that depart from the ordinary week; every office shares them."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def days(self, actor: Actor, year: int) -> CalendarYearView:
        """Return the days of `year` that depart from the ordinary week, in order.

        Raises InvalidInputError (`year`).
        """
        _require_year(year, "year")
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            rows = reading.session.scalars(
                select(CalendarDay)
                .where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
                .order_by(CalendarDay.day)
            )
            found = reading.session.get(CalendarYear, year)
            return CalendarYearView(
                year=year,
                is_confirmed=found is not None and found.is_confirmed,
                decision=found.decision if found else "",
                days=tuple(_exception(row) for row in rows),
            )

    def set_day(
        self, actor: Actor, day: date, kind: DayKind, reason: str, decision: str = ""
    ) -> CalendarChange:
        """Make `day` off or worked, with reason and deciding paper; replaces what was there.

        Raises InvalidInputError naming day, reason or decision.
        """
        _require_year(day.year, "day")
        reason = read_text(field_in(CALENDAR_DAY, "reason"), reason)
        decision = read_text(field_in(CALENDAR_DAY, "decision"), decision)
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            work.session.merge(CalendarDay(day=day, kind=kind, reason=reason, decision=decision))
            bump_version(work.session)
            change = open_from(work, day)
            facts = {"day": day.isoformat(), "kind": kind, "reason": reason, "decision": decision}
            work.log("calendar_day_set", facts | {"open_count": change.open_count})
            return change

    def remove_day(self, actor: Actor, day: date) -> CalendarChange:
        """Let `day` be an ordinary day of its week again. Raises NotFoundError if it already is."""
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            row = work.session.get(CalendarDay, day)
            if row is None:
                raise NotFoundError(f"Lịch không có dòng nào cho ngày {day:%d/%m/%Y}.")
            was = {"day": day.isoformat(), "kind": row.kind, "reason": row.reason}
            work.session.delete(row)
            bump_version(work.session)
            change = open_from(work, day)
            work.log("calendar_day_removed", was | {"open_count": change.open_count})
            return change

    def confirm_year(
        self, actor: Actor, year: int, decision: str, *, is_confirmed: bool = True
    ) -> None:
        """Mark whether the yearly notice of days off is in, and which paper it is.

        Raises InvalidInputError naming year or decision (a confirmed year names its paper).
        """
        _require_year(year, "year")
        decision = clean(decision, "decision", limit=100)
        if is_confirmed and not decision:
            raise InvalidInputError(
                "decision", "Chưa nhập số thông báo nghỉ lễ của năm; hãy nhập số văn bản."
            )
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            work.session.merge(
                CalendarYear(year=year, is_confirmed=is_confirmed, decision=decision)
            )
            bump_version(work.session)
            facts = {"year": year, "decision": decision, "is_confirmed": is_confirmed}
            work.log("calendar_year_confirmed", facts)


class CalendarCache:
    """Keeps each office's working calendar until its version moves; one per program.

    Not for a transaction that has itself changed calendar or hours: it may yet be undone.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, WorkingCalendar]] = {}

    def load(self, session: Session, office_id: int) -> WorkingCalendar:
        """Return the working calendar in force, as the caller's transaction sees it."""
        version = calendar_version(session, office_id)
        known = self._known.get(office_id)
        if known is not None and known[0] == version:
            return known[1]
        calendar = load_working_calendar(session, office_id)
        self._known[office_id] = (version, calendar)
        return calendar


def load_working_calendar(session: Session, office_id: int) -> WorkingCalendar:
    """Return the office's working calendar, read afresh inside the caller's transaction."""
    days = session.scalars(select(CalendarDay).order_by(CalendarDay.day))
    years = session.scalars(select(CalendarYear.year).where(CalendarYear.is_confirmed))
    return WorkingCalendar(
        exceptions=tuple(_exception(row) for row in days),
        hours=load_hours(session, office_id),
        confirmed_years=frozenset(years),
    )


def load_hours(session: Session, office_id: int) -> WorkingHours:
    """Return the office's working hours of each weekday."""
    rows = session.execute(
        select(WorkingSpan.weekday, WorkingSpan.start, WorkingSpan.end)
        .where(WorkingSpan.unit_id == office_id)
        .order_by(WorkingSpan.weekday, WorkingSpan.start)
    ).all()
    return WorkingHours(
        tuple(
            tuple(HoursSpan(row.start, row.end) for row in rows if row.weekday == weekday)
            for weekday in range(7)
        )
    )


def store_hours(session: Session, office_id: int, hours: WorkingHours) -> None:
    """Replace the office's working hours."""
    session.execute(delete(WorkingSpan).where(WorkingSpan.unit_id == office_id))
    session.add_all(
        WorkingSpan(unit_id=office_id, weekday=weekday, start=span.start, end=span.end)
        for weekday, spans in enumerate(hours.by_weekday)
        for span in spans
    )
    session.flush()


def calendar_version(session: Session, office_id: int) -> int:
    """Return a number that moves with every change of the office's calendar or hours."""
    found = session.connection().scalar(_VERSION, {"office_id": office_id})
    return found or 0


def bump_version(session: Session) -> None:
    """Move every office's calendar version: the days are shared by all offices of a store."""
    offices = session.scalars(select(Unit.id).where(Unit.kind == UnitKind.ONE_STOP)).all()
    for office_id in offices:
        take_number(session, office_id, _BOOK, _PERIOD)


def open_from(work: Work, day: date) -> CalendarChange:
    """Count the office's open dossiers that are due on or after `day`."""
    count = work.session.scalar(
        select(func.count())
        .select_from(DossierState)
        .where(
            DossierState.unit_id == work.actor.office_id,
            DossierState.is_open,
            DossierState.to_at == FOREVER,
            DossierState.due_at >= start_of_day(day),
        )
    )
    return CalendarChange(open_count=count or 0)


def _exception(row: CalendarDay) -> DayException:
    return DayException(day=row.day, kind=row.kind, reason=row.reason, decision=row.decision)


def _require_year(year: int, field: str) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InvalidInputError(field, f"Năm phải từ {_FIRST_YEAR} đến {_LAST_YEAR}; hãy nhập lại.")
