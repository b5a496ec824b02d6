"""How waits and a re-appointment move a due date that was counted.

- A supplement, where the rules say so, restarts the time at zero when the dossier is complete
  (NĐ 61/2018 Đ19.4), whatever had moved the date before. Any other wait moves the due date on by
  the time waited, measured in what the limit is counted in.
- Limits of working days and hours, and of the same day: by the working time waited.
- Limits of calendar days and months: by the calendar time waited. Their days run on over days off,
  so a day waited is a day lost whether or not the office was open. A date so moved that falls on a
  day off ends on the next working day (Civil Code 2015 Đ148). What was waited before the count
  began, or after the time had run out, took nothing from it and moves nothing: otherwise the move
  off a day off could make a late dossier timely again.
- Limits of clock hours: by all the time waited, from where the hours were over; what then ends
  while the office is closed is due as it opens next.
- A wait that does not stop the clock that is counted (`waits.Stops`) is told and moves nothing.
- An extension sets the due date; what is waited after it was granted moves it on. An apology after
  expiry is told and moves nothing.
- While a wait is open the due date stays what it was before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from app.clock import from_local, local_date
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import (
    Moment,
    add_working_time,
    counts_from,
    hours_end,
    moment,
    next_open,
    within,
    working_time_between,
)
from app.services.deadlines.due import DueDate, due_date
from app.services.deadlines.judging import is_late, warn_from
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.phrases import duration_text, moment_text, span_text
from app.services.deadlines.steps import (
    ExplanationStep,
    StepKind,
    due_step,
    moved_into_hours,
    moved_off_day_off,
    skipped,
    unconfirmed,
)
from app.services.deadlines.waits import (
    WAITS_FOR,
    DueExtension,
    DuePause,
    PauseReason,
    Stops,
    wait_text,
    why,
)
from app.vocabulary.catalogue import DueTimeRule, TimeUnit
from app.wording.citations import Rule, cite, in_brackets

_NOTHING = timedelta(0)
_BY_THE_CALENDAR = {TimeUnit.CALENDAR_DAY, TimeUnit.MONTH}


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What is counted, by the law or by the measure of QĐ 766.

    `cut` is the wait that the end of the work cut short, if any: a supplement that never came in
    restarts nothing.
    """

    limit: TimeLimit
    calendar: WorkingCalendar
    is_legal: bool
    cut: DuePause | None = None

    def stops(self, pause: DuePause) -> bool:
        """Say whether the clock that is counted stands while `pause` lasts."""
        return pause.stops_legal if self.is_legal else pause.stops_measured


@dataclass(frozen=True, slots=True)
class CountedDue:
    """A due date, the instant from which its time runs, and the day by which the law is cited.

    `over_at` is when clock hours are over, be the office open or closed; None for other limits.
    """

    due: DueDate
    since: datetime
    received_on: date
    over_at: datetime | None = None


def counted(start: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> CountedDue:
    """Return the due date of `limit` from `start` (aware) before anything moved it."""
    due = due_date(start, limit, calendar)
    received, received_on = moment(start), local_date(start)
    if limit.unit is TimeUnit.CLOCK_HOUR:
        over_at = from_local(*hours_end(received, limit))
        return CountedDue(due, from_local(*received), received_on, over_at)
    since = from_local(*counts_from(received, limit.off_hours, calendar))
    return CountedDue(due, since, received_on)


def moved(
    first: CountedDue,
    waits: Sequence[DuePause],
    promises: Sequence[DueExtension],
    rules: ClockRules,
) -> DueDate:
    """Return where `waits` and `promises` (each in order) move `first`, with the explanation."""
    state, pending = first, list(promises)
    for pause in waits:
        since = pause.start
        until = pause.end if rules.stops(pause) else pause.start
        while pending and (until is None or pending[0].granted_at < until):
            promise = pending.pop(0)
            state = _promised(state, promise, rules)
            if not promise.is_after_expiry:
                since = max(since, promise.granted_at)
        state = _waited(state, pause, since, rules)
    for promise in pending:
        state = _promised(state, promise, rules)
    return state.due


def _waited(state: CountedDue, pause: DuePause, since: datetime, rules: ClockRules) -> CountedDue:
    if not rules.stops(pause):
        return replace(state, due=_ran_on(state.due, pause))
    if pause.end is None:
        return replace(state, due=_stopped(state.due, pause))
    restarts = rules.is_legal and pause.reason is PauseReason.SUPPLEMENT
    if restarts and pause is not rules.cut:
        return _restarted(state, pause, pause.end, rules)
    if rules.limit.unit is TimeUnit.CLOCK_HOUR:
        return _moved_by_clock(state, pause, since, pause.end, rules)
    if rules.limit.unit in _BY_THE_CALENDAR:
        due = _moved_by_calendar(state, pause, since, pause.end, rules)
    else:
        due = _moved_by_work(state.due, pause, since, pause.end, rules)
    return replace(state, due=due)


def _ran_on(due: DueDate, pause: DuePause) -> DueDate:
    """Tell of a wait during which the time ran."""
    start = moment(pause.start)
    until = f" đến {moment_text(moment(pause.end))}" if pause.end else ""
    if pause.stops is Stops.NEITHER:
        reason = "không nêu luật chuyên ngành cho dừng nên thời hạn vẫn tính"
    else:
        reason = "cách đo này chỉ trừ thời gian chờ công dân nên vẫn tính"
    text = f"Từ {moment_text(start)}{until}, {why(pause)}; {reason}."
    return _told(due, ExplanationStep(start.day, text, StepKind.CLOCK))


def _told(due: DueDate, step: ExplanationStep) -> DueDate:
    """Return `due` with one more step of its explanation, which moves nothing."""
    return replace(due, steps=(*due.steps[:-1], step, due.steps[-1]))


def _stopped(due: DueDate, pause: DuePause) -> DueDate:
    since = moment(pause.start)
    text = (
        f"Đồng hồ dừng từ {moment_text(since)}, {why(pause)}; hẹn dưới đây là hẹn trước khi dừng."
    )
    stop = f"đang dừng từ {since.day:%d/%m/%Y}, {WAITS_FOR[pause.reason]}"
    told = _told(due, ExplanationStep(since.day, text, StepKind.CLOCK))
    return replace(told, summary=f"{due.summary}; {stop}")


def _restarted(state: CountedDue, pause: DuePause, end: datetime, rules: ClockRules) -> CountedDue:
    again = counted(end, rules.limit, rules.calendar)
    law = in_brackets(cite(Rule.RESTART_AFTER_SUPPLEMENT, state.received_on))
    text = f"{wait_text(pause, end)}; hồ sơ đã đủ nên tính lại từ đầu{law}."
    history = [step for step in state.due.steps if step.kind is StepKind.CLOCK]
    steps = (*history, ExplanationStep(moment(end).day, text, StepKind.CLOCK), *again.due.steps)
    summary = f"tính lại sau bổ sung, {again.due.summary}"
    told = replace(again.due, steps=steps, summary=summary)
    return replace(again, due=told, received_on=state.received_on)


def _moved_by_work(
    due: DueDate, pause: DuePause, since: datetime, end: datetime, rules: ClockRules
) -> DueDate:
    waited = working_time_between(since, end, rules.calendar)
    text = f"{wait_text(pause, end)}; không tính {duration_text(waited)} làm việc."
    step = ExplanationStep(moment(end).day, text, StepKind.CLOCK)
    if due.due_at is None:
        return _told(due, step)
    new = add_working_time(due.due_at, waited, rules.calendar)
    steps = (*due.steps[:-1], step, *_days_off_between(due.due_at, new, rules.calendar))
    wait = f"{WAITS_FOR[pause.reason]} {duration_text(waited)} làm việc"
    return _moved_to(new, replace(due, steps=steps, summary=f"{due.summary}; {wait}"), rules)


def _moved_by_clock(
    state: CountedDue, pause: DuePause, since: datetime, end: datetime, rules: ClockRules
) -> CountedDue:
    due, over_at = state.due, state.over_at or state.due.due_at
    if over_at is None or since >= over_at:
        return replace(state, due=_unmoved(due, pause, end))
    waited = max(end - max(since, state.since), _NOTHING)
    moved_to = over_at + waited
    last = moment(moved_to)
    new = next_open(last, rules.calendar) if waited else moment(due.due_at or over_at)
    text = f"{wait_text(pause, end)}; hẹn lùi {span_text(waited)}, tính cả ngoài giờ làm việc."
    closed = (moved_into_hours(last),) if new != last else ()
    steps = (*due.steps[:-1], ExplanationStep(moment(end).day, text, StepKind.CLOCK), *closed)
    wait = f"{WAITS_FOR[pause.reason]} {span_text(waited)}"
    told = replace(due, steps=steps, summary=f"{due.summary}; {wait}")
    return replace(state, due=_moved_to(from_local(*new), told, rules), over_at=moved_to)


def _unmoved(due: DueDate, pause: DuePause, end: datetime) -> DueDate:
    text = f"{wait_text(pause, end)}; thời hạn đã hết trước khi tạm dừng nên ngày hẹn không đổi."
    step = ExplanationStep(moment(end).day, text, StepKind.CLOCK)
    return replace(due, steps=(*due.steps[:-1], step, due.steps[-1]))


def _moved_by_calendar(
    state: CountedDue, pause: DuePause, since: datetime, end: datetime, rules: ClockRules
) -> DueDate:
    due = state.due
    if due.due_at is None or since >= due.due_at:
        return _unmoved(due, pause, end)
    waited = max(end - max(since, state.since), _NOTHING)
    text = f"{wait_text(pause, end)}; ngày hẹn lùi {span_text(waited)}, tính cả ngày nghỉ."
    step = ExplanationStep(moment(end).day, text, StepKind.CLOCK)
    last = moment(due.due_at + waited)
    new = max(due.due_at, _on_a_working_day(due.due_at + waited, rules)) if waited else due.due_at
    steps = (*due.steps[:-1], step, *_off_the_last_day(last, moment(new), due, rules.calendar))
    wait = f"{WAITS_FOR[pause.reason]} {span_text(waited)}"
    return _moved_to(new, replace(due, steps=steps, summary=f"{due.summary}; {wait}"), rules)


def _on_a_working_day(instant: datetime, rules: ClockRules) -> datetime:
    """Return `instant` by the rules of a period's last day, as `counting` has them."""
    at = moment(instant)
    day = rules.calendar.next_working(at.day, inclusive=True)
    if rules.limit.due_time is DueTimeRule.END_OF_DAY:
        return from_local(day, rules.calendar.closing(day))
    return from_local(day, within(at.at, day, rules.calendar))


def _off_the_last_day(
    last: Moment, new: Moment, due: DueDate, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    if last.day == new.day:
        return
    told = {step.day for step in due.steps if step.kind is StepKind.SKIPPED}
    yield from (step for step in skipped(last.day, new.day, calendar) if step.day not in told)
    yield moved_off_day_off(new.day)


def _promised(state: CountedDue, promise: DueExtension, rules: ClockRules) -> CountedDue:
    if promise.is_after_expiry:
        return replace(state, due=_apologised(state.due, promise))
    due = _extended(state.due, promise, rules, state.received_on)
    return replace(state, due=due, over_at=None)


def _apologised(due: DueDate, promise: DueExtension) -> DueDate:
    granted, new = moment(promise.granted_at), moment(promise.new_due_at)
    ground = f", lý do: {promise.ground}" if promise.ground else ""
    text = (
        f"Lúc {moment_text(granted)}, sau khi hết hạn, xin lỗi và hẹn lại {moment_text(new)}"
        f"{ground}; hồ sơ vẫn tính quá hạn."
    )
    summary = f"{due.summary}; quá hạn, đã xin lỗi và hẹn lại {new.day:%d/%m/%Y}"
    return replace(_told(due, ExplanationStep(granted.day, text, StepKind.CLOCK)), summary=summary)


def _extended(
    due: DueDate, extension: DueExtension, rules: ClockRules, received_on: date
) -> DueDate:
    granted = moment(extension.granted_at)
    text = f"Lúc {moment_text(granted)} hẹn lại đến {moment_text(moment(extension.new_due_at))}"
    text += f", căn cứ: {extension.ground}" if extension.ground else ""
    text += f"{_lateness(due, extension, rules, received_on)}."
    steps = (*due.steps[:-1], ExplanationStep(granted.day, text, StepKind.CLOCK))
    told = replace(due, steps=steps, summary=f"{due.summary}; hẹn lại")
    return _moved_to(extension.new_due_at.astimezone(UTC), told, rules)


def _lateness(due: DueDate, extension: DueExtension, rules: ClockRules, received_on: date) -> str:
    """Return how late the extension was told by the law; "" where in time.

    NĐ 61/2018 Đ19.9: at the latest a day before the time runs out.
    """
    if due.due_at is None or extension.is_given_there:
        return ""
    if is_late(due.due_at, extension.granted_at, is_by_day=due.is_by_day):
        return "; khi đó đã hết hạn, ngày hẹn đổi theo cách tính của phiên bản phần mềm trước"
    if extension.granted_at <= warn_from(due.due_at, rules.calendar):
        return ""
    law = cite(Rule.EXTENSION, received_on)
    asked = "báo muộn hơn mức chậm nhất 01 ngày trước khi hết hạn"
    return f"; {asked} ({law})" if law else f"; {asked}"


def _moved_to(new: datetime, due: DueDate, rules: ClockRules) -> DueDate:
    """Finish the explanation of `due`, whose steps lack their last one, with its `new` instant."""
    end = moment(new)
    last_year = moment(due.due_at).day.year if due.due_at else end.day.year
    warnings = tuple(unconfirmed(last_year + 1, end.day.year, rules.calendar))
    return DueDate(
        due_at=new,
        steps=(*due.steps, *warnings, due_step(end)),
        summary=f"{due.summary}, hẹn {end.day:%d/%m/%Y}",
        has_unconfirmed_year=due.has_unconfirmed_year or bool(warnings),
        is_by_day=due.is_by_day,
    )


def _days_off_between(
    old: datetime, new: datetime, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    return skipped(moment(old).day + timedelta(days=1), moment(new).day, calendar)
