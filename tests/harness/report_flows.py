"""The write flows of a period's report. How a flow runs says `tests.harness.hands`."""

from collections.abc import Iterator

from app.services.reporting.records import TaskDraft
from app.vocabulary.reports import RemarkPlace, ReportSection
from tests.harness.hands import Done, Flow, Hands


def writing_a_remark(hands: Hands) -> Iterator[Done]:
    """Write a remark into a report, then other words in its place."""
    town, notes, name = hands.town, hands.town.desk.report_notes, hands.new_id()[:8]
    for words in (f"Lời {name}.", f"Lời sửa {name}."):
        notes.write(town.admin, "2026-Q4", ReportSection.PETITIONS, RemarkPlace.AFTER, words)
        yield Done("write remark")


def setting_a_task(hands: Hands) -> Iterator[Done]:
    """Set a task, change it, record that it was done, and take it back."""
    town, notes, name = hands.town, hands.town.desk.report_notes, hands.new_id()[:8]
    task = notes.add_task(town.admin, "2027-Q1", TaskDraft(text=f"Việc {name}"))
    yield Done("set task")
    notes.change_task(town.admin, task.task_id, TaskDraft(text=f"Việc sửa {name}"))
    yield Done("change task")
    notes.finish_task(town.admin, task.task_id, town.desk.clock.today())
    yield Done("finish task")
    notes.end_task(town.admin, task.task_id)
    yield Done("take task back")


REPORT_NOTES: tuple[Flow, ...] = (writing_a_remark, setting_a_task)
