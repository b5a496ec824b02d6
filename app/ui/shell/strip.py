"""The strip at the foot: what happened last with its correction, and the state of the machines."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.look.icons import Icon, Ink, ink_of
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, IconLabel, button, label, set_tone

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
