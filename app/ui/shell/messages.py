"""The one door for what the program says by itself: the strip, questions, its own bugs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,  # noqa: TID251 - this is that module
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.errors import SessionOverError, UserError
from app.ui.look.icons import Icon, Ink, ink_of
from app.ui.look.tokens import Tone, px
from app.ui.runtime.crash import crash_report
from app.ui.widgets.labels import ElidedLabel, IconLabel, button, label, set_tone
from app.wording import buttons as button_words
from app.wording import headings

if TYPE_CHECKING:
    from app.ui.shell.crash_dialog import CrashDialog

# The strip at the foot: what happened last with its correction, and the state of the machines.

STRIP_HEIGHT = 48

StripAction = tuple[str, Callable[[], None]]


class NoticeKind(Enum):
    """What kind of sentence the strip tells."""

    DONE = "done"
    INFO = "info"
    WARNING = "warning"
    REFUSED = "refused"


_LOOKS = {
    NoticeKind.DONE: (Tone.OK, Icon.DONE),
    NoticeKind.INFO: (Tone.QUIET, Icon.INFO),
    NoticeKind.WARNING: (Tone.WARN, Icon.WARNING),
    NoticeKind.REFUSED: (Tone.LATE, Icon.REFUSED),
}


class Strip(QFrame):
    """One sentence, its buttons, and the quiet states at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(px(STRIP_HEIGHT))
        self._sign = IconLabel(Icon.INFO, Ink.QUIET)
        self._sign.hide()
        self._sentence = ElidedLabel()
        self._sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons: list[QPushButton] = []
        self._states: dict[str, QLabel] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._sentence)
        self._row.addStretch(1)

    @property
    def text(self) -> str:
        return self._sentence.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def say(
        self,
        text: str,
        kind: NoticeKind = NoticeKind.DONE,
        actions: Sequence[StripAction] = (),
    ) -> None:
        """Show one sentence with its buttons in place of the last."""
        tone, which = _LOOKS[kind]
        self._sign.set_icon(which, ink_of(tone))
        self._sign.show()
        self._sentence.set_text(text)
        self._sentence.setAccessibleName(text)
        set_tone(self._sentence, tone)
        self._replace_buttons(actions)

    def set_state(self, key: str, text: str, tone: Tone = Tone.QUIET) -> None:
        """Show a standing state at the right (printer, backup, working); empty takes it away."""
        if key not in self._states:
            self._states[key] = label("", "quiet")
            self._row.addWidget(self._states[key])
        shown = self._states[key]
        shown.setText(text)
        shown.setVisible(bool(text))
        set_tone(shown, tone)

    def _replace_buttons(self, actions: Sequence[StripAction]) -> None:
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        for place, (words, act) in enumerate(actions):
            made = button(words)
            made.clicked.connect(_calling(act))
            self._buttons.append(made)
            self._row.insertWidget(2 + place, made)


def _calling(act: Callable[[], None]) -> Callable[[], None]:
    return act


Say = Callable[[str, NoticeKind, Sequence[StripAction]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question before something that cannot be undone; `act` is the verb on its button."""

    text: str
    act: str
    detail: str = ""
    stay: str = button_words.BACK


class Messages(QObject):
    """Tells on the strip what can be told there, and opens a box only where it must."""

    def __init__(
        self, window: QWidget, say: Say, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent or window)
        self._window = window
        self._say = say
        self._now = now
        self._report: CrashDialog | None = None

    def done(self, text: str, actions: Sequence[StripAction] = ()) -> None:
        """Tell what was done, with the buttons that correct it."""
        self._say(text, NoticeKind.DONE, actions)

    def info(self, text: str, actions: Sequence[StripAction] = ()) -> None:
        self._say(text, NoticeKind.INFO, actions)

    def warn(self, text: str, actions: Sequence[StripAction] = ()) -> None:
        self._say(text, NoticeKind.WARNING, actions)

    def refused(self, error: UserError) -> None:
        """Tell why something was not done; that a session is over is told by the covered window."""
        if isinstance(error, SessionOverError):
            return
        self._say(error.message, NoticeKind.REFUSED, ())

    def ask(self, question: Question, on_yes: Callable[[], None]) -> QMessageBox:
        """Ask before what cannot be undone; returns at once, `on_yes` follows the answer."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _fill(box, question.text, question.detail)
        yes = box.addButton(question.act, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(question.stay, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        yes.clicked.connect(on_yes)
        box.open()
        return box

    def tell(self, text: str, detail: str = "") -> QMessageBox:
        """Show what must be read before going on; returns at once."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _fill(box, text, detail)
        box.addButton("Đã hiểu", QMessageBox.ButtonRole.AcceptRole)
        box.open()
        return box

    def report(self, error: BaseException) -> None:
        """Show the report of a bug; a second bug while it is open joins the first."""
        text = crash_report(error, self._now())
        if self._report is not None:
            self._report.add(text)
            return
        from app.ui.shell.crash_dialog import CrashDialog

        self._report = CrashDialog(text, self._window)
        self._report.finished.connect(self._on_report_finished)
        self._report.open()

    @property
    def open_report(self) -> "CrashDialog | None":
        """The report on the screen now."""
        return self._report

    def _on_report_finished(self) -> None:
        self._report = None


def stop_with(text: str, detail: str = "") -> None:
    """Show why the program cannot start, and wait; for the time before there is a window."""
    box = QMessageBox()
    _fill(box, text, detail)
    box.addButton(button_words.CLOSE, QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _fill(box: QMessageBox, text: str, detail: str) -> None:
    box.setWindowTitle(headings.PROGRAM)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    # The second text has no format of its own and would guess at markup.
    box.setInformativeText(detail.replace("<", "‹").replace(">", "›"))
