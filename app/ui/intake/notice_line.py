"""One sentence beside an icon with at most one button; its room is kept, so nothing jumps."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.look.icons import Icon, Ink, ink_of
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import IconLabel, button, label, set_tone, tooltip

NOTICE_HEIGHT = 58

NoticeAct = tuple[str, Callable[[], None]]

_QUIET = (Tone.QUIET, Icon.INFO)


class NoticeLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(px(NOTICE_HEIGHT))
        self._text = ""
        self._act: Callable[[], None] | None = None
        self._sign = IconLabel(Icon.INFO, Ink.QUIET)
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.button: QPushButton = button("")
        self.button.clicked.connect(self._on_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.button)
        self.clear()

    @property
    def text(self) -> str:
        """The whole sentence, however much of it has room."""
        return self._text

    def clear(self) -> None:
        self.say("", _QUIET)

    def say(
        self,
        text: str,
        look: tuple[Tone, Icon],
        act: NoticeAct | None = None,
        detail: str = "",
    ) -> None:
        """Show one sentence; `act` is the button beside it, `detail` more for who points at it."""
        tone, which = look
        self._text = text
        whole = "\n".join(part for part in (text, detail) if part)
        self._words.setToolTip(tooltip(whole))
        self._words.setAccessibleName(whole)
        set_tone(self._words, tone)
        self._sign.set_icon(which, ink_of(tone))
        self._sign.setVisible(bool(text))
        self._act = act[1] if act else None
        self.button.setText(act[0] if act else "")
        self.button.setVisible(act is not None)
        self._row.activate()
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.activate()
        self._fit()

    def _fit(self) -> None:
        """Show as many whole words as there is room for."""
        words = self._text.split(" ")
        shown = self._text
        while len(words) > 1 and not self._has_room(shown):
            words.pop()
            shown = " ".join(words) + "…"
        self._words.setText(shown)

    def _has_room(self, text: str) -> bool:
        box = QRect(0, 0, max(1, self._words.width()), 10_000)
        wanted = self._words.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, text)
        return wanted.height() <= self.height()

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()
