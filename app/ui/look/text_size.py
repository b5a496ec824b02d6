"""The size of the window's text (Cỡ chữ), and every other measure scaled with it."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.window_state import TEXT_PERCENTS, TextPercent

USUAL: Final[TextPercent] = 100
"""The size at which a measure of the source is that many pixels of the screen, in percent."""
_PERCENT: Final = "motcua_text_percent"


def set_text_percent(app: QCoreApplication, percent: TextPercent) -> None:
    """Keep `percent` for what is made from now on; what stands is made again by who asks."""
    app.setProperty(_PERCENT, percent)


def text_percent() -> TextPercent:
    """Return the size of the text in percent: the application itself remembers it."""
    app = QCoreApplication.instance()
    kept = app.property(_PERCENT) if app is not None else None
    return next((percent for percent in TEXT_PERCENTS if percent == kept), USUAL)


def px(measure: float) -> int:
    """Return a measure given in pixels at 100 % as pixels at the size in force."""
    return round(measure * text_percent() / USUAL)


def size_window(window: QWidget, width: int, height: int) -> None:
    """Open a window at a measure given in pixels at 100 %.

    It is never larger than its screen, or than the window it opens over.
    """
    room = window.screen().availableSize()
    parent = window.parentWidget()
    if parent is not None:
        room = room.expandedTo(parent.window().size())
    window.resize(min(px(width), room.width()), min(px(height), room.height()))
