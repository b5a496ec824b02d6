"""The colours of the window, light and dark, and the measure of their contrast."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.window_state import TEXT_PERCENTS, TextPercent


class Tone(Enum):
    """What a piece of text says beyond its words; always shown with a word or an icon too."""

    NORMAL = "normal"
    QUIET = "quiet"
    STRONG = "strong"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One set of colours as #RRGGBB; `on_…` is the text that stands on a filled surface."""

    is_dark: bool
    background: str
    surface: str
    line: str
    control_line: str
    text: str
    quiet: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    late: str
    late_soft: str
    rail: str
    rail_active: str
    rail_quiet: str
    on_rail: str
    hover: str

    def of(self, tone: Tone) -> str:
        """Return the text colour of `tone`."""
        match tone:
            case Tone.NORMAL | Tone.STRONG:
                return self.text
            case Tone.QUIET:
                return self.quiet
            case Tone.ACCENT:
                return self.accent
            case Tone.OK:
                return self.ok
            case Tone.WARN:
                return self.warn
            case Tone.LATE:
                return self.late


LIGHT = Tokens(
    is_dark=False,
    background="#F3F5F8",
    surface="#FFFFFF",
    line="#D9DFE7",
    control_line="#C3CCD8",
    text="#17212E",
    quiet="#5B6878",
    accent="#1B4F8F",
    accent_hover="#164278",
    accent_soft="#E4EDF8",
    on_accent="#FFFFFF",
    ok="#1E7A46",
    ok_soft="#EAF6EF",
    warn="#9A5B00",
    warn_soft="#FEF3E0",
    late="#B3261E",
    late_soft="#FCEDEC",
    rail="#12345F",
    rail_active="#2C4B73",
    rail_quiet="#C5D2E3",
    on_rail="#FFFFFF",
    hover="#EDF1F6",
)

DARK = Tokens(
    is_dark=True,
    background="#14181E",
    surface="#1C222A",
    line="#323B47",
    control_line="#414C5A",
    text="#E8EDF3",
    quiet="#9AA7B6",
    accent="#7FB2F0",
    accent_hover="#9CC4F5",
    accent_soft="#22344B",
    on_accent="#0E1A2B",
    ok="#6CCB93",
    ok_soft="#1B3227",
    warn="#F0B35A",
    warn_soft="#382C18",
    late="#F28B82",
    late_soft="#3C2425",
    rail="#0E1A2B",
    rail_active="#28323F",
    rail_quiet="#B4C0CF",
    on_rail="#FFFFFF",
    hover="#262E38",
)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


# The size of the window's text (Cỡ chữ), and every other measure scaled with it.

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
