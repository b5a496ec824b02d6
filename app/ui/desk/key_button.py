"""A wide button: icon and words at the left, cut where they must be, the key at the right."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, font
from app.ui.look.icons import Icon, paint_icon
from app.ui.look.text_size import px
from app.ui.look.theme import current_tokens
from app.ui.widgets.labels import tooltip

_LEFT, _ICON, _RIGHT = 12, 16, 12


class KeyButton(QPushButton):
    """`is_first` fills the button: the act that usually comes next."""

    def __init__(
        self,
        words: str,
        which: Icon,
        key_text: str,
        *,
        is_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._icon = which
        self._key_text = key_text
        self._is_first = is_first
        self.setProperty("kind", "accent" if is_first else "plain")
        self.setAutoDefault(False)
        # A plain button claims the width of its words; this one cuts them instead.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        self.setToolTip(tooltip(f"{words} ({key_text})" if key_text else words))

    @property
    def words(self) -> str:
        return self._words

    @override
    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._words + self._key_text)
        return QSize(wide + px(_LEFT + _ICON + _RIGHT + 40), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = current_tokens()
        ink = QColor(tokens.on_accent if self._is_first else tokens.text)
        quiet = ink if self._is_first else QColor(tokens.quiet)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.height()
        place = QRect(px(_LEFT), (high - px(_ICON)) // 2, px(18), px(_ICON))
        paint_icon(painter, place, self._icon, ink)
        caption = font(CAPTION_PT)
        key_width = QFontMetrics(caption).horizontalAdvance(self._key_text)
        inner = self.rect().adjusted(px(_LEFT + 18 + 8), 0, -px(_RIGHT), 0)
        painter.setFont(caption)
        painter.setPen(quiet)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._key_text)
        painter.setFont(self.font())
        painter.setPen(ink)
        room = inner.width() - key_width - 8
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, shown)
