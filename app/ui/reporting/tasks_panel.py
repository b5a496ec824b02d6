"""The tasks of the next period: set, changed, done, taken back; what the figures suggest."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.reports.quarter.sections.tasks import task_text
from app.services.reporting.records import Remark, TaskLine
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.reporting.section_panel import RemarkFields
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, captions, headings
from app.wording.texts import day_text

_TASKS: Sequence[Column[TaskLine]] = (
    text_column("Nhiệm vụ", task_text),
    digits_column(captions.DEADLINE, lambda task: day_text(task.due) if task.due else "–", 88),
    digits_column(
        "Xong",
        lambda task: day_text(task.done_on) if task.done_on else "chưa",
        88,
        tone=lambda task: Tone.QUIET if task.done_on else Tone.NORMAL,
    ),
)
_SUGGESTED: Sequence[Column[str]] = (text_column("Gợi ý từ số liệu", lambda text: text),)


class TasksPanel(QWidget):
    """Shows the tasks; the signals say what is to be done with which."""

    adding = Signal()
    changing = Signal(object)
    finishing = Signal(object)
    ending = Signal(object)
    suggestion_taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.told = label("", "quiet", wrap=True)
        self.tasks = RowTable[TaskLine](
            _TASKS, lambda task: task.task_id, empty_text="Chưa đề ra nhiệm vụ nào."
        )
        self.tasks.setAccessibleName(headings.NEXT_TASKS)
        self.suggested = RowTable[str](
            _SUGGESTED, lambda text: text, empty_text="Số liệu không gợi ý thêm nhiệm vụ nào."
        )
        self.suggested.setAccessibleName("Nhiệm vụ gợi ý từ số liệu; Enter thêm vào danh sách")
        self.add = button(buttons.ADD, which=Icon.ADD)
        self.change = button(buttons.EDIT, which=Icon.EDIT)
        self.done = button("Xong", which=Icon.CHECK)
        self.end = button(buttons.DROP, which=Icon.CLOSE)
        self.take = button("Thêm gợi ý này", which=Icon.ADD)
        self.remarks = RemarkFields()
        self._arrange()
        self._connect()

    def show_tasks(self, title: str, tasks: Sequence[TaskLine], suggested: Sequence[str]) -> None:
        self.title.setText(title)
        self.tasks.set_rows(tasks)
        self.suggested.set_rows(suggested)
        self._offer()

    def show_told(
        self, sentences: Sequence[str], remarks: Sequence[Remark], *, is_new: bool
    ) -> None:
        """Show what the report says beside the tasks; where it `is_new` nothing typed is left."""
        self.told.setText("\n".join(sentences))
        self.told.setVisible(bool(sentences))
        if is_new:
            self.remarks.start(remarks)
        else:
            self.remarks.show_remarks(remarks)

    def _arrange(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for made in (self.add, self.change, self.done, self.end):
            acts.addWidget(made)
        acts.addStretch(1)
        taking = QHBoxLayout()
        taking.addWidget(self.take)
        taking.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.title)
        rows.addWidget(self.told)
        rows.addWidget(self.tasks, 5)
        rows.addLayout(acts)
        rows.addWidget(self.suggested, 3)
        rows.addLayout(taking)
        rows.addWidget(self.remarks)

    def _connect(self) -> None:
        self.add.clicked.connect(self.adding)
        for made, signal in (
            (self.change, self.changing),
            (self.done, self.finishing),
            (self.end, self.ending),
        ):
            made.clicked.connect(partial(self._tell, signal))
        self.tasks.row_activated.connect(self.changing)
        self.tasks.row_selected.connect(self._offer)
        self.take.clicked.connect(self._take)
        self.suggested.row_activated.connect(self.suggestion_taken)
        self.suggested.row_selected.connect(self._offer)

    def _tell(self, signal: SignalInstance) -> None:
        task = self.tasks.current_row()
        if task is not None:
            signal.emit(task)

    def _take(self) -> None:
        text = self.suggested.current_row()
        if text is not None:
            self.suggestion_taken.emit(text)

    def _offer(self) -> None:
        task = self.tasks.current_row()
        for made in (self.change, self.done, self.end):
            made.setEnabled(task is not None)
        self.done.setText(" Chưa xong" if task is not None and task.is_done else " Xong")
        self.take.setEnabled(self.suggested.current_row() is not None)
