"""Tasks set for a period: added, changed, done, taken back; each keeps its place in the list."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError, NotFoundError
from app.models.reporting import ReportTask
from app.services.ledger.transactions import Work
from app.services.reporting.notes_records import TaskDraft, TaskLine
from app.text import clean


def tasks_in(session: Session, office_id: int, period: str) -> tuple[TaskLine, ...]:
    """Return the tasks set for `period` (its code) that were not taken back."""
    rows = session.scalars(
        select(ReportTask)
        .where(
            ReportTask.unit_id == office_id,
            ReportTask.period == period,
            ReportTask.ended_at.is_(None),
        )
        .order_by(ReportTask.ordinal, ReportTask.id)
    )
    return tuple(_line(row) for row in rows)


def add_task(work: Work, period: str, draft: TaskDraft) -> TaskLine:
    """Set a task behind those of its period. Raises InvalidInputError (`text`, `owner`)."""
    text, owner = _clean(draft)
    last = work.session.execute(
        select(func.max(ReportTask.ordinal)).where(
            ReportTask.unit_id == work.actor.office_id, ReportTask.period == period
        )
    ).scalar()
    row = ReportTask(
        unit_id=work.actor.office_id,
        period=period,
        ordinal=(last or 0) + 1,
        text=text,
        owner=owner,
        due=draft.due,
        entered_at=work.now,
        entered_by=work.actor.officer_id,
    )
    work.session.add(row)
    work.session.flush()
    _log(work, "report_task_set", row)
    return _line(row)


def change_task(work: Work, task_id: int, draft: TaskDraft) -> TaskLine:
    """Put a task in other words. Raises InvalidInputError (`text`, `owner`), NotFoundError."""
    text, owner = _clean(draft)
    row = _own(work, task_id)
    row.text, row.owner, row.due = text, owner, draft.due
    _log(work, "report_task_changed", row)
    return _line(row)


def finish_task(work: Work, task_id: int, done_on: date | None) -> TaskLine:
    """Record the day on which a task was done; None: it is not done after all.

    Raises NotFoundError.
    """
    row = _own(work, task_id)
    row.done_on = done_on
    _log(work, "report_task_done", row)
    return _line(row)


def end_task(work: Work, task_id: int) -> None:
    """Take a task back; its row stays. Raises NotFoundError."""
    row = _own(work, task_id)
    row.ended_at, row.ended_by = work.now, work.actor.officer_id
    _log(work, "report_task_ended", row)


def _own(work: Work, task_id: int) -> ReportTask:
    row = work.session.get(ReportTask, task_id)
    if row is None or row.unit_id != work.actor.office_id or row.ended_at is not None:
        raise NotFoundError("Nhiệm vụ này không còn trong danh sách. Hãy mở lại danh sách.")
    return row


def _clean(draft: TaskDraft) -> tuple[str, str]:
    text = clean(draft.text, "text", limit=1000)
    if not text:
        raise InvalidInputError("text", "Chưa ghi nội dung nhiệm vụ; hãy viết thành câu đầy đủ.")
    return text, clean(draft.owner, "owner", limit=300)


def _log(work: Work, act: str, row: ReportTask) -> None:
    facts = {
        "task": row.id,
        "period": row.period,
        "due": row.due.isoformat() if row.due else "",
        "done_on": row.done_on.isoformat() if row.done_on else "",
    }
    work.log(act, facts, personal={"text": row.text, "owner": row.owner})


def _line(row: ReportTask) -> TaskLine:
    return TaskLine(
        task_id=row.id, text=row.text, owner=row.owner, due=row.due, done_on=row.done_on
    )
