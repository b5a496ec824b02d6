"""A small form in a dialog: problems stay at their field, the act is named on its button."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import InvalidInputError, UserError
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change, Write
from app.ui.widgets.dialog_keys import CONFIRM, bind_key
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import button, label, set_tone

T = TypeVar("T")


class FormDialog(QDialog):
    """Emits `submitted`; stays open with what was typed until its work is done."""

    submitted = Signal()

    def __init__(self, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(560))
        self.board = ProblemBoard(self)
        self.fields = QGridLayout()
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(4)
        self.notice = label("", "body", wrap=True)
        self.submit = button(act, "accent", hint="Ctrl+↵")
        self.stay = button("Quay lại", hint="Esc")
        self._arrange(title)
        self.submit.setAutoDefault(True)
        self.submit.clicked.connect(self._on_submit)
        self.stay.clicked.connect(self.reject)
        bind_key(CONFIRM, self._on_submit, self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Claim the height of all fields: Qt opens a dialog at two thirds of the screen at most."""
        super().showEvent(event)
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout else 0
        room = self.screen().availableSize().height()
        self.resize(self.width(), max(self.height(), min(needed, room)))

    def run(self, act: Write[T], done: Callable[[T], None], changed: Iterable[Change] = ()) -> None:
        """Do the act of this dialog; it closes before `done` hears of it."""
        act.then(self.finishing(done), changed=changed, failed=self.fail)

    def finishing(self, done: Callable[[T], None]) -> Callable[[T], None]:
        """Take no second press until the work is done, and return what then closes the form."""
        self.submit.setEnabled(False)
        return partial(self._on_done, done)

    def fail(self, error: UserError) -> None:
        """Show why it was not done."""
        self.submit.setEnabled(True)
        if isinstance(error, InvalidInputError) and self.board.take(error):
            return
        set_tone(self.notice, Tone.LATE)
        self.notice.setText(error.message)

    def _arrange(self, title: str) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.stay)
        foot.addWidget(self.submit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(title, "title"))
        rows.addLayout(self.fields)
        rows.addWidget(self.notice)
        rows.addLayout(foot)

    def _on_submit(self) -> None:
        if not self.submit.isEnabled():
            return
        commit_input_method()
        self.board.clear_problems()
        self.notice.setText("")
        self.submitted.emit()

    def _on_done(self, done: Callable[[T], None], value: T) -> None:
        self.accept()
        done(value)
