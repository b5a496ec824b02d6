"""Which days are worked, at what hours, and why a day is off."""

from datetime import date, time, timedelta

import pytest

from app.errors import InvalidInputError
from app.services.deadlines.calendar import (
    DayException,
    HoursSpan,
    WorkingCalendar,
    WorkingHours,
)
from app.vocabulary.office import DayKind
from tests.services.deadlines.offices import (
    AFTERNOON,
    DAY,
    MORNING,
    ONE_STRETCH,
    ORDINARY,
    SATURDAY_MORNINGS,
    WEDNESDAY_CLOSED,
    an_office,
)

MONDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 3, n) for n in (2, 6, 7, 8))
MAKE_UP_SATURDAY = date(2026, 1, 10)


def a_calendar(*exceptions: DayException, hours: WorkingHours = ORDINARY) -> WorkingCalendar:
    return WorkingCalendar(exceptions, hours, frozenset({2026}))


def test_ordinary_week_is_monday_to_friday() -> None:
    calendar = a_calendar()

    assert [calendar.is_working(MONDAY + timedelta(days=n)) for n in range(7)] == [
        *[True] * 5,
        False,
        False,
    ]
    assert calendar.spans(MONDAY) == (
        HoursSpan(time(7, 30), time(11, 30)),
        HoursSpan(time(13, 30), time(17)),
    )
    assert (calendar.opening(MONDAY), calendar.closing(MONDAY)) == (time(7, 30), time(17))


def test_day_off_has_no_hours_and_a_reason() -> None:
    calendar = a_calendar(DayException(MONDAY, DayKind.OFF, "Mất điện", "12/TB-UBND"))

    assert not calendar.is_working(MONDAY)
    assert calendar.spans(MONDAY) == ()
    assert calendar.reason_off(MONDAY) == "Mất điện"


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (SATURDAY, "thứ Bảy"),
        (SUNDAY, "Chủ nhật"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2026, 9, 2), "Quốc khánh"),
        (MONDAY, ""),
        (MAKE_UP_SATURDAY, ""),
    ],
)
def test_reason_off_names_the_holiday_or_the_weekday(day: date, reason: str) -> None:
    assert an_office().reason_off(day) == reason


@pytest.mark.parametrize(
    ("hours", "day", "spans"),
    [
        (ORDINARY, MAKE_UP_SATURDAY, DAY),
        (SATURDAY_MORNINGS, MAKE_UP_SATURDAY, DAY),
        (SATURDAY_MORNINGS, SATURDAY, (MORNING,)),
        (ONE_STRETCH, MAKE_UP_SATURDAY, (HoursSpan(time(8), time(16)),)),
    ],
)
def test_make_up_saturday_has_a_usual_day_s_hours(
    hours: WorkingHours, day: date, spans: tuple[HoursSpan, ...]
) -> None:
    assert an_office(hours).spans(day) == spans


def test_make_up_on_a_weekday_keeps_that_weekday_s_hours() -> None:
    short_friday = WorkingHours((DAY, DAY, DAY, DAY, (MORNING,), (), ()))
    worked = DayException(FRIDAY, DayKind.WORKED, "làm bù")

    assert a_calendar(worked, hours=short_friday).spans(FRIDAY) == (MORNING,)


def test_make_up_on_a_closed_weekday_has_a_usual_day_s_hours() -> None:
    wednesday = date(2026, 3, 4)
    worked = DayException(wednesday, DayKind.WORKED, "làm bù")

    assert a_calendar(worked, hours=WEDNESDAY_CLOSED).spans(wednesday) == DAY


@pytest.mark.parametrize(
    ("day", "inclusive", "expected"),
    [
        (FRIDAY, False, date(2026, 3, 9)),
        (FRIDAY, True, FRIDAY),
        (SATURDAY, True, date(2026, 3, 9)),
        (date(2025, 12, 31), False, date(2026, 1, 5)),
    ],
)
def test_next_working_day(day: date, inclusive: bool, expected: date) -> None:
    assert an_office().next_working(day, inclusive=inclusive) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 9), FRIDAY),
        (date(2026, 1, 5), date(2025, 12, 31)),
        (date(2026, 1, 12), MAKE_UP_SATURDAY),
        (SUNDAY, FRIDAY),
    ],
)
def test_previous_working_day(day: date, expected: date) -> None:
    assert an_office().previous_working(day) == expected


def test_working_days_are_added_over_several_years() -> None:
    closed = tuple(
        DayException(date(2026, 1, 1) + timedelta(days=n), DayKind.OFF, "đóng cửa")
        for n in range(365)
    )
    calendar = a_calendar(*closed)

    assert calendar.add_working_days(date(2025, 12, 31), 1) == date(2027, 1, 1)
    assert calendar.previous_working(date(2027, 1, 1)) == date(2025, 12, 31)


def test_a_year_is_confirmed_only_when_it_is_named() -> None:
    assert a_calendar().is_confirmed(2026)
    assert not a_calendar().is_confirmed(2027)


def test_calendars_of_equal_facts_are_equal_whatever_was_asked() -> None:
    asked, fresh = an_office(), an_office()
    asked.next_working(MONDAY)

    assert asked == fresh
    assert hash(asked) == hash(fresh)


def test_two_exceptions_for_one_day_are_refused() -> None:
    off = DayException(MONDAY, DayKind.OFF, "nghỉ")
    worked = DayException(MONDAY, DayKind.WORKED, "làm bù")

    with pytest.raises(InvalidInputError, match="hai dòng cho ngày 02/03/2026") as caught:
        a_calendar(off, worked)
    assert caught.value.field == "calendar_day"


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (time(9), time(9), "Giờ bắt đầu 09:00 phải trước giờ kết thúc 09:00"),
        (time(17), time(7, 30), "Giờ bắt đầu 17:00 phải trước"),
        (time(7, 30, 1), time(9), "chỉ ghi đến phút"),
        (time(7), time(9, 0, 0, 1), "chỉ ghi đến phút"),
    ],
)
def test_impossible_span_is_refused(start: time, end: time, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence) as caught:
        HoursSpan(start, end)
    assert caught.value.field == "working_hours"


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ((DAY,) * 6, "đủ bảy ngày"),
        (((),) * 7, "ít nhất một ngày làm việc"),
        ((DAY, DAY, (AFTERNOON, MORNING), DAY, DAY, (), ()), "của thứ Tư phải theo thứ tự"),
        ((DAY, (MORNING, MORNING), DAY, DAY, DAY, (), ()), "của thứ Ba phải theo thứ tự"),
    ],
)
def test_impossible_week_is_refused(week: tuple[tuple[HoursSpan, ...], ...], sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence) as caught:
        WorkingHours(week)
    assert caught.value.field == "working_hours"


def test_spans_may_touch() -> None:
    touching = (HoursSpan(time(8), time(12)), HoursSpan(time(12), time(16)))

    assert WorkingHours((touching, (), (), (), (), (), ())).usual_spans == touching


@pytest.mark.parametrize(
    ("spans", "half"),
    [
        (DAY, time(11, 30)),
        ((HoursSpan(time(8), time(16)),), time(12)),
        ((HoursSpan(time(7, 30), time(16, 1)),), time(11, 45)),
        (
            (
                HoursSpan(time(7), time(9)),
                HoursSpan(time(9, 15), time(11)),
                HoursSpan(time(13), time(17)),
            ),
            time(11),
        ),
        ((HoursSpan(time(13), time(15)), HoursSpan(time(15, 30), time(19))), time(16)),
        ((HoursSpan(time(12), time(13)), HoursSpan(time(14), time(17))), time(14, 30)),
    ],
)
def test_half_of_a_day_is_noon_break_or_middle(spans: tuple[HoursSpan, ...], half: time) -> None:
    assert WorkingHours(((), spans, (), (), (), (), ())).half_time == half
