"""Words on the window, always as plain text: what a citizen typed is never taken as markup."""

from html import escape
from typing import Final, Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from app.ui.look.icons import Icon, Ink, icon
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone, px

LabelKind = Literal["body", "caption", "quiet", "title", "heading", "large", "figure", "problem"]
ButtonKind = Literal["plain", "accent", "ghost"]


def label(
    text: str, kind: LabelKind = "body", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Return a plain-text label; every label of the program comes from here."""
    made = QLabel(parent)
    _as_plain(made, text)
    made.setWordWrap(wrap)
    made.setProperty("kind", kind)
    return made


def chip(text: str, tone: Tone = Tone.NORMAL, parent: QWidget | None = None) -> QLabel:
    """Return a small filled label; `text` says in words what `tone` says in colour."""
    made = QLabel(parent)
    _as_plain(made, text)
    made.setProperty("chip", "true")
    made.setProperty("tone", tone.value)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Change the colour of a label or chip."""
    set_property(widget, "tone", tone.value)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property the style sheet looks at, and restyle if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tooltip(text: str) -> str:
    """Return `text` so that a tooltip shows it letter by letter."""
    if "<" not in text:
        return text
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"


def button(
    text: str, kind: ButtonKind = "plain", which: Icon | None = None, *, hint: str = ""
) -> QPushButton:
    """Return a button; `hint` (a key) is shown after the words, `&` in `text` marks the letter."""
    words = f"{text}   {hint}" if hint else text
    # Fusion leaves hardly any room between the icon and the words.
    made = QPushButton(f" {words}" if which else words)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if which is not None:
        made.setIcon(icon(which, Ink.ON_ACCENT if kind == "accent" else Ink.TEXT))
        made.setIconSize(QSize(px(16), px(16)))
    return made


def marked(text: str) -> str:
    """Return `text` with `&` before its first letter that every keyboard sends with Alt."""
    at = next((at for at, one in enumerate(text) if one.isascii() and one.isalnum()), None)
    return text if at is None else f"{text[:at]}&{text[at:]}"


def icon_button(which: Icon, name: str, kind: ButtonKind = "ghost") -> QToolButton:
    """Return a button of an icon alone; `name` is its tooltip and what a reader says."""
    made = QToolButton()
    made.setIcon(icon(which))
    made.setIconSize(QSize(px(16), px(16)))
    made.setToolTip(tooltip(name))
    made.setAccessibleName(name)
    made.setProperty("kind", kind)
    made.setFixedWidth(px(32))
    return made


def card(parent: QWidget | None = None) -> QFrame:
    """Return an empty card: a surface with a thin line and 8 px corners."""
    made = QFrame(parent)
    made.setProperty("card", "true")
    return made


class ElidedLabel(QLabel):
    """A one-line label that cuts with an ellipsis and keeps the whole text in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        _as_plain(self, text)
        self.setToolTip(tooltip(text))

    def is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, self.alignment() | Qt.TextFlag.TextSingleLine, text)


class WholeLabel(QLabel):
    """A wrapped label that is never lower than its words.

    For splitters and stacks, which do not ask what height a width needs. Its height is at least
    `least_height` pixels at 100 %, so that a short text moves nothing.
    """

    def __init__(self, kind: LabelKind = "body", *, least_height: int = 0) -> None:
        super().__init__()
        self._least_height = least_height
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(True)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._claim_height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim_height()

    def _claim_height(self) -> None:
        needed = self.heightForWidth(self.width()) if self.text() else 0
        self.setMinimumHeight(max(needed, px(self._least_height)))


class IconLabel(QWidget):
    """An icon that stands beside words and follows the theme."""

    def __init__(self, which: Icon, ink: Ink = Ink.TEXT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(which, ink)
        self.setFixedSize(px(18), px(18))

    def set_icon(self, which: Icon, ink: Ink) -> None:
        self._icon = icon(which, ink)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect().adjusted(1, 1, -1, -1))


def _as_plain(made: QLabel, text: str) -> None:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)


# The words that stand in place of rows or figures while there are none.

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
