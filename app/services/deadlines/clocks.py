"""The two clocks of a dossier that waited or was re-appointed: the law's and the measure's.

- Legal: a supplement restarts the time at zero when the dossier is complete (NĐ 61/2018 Đ19.4);
  any other wait moves the due date by the working time waited.
- Measured (QĐ 766/QĐ-TTg): every wait, supplements too, is subtracted, which moves the due date by
  the working time waited; a second supplement request makes the dossier late at once.
- An extension sets the due date in both (at most once, NĐ 61/2018 Đ19.9); what is waited after it
  was granted moves it on.
- While a wait is open both due dates stay what they were before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from app.errors import RuleBrokenError
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import moment
from app.services.deadlines.due import DueDate, due_date
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.phrases import duration_text, moment_text
from app.services.deadlines.steps import Step, StepKind, due_step, skipped, unconfirmed
from app.services.deadlines.worktime import add_working_time, working_time_between

__all__ = [
    "ClockResult",
    "Extension",
    "Pause",
    "PauseReason",
    "clock",
    "grant_extension",
    "working_time_between",
]


class PauseReason(StrEnum):
    """What a dossier waits for."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    OPINION = "opinion"
    FIELD_CHECK = "field_check"


_WAITS_FOR = {
    PauseReason.SUPPLEMENT: "chờ bổ sung hồ sơ",
    PauseReason.PAYMENT: "chờ thực hiện nghĩa vụ tài chính",
    PauseReason.OPINION: "chờ ý kiến của cơ quan khác",
    PauseReason.FIELD_CHECK: "chờ xác minh thực tế",
}


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait: aware instants, `end` None while it lasts, and its legal ground."""

    start: datetime
    end: datetime | None
    reason: PauseReason
    ground: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A re-appointment: when it was granted, the new due instant (both aware) and its ground."""

    granted_at: datetime
    new_due_at: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class ClockResult:
    """Both due dates, and whether a second supplement request made the dossier late (QĐ 766)."""

    legal: DueDate
    measured: DueDate
    is_late_by_second_request: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    limit: TimeLimit
    calendar: WorkingCalendar
    restarts: bool


def clock(
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> ClockResult:
    """Return both due dates of a dossier.

    Raises RuleBrokenError for waits that overlap, end before they start or start before receipt.
    A granted extension stands even if the calendar or the case was changed since: it was promised
    to the citizen. `grant_extension` holds the rules for a new one.
    """
    waits = sorted(pauses, key=lambda pause: pause.start)
    _check_waits(received_at, waits)
    first = due_date(received_at, limit, calendar)
    legal = _run(first, waits, extension, _Rules(limit, calendar, restarts=True))
    measured = _run(first, waits, extension, _Rules(limit, calendar, restarts=False))
    requests = sum(pause.reason is PauseReason.SUPPLEMENT for pause in waits)
    return ClockResult(legal, measured, is_late_by_second_request=requests > 1)


def grant_extension(wanted: Extension, current: DueDate, earlier: Extension | None) -> None:
    """Check that `wanted` may replace the `current` legal due date.

    Raises RuleBrokenError when there was an `earlier` extension (NĐ 61/2018 Đ19.9), when there is
    no fixed time, and when the new due date is not later.
    """
    if earlier is not None:
        raise RuleBrokenError(
            "Hồ sơ đã được hẹn lại một lần, đến "
            f"{moment_text(moment(earlier.new_due_at))}; mỗi hồ sơ chỉ được hẹn lại một lần."
        )
    if current.due_at is None:
        raise RuleBrokenError("Hồ sơ không có ngày hẹn nên không có thời hạn để gia hạn.")
    if wanted.new_due_at <= current.due_at:
        raise RuleBrokenError(
            f"Ngày hẹn mới phải sau ngày hẹn hiện tại, {moment_text(moment(current.due_at))}; "
            "hãy chọn ngày khác."
        )


def _check_waits(received_at: datetime, waits: Sequence[Pause]) -> None:
    for pause in waits:
        if pause.start < received_at:
            raise RuleBrokenError(
                f"Hồ sơ chưa được tiếp nhận lúc {moment_text(moment(pause.start))} nên chưa thể "
                "tạm dừng; hãy sửa thời điểm tạm dừng."
            )
        if pause.end is not None and pause.end < pause.start:
            raise RuleBrokenError(
                f"Lần tạm dừng từ {moment_text(moment(pause.start))} kết thúc trước khi bắt đầu; "
                "hãy sửa thời điểm kết thúc."
            )
    for first, second in pairwise(waits):
        if first.end is None or first.end > second.start:
            raise RuleBrokenError(
                f"Hồ sơ đang tạm dừng từ {moment_text(moment(first.start))}; "
                "hãy kết thúc lần tạm dừng đó trước."
            )


def _run(
    first: DueDate, waits: Sequence[Pause], extension: Extension | None, rules: _Rules
) -> DueDate:
    due, pending = first, extension
    for pause in waits:
        since = pause.start
        if pending is not None and (pause.end is None or pending.granted_at < pause.end):
            due = _extended(due, pending, rules)
            since, pending = max(since, pending.granted_at), None
        due = _waited(due, pause, since, rules)
    return due if pending is None else _extended(due, pending, rules)


def _waited(due: DueDate, pause: Pause, since: datetime, rules: _Rules) -> DueDate:
    if pause.end is None:
        return _stopped(due, pause)
    if rules.restarts and pause.reason is PauseReason.SUPPLEMENT:
        return _restarted(due, pause, pause.end, rules)
    return _moved_on(due, pause, since, pause.end, rules)


def _stopped(due: DueDate, pause: Pause) -> DueDate:
    since = moment(pause.start)
    text = (
        f"Đồng hồ dừng từ {moment_text(since)}, {_why(pause)}; hẹn dưới đây là hẹn trước khi dừng."
    )
    steps = (*due.steps[:-1], Step(since.day, text, StepKind.CLOCK), due.steps[-1])
    stop = f"đang dừng từ {since.day:%d/%m/%Y}, {_WAITS_FOR[pause.reason]}"
    return replace(due, steps=steps, summary=f"{due.summary}; {stop}")


def _restarted(due: DueDate, pause: Pause, end: datetime, rules: _Rules) -> DueDate:
    again = due_date(end, rules.limit, rules.calendar)
    text = f"{_wait_text(pause, end)}; hồ sơ đã đủ nên tính lại từ đầu (NĐ 61/2018, Điều 19)."
    history = [step for step in due.steps if step.kind is StepKind.CLOCK]
    steps = (*history, Step(moment(end).day, text, StepKind.CLOCK), *again.steps)
    return replace(again, steps=steps, summary=f"tính lại sau bổ sung, {again.summary}")


def _moved_on(due: DueDate, pause: Pause, since: datetime, end: datetime, rules: _Rules) -> DueDate:
    waited = working_time_between(since, end, rules.calendar)
    text = f"{_wait_text(pause, end)}; không tính {duration_text(waited)} làm việc."
    step = Step(moment(end).day, text, StepKind.CLOCK)
    if due.due_at is None:
        return replace(due, steps=(*due.steps[:-1], step, due.steps[-1]))
    moved = add_working_time(due.due_at, waited, rules.calendar)
    steps = (*due.steps[:-1], step, *_days_off_between(due.due_at, moved, rules.calendar))
    wait = f"{_WAITS_FOR[pause.reason]} {duration_text(waited)} làm việc"
    return _moved_to(moved, replace(due, steps=steps, summary=f"{due.summary}; {wait}"), rules)


def _extended(due: DueDate, extension: Extension, rules: _Rules) -> DueDate:
    granted = moment(extension.granted_at)
    text = f"Lúc {moment_text(granted)} hẹn lại đến {moment_text(moment(extension.new_due_at))}"
    text += f", căn cứ: {extension.ground}." if extension.ground else "."
    steps = (*due.steps[:-1], Step(granted.day, text, StepKind.CLOCK))
    told = replace(due, steps=steps, summary=f"{due.summary}; hẹn lại")
    return _moved_to(extension.new_due_at.astimezone(UTC), told, rules)


def _moved_to(new: datetime, due: DueDate, rules: _Rules) -> DueDate:
    """Finish the explanation of `due`, whose steps lack their last one, with its `new` instant."""
    end = moment(new)
    last_year = moment(due.due_at).day.year if due.due_at else end.day.year
    warnings = tuple(unconfirmed(last_year + 1, end.day.year, rules.calendar))
    return DueDate(
        due_at=new,
        steps=(*due.steps, *warnings, due_step(end)),
        summary=f"{due.summary}, hẹn {end.day:%d/%m/%Y}",
        has_unconfirmed_year=due.has_unconfirmed_year or bool(warnings),
    )


def _days_off_between(old: datetime, new: datetime, calendar: WorkingCalendar) -> Iterator[Step]:
    return skipped(moment(old).day + timedelta(days=1), moment(new).day, calendar)


def _wait_text(pause: Pause, end: datetime) -> str:
    start = moment(pause.start)
    return f"Tạm dừng từ {moment_text(start)} đến {moment_text(moment(end))}, {_why(pause)}"


def _why(pause: Pause) -> str:
    waits_for = _WAITS_FOR[pause.reason]
    return f"{waits_for} ({pause.ground})" if pause.ground else waits_for
