"""The words that stand in place of rows or figures while there are none."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from app.ui.look.theme import current_tokens

_EDGES: Final = ((16, 8), (8, 2))
"""Margins at the sides, above and below: the usual ones, and where those leave no room."""
_WRAPPED: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_ELLIPSIS: Final = "…"


def draw_empty_words(painter: QPainter, room: QRect, text: str) -> None:
    """Paint `text` wrapped in the middle of `room`; what does not fit ends in an ellipsis."""
    painter.setPen(QColor(current_tokens().quiet))
    metrics = painter.fontMetrics()
    place = next(
        (place for place in _places(room) if _fits(metrics, place, text)), _places(room)[-1]
    )
    painter.drawText(place, _WRAPPED, shortened_to(metrics, place, text))


def empty_words_fit(widget: QWidget, text: str) -> bool:
    """Say whether `draw_empty_words` shows the whole text in a widget of that size."""
    return any(_fits(widget.fontMetrics(), place, text) for place in _places(widget.rect()))


def empty_words_height(metrics: QFontMetrics, width: int, text: str) -> int:
    """Return the least height in which `draw_empty_words` shows the whole text at that width."""
    side, top = _EDGES[-1]
    return metrics.boundingRect(QRect(0, 0, width - 2 * side, 0), _WRAPPED, text).height() + 2 * top


def _places(room: QRect) -> list[QRect]:
    return [room.adjusted(side, top, -side, -top) for side, top in _EDGES]


def _fits(metrics: QFontMetrics, place: QRect, text: str) -> bool:
    needed = metrics.boundingRect(QRect(0, 0, place.width(), 0), _WRAPPED, text)
    return needed.height() <= place.height() and needed.width() <= place.width()


def shortened_to(metrics: QFontMetrics, place: QRect, text: str) -> str:
    """Return as many whole words as fit, with an ellipsis where some are left out."""
    words = text.split(" ")
    for count in range(len(words), 1, -1):
        left_out = _ELLIPSIS if count < len(words) else ""
        shown = " ".join(words[:count]) + left_out
        if _fits(metrics, place, shown):
            return shown
    return words[0] + _ELLIPSIS if len(words) > 1 else text
