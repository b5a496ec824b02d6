"""Dialogs with one act: a form, a table, and the keys that every dialog has."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import InvalidInputError, UserError
from app.ui.look.tokens import Tone, px, size_window
from app.ui.runtime.tasks import Change, Write
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import button, label, set_tone
from app.wording import buttons

# The keys of dialogs and of pages before sign-in, the same at every desk; binding them.

CONFIRM: Final = "Ctrl+Return"
ADD: Final = "Ins"
LEAVE: Final = "Esc"
FIND: Final = "Ctrl+F"
PRINT_AGAIN: Final = "Ctrl+P"
REMOVE: Final = "Del"


def bind_key(
    shortcut: str, act: Callable[[], object], owner: QWidget, *, is_focused: bool = False
) -> None:
    """Do `act` on a key while `owner` is in sight, with `is_focused` while it has the focus."""
    action = QAction(owner)
    if is_focused:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setShortcuts(sequences(shortcut))
    owner.addAction(action)

    def do() -> None:  # without the signal's "checked"
        act()

    action.triggered.connect(do)


def sequences(shortcut: str) -> list[QKeySequence]:
    """Return the spellings of a shortcut: the keypad has an Enter too."""
    spellings = {shortcut, shortcut.replace("Return", "Enter")}
    return [QKeySequence(spelling) for spelling in sorted(spellings, reverse=True)]


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
        self.stay = button(buttons.BACK, hint="Esc")
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

    def ask(
        self,
        work: Callable[[], Write[T]],
        done: Callable[[T], None],
        changed: Iterable[Change] = (),
    ) -> None:
        """Open; begin the work when it is submitted. An InvalidInputError is shown at its field."""
        self.submitted.connect(partial(self._on_asked, work, done, tuple(changed)))
        self.open()

    def accept_with(self, take: Callable[[], T], then: Callable[[T], object] | None = None) -> None:
        """Open; when it is submitted, `take` what was typed, close, and go on with `then`.

        An InvalidInputError is shown at its field and keeps it open.
        """
        self.submitted.connect(partial(self._on_taken, take, then))
        self.open()

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

    def _on_taken(self, take: Callable[[], T], then: Callable[[T], object] | None) -> None:
        try:
            taken = take()
        except InvalidInputError as error:
            self.fail(error)
            return
        self.accept()
        if then is not None:
            then(taken)

    def _on_asked(
        self, work: Callable[[], Write[T]], done: Callable[[T], None], changed: tuple[Change, ...]
    ) -> None:
        try:
            act = work()
        except InvalidInputError as error:
            self.fail(error)
            return
        self.run(act, done, changed)

    def _on_done(self, done: Callable[[T], None], value: T) -> None:
        self.accept()
        done(value)


_SIZE: Final = (960, 460)


class TableDialog(QDialog):
    """`told` stands between the title and the table, `below` under it; Esc closes."""

    def __init__(
        self,
        title: str,
        table: QTableView,
        told: str = "",
        parent: QWidget | None = None,
        *,
        size: tuple[int, int] = _SIZE,
        below: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        size_window(self, *size)
        table.setAccessibleName(title)
        close = button(buttons.CLOSE, "accent", hint="Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(label(title, "title", wrap=True))
        if told:
            rows.addWidget(label(told, "body", wrap=True))
        rows.addWidget(table, 1)
        for widget in below:
            rows.addWidget(widget)
        rows.addLayout(foot)
        self.finished.connect(self.deleteLater)
        table.setFocus()
