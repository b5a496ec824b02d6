"""The dark rail at the left: the pages with their keys and badges, and what is waiting below."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.look.fonts import BODY_PT, CAPTION_PT, font
from app.ui.look.icons import Icon, Ink, icon, paint_icon
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import px
from app.ui.widgets.labels import label, set_property, tooltip

RAIL_WIDTH = 188
FOLDED_WIDTH = 52


class Rail(QFrame):
    """Chooses a page; `note` lines at its foot say what is late or on the way here."""

    page_chosen = Signal(str)

    def __init__(self, brand: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._is_folded = False
        self._buttons: dict[str, RailButton] = {}
        self._notes: dict[str, QPushButton] = {}
        self._title = brand
        name = label(brand)
        name.setObjectName("brand")
        name.setFixedHeight(px(44))
        name.setIndent(8)
        self._brand = name
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 8, 12, 12)
        self._rows.setSpacing(4)
        self._rows.addWidget(name)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(4)
        self._rows.addLayout(self._pages)
        self._rows.addStretch(1)
        self.set_folded(is_folded=False)

    @property
    def is_folded(self) -> bool:
        """Whether the icons stand alone, their words in their tooltips."""
        return self._is_folded

    def set_folded(self, *, is_folded: bool) -> None:
        """Show the icons alone, or icons and words."""
        self._is_folded = is_folded
        self.setFixedWidth(px(FOLDED_WIDTH if is_folded else RAIL_WIDTH))
        side = px(6) if is_folded else px(12)
        self._rows.setContentsMargins(side, px(8), side, px(12))
        self._brand.setText("" if is_folded else self._title)
        for made in self._buttons.values():
            made.set_folded(is_folded=is_folded)
        for note in self._notes.values():
            _fold_note(note, is_folded=is_folded)

    def add_page(self, key: str, title: str, which: Icon, key_text: str) -> None:
        made = RailButton(title, which, key_text)
        made.set_folded(is_folded=self._is_folded)
        made.clicked.connect(lambda: self.page_chosen.emit(key))
        self._buttons[key] = made
        self._pages.addWidget(made)

    def mark(self, key: str) -> None:
        """Show `key` as the page in front."""
        for name, made in self._buttons.items():
            made.set_front(is_front=name == key)

    def set_badge(self, key: str, count: int) -> None:
        self._buttons[key].set_badge(count)

    def badge(self, key: str) -> int:
        return self._buttons[key].badge

    def notes(self) -> list[QPushButton]:
        """Return the lines at the foot, from above."""
        return list(self._notes.values())

    def set_note(self, key: str, text: str, which: Icon, act: Callable[[], None]) -> None:
        """Show a line at the foot that `act`s on a click; an empty text takes it away."""
        old = self._notes.pop(key, None)
        if old is not None:
            old.hide()
            old.deleteLater()
        if not text:
            return
        made = QPushButton()
        made.setAccessibleName(text)
        made.setToolTip(tooltip(text))
        made.setIcon(icon(which, Ink.RAIL_QUIET))
        made.setIconSize(QSize(px(14), px(14)))
        made.setProperty("kind", "note")
        made.clicked.connect(act)
        _fold_note(made, is_folded=self._is_folded)
        self._notes[key] = made
        self._rows.addWidget(made)


def _fold_note(note: QPushButton, *, is_folded: bool) -> None:
    note.setText("" if is_folded else f"  {note.accessibleName()}")


class RailButton(QPushButton):
    """One page: icon, words, badge, and the key that opens it."""

    def __init__(self, title: str, which: Icon, key_text: str) -> None:
        super().__init__()
        self._title = title
        self._icon = which
        self._key_text = key_text
        self._badge = 0
        self._is_folded = False
        self._is_front = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_badge(0)

    @property
    def badge(self) -> int:
        return self._badge

    def set_folded(self, *, is_folded: bool) -> None:
        self._is_folded = is_folded
        self.update()

    def set_front(self, *, is_front: bool) -> None:
        """Show the page as the one in front; a screen reader hears it after the name.

        The button is not checkable: Qt would call it a check box.
        """
        self._is_front = is_front
        set_property(self, "front", "true" if is_front else "false")
        self._name()

    def set_badge(self, count: int) -> None:
        self._badge = count
        self._name()

    def _name(self) -> None:
        waiting = f"{self._badge} đang chờ" if self._badge else ""
        front = "đang mở" if self._is_front else ""
        spoken = ", ".join(part for part in (self._title, waiting, front) if part)
        self.setAccessibleName(spoken)
        self.setToolTip(tooltip(f"{spoken} ({self._key_text})"))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = current_tokens()
        is_lit = self._is_front or self.underMouse()
        ink = QColor(tokens.on_rail if is_lit else tokens.rail_quiet)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = self.height()
        left_edge = (self.width() - px(18)) // 2 if self._is_folded else px(10)
        place = QRect(left_edge, (high - px(16)) // 2, px(18), px(16))
        paint_icon(painter, place, self._icon, ink)
        if self._is_folded:
            self._paint_dot(painter)
            return
        weight = QFont.Weight.DemiBold if self._is_front else QFont.Weight.Normal
        painter.setFont(font(BODY_PT, weight))
        painter.setPen(ink)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(px(38), 0, self.width() - px(46), high), left, self._title)
        title_end = px(38) + painter.fontMetrics().horizontalAdvance(self._title)
        painter.setFont(font(CAPTION_PT))
        if self._badge:
            self._paint_badge(painter)
            return
        room = self.width() - 10 - title_end - 6
        if painter.fontMetrics().horizontalAdvance(self._key_text) > room:
            return  # a long key stands in the tooltip alone
        painter.setPen(QColor(tokens.rail_quiet))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, 0, self.width() - 10, high), right, self._key_text)

    def _paint_dot(self, painter: QPainter) -> None:
        """Mark at the icon that something waits; how much is in the tooltip."""
        if self._badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_tokens().on_rail))
            painter.drawEllipse(QRect(self.width() - px(12), px(5), px(7), px(7)))

    def _paint_badge(self, painter: QPainter) -> None:
        tokens = current_tokens()
        text = str(self._badge) if self._badge < 1000 else "999+"
        high = px(18)
        wide = max(px(20), painter.fontMetrics().horizontalAdvance(text) + px(10))
        pill = QRect(self.width() - wide - px(8), (self.height() - high) // 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_rail))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setPen(QColor(tokens.rail))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
