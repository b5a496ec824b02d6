"""By when what has to be done about a petition, and why; pure.

- NĐ 20/2008 Đ9: one about a rule in another's power is forwarded within 5 working days.
- QĐ 766/QĐ-TTg: answered within 15 working days, refused within 2, more information asked for
  within 5; published within 2 working days after the answer.
- All count working days: the day of receipt (of the answer) is not counted, the last one has the
  whole of its working time. While the sender's information is waited for nothing runs. Afterwards
  the time of the answer is moved on by the working time waited; the shorter ones begin again when
  the information came in, as they only then can be met.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.clock import from_local, local_date
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import Moment, add_working_time, moment, working_time_between
from app.services.deadlines.due import DueDate, due_date
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.phrases import duration_text, moment_text
from app.services.deadlines.steps import ExplanationStep, StepKind, skipped
from app.vocabulary.catalogue import DueTimeRule, OffHoursRule, TimeUnit
from app.vocabulary.petitions import PetitionDuty
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.labels import label

DUTY_DAYS: Final[Mapping[PetitionDuty, int]] = {
    PetitionDuty.REFUSE: 2,
    PetitionDuty.ASK: 5,
    PetitionDuty.FORWARD: 5,
    PetitionDuty.ANSWER: 15,
    PetitionDuty.PUBLISH: 2,
}
"""Working days each duty has."""

_GROUNDS: Final[Mapping[PetitionDuty, Rule]] = {
    PetitionDuty.FORWARD: Rule.PETITION_FORWARDING,
}


@dataclass(frozen=True, slots=True)
class Wait:
    """The sender's information was asked for, and came in (None: not yet); aware instants."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class DutyDue:
    """By when a duty has to be met (UTC), and the steps that say why.

    While the sender is waited for, `due_at` is None.
    """

    duty: PetitionDuty
    due_at: datetime | None
    steps: tuple[str, ...]
    summary: str


def duty_due(
    duty: PetitionDuty,
    start: datetime,
    waits: Sequence[Wait],
    calendar: WorkingCalendar,
) -> DutyDue:
    """Return by when `duty` has to be met: counted from receipt, or from the answer (aware).

    `waits` are in order; the duty to publish knows none.
    """
    is_waiting = bool(waits) and waits[-1].end is None
    if is_waiting:
        text = f"Đang chờ người gửi bổ sung từ {moment_text(moment(waits[-1].start))}"
        return DutyDue(duty, None, (f"{text}; thời hạn tạm dừng.",), text)
    came_in = waits[-1].end if waits else None
    begins_again = came_in is not None and duty is not PetitionDuty.ANSWER
    counted = due_date(came_in if begins_again and came_in else start, _limit(duty), calendar)
    steps = [f"{label(duty)}: {duty_text(duty, start)}."]
    steps += _counted(counted, duty, has_information=begins_again)
    due_at = _known(counted)
    if not begins_again:
        for wait in waits:
            due_at, told = _moved(due_at, wait, calendar)
            steps += told
    end = moment(due_at)
    steps.append(f"{label(duty)} trước {moment_text(end)}.")
    return DutyDue(duty, due_at, tuple(steps), _summary(counted, duty, end))


def duty_text(duty: PetitionDuty, received_at: datetime) -> str:
    """Return the rule itself: "15 ngày làm việc (Quyết định 766/QĐ-TTg)"."""
    rule = _GROUNDS.get(duty, Rule.NATIONAL_MEASURE)
    law = in_brackets(cite_in_full(rule, local_date(received_at)))
    return f"{DUTY_DAYS[duty]} ngày làm việc{law}"


def _limit(duty: PetitionDuty) -> TimeLimit:
    days = Decimal(DUTY_DAYS[duty])
    return TimeLimit(
        days,
        TimeUnit.WORKING_DAY,
        due_time=DueTimeRule.END_OF_DAY,
        off_hours=OffHoursRule.MIXED,
    )


def _known(counted: DueDate) -> datetime:
    if counted.due_at is None:
        message = "a time of working days has no end"
        raise ValueError(message)
    return counted.due_at


def _counted(counted: DueDate, duty: PetitionDuty, *, has_information: bool) -> Iterator[str]:
    for step in counted.steps[:-1]:
        yield _said(step, duty, has_information=has_information)


def _said(step: ExplanationStep, duty: PetitionDuty, *, has_information: bool) -> str:
    """Return a step in the words of petitions: what begins the time is not always a receipt."""
    text = step.text.replace("ngày hẹn", "ngày cuối")
    if duty is PetitionDuty.PUBLISH:
        return text.replace("Tiếp nhận", "Trả lời").replace("tiếp nhận", "trả lời")
    if has_information and step.kind is StepKind.RECEIVED:
        return text.replace("Tiếp nhận", "Nhận thông tin bổ sung").replace(
            "ngày tiếp nhận không tính", "ngày nhận bổ sung không tính"
        )
    return text


def _moved(
    due_at: datetime, wait: Wait, calendar: WorkingCalendar
) -> tuple[datetime, tuple[str, ...]]:
    """Return `due_at` moved on by the working time of a wait that is over, to its day's end."""
    end = wait.end or wait.start
    waited = working_time_between(wait.start, end, calendar)
    new = moment(add_working_time(due_at, waited, calendar))
    moved = from_local(new.day, calendar.closing(new.day))
    days_off = skipped(moment(due_at).day, new.day, calendar)
    text = (
        f"Chờ người gửi bổ sung từ {moment_text(moment(wait.start))} đến "
        f"{moment_text(moment(end))}; không tính {duration_text(waited)} làm việc."
    )
    return moved, (text, *(step.text for step in days_off))


def _summary(counted: DueDate, duty: PetitionDuty, end: Moment) -> str:
    head, _, _ = counted.summary.rpartition("; hẹn ")
    if duty is PetitionDuty.PUBLISH:
        head = head.replace(" nhận", " trả lời")
    return f"{label(duty)}: {head or counted.summary}; đến {end.day:%d/%m/%Y}"


def kept(result: DutyDue, promised: datetime | None) -> DutyDue:
    """Return `result` with the instant that was counted when it was `promised`, and why."""
    if promised is None or result.due_at is None or promised == result.due_at:
        return result
    stands = moment_text(moment(promised))
    text = (
        f"Theo lịch hiện nay là {moment_text(moment(result.due_at))}; thời hạn đã ghi trước khi "
        f"sửa lịch là {stands} nên giữ nguyên."
    )
    return replace(result, due_at=promised, steps=(*result.steps[:-1], text))
