"""One line of time: who held a paper for how long, and which part of that was late."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, font
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import px
from app.ui.widgets.labels import tooltip

_HEIGHT, _GAP, _RADIUS = 24, 2, 4
_LEAST_SHARE = 0.04
"""So that a stay of minutes beside one of weeks is still seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodySegment:
    """One unit's part: `minutes` of working time, the last `late` of them past its limit."""

    name: str
    words: str
    minutes: int
    late: int
    is_here: bool


class CustodyBar(QWidget):
    """Late parts are hatched and named, never coloured alone; the words are in its description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretches: tuple[CustodySegment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Ai giữ giấy tờ bao lâu")

    @property
    def stretches(self) -> tuple[CustodySegment, ...]:
        return self._stretches

    def show_stretches(self, stretches: Sequence[CustodySegment]) -> None:
        """Show the parts in their order."""
        self._stretches = tuple(stretches)
        told = "\n".join(f"{one.name}: {one.words}" for one in self._stretches)
        self.setAccessibleDescription(told)
        self.setToolTip(tooltip(told))
        self.setVisible(bool(self._stretches))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(_HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(CAPTION_PT))
        for stretch, rect in zip(self._stretches, self._places(), strict=True):
            _paint(painter, stretch, rect)

    def _places(self) -> list[QRectF]:
        """Return where each part stands: by its time, none too narrow to be seen."""
        whole = sum(one.minutes for one in self._stretches) or 1
        shares = [max(one.minutes / whole, _LEAST_SHARE) for one in self._stretches]
        room = self.width() - _GAP * (len(shares) - 1)
        left, places = 0.0, []
        for share in shares:
            width = room * share / sum(shares)
            places.append(QRectF(left, 0, width, self.height()))
            left += width + _GAP
        return places


def _paint(painter: QPainter, stretch: CustodySegment, rect: QRectF) -> None:
    tokens = current_tokens()
    painter.setPen(QPen(QColor(tokens.accent), 2) if stretch.is_here else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent_soft))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    if stretch.late:
        share = min(1.0, stretch.late / max(stretch.minutes, 1))
        part = QRectF(rect)
        part.setLeft(rect.right() - rect.width() * share)
        painter.setPen(QPen(QColor(tokens.late), 1))
        painter.setBrush(QColor(tokens.late_soft))
        painter.drawRoundedRect(part.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.setBrush(QBrush(QColor(tokens.late), Qt.BrushStyle.BDiagPattern))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(part.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    painter.setPen(QColor(tokens.text))
    words = f"Quá hạn · {stretch.name}" if stretch.late else stretch.name
    inner = rect.adjusted(6, 0, -6, 0)
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(inner.width())
    )
    if stretch.late and len(shown) > 1:
        width = painter.fontMetrics().horizontalAdvance(shown)
        ground = QRectF(inner.left() - 2, rect.top() + 4, width + 4, rect.height() - 8)
        painter.fillRect(ground, QColor(tokens.surface))
    if len(shown) > 1:
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
