"""Cards with a heading and a count, and the head of a page: the same air on every page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.look.tokens import Tone
from app.ui.widgets.labels import chip, label, set_tone

PAGE_MARGIN = 24
GAP = 16
CARD_PADDING = 12


class HeadedCard(QFrame):
    """A card whose heading says what is in it and how much; `body` takes the rest."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._title = label(title, "heading")
        self._count = chip("", Tone.QUIET)
        self._count.hide()
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self._title)
        self.head.addWidget(self._count)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(CARD_PADDING, 8, CARD_PADDING, CARD_PADDING)
        self.body.setSpacing(8)
        self.body.addLayout(self.head)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def count_text(self) -> str:
        return self._count.text()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def set_count(self, text: str, tone: Tone = Tone.QUIET) -> None:
        """Show how much is here; an empty text shows nothing."""
        self._count.setText(text)
        self._count.setVisible(bool(text))
        set_tone(self._count, tone)


def page_layout(page: QWidget) -> QVBoxLayout:
    """Return the outer layout of a page, dressed as one."""
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    rows = QVBoxLayout(page)
    rows.setContentsMargins(PAGE_MARGIN, GAP, PAGE_MARGIN, GAP)
    rows.setSpacing(12)
    return rows


def clear_layout(layout: QLayout) -> None:
    """Take every widget out of `layout` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
