"""What a person adds in the tab is kept: remarks when they are left, tasks when they are set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.reporting.notes import ReportNotes
from app.services.reporting.records import TASK, Remark, TaskDraft, TaskLine
from app.ui.look.tokens import size_window
from app.ui.reporting.section_panel import RemarkFields, SectionPanel
from app.ui.reporting.tasks_panel import TasksPanel
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import button, label
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.reports import RemarkPlace, ReportSection
from app.wording import buttons, headings
from app.wording.labels import label as words_of
from app.wording.texts import ERASED, moment_text


class HistoryDialog(QDialog):
    """Shows the remarks as text that can be copied."""

    def __init__(self, section: ReportSection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Các lần viết lời thêm")
        size_window(self, 640, 420)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Các lần viết lời thêm")
        self.close_button = button(buttons.CLOSE, hint="Esc")
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(words_of(section), "title", wrap=True))
        rows.addWidget(self.text, 1)
        rows.addLayout(foot)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        told = [
            f"{moment_text(remark.entered_at)} · {remark.entered_by} · "
            f"{words_of(remark.place).lower()}\n{remark.text or ERASED}"
            for remark in remarks
        ]
        self.text.setPlainText("\n\n".join(told) or "Chưa ai viết lời thêm cho mục này.")


@dataclass(frozen=True, slots=True)
class NotedPanels:
    """Where a person types, and what the tab knows of it.

    `seen` is the period's key and the section on the screen, which what is typed belongs to;
    `next_key` the period that tasks are set for, "" while there is none; `choose` brings a section
    to the front.
    """

    section: SectionPanel
    tasks: TasksPanel
    seen: Callable[[], tuple[str, ReportSection] | None]
    next_key: Callable[[], str]
    choose: Callable[[ReportSection], None]


class Noting(QObject):
    """Writes what was typed; `kept` says that the report is to be put together again."""

    kept = Signal()

    def __init__(
        self, context: PageContext, services: Services, panels: NotedPanels, tab: QWidget
    ) -> None:
        super().__init__(tab)
        self._context = context
        self._services = services
        self._panels = panels
        self._tab = tab
        panel = panels.tasks
        for fields in (panels.section.remarks, panel.remarks):
            fields.saving.connect(self.keep_typed)
            fields.history_wanted.connect(self.show_history)
        panel.adding.connect(self.ask_task)
        panel.changing.connect(self.ask_change)
        panel.finishing.connect(self.finish_task)
        panel.ending.connect(self.end_task)
        panel.suggestion_taken.connect(self.take_suggestion)

    def keep_typed(self) -> None:
        """Keep the remarks typed in the section in front, if any."""
        commit_input_method()
        seen = self._panels.seen()
        if seen is None:
            return
        key, section = seen
        fields = self._fields(section)
        typed = fields.changed()
        if not typed:
            return
        self._context.write(_write, self._services.report_notes, key, section, typed).then(
            partial(self._on_kept, fields, section),
            failed=partial(self._on_refused, fields, section),
        )

    def show_history(self) -> None:
        """Show all that was written in the section in front."""
        seen = self._panels.seen()
        if seen is None:
            return
        key, section = seen
        dialog = HistoryDialog(section, self._tab)
        dialog.open()
        self._context.read(self._services.report_notes.history, key, section).then(
            dialog.show_remarks
        )

    def ask_task(self) -> None:
        """Ask for a task of the next period."""
        form, key = self._form(headings.NEXT_TASKS), self._panels.next_key()
        add, write = self._services.report_notes.add_task, self._context.write
        form.ask(lambda: write(add, key, form.read(TaskDraft)), self._on_tasks_changed)

    def ask_change(self, task: TaskLine) -> None:
        """Ask for other words of a task."""
        form = self._form("Sửa nhiệm vụ")
        form.show_stored(task)
        change, write = self._services.report_notes.change_task, self._context.write
        form.ask(lambda: write(change, task.task_id, form.read(TaskDraft)), self._on_tasks_changed)

    def finish_task(self, task: TaskLine) -> None:
        """Record that a task was done today, or that it is not after all."""
        day = None if task.is_done else self._context.clock.today()
        self._context.write(self._services.report_notes.finish_task, task.task_id, day).then(
            self._on_tasks_changed
        )

    def end_task(self, task: TaskLine) -> None:
        """Take a task back; the strip offers to set it again."""
        self._context.write(self._services.report_notes.end_task, task.task_id).then(
            partial(self._on_ended, task)
        )

    def take_suggestion(self, text: str) -> None:
        """Set what the figures suggest as a task."""
        self._set(TaskDraft(text=text))

    def _set(self, draft: TaskDraft) -> None:
        key = self._panels.next_key()
        if key:
            self._context.write(self._services.report_notes.add_task, key, draft).then(
                self._on_tasks_changed
            )

    def _form(self, title: str) -> RecordForm:
        today = self._context.clock.today
        return RecordForm(TASK, title, "Lưu nhiệm vụ", today, self._tab, columns=2)

    def _fields(self, section: ReportSection) -> RemarkFields:
        is_tasks = section is ReportSection.NEXT_TASKS
        return (self._panels.tasks if is_tasks else self._panels.section).remarks

    def _on_kept(
        self, fields: RemarkFields, section: ReportSection, held: tuple[Remark, ...]
    ) -> None:
        seen = self._panels.seen()
        if seen is not None and seen[1] is section:
            fields.accept([remark for remark in held if remark.section is section])
        self._context.messages.done("Đã lưu lời thêm của báo cáo.")
        self.kept.emit()

    def _on_refused(self, fields: RemarkFields, section: ReportSection, error: UserError) -> None:
        place = next(iter(fields.changed()), None)
        if isinstance(error, InvalidInputError) and place is not None:
            self._panels.choose(section)
            fields.board.show_problem(place.value, error.message)
            return
        self._context.messages.refused(error)

    def _on_tasks_changed(self, _task: TaskLine) -> None:
        self.kept.emit()

    def _on_ended(self, task: TaskLine, _nothing: None) -> None:
        again = partial(self._set, TaskDraft(text=task.text, owner=task.owner, due=task.due))
        self._context.messages.done("Đã bỏ nhiệm vụ khỏi danh sách.", [("Đặt lại", again)])
        self.kept.emit()


def _write(
    actor: Actor,
    notes: ReportNotes,
    key: str,
    section: ReportSection,
    typed: Mapping[RemarkPlace, str],
) -> tuple[Remark, ...]:
    """Keep what was typed in each place; the remarks of the report then are returned."""
    held: tuple[Remark, ...] = ()
    for place, text in typed.items():
        held = notes.write(actor, key, section, place, text)
    return held
