"""A figure one can press: its rows are behind it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, LARGE_PT, font
from app.ui.look.text_size import px
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import tooltip

_PADDING = 4
_LONG_PT = 15.5
_NOTHING = "–"


class FigureButton(QAbstractButton):
    """A number, with its word before it unless it is a tile's own (`word` empty) and large."""

    def __init__(self, title: str, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._word = f"{word} " if word else ""
        self._number = _NOTHING
        self._tone = Tone.NORMAL
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(tooltip(f"{title}: bấm để xem hồ sơ"))
        self.forget()

    @property
    def number(self) -> str:
        return self._number

    @property
    def tone(self) -> Tone:
        return self._tone

    def show_number(self, number: str, tone: Tone = Tone.NORMAL) -> None:
        """Show `number` and let it be pressed."""
        self._set(number, tone)
        self.setEnabled(True)

    def forget(self) -> None:
        """Show a dash: the number is not known."""
        self._set(_NOTHING, Tone.NORMAL)
        self.setEnabled(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._face())
        width = metrics.horizontalAdvance(self._word + self._number) + 2 * _PADDING
        return QSize(round(width + 1), px(20 if self._word else 34))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        tokens = current_tokens()
        face = self._face()
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        base = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.setPen(QColor(tokens.quiet if self._tone is Tone.NORMAL else self._colour()))
        painter.drawText(QPointF(_PADDING, base), self._word)
        painter.setPen(QColor(self._colour()))
        left = _PADDING + metrics.horizontalAdvance(self._word)
        painter.drawText(QPointF(left, base), self._number)

    def _paint_frame(self, painter: QPainter) -> None:
        tokens = current_tokens()
        is_hovered = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(QColor(tokens.accent)) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover) if is_hovered else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _set(self, number: str, tone: Tone) -> None:
        self._number = number
        self._tone = tone
        self.setAccessibleName(f"{self._title}: {number}")
        self.updateGeometry()
        self.update()

    def _colour(self) -> str:
        tokens = current_tokens()
        return tokens.of(self._tone) if self.isEnabled() else tokens.quiet

    def _face(self) -> QFont:
        if self._word:
            return font(CAPTION_PT)
        return font(LARGE_PT if len(self._number) <= 5 else _LONG_PT, QFont.Weight.DemiBold)
