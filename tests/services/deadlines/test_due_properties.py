"""What must hold for every receipt, limit, calendar and office; and a second opinion agrees."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.clock import to_local
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import add_working_time, working_time_between
from app.services.deadlines.due import StepKind, due_date
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import TimeUnit
from tests.services.deadlines import oracle
from tests.services.deadlines.strategies import (
    COUNTED,
    Case,
    calendars,
    cases,
    limits_of,
    modest,
    moments,
    office_of,
    second_opinion,
    wall,
)


@modest
@given(cases)
def test_due_date_agrees_with_a_count_day_by_day(case: Case) -> None:
    due_at = case.due().due_at

    assert due_at is not None
    assert wall(due_at) == second_opinion(case)[0]


@modest
@given(cases)
def test_explanation_tells_each_skipped_day_once(case: Case) -> None:
    told = [step.day for step in case.due().steps if step.kind is StepKind.SKIPPED]

    assert len(told) == len(set(told))
    assert set(told) == second_opinion(case)[1]


@modest
@given(cases)
def test_due_date_is_after_receipt_and_in_working_hours(case: Case) -> None:
    due_at = case.due().due_at

    assert due_at is not None
    assert due_at > case.received
    spans = case.calendar.spans(to_local(due_at).date())
    assert any(span.start <= to_local(due_at).time() <= span.end for span in spans)


@modest
@given(cases)
def test_last_step_names_the_due_date(case: Case) -> None:
    due = case.due()

    assert due.due_at is not None
    local = to_local(due.due_at)
    last = due.steps[-1]
    assert (last.kind, last.day) == (StepKind.DUE, local.date())
    assert f"{local:%H:%M}" in last.text
    assert f"{local:%d/%m/%Y}" in last.text
    assert f"{local:%d/%m}" in due.summary
    assert [step.kind for step in due.steps].count(StepKind.DUE) == 1


@modest
@given(cases)
def test_equal_input_gives_equal_output(case: Case) -> None:
    fresh = WorkingCalendar(
        case.calendar.exceptions, case.calendar.hours, case.calendar.confirmed_years
    )

    assert case.due() == due_date(case.received, case.limit, fresh)
    assert case.due() == case.due()


@modest
@given(moments, st.sampled_from(sorted(COUNTED)).flatmap(limits_of), calendars)
def test_more_time_is_never_due_earlier(
    received: datetime, limit: TimeLimit, calendar: WorkingCalendar
) -> None:
    more = Decimal("0.5") if limit.unit is TimeUnit.WORKING_DAY else Decimal(1)
    longer = replace(limit, value=limit.value + more)
    first = due_date(received, limit, calendar).due_at
    second = due_date(received, longer, calendar).due_at

    assert first is not None
    assert second is not None
    assert first <= second


@modest
@given(cases, st.integers(0, 6000))
def test_received_later_is_never_due_on_an_earlier_day(case: Case, minutes: int) -> None:
    later = case.received + timedelta(minutes=minutes)
    first = case.due().due_at
    second = due_date(later, case.limit, case.calendar).due_at

    assert first is not None
    assert second is not None
    exact = case.limit.unit not in {TimeUnit.CALENDAR_DAY, TimeUnit.MONTH}
    assert first <= second if exact else to_local(first).date() <= to_local(second).date()


@modest
@given(moments, st.integers(0, 20_000), calendars)
def test_working_time_agrees_with_a_count_minute_by_minute(
    start: datetime, minutes: int, calendar: WorkingCalendar
) -> None:
    start = start.replace(second=0)
    end = start + timedelta(minutes=minutes)
    counted = oracle.working_minutes(wall(start), wall(end), office_of(calendar))

    assert working_time_between(start, end, calendar) == timedelta(minutes=counted)


@modest
@given(moments, st.integers(0, 20_000), calendars)
def test_adding_working_time_is_undone_by_measuring_it(
    start: datetime, minutes: int, calendar: WorkingCalendar
) -> None:
    wanted = timedelta(minutes=minutes)
    end = add_working_time(start, wanted, calendar)

    assert working_time_between(start, end, calendar) == wanted
