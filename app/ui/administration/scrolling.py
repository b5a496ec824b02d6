"""A form taller than a low screen scrolls instead of being squeezed."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.look.text_size import px
from app.ui.widgets.scroll_frame import ScrollFrame

_CARD_WIDTH = 920


def put_scrolled(tab: QWidget, card: QFrame) -> None:
    """Fill `tab` with a card at the top left that scrolls where the room is less than it needs."""
    card.setMaximumWidth(px(_CARD_WIDTH))
    body = QWidget()
    body.setObjectName("body")
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 16, 0, 0)
    # A row counts the height of wrapped words at the card's own width; a column does not.
    row = QHBoxLayout()
    row.addWidget(card, 1)
    row.addStretch()
    inside.addLayout(row)
    inside.addStretch(1)
    whole = QVBoxLayout(tab)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(ScrollFrame(body))
