"""How each command about a period's report is called."""

from collections.abc import Mapping

from app.services.reporting.records import TaskDraft
from app.vocabulary.reports import RemarkPlace, ReportSection
from tests.harness.command_recipes.world import Act

_PERIOD = "2026-Q4"
_SECTION = ReportSection.PETITIONS

REPORTING: Mapping[str, Act] = {
    "quarter_reports.of_period": lambda w: w.desk.quarter_reports.of_period(w.boss, _PERIOD),
    "report_notes.write": lambda w: w.desk.report_notes.write(
        w.boss, _PERIOD, _SECTION, RemarkPlace.AFTER, "Lời thêm của phụ trách."
    ),
    "report_notes.history": lambda w: w.desk.report_notes.history(w.boss, _PERIOD, _SECTION),
    "report_notes.tasks": lambda w: w.desk.report_notes.tasks(w.boss, _PERIOD),
    "report_notes.add_task": lambda w: w.desk.report_notes.add_task(
        w.boss, _PERIOD, TaskDraft(text="Ban hành quy chế")
    ),
    "report_notes.change_task": lambda w: w.desk.report_notes.change_task(
        w.boss, w.id("task"), TaskDraft(text="Ban hành quy chế mới")
    ),
    "report_notes.finish_task": lambda w: w.desk.report_notes.finish_task(
        w.boss, w.id("task"), w.desk.clock.today()
    ),
    "report_notes.end_task": lambda w: w.desk.report_notes.end_task(w.boss, w.id("task")),
}
