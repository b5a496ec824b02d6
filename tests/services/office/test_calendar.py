from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event

from app.clock import from_local
from app.errors import InvalidInputError, NotFoundError
from app.models.database import Database
from app.models.office import Unit
from app.services.deadlines.calendar import DayException, WorkingCalendar, WorkingHours
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import (
    CalendarCache,
    OfficeCalendar,
    load_working_calendar,
    store_hours,
)
from app.vocabulary.office import DayKind, Level, UnitKind
from tests.services.office.dossier_rows import a_due_dossier
from tests.services.store_builders import logged_acts

_WEDNESDAY = date(2026, 11, 25)
_SATURDAY = date(2026, 11, 28)


@pytest.fixture
def calendar(tx: Transactions) -> OfficeCalendar:
    return OfficeCalendar(tx)


def test_day_set_off_is_shown_and_not_worked(
    calendar: OfficeCalendar, admin: Actor, database: Database
) -> None:
    before = calendar.days(admin, 2026).days
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "  Mất điện  cả ngày ", "12/TB-UBND")
    day = DayException(_WEDNESDAY, DayKind.OFF, "Mất điện cả ngày", "12/TB-UBND")
    assert set(calendar.days(admin, 2026).days) - set(before) == {day}
    assert not loaded(database, admin).is_working(_WEDNESDAY)


def test_saturday_can_be_worked(calendar: OfficeCalendar, admin: Actor, database: Database) -> None:
    calendar.set_day(admin, _SATURDAY, DayKind.WORKED, "Làm bù")
    assert loaded(database, admin).is_working(_SATURDAY)


def test_day_set_again_replaces_what_was_there(calendar: OfficeCalendar, admin: Actor) -> None:
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Nhầm")
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Đúng")
    reasons = [day.reason for day in calendar.days(admin, 2026).days if day.day == _WEDNESDAY]
    assert reasons == ["Đúng"]


def test_removed_day_is_ordinary_again(
    calendar: OfficeCalendar, admin: Actor, database: Database
) -> None:
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Nhầm")
    calendar.remove_day(admin, _WEDNESDAY)
    assert loaded(database, admin).is_working(_WEDNESDAY)
    with pytest.raises(NotFoundError, match="25/11/2026"):
        calendar.remove_day(admin, _WEDNESDAY)


def test_days_of_a_year_are_that_year_s_in_order(calendar: OfficeCalendar, admin: Actor) -> None:
    calendar.set_day(admin, date(2027, 12, 31), DayKind.OFF, "Cuối năm")
    calendar.set_day(admin, date(2027, 1, 2), DayKind.OFF, "Đầu năm")
    days = [day.day for day in calendar.days(admin, 2027).days]
    assert days == sorted(days)
    assert {day.year for day in days} == {2027}


def test_year_is_confirmed_by_its_paper_and_can_be_taken_back(
    calendar: OfficeCalendar, admin: Actor, database: Database
) -> None:
    assert not calendar.days(admin, 2031).is_confirmed
    calendar.confirm_year(admin, 2031, "99/TB-BNV")
    shown = calendar.days(admin, 2031)
    assert (shown.is_confirmed, shown.decision) == (True, "99/TB-BNV")
    assert loaded(database, admin).is_confirmed(2031)
    calendar.confirm_year(admin, 2031, "", is_confirmed=False)
    assert not loaded(database, admin).is_confirmed(2031)


@dataclass(frozen=True)
class Bad:
    field: str
    run: Callable[[OfficeCalendar, Actor], object]


@pytest.mark.parametrize(
    "bad",
    [
        Bad("reason", lambda c, a: c.set_day(a, _WEDNESDAY, DayKind.OFF, " ")),
        Bad("reason", lambda c, a: c.set_day(a, _WEDNESDAY, DayKind.OFF, "x" * 201)),
        Bad("decision", lambda c, a: c.set_day(a, _WEDNESDAY, DayKind.OFF, "lễ", "x" * 101)),
        Bad("day", lambda c, a: c.set_day(a, date(1999, 12, 31), DayKind.OFF, "lễ")),
        Bad("day", lambda c, a: c.set_day(a, date(2101, 1, 1), DayKind.OFF, "lễ")),
        Bad("year", lambda c, a: c.confirm_year(a, 1999, "1/TB")),
        Bad("decision", lambda c, a: c.confirm_year(a, 2027, " ")),
    ],
    ids=lambda bad: bad.field,
)
def test_bad_input_is_refused_at_its_field(
    calendar: OfficeCalendar, admin: Actor, database: Database, bad: Bad
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        bad.run(calendar, admin)
    assert caught.value.field == bad.field
    assert logged_acts(database) == ["office_created"]


def test_change_counts_open_dossiers_due_on_or_after_the_day(
    calendar: OfficeCalendar, admin: Actor, database: Database
) -> None:
    due = [at(24, 23, 59), at(25, 0, 0), at(25, 10, 0), at(30, 10, 0)]
    for moment in due:
        a_due_dossier(database, admin, moment)
    a_due_dossier(database, admin, at(30, 10, 0), is_open=False)
    a_due_dossier(database, admin, at(30, 10, 0), is_current=False)
    a_due_dossier(database, admin, None)
    assert calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Nghỉ").open_count == 3
    assert calendar.remove_day(admin, _WEDNESDAY).open_count == 3


def test_cache_reads_the_days_once_until_something_changes(
    calendar: OfficeCalendar, admin: Actor, database: Database
) -> None:
    cache = CalendarCache()
    first, statements = counted(database, lambda: cached(cache, database, admin))
    again, repeated = counted(database, lambda: cached(cache, database, admin))
    assert again is first
    assert (statements > 1, repeated) == (True, 1)
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Nghỉ")
    assert not cached(cache, database, admin).is_working(_WEDNESDAY)
    calendar.remove_day(admin, _WEDNESDAY)
    assert cached(cache, database, admin).is_working(_WEDNESDAY)
    calendar.confirm_year(admin, 2031, "1/TB")
    assert cached(cache, database, admin).is_confirmed(2031)


def test_change_by_one_office_reaches_every_office(
    calendar: OfficeCalendar, admin: Actor, database: Database
) -> None:
    with database.write() as session:
        other = Unit(kind=UnitKind.ONE_STOP, level=Level.COMMUNE, code="38.98.H29", name="Xã khác")
        session.add(other)
        session.flush()
        other_id = other.id
        store_hours(session, other_id, WorkingHours.ordinary())
    cache = CalendarCache()
    with database.read() as session:
        assert cache.load(session, other_id).is_working(_WEDNESDAY)
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Nghỉ")
    with database.read() as session:
        assert not cache.load(session, other_id).is_working(_WEDNESDAY)


def test_every_change_is_logged(calendar: OfficeCalendar, admin: Actor, database: Database) -> None:
    calendar.set_day(admin, _WEDNESDAY, DayKind.OFF, "Nghỉ")
    calendar.remove_day(admin, _WEDNESDAY)
    calendar.confirm_year(admin, 2027, "1/TB")
    assert logged_acts(database)[1:] == [
        "calendar_day_set",
        "calendar_day_removed",
        "calendar_year_confirmed",
    ]


def at(day: int, hour: int, minute: int) -> datetime:
    return from_local(date(2026, 11, day), datetime.min.time()) + timedelta(
        hours=hour, minutes=minute
    )


def loaded(database: Database, actor: Actor) -> WorkingCalendar:
    with database.read() as session:
        return load_working_calendar(session, actor.office_id)


def cached(cache: CalendarCache, database: Database, actor: Actor) -> WorkingCalendar:
    with database.read() as session:
        return cache.load(session, actor.office_id)


def counted(database: Database, act: Callable[[], WorkingCalendar]) -> tuple[WorkingCalendar, int]:
    seen: list[str] = []

    def note(*args: object) -> None:
        if str(args[2]).startswith("SELECT"):
            seen.append(str(args[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    result = act()
    event.remove(database.engine, "before_cursor_execute", note)
    return result, len(seen)
