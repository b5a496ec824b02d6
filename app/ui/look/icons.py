"""Icons of one family and one weight, drawn in the colours of the theme that holds now."""

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPixmap
from typing_extensions import override

from app.ui.look.fonts import load_icon_font
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tokens, Tone


class Icon(Enum):
    """Icons by what they mean here; the value is the name in Font Awesome 6 Solid."""

    WORK = "list-check"
    INTAKE = "file-circle-plus"
    HANDOFF = "right-left"
    EXCHANGE = "share-nodes"
    PLACE = "location-dot"
    RETURN = "hand-holding"
    DOSSIER = "folder-open"
    DAY_LOG = "chart-column"
    REPORT = "file-lines"
    CATALOGUE = "book"
    REGISTERS = "clipboard-list"
    ADMIN = "gear"
    SEARCH = "magnifying-glass"
    SCAN = "qrcode"
    PRINT = "print"
    EXPORT = "file-export"
    IMPORT = "file-import"
    SAVE = "floppy-disk"
    UNDO = "rotate-left"
    REFRESH = "rotate"
    EDIT = "pen"
    ADD = "plus"
    REMOVE = "minus"
    CLOSE = "xmark"
    CHECK = "check"
    DONE = "circle-check"
    INFO = "circle-info"
    WARNING = "triangle-exclamation"
    REFUSED = "circle-xmark"
    LATE = "clock"
    PAUSE = "circle-pause"
    LOCK = "lock"
    UNLOCK = "lock-open"
    KEY = "key"
    PERSON = "user"
    PEOPLE = "users"
    OFFICE = "building-columns"
    CALENDAR = "calendar-days"
    BACKUP = "database"
    MONEY = "money-bill"
    PHONE = "phone"
    PAPER = "file"
    SEND = "paper-plane"
    RECEIVE = "inbox"
    PALETTE = "terminal"
    KEYBOARD = "keyboard"
    LIGHT = "sun"
    DARK = "moon"
    LEAVE = "right-from-bracket"
    LEFT = "chevron-left"
    RIGHT = "chevron-right"
    UP = "chevron-up"
    DOWN = "chevron-down"
    MORE = "ellipsis"
    COPY = "copy"
    RATING = "face-smile"
    PETITION = "comment-dots"
    PETITION_TODAY = "comment"
    PETITION_NEAR = "comments"
    ENTRY_LATE = "clipboard-question"
    REMIND = "bell"


class Ink(Enum):
    """Where an icon stands, which decides its colour."""

    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    ON_RAIL = "on_rail"
    RAIL_QUIET = "rail_quiet"
    OK = "ok"
    WARN = "warn"
    LATE = "late"

    def colour(self, tokens: Tokens) -> str:
        """Return the colour of this ink among `tokens`."""
        colour: str = getattr(tokens, self.value)
        return colour


def ink_of(tone: Tone) -> Ink:
    """Return the ink that goes with text of `tone`."""
    match tone:
        case Tone.NORMAL | Tone.STRONG:
            return Ink.TEXT
        case _:
            return Ink(tone.value)


def icon(which: Icon, ink: Ink = Ink.TEXT) -> QIcon:
    """Return an icon that follows the theme by itself."""
    return QIcon(_GlyphEngine(which, ink))


def paint_icon(painter: QPainter, rect: QRect, which: Icon, colour: QColor) -> None:
    """Draw the icon centred in `rect`."""
    family, characters = load_icon_font()
    face = QFont(family)
    face.setPixelSize(max(8, round(rect.height() * 0.86)))
    painter.save()
    painter.setFont(face)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, characters[which.value])
    painter.restore()


class _GlyphEngine(QIconEngine):
    def __init__(self, which: Icon, ink: Ink) -> None:
        super().__init__()
        self._which = which
        self._ink = ink

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tokens = current_tokens()
        colour = QColor(self._ink.colour(tokens))
        if mode is QIcon.Mode.Disabled:
            colour.setAlphaF(0.4)
        paint_icon(painter, rect, self._which, colour)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._which, self._ink)
