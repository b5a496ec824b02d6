"""The calendar that ships: complete, in order, every swap in pairs."""

from datetime import date, timedelta

from app.services.deadlines.calendar import (
    shipped_confirmed_years,
    shipped_exceptions,
    shipped_notices,
)
from app.vocabulary.office import DayKind

YEARS = range(2018, 2029)
FIXED = [(1, 1), (4, 30), (5, 1), (9, 2)]
WEEKEND = (5, 6)


def off_days() -> set[date]:
    return {e.day for e in shipped_exceptions() if e.kind is DayKind.OFF}


def test_days_are_in_order_each_once_with_a_reason() -> None:
    days = [exception.day for exception in shipped_exceptions()]

    assert days == sorted(set(days))
    assert all(exception.reason.strip() for exception in shipped_exceptions())


def test_fixed_holidays_stand_in_every_year() -> None:
    assert {date(year, *day) for year in YEARS for day in FIXED} <= off_days()
    assert {date(year, 11, 24) for year in YEARS if date(year, 11, 24) in off_days()} == {
        date(2026, 11, 24),
        date(2027, 11, 24),
        date(2028, 11, 24),
    }


def test_every_tet_gives_five_weekdays_off() -> None:
    for year in YEARS:
        tet = [e.day for e in shipped_exceptions() if e.day.year == year and "đán" in e.reason]
        assert sum(day.weekday() not in WEEKEND for day in tet) == 5, year
        assert tet == [tet[0] + timedelta(days=n) for n in range(len(tet))], year


def test_fixed_holidays_on_a_weekend_are_made_up_on_weekdays() -> None:
    for year in YEARS:
        off = {day for day in off_days() if day.year == year and day.weekday() not in WEEKEND}
        swapped = sum(
            e.kind is DayKind.OFF and "hoán đổi" in e.reason
            for e in shipped_exceptions()
            if e.day.year == year
        )
        national_days = 2 if year >= 2021 else 1
        culture_days = 1 if year >= 2026 else 0
        # 1/1, five of Tết, Giỗ Tổ, 30/4, 1/5: each gives one weekday off, in place or in lieu.
        assert len(off) - swapped == 9 + national_days + culture_days, year


def test_worked_days_are_saturdays_paired_with_a_weekday_off() -> None:
    worked = {e.day: e for e in shipped_exceptions() if e.kind is DayKind.WORKED}
    swapped = {e.day: e for e in shipped_exceptions() if "hoán đổi" in e.reason}

    assert len(worked) == len(swapped) == 6
    for day, exception in worked.items():
        partner = next(e for e in swapped.values() if f"{day:%d/%m/%Y}" in e.reason)
        assert day.weekday() == 5
        assert partner.day.weekday() not in WEEKEND
        assert f"{partner.day:%d/%m/%Y}" in exception.reason
        assert exception.decision == partner.decision != ""


def test_january_2026_swap_names_its_decision() -> None:
    by_day = {exception.day: exception for exception in shipped_exceptions()}

    assert by_day[date(2026, 1, 2)].kind is DayKind.OFF
    assert by_day[date(2026, 1, 10)].kind is DayKind.WORKED
    assert by_day[date(2026, 1, 10)].decision == "12729/VPCP-KGVX"


def test_years_are_confirmed_up_to_2027_by_its_notice() -> None:
    assert shipped_confirmed_years() == frozenset(range(2018, 2028))
    assert shipped_notices()[2027] == "10065/VPCP-KGVX"


def test_days_off_of_2027_are_those_of_the_notice() -> None:
    off = off_days()

    assert {date(2027, 2, day) for day in range(4, 11)} <= off
    assert not off & {date(2027, 2, 3), date(2027, 2, 11)}
    # The 4th and 5th of September are a weekend.
    assert {date(2027, 9, 2), date(2027, 9, 3)} <= off
    assert not off & {date(2027, 9, 1), date(2027, 9, 6)}


def test_culture_day_of_2026_is_one_day_off() -> None:
    november = [e for e in shipped_exceptions() if (e.day.year, e.day.month) == (2026, 11)]

    assert [(e.day, e.kind, e.decision) for e in november] == [
        (date(2026, 11, 24), DayKind.OFF, "28/2026/QH16")
    ]
