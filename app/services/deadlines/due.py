"""The due date of a dossier and why: one call from receipt and legal time to appointment."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.clock import from_local
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import count, is_after, moment
from app.services.deadlines.limits import LATE_CUTOFF, TimeLimit
from app.services.deadlines.phrases import moment_text, summarise
from app.services.deadlines.steps import ExplanationStep, StepKind, due_step, explain

__all__ = ["DueDate", "ExplanationStep", "StepKind", "due_date", "handover_due"]


@dataclass(frozen=True, slots=True)
class DueDate:
    """When a dossier is due (UTC; None: no fixed time), and the explanation.

    `has_unconfirmed_year` says that a year between receipt and due date lacks its yearly notice,
    `is_by_day` that it is missed only when its day is over.
    """

    due_at: datetime | None
    steps: tuple[ExplanationStep, ...]
    summary: str
    has_unconfirmed_year: bool
    is_by_day: bool = False


def due_date(received_at: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> DueDate:
    """Return when a dossier received at `received_at` (aware) is due under `limit`, and why.

    The rules of counting and their sources are in `counting`.
    """
    counted = count(received_at, limit, calendar)
    steps = explain(counted, limit, calendar)
    days_off = tuple(step.day for step in steps if step.kind is StepKind.SKIPPED and step.day)
    summary = summarise(counted, limit, days_off, calendar)
    if counted.due is None:
        return DueDate(None, steps, summary, has_unconfirmed_year=False)
    years = range(counted.received.day.year, counted.due.day.year + 1)
    return DueDate(
        due_at=from_local(*counted.due),
        steps=steps,
        summary=summary,
        has_unconfirmed_year=not all(calendar.is_confirmed(year) for year in years),
        is_by_day=limit.is_late_by_day,
    )


def handover_due(received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return when the paper must be with the agency (UTC): NĐ 61/2018 Đ18.

    By the end of the working day of receipt; received after 15:00 or on a day off, by the start of
    the next one.
    """
    start = moment(received_at)
    if is_after(start, LATE_CUTOFF, calendar):
        day = calendar.next_working(start.day)
        return from_local(day, calendar.opening(day))
    return from_local(start.day, calendar.closing(start.day))


def keep(result: DueDate, promised: datetime | None) -> DueDate:
    """Return `result` with the due instant that was `promised` (aware; None: none was).

    Unchanged where it is the one counted. Else the explanation says what the calendar of today
    would give and that the date printed stands, then ends with that date. The warnings of
    unconfirmed years stay: they tell why the two may differ.
    """
    if promised is None or promised == result.due_at:
        return result
    stands = moment(promised)
    if result.due_at is None:
        today = "Theo quy định hiện nay không còn ngày hẹn"
    else:
        today = f"Theo lịch hiện nay thì hẹn lúc {moment_text(moment(result.due_at))}"
    text = f"{today}; ngày hẹn đã in là {moment_text(stands)} nên giữ nguyên ngày đã in."
    return replace(
        result,
        due_at=promised.astimezone(UTC),
        steps=(*result.steps[:-1], ExplanationStep(stands.day, text), due_step(stands)),
        summary=f"{result.summary}; giữ ngày đã in, hẹn {stands.day:%d/%m/%Y}",
    )
