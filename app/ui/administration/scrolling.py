"""A form taller than a low screen scrolls instead of being squeezed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.look.text_size import px

_CARD_WIDTH = 920


class ScrolledCard(QScrollArea):
    """Shows a card at its top left and follows the focus, however it got there."""

    def __init__(self, card: QFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card.setMaximumWidth(px(_CARD_WIDTH))
        body = QWidget()
        body.setObjectName("body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 16, 0, 0)
        inside.addWidget(card)
        inside.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new)


def put_scrolled(tab: QWidget, card: QFrame) -> None:
    """Fill `tab` with a scrolled card."""
    whole = QVBoxLayout(tab)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(ScrolledCard(card))
