"""Both clocks against tables of cases, and the tables against a count minute by minute."""

from datetime import datetime

import pytest

from app.clock import to_local
from app.services.deadlines.clocks import PauseReason, clock
from app.vocabulary.catalogue import DueTimeRule, TimeUnit
from tests.services.deadlines import oracle, oracle_waits
from tests.services.deadlines.clock_cases_calendar import CALENDAR_DAYS, EXTENSIONS, MONTHS
from tests.services.deadlines.clock_cases_working import (
    NO_WAITS,
    OTHER_WAITS,
    SEVERAL_WAITS,
    SUPPLEMENTS,
)
from tests.services.deadlines.clock_rows import Row, rows
from tests.services.deadlines.offices import an_office, said

TABLES = (NO_WAITS, SUPPLEMENTS, OTHER_WAITS, SEVERAL_WAITS, CALENDAR_DAYS, MONTHS, EXTENSIONS)
ROWS = [row for table in TABLES for row in rows(table)]

# Monday to Friday, 07:30-11:30 and 13:30-17:00, in minutes of the day.
WEEK = (((450, 690), (810, 1020)),) * 5 + ((), ())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_both_clocks_say_what_the_table_says(row: Row) -> None:
    result = clock(row.received, row.limit, an_office(), row.waits, row.extension)

    assert said(result.legal.due_at) == row.legal
    assert said(result.measured.due_at) == row.measured
    assert result.is_late_by_second_request is row.is_late


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_count_minute_by_minute_says_what_the_table_says(row: Row) -> None:
    assert (opinion(row, restarts=True), opinion(row, restarts=False)) == (row.legal, row.measured)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_explanations_end_with_the_dates_of_the_table(row: Row) -> None:
    result = clock(row.received, row.limit, an_office(), row.waits, row.extension)

    for due in (result.legal, result.measured):
        if due.due_at is None:
            assert due.steps[-1].text.startswith("Thủ tục không quy định thời hạn")
            continue
        local = to_local(due.due_at)
        assert due.steps[-1].text.startswith(f"Hẹn trả kết quả lúc {local:%H:%M ngày %d/%m/%Y} (")


def test_the_tables_cover_what_they_are_for() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS) >= 160
    assert sum(row.is_counted_by_hand for row in ROWS) >= 80
    assert {row.limit.unit for row in ROWS} == set(TimeUnit)
    assert {row.limit.due_time for row in ROWS} == set(DueTimeRule)
    assert {wait.reason for row in ROWS for wait in row.waits} == set(PauseReason)
    assert sum(row.legal != row.measured for row in ROWS) >= 30


def opinion(row: Row, *, restarts: bool) -> str:
    case = oracle_waits.Case(
        wall(row.received),
        int(row.limit.value * 2),
        str(row.limit.unit),
        row.limit.due_time is DueTimeRule.END_OF_DAY,
        tuple(
            oracle_waits.Wait(
                wall(wait.start),
                wall(wait.end) if wait.end else None,
                wait.reason is PauseReason.SUPPLEMENT,
            )
            for wait in row.waits
        ),
        wall(row.extension.granted_at) if row.extension else None,
        wall(row.extension.new_due_at) if row.extension else None,
    )
    office = oracle.Office(WEEK, {e.day: str(e.kind) for e in an_office().exceptions}, "mixed")
    due = oracle_waits.due(case, office, restarts=restarts)
    return f"{due:%Y-%m-%d %H:%M}" if due else ""


def wall(instant: datetime) -> datetime:
    return to_local(instant).replace(tzinfo=None)
