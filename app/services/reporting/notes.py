"""What people add to a period's report: kept beside the figures, so that no recount loses it."""

from datetime import date

from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportCalendar
from app.services.reporting.notes_records import Remark, TaskDraft, TaskLine
from app.services.reporting.remarks import history_in, write_remark
from app.services.reporting.tasks import add_task, change_task, end_task, finish_task, tasks_in
from app.vocabulary.reports import RemarkPlace, ReportSection


class ReportNotes:
    """Remarks in the sections of a report, and the tasks set for a period; `key` names a period."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def write(
        self, actor: Actor, key: str, section: ReportSection, place: RemarkPlace, text: str
    ) -> tuple[Remark, ...]:
        """Let `text` hold in a section from now on (empty: nothing does); return all that holds.

        Raises InvalidInputError (`period`, `remark`).
        """
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            period = _known(key)
            return write_remark(work, period, section, place, text)

    def history(self, actor: Actor, key: str, section: ReportSection) -> tuple[Remark, ...]:
        """Return all that was ever written in a section, the newest first."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = _known(key)
            return history_in(reading.session, actor.office_id, period, section)

    def tasks(self, actor: Actor, key: str) -> tuple[TaskLine, ...]:
        """Return the tasks set for a period."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = _known(key)
            return tasks_in(reading.session, actor.office_id, period)

    def add_task(self, actor: Actor, key: str, draft: TaskDraft) -> TaskLine:
        """Set a task for a period. Raises InvalidInputError (`period`, `text`, `owner`)."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            period = _known(key)
            return add_task(work, period, draft)

    def change_task(self, actor: Actor, task_id: int, draft: TaskDraft) -> TaskLine:
        """Put a task in other words. Raises InvalidInputError (`text`, `owner`), NotFoundError."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            return change_task(work, task_id, draft)

    def finish_task(self, actor: Actor, task_id: int, done_on: date | None) -> TaskLine:
        """Record when a task was done; None: it is not. Raises NotFoundError."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            return finish_task(work, task_id, done_on)

    def end_task(self, actor: Actor, task_id: int) -> None:
        """Take a task back. Raises NotFoundError."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            end_task(work, task_id)


def _known(key: str) -> str:
    """Return a period's key as it is stored. Raises InvalidInputError (`period`)."""
    return ReportCalendar().named(key).key
