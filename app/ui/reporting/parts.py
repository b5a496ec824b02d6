"""What the tab of a period's report is given: where it comes from, how it is kept and written."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.reports.quarter.content import ReportText
from app.reports.quarter.files import ReportFormat
from app.services.ledger.records import Actor
from app.services.periods.calendar import ReportCalendar
from app.services.reporting.notes_records import Remark, TaskDraft, TaskLine
from app.services.reporting.records import QuarterReport
from app.ui.reporting.listing import RowsKind
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource
from app.vocabulary.reports import RemarkPlace, ReportSection


class ReportSource(Protocol):
    """The service that puts reports together, as this tab needs it."""

    def of_period(self, actor: Actor, key: str) -> QuarterReport: ...


class PeriodSource(Protocol):
    """The office's report periods."""

    def calendar(self, actor: Actor) -> ReportCalendar: ...


class NoteKeeper(Protocol):
    """Remarks and tasks as they are kept."""

    def write(
        self, actor: Actor, key: str, section: ReportSection, place: RemarkPlace, text: str
    ) -> tuple[Remark, ...]: ...

    def history(self, actor: Actor, key: str, section: ReportSection) -> tuple[Remark, ...]: ...

    def add_task(self, actor: Actor, key: str, draft: TaskDraft) -> TaskLine: ...

    def change_task(self, actor: Actor, task_id: int, draft: TaskDraft) -> TaskLine: ...

    def finish_task(self, actor: Actor, task_id: int, done_on: date | None) -> TaskLine: ...

    def end_task(self, actor: Actor, task_id: int) -> None: ...


class FilesWriter(Protocol):
    """Writes a report's files into a folder; raises UserError where it cannot."""

    def __call__(
        self, report: QuarterReport, folder: Path, formats: Collection[ReportFormat]
    ) -> tuple[Path, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParts:
    """The tab's connections; `actor` tells who works here now.

    `typeset` and `write_files` run on the worker. `kinds` tells how the rows behind a figure
    are read and listed, by their register.
    """

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    reports: ReportSource
    periods: PeriodSource
    notes: NoteKeeper
    typeset: Callable[[ReportText], PageSource]
    write_files: FilesWriter
    ask_folder: Callable[[QWidget], Path | None]
    open_folder: Callable[[Path], None]
    kinds: Mapping[str, RowsKind]
