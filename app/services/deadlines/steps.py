"""The explanation of a due date: days skipped, runs of days counted, rules that moved it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import (
    Count,
    Moment,
    hours_end,
    is_off_hours,
    is_over,
    within,
    working_time_on,
)
from app.services.deadlines.limits import TimeLimit, limit_text
from app.services.deadlines.phrases import day_text, duration_text, moment_text
from app.vocabulary.catalogue import DueTimeRule, TimeUnit
from app.wording.citations import Rule, cite, in_brackets
from app.wording.texts import NO_TIME_LIMIT

_DAY = timedelta(days=1)
_OF_THE_OFFICE = "theo cách tính của đơn vị"


class StepKind(StrEnum):
    """What a step of an explanation tells."""

    RECEIVED = "received"
    SKIPPED = "skipped"
    COUNTED = "counted"
    NOTE = "note"
    CLOCK = "clock"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One readable line of an explanation and the day it is about, if it is about one."""

    day: date | None
    text: str
    kind: StepKind = StepKind.NOTE


def explain(
    count: Count, limit: TimeLimit, calendar: WorkingCalendar
) -> tuple[ExplanationStep, ...]:
    """Return the steps from receipt to due date, in order; the last one names the due date."""
    steps = [*_receipt(count, limit, calendar), *_period(count, limit, calendar)]
    if count.due is not None:
        steps += _time_of_day(count, count.due, limit, calendar)
        steps += unconfirmed(count.received.day.year, count.due.day.year, calendar)
    steps.append(due_step(count.due))
    return tuple(steps)


def skipped(first: date, last: date, calendar: WorkingCalendar) -> Iterator[ExplanationStep]:
    """Yield a step for each day off from `first` to `last`."""
    day = first
    while day <= last:
        if not calendar.is_working(day):
            yield _skip(day, calendar)
        day += _DAY


def unconfirmed(first: int, last: int, calendar: WorkingCalendar) -> Iterator[ExplanationStep]:
    """Yield a warning for each year from `first` to `last` without its yearly notice."""
    for year in range(first, last + 1):
        if not calendar.is_confirmed(year):
            yield ExplanationStep(
                None,
                f"Lịch nghỉ năm {year} chưa được xác nhận theo thông báo hằng năm; "
                "ngày hẹn có thể phải tính lại.",
            )


def moved_off_day_off(day: date) -> ExplanationStep:
    """Return why a period that ran out on a day off ends on `day`."""
    return ExplanationStep(
        day,
        "Ngày cuối của thời hạn là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo"
        f"{in_brackets(cite(Rule.PERIOD_ENDS_AFTER_DAY_OFF, day))}.",
    )


def moved_into_hours(end: Moment) -> ExplanationStep:
    """Return why hours that are over at `end` are due only when the office opens next."""
    text = f"{moment_text(end)} là ngoài giờ làm việc nên hẹn vào giờ làm việc tiếp theo."
    return ExplanationStep(end.day, text)


def due_step(due: Moment | None) -> ExplanationStep:
    """Return the last step of an explanation."""
    if due is None:
        return ExplanationStep(None, f"{NO_TIME_LIMIT}.", StepKind.DUE)
    return ExplanationStep(due.day, f"Hẹn trả kết quả lúc {moment_text(due)}.", StepKind.DUE)


def _receipt(
    count: Count, limit: TimeLimit, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    received, start = count.received, count.start
    tail = "; ngày tiếp nhận không tính" if _leaves_out_first_day(limit) else ""
    told = f"Tiếp nhận lúc {moment_text(received)}"
    if limit.unit is TimeUnit.CLOCK_HOUR or not is_off_hours(received, calendar):
        yield ExplanationStep(received.day, f"{told}{tail}.", StepKind.RECEIVED)
        return
    told = f"{told}, {_closed_words(received, calendar)}"
    if start == received:
        law = cite(Rule.DAY_OF_RECEIPT_NOT_COUNTED, received.day)
        rule = f", {_OF_THE_OFFICE} ({law})" if tail else ""
        yield ExplanationStep(received.day, f"{told}{tail}{rule}.", StepKind.RECEIVED)
        return
    yield ExplanationStep(received.day, f"{told}.", StepKind.RECEIVED)
    yield from skipped(received.day, start.day, calendar)
    text = f"Coi như tiếp nhận lúc {moment_text(start)}, {_OF_THE_OFFICE}{tail}."
    yield ExplanationStep(start.day, text)


def _closed_words(received: Moment, calendar: WorkingCalendar) -> str:
    return "sau giờ làm việc" if calendar.is_working(received.day) else "vào ngày nghỉ"


def _leaves_out_first_day(limit: TimeLimit) -> bool:
    whole_days = limit.unit is TimeUnit.WORKING_DAY and limit.value >= 1
    return whole_days or limit.unit in {TimeUnit.CALENDAR_DAY, TimeUnit.MONTH}


def _period(count: Count, limit: TimeLimit, calendar: WorkingCalendar) -> Iterator[ExplanationStep]:
    if count.due is None:
        return
    match limit.unit:
        case TimeUnit.WORKING_DAY:
            yield from _working_days(count, count.due, limit, calendar)
        case TimeUnit.WORKING_HOUR:
            yield from _working_hours(count, count.due, calendar)
        case TimeUnit.CLOCK_HOUR:
            yield from _clock_hours(count, count.due, limit)
        case TimeUnit.SAME_DAY:
            yield from _same_day(count, count.due, limit, calendar)
        case _:
            yield from _calendar_period(count, count.due, limit, calendar)


def _working_days(
    count: Count, due: Moment, limit: TimeLimit, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    whole = int(limit.value)
    run: list[date] = []
    counted = 0
    day = count.start.day + _DAY
    while day <= due.day:
        exception = calendar.exception(day)
        if not calendar.is_working(day):
            yield from _counted(run, counted, calendar)
            run = []
            yield _skip(day, calendar)
        elif counted < whole:
            if exception is not None or (run and calendar.exception(run[-1]) is not None):
                yield from _counted(run, counted, calendar)
                run = []
            counted += 1
            run.append(day)
        day += _DAY
    yield from _counted(run, counted, calendar)
    if limit.has_half:
        text = f"{day_text(due.day)}: nửa ngày, đến {due.at:%H:%M}."
        yield ExplanationStep(due.day, text, StepKind.COUNTED)


def _counted(
    run: list[date], last_number: int, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    if not run:
        return
    first, last = run[0], run[-1]
    if len(run) > 1:
        numbers = f"{last_number - len(run) + 1}–{last_number}"
        text = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}: ngày làm việc thứ {numbers}."
    else:
        text = f"{day_text(first)}: ngày làm việc thứ {last_number}."
        exception = calendar.exception(first)
        if exception is not None:
            text = f"{text[:-1]} ({exception.reason})."
    yield ExplanationStep(first, text, StepKind.COUNTED)


def _working_hours(
    count: Count, due: Moment, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    day = count.start.day
    while day <= due.day:
        since = count.start.at if day == count.start.day else time.min
        until = due.at if day == due.day else time.max
        used = working_time_on(day, since, until, calendar)
        if not calendar.is_working(day):
            yield _skip(day, calendar)
        elif used:
            text = f"{day_text(day)}: {duration_text(used)} làm việc."
            yield ExplanationStep(day, text, StepKind.COUNTED)
        day += _DAY


def _clock_hours(count: Count, due: Moment, limit: TimeLimit) -> Iterator[ExplanationStep]:
    end = hours_end(count.received, limit)
    law = cite(Rule.HOURS_RUN_FROM_RECEIPT, count.received.day)
    text = (
        f"Đủ {limit_text(limit)} lúc {moment_text(end)}; tính cả ngoài giờ làm việc và ngày nghỉ "
        f"({law})."
    )
    yield ExplanationStep(end.day, text, StepKind.COUNTED)
    if due != end:
        yield moved_into_hours(end)


def _same_day(
    count: Count, due: Moment, limit: TimeLimit, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    if due.day == count.start.day:
        return
    is_open = not is_off_hours(count.start, calendar)
    is_late = is_open and count.start.at > limit.late_cutoff
    why = f"sau {limit.late_cutoff:%H:%M}" if is_late else _closed_words(count.start, calendar)
    text = f"Tiếp nhận {why} nên hẹn trả trong ngày làm việc tiếp theo."
    yield ExplanationStep(count.start.day, text)
    yield from skipped(count.start.day + _DAY, due.day, calendar)


def _calendar_period(
    count: Count, due: Moment, limit: TimeLimit, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    text = f"Đủ {limit_text(limit)} vào {day_text(count.last_day)}; ngày nghỉ ở giữa vẫn tính."
    yield ExplanationStep(count.last_day, text, StepKind.COUNTED)
    if due.day == count.last_day:
        return
    yield from skipped(count.last_day, due.day, calendar)
    yield moved_off_day_off(due.day)


def _time_of_day(
    count: Count, due: Moment, limit: TimeLimit, calendar: WorkingCalendar
) -> Iterator[ExplanationStep]:
    if limit.unit in {TimeUnit.WORKING_HOUR, TimeUnit.CLOCK_HOUR, TimeUnit.SAME_DAY}:
        return
    at = count.start.at
    if limit.due_time is DueTimeRule.END_OF_DAY:
        yield ExplanationStep(due.day, "Thời hạn kết thúc vào cuối giờ làm việc của ngày hẹn.")
    elif limit.has_half:
        return
    elif is_over(count.start, calendar):
        why = _closed_words(count.start, calendar)
        text = f"Tiếp nhận lúc {at:%H:%M}, {why}, nên hẹn đến cuối ngày làm việc."
        yield ExplanationStep(due.day, text)
    elif within(at, due.day, calendar) != at:
        text = f"{at:%H:%M} ở ngoài giờ làm việc của ngày hẹn nên chuyển sang {due.at:%H:%M}."
        yield ExplanationStep(due.day, text)


def _skip(day: date, calendar: WorkingCalendar) -> ExplanationStep:
    exception = calendar.exception(day)
    if exception is None:
        text = f"{day_text(day)}: nghỉ hằng tuần, không tính."
    else:
        text = f"{day_text(day)}: {exception.reason}, không tính."
    return ExplanationStep(day, text, StepKind.SKIPPED)
