"""What must hold of waits, phases and steps whatever they are; and a minute's count agrees."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import to_local
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.clocks import DueExtension, DuePause, PauseReason, clock
from app.services.deadlines.counting import working_time_between
from app.services.deadlines.due import DueDate, StepKind, due_date, keep
from app.services.deadlines.limits import LATE_CUTOFF, TimeLimit
from app.services.deadlines.phases import (
    Phase,
    PhaseDue,
    TimedPart,
    judge_step,
    phase_dues,
    step_due,
)
from app.vocabulary.catalogue import DueTimeRule, TimeUnit
from app.vocabulary.dossiers import Timeliness
from tests.services.deadlines import oracle_waits
from tests.services.deadlines.offices import hours
from tests.services.deadlines.strategies import (
    Case,
    calendars,
    cases,
    gaps,
    limits_of,
    minutes,
    modest,
    moments,
    office_of,
    waits_after,
    wall,
)

Drawn = list[tuple[int, int, PauseReason]]
few = settings(modest, max_examples=60)
any_limit = st.sampled_from(TimeUnit).flatmap(limits_of)
phases_of = st.lists(st.builds(Phase, st.sampled_from(["Thẩm định", "Trả"]), any_limit), max_size=4)
extensions = st.none() | st.tuples(minutes, minutes)


def names_its_end(due: DueDate) -> bool:
    if due.due_at is None:
        return due.steps[-1].day is None
    local = to_local(due.due_at)
    last = due.steps[-1].text
    once = [step.kind for step in due.steps].count(StepKind.DUE) == 1
    return once and last.startswith(f"Hẹn trả kết quả lúc {local:%H:%M ngày %d/%m/%Y} (")


@few
@given(cases, gaps, extensions)
def test_both_clocks_agree_with_a_life_minute_by_minute(
    case: Case, drawn: Drawn, extended: tuple[int, int] | None
) -> None:
    received = case.received.replace(second=0)
    limit = replace(case.limit, late_cutoff=LATE_CUTOFF)
    waits = waits_after(received, drawn)
    extension = None
    if extended is not None:
        granted = received + timedelta(minutes=extended[0])
        extension = DueExtension(granted, granted + timedelta(minutes=extended[1]), "")
    result = clock(received, limit, case.calendar, waits, extension)
    lived = oracle_waits.Case(
        wall(received),
        int(limit.value * 2),
        str(limit.unit),
        limit.due_time is DueTimeRule.END_OF_DAY,
        tuple(
            oracle_waits.Wait(
                wall(wait.start),
                wall(wait.end) if wait.end else None,
                wait.reason is PauseReason.SUPPLEMENT,
            )
            for wait in waits
        ),
        wall(extension.granted_at) if extension else None,
        wall(extension.new_due_at) if extension else None,
    )
    office = office_of(case.calendar, case.limit.off_hours)

    assert result.legal.due_at is not None
    assert result.measured.due_at is not None
    assert wall(result.legal.due_at) == oracle_waits.due(lived, office, restarts=True)
    assert wall(result.measured.due_at) == oracle_waits.due(lived, office, restarts=False)
    assert names_its_end(result.legal)
    assert names_its_end(result.measured)


@modest
@given(cases, gaps)
def test_a_wait_never_makes_a_case_due_earlier(case: Case, drawn: Drawn) -> None:
    waits = waits_after(case.received, drawn)
    results = [
        clock(case.received, case.limit, case.calendar, waits[:count])
        for count in range(len(waits) + 1)
    ]

    never = results[0].legal.due_at
    for before, after in pairwise(results):
        assert never is not None
        assert before.measured.due_at is not None
        assert after.measured.due_at is not None
        assert after.legal.due_at is not None
        assert before.measured.due_at <= after.measured.due_at
        # A restart forgets what moved the date before it, and counted anew from another hour a
        # time may end earlier on the same day; but no day is lost by having waited.
        assert wall(never).date() <= wall(after.legal.due_at).date()


@modest
@given(cases, gaps, minutes)
def test_a_wait_begun_late_never_makes_a_case_timely(case: Case, drawn: Drawn, later: int) -> None:
    due_at = due_date(case.received, case.limit, case.calendar).due_at
    assert due_at is not None
    late = due_at + timedelta(minutes=1 + later)
    waits = waits_after(late, drawn)
    measured = clock(case.received, case.limit, case.calendar, waits).measured.due_at

    assert measured is not None
    ends = [wait.end for wait in waits if wait.end is not None]
    # No working time lies between a due date at closing and a wait from the next opening.
    assert measured <= max([late, *ends])


@modest
@given(cases, moments)
def test_a_kept_date_is_the_last_word(case: Case, promised: datetime) -> None:
    kept = keep(case.due(), promised)

    assert kept.due_at == promised
    assert names_its_end(kept)
    said = f"hẹn {to_local(promised):%d/%m/%Y}"
    assert kept.summary.endswith(said) or promised == case.due().due_at


def some_phases(
    starts_at: datetime, phases: Sequence[Phase], ends: Sequence[int]
) -> list[datetime]:
    ended = []
    at = starts_at
    for _, length in zip(phases, ends, strict=False):
        at += timedelta(minutes=length)
        ended.append(at)
    return ended


@modest
@given(moments, phases_of, calendars, gaps, st.lists(minutes, max_size=4), minutes)
def test_phases_follow_one_another_and_say_their_dates(
    starts_at: datetime,
    phases: list[Phase],
    calendar: WorkingCalendar,
    drawn: Drawn,
    ends: list[int],
    later: int,
) -> None:
    ended = some_phases(starts_at, phases, ends)
    now = starts_at + timedelta(minutes=later)
    pauses = waits_after(starts_at, drawn)
    dues = phase_dues(starts_at, phases, calendar, pauses, ended, now)
    begun = dues[: len(ended) + 1]

    assert [due.ordinal for due in dues] == list(range(1, len(phases) + 1))
    assert [due.starts_at for due in begun] == [starts_at, *ended][: len(begun)]
    assert [due.ended_at for due in dues if due.ended_at] == ended
    for phase, due in zip(phases, begun, strict=False):
        assert (due.due_at is None) is (phase.limit.unit is TimeUnit.NONE)
        assert_says_its_date(due)
        assert_is_judged(due, phase.limit, pauses, now)
    for due in dues[len(begun) :]:
        assert (due.starts_at, due.due_at, due.timeliness) == (None, None, None)


def assert_says_its_date(due: PhaseDue) -> None:
    if due.due_at is None:
        assert due.text.endswith("; không có ngày hẹn.")
        return
    assert due.starts_at is not None
    assert due.starts_at < due.due_at
    assert f"hẹn {to_local(due.due_at):%H:%M ngày %d/%m/%Y}" in due.text.rpartition("; ")[2]


def assert_is_judged(
    due: PhaseDue, limit: TimeLimit, pauses: Sequence[DuePause], now: datetime
) -> None:
    waits = any(p.start <= now and (p.end is None or now < p.end) for p in pauses)
    judged = judge_step(due.due_at, due.ended_at, now, is_by_day=limit.is_late_by_day)
    if judged is Timeliness.OVERDUE and waits:
        assert due.timeliness in {Timeliness.IN_TIME, Timeliness.OVERDUE}
        assert due.timeliness is not Timeliness.OVERDUE or not _waited_in(due, pauses, now)
    else:
        assert due.timeliness is judged


def _waited_in(due: PhaseDue, pauses: Sequence[DuePause], now: datetime) -> bool:
    """Say whether the phase itself waits at `now`: it may not have begun by then."""
    assert due.starts_at is not None
    return due.starts_at <= now and any(
        p.start <= now and (p.end is None or now < p.end) for p in pauses
    )


@modest
@given(moments, st.lists(st.integers(1, 30), min_size=1, max_size=4), calendars)
def test_hours_of_phases_ended_as_due_add_up(
    starts_at: datetime, parts: list[int], calendar: WorkingCalendar
) -> None:
    phases = [Phase("Bước", hours(str(part))) for part in parts]
    ended: list[datetime] = []
    for _ in phases:
        due_at = phase_dues(starts_at, phases, calendar, (), ended, starts_at)[len(ended)].due_at
        assert due_at is not None
        ended.append(due_at)

    assert ended[-1] == due_date(starts_at, hours(str(sum(parts))), calendar).due_at


@modest
@given(moments, calendars, gaps, st.lists(minutes, min_size=1, max_size=4))
def test_parts_of_waits_in_the_stretches_add_up(
    starts_at: datetime, calendar: WorkingCalendar, drawn: Drawn, lengths: list[int]
) -> None:
    pauses = waits_after(starts_at, drawn)
    starts = [starts_at, *some_phases(starts_at, [Phase("", hours("1"))] * len(lengths), lengths)]
    ends = [*starts[1:], None]
    parts = [
        part
        for start, end in zip(starts, ends, strict=True)
        for part in TimedPart(start, end, hours("1")).waits(pauses)
    ]

    assert worked(parts, calendar) == worked(pauses, calendar)


def worked(waits: Sequence[DuePause], calendar: WorkingCalendar) -> timedelta:
    return sum(
        (working_time_between(w.start, w.end, calendar) for w in waits if w.end), timedelta(0)
    )


@modest
@given(cases, gaps)
def test_a_step_held_throughout_is_due_as_the_case_by_law(case: Case, drawn: Drawn) -> None:
    pauses = waits_after(case.received, drawn)
    due = step_due(case.received, case.limit, case.calendar, pauses)

    assert due == clock(case.received, case.limit, case.calendar, pauses).legal.due_at


@modest
@given(cases, gaps, minutes, minutes)
def test_a_step_is_never_due_before_its_start_or_earlier_for_a_wait(
    case: Case, drawn: Drawn, before: int, held: int
) -> None:
    accepted = case.received + timedelta(minutes=before)
    ended = accepted + timedelta(minutes=held)
    pauses = waits_after(case.received, drawn)
    free = step_due(accepted, case.limit, case.calendar, ())
    due = step_due(accepted, case.limit, case.calendar, pauses, ended)
    outside = [p for p in pauses if p.start >= ended or (p.end and p.end < accepted)]

    assert free is not None
    assert due is not None
    assert accepted < free
    assert wall(free).date() <= wall(due).date()
    assert step_due(accepted, case.limit, case.calendar, outside, ended) == free


@modest
@given(moments, st.integers(2, 20), calendars, gaps)
def test_a_wait_that_lasts_moves_nothing(
    received: datetime, value: int, calendar: WorkingCalendar, drawn: Drawn
) -> None:
    limit = TimeLimit(Decimal(value), TimeUnit.WORKING_DAY)
    waits = waits_after(received, drawn)
    begun = waits[-1].end if waits else received
    assert begun is not None
    lasting = DuePause(begun, None, PauseReason.SUPPLEMENT, "")

    assert step_due(received, limit, calendar, [*waits, lasting]) == step_due(
        received, limit, calendar, waits
    )
