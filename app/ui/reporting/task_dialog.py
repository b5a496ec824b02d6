"""A task of the next period: what, who, until when."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.services.reporting.records import TaskDraft, TaskLine
from app.ui.look.text_size import px
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import DateEdit

_HEIGHT = 84


class TaskDialog(FormDialog):
    """Asks for a task; `draft` has what was typed."""

    def __init__(
        self, today: Callable[[], date], task: TaskLine | None = None, parent: QWidget | None = None
    ) -> None:
        title = "Nhiệm vụ kỳ sau" if task is None else "Sửa nhiệm vụ"
        super().__init__(title, "Lưu nhiệm vụ", parent)
        self.text = QPlainTextEdit(task.text if task else "")
        self.text.setFixedHeight(px(_HEIGHT))
        self.owner = QLineEdit(task.owner if task else "")
        self.due = DateEdit(today)
        if task is not None and task.due is not None:
            self.due.set_value(task.due)
        self.fields.addWidget(self.board.add("text", "&Nội dung", self.text), 0, 0, 1, 2)
        self.fields.addWidget(self.board.add("owner", "&Cơ quan thực hiện", self.owner), 1, 0)
        self.fields.addWidget(self.board.add("due", "&Hạn (không bắt buộc)", self.due), 1, 1)
        self.text.setFocus()

    def draft(self) -> TaskDraft:
        """Return what was typed. Raises ValueError with a sentence for an unreadable date."""
        return TaskDraft(
            text=self.text.toPlainText(), owner=self.owner.text(), due=self.due.value()
        )
