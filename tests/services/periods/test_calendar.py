"""A report period is the days that its office says, without gap or overlap to its neighbours."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.periods.calendar import MONTH_END, Cutoff, ReportCalendar, custom_period
from app.vocabulary.reports import PeriodKind

PLAIN = ReportCalendar()
FOURTEENTH = ReportCalendar([Cutoff(date(2018, 1, 1), 14)])
CHANGED = ReportCalendar([Cutoff(date(2018, 1, 1), 14), Cutoff(date(2020, 4, 1), MONTH_END)])
_DAY = timedelta(days=1)

_DAYS = [
    (PLAIN, "2019-Q2", date(2019, 4, 1), date(2019, 6, 30)),
    (PLAIN, "2019-H2", date(2019, 7, 1), date(2019, 12, 31)),
    (PLAIN, "2019-9M", date(2019, 1, 1), date(2019, 9, 30)),
    (PLAIN, "2019", date(2019, 1, 1), date(2019, 12, 31)),
    (PLAIN, "2019-01-01..2019-02-14", date(2019, 1, 1), date(2019, 2, 14)),
    (FOURTEENTH, "2019-Q1", date(2018, 12, 15), date(2019, 3, 14)),
    (FOURTEENTH, "2019-Q2", date(2019, 3, 15), date(2019, 6, 14)),
    (FOURTEENTH, "2019-H1", date(2018, 12, 15), date(2019, 6, 14)),
    (FOURTEENTH, "2019", date(2018, 12, 15), date(2019, 12, 14)),
    (CHANGED, "2020-Q1", date(2019, 12, 15), date(2020, 3, 14)),
    (CHANGED, "2020-Q2", date(2020, 3, 15), date(2020, 6, 30)),
    (CHANGED, "2020-Q3", date(2020, 7, 1), date(2020, 9, 30)),
    (
        ReportCalendar([Cutoff(date(2020, 3, 31), 15)]),
        "2020-Q1",
        date(2020, 1, 1),
        date(2020, 3, 15),
    ),
    (
        ReportCalendar([Cutoff(date(2020, 4, 1), 15)]),
        "2020-Q1",
        date(2020, 1, 1),
        date(2020, 3, 31),
    ),
]


@pytest.mark.parametrize(("calendar", "key", "first", "last"), _DAYS)
def test_period_has_the_days_of_its_cutoff(
    calendar: ReportCalendar, key: str, first: date, last: date
) -> None:
    period = calendar.named(key)
    assert (period.first_day, period.last_day) == (first, last)
    assert period.key == key


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("2019-Q1", "Quý I năm 2019"),
        ("2019-Q2", "Quý II năm 2019"),
        ("2019-Q4", "Quý IV năm 2019"),
        ("2019-H1", "6 tháng đầu năm 2019"),
        ("2019-H2", "6 tháng cuối năm 2019"),
        ("2019-9M", "9 tháng đầu năm 2019"),
        ("2019", "Năm 2019"),
        ("2019-01-05..2019-02-14", "Từ 05/01/2019 đến 14/02/2019"),
    ],
)
def test_period_is_called_as_reports_call_it(key: str, name: str) -> None:
    assert PLAIN.named(key).name == name


@pytest.mark.parametrize(
    ("key", "previous", "last_year"),
    [
        ("2019-Q2", "2019-Q1", "2018-Q2"),
        ("2019-Q1", "2018-Q4", "2018-Q1"),
        ("2019-H1", "2018-H2", "2018-H1"),
        ("2019-H2", "2019-H1", "2018-H2"),
        ("2019-9M", "2018-9M", "2018-9M"),
        ("2019", "2018", "2018"),
        ("2020-02-01..2020-02-29", "2020-01-03..2020-01-31", "2019-02-01..2019-02-28"),
    ],
)
def test_period_knows_what_it_is_compared_with(key: str, previous: str, last_year: str) -> None:
    period = CHANGED.named(key)
    assert CHANGED.previous(period).key == previous
    assert CHANGED.same_last_year(period).key == last_year


@pytest.mark.parametrize(
    "key", ["", "2019-Q5", "2019-Q0", "19-Q1", "2019-H3", "2016", "2019-02-30..2019-03-01", "Q2"]
)
def test_name_of_no_period_is_refused_with_the_ways_to_write_one(key: str) -> None:
    with pytest.raises(InvalidInputError, match="2019-Q2"):
        PLAIN.named(key)


def test_custom_period_is_refused_backwards_and_beyond_ten_years() -> None:
    with pytest.raises(InvalidInputError, match="đứng trước"):
        custom_period(date(2019, 2, 1), date(2019, 1, 31))
    with pytest.raises(InvalidInputError, match="10 năm"):
        custom_period(date(2019, 1, 1), date(2029, 12, 31))


_cutoffs = st.lists(
    st.builds(
        Cutoff,
        st.dates(date(2018, 1, 1), date(2030, 12, 31)),
        st.integers(min_value=0, max_value=28),
    ),
    max_size=6,
    unique_by=lambda one: one.from_day,
)


@given(cutoffs=_cutoffs)
def test_quarters_tile_the_calendar_whatever_the_cutoffs(cutoffs: list[Cutoff]) -> None:
    calendar = ReportCalendar(cutoffs)
    quarters = [calendar.quarter(year, n) for year in range(2018, 2032) for n in range(1, 5)]
    for one, two in itertools.pairwise(quarters):
        assert one.first_day <= one.last_day
        assert two.first_day == one.last_day + _DAY
        assert calendar.previous(two) == one


@given(cutoffs=_cutoffs, year=st.integers(2018, 2031))
def test_longer_periods_are_whole_quarters(cutoffs: list[Cutoff], year: int) -> None:
    calendar = ReportCalendar(cutoffs)
    q1, q2, h1, q3, nine, q4, h2, whole = calendar.of_year(year)
    assert (h1.first_day, h1.last_day) == (q1.first_day, q2.last_day)
    assert (h2.first_day, h2.last_day) == (q3.first_day, q4.last_day)
    assert (nine.first_day, nine.last_day) == (q1.first_day, q3.last_day)
    assert (whole.first_day, whole.last_day) == (q1.first_day, q4.last_day)


@given(cutoffs=_cutoffs, day=st.dates(date(2018, 6, 1), date(2030, 12, 31)))
def test_every_day_lies_in_the_quarter_it_is_given(cutoffs: list[Cutoff], day: date) -> None:
    calendar = ReportCalendar(cutoffs)
    found = calendar.quarter_of(day)
    assert day in found
    assert calendar.named(found.key) == found
    assert found.kind is PeriodKind.QUARTER
