"""Cards with a heading and a count, and the head of a page: the same air on every page."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.look.fonts import CAPTION_PT, font
from app.ui.look.icons import Icon, paint_icon
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone, px
from app.ui.widgets.labels import card, chip, label, set_tone, tooltip

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


class ModeBar(QTabBar):
    """Plain tabs; `words` are shown with their key."""

    def __init__(self, words: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(False)
        self._words = tuple(words)
        for place, (text, key) in enumerate(self._words):
            self.addTab("")
            self.set_words(place, text)
            self.setTabToolTip(place, key)

    def set_words(self, place: int, text: str) -> None:
        """Rename a mode; its key stays."""
        key = self._words[place][1]
        self.setTabText(place, f"{text}   {key}" if key else text)
        self.setAccessibleTabName(place, text)


def put_over_table(tab: QWidget, above: QFrame, table: QTableView) -> None:
    """Fill `tab` with a card and, below it, a card of `table` that takes what is left."""
    listed = card()
    inside = QVBoxLayout(listed)
    inside.setContentsMargins(16, 8, 16, 12)
    inside.addWidget(table)
    whole = QVBoxLayout(tab)
    whole.setContentsMargins(0, 16, 0, 0)
    whole.setSpacing(12)
    whole.addWidget(above)
    whole.addWidget(listed, 1)
