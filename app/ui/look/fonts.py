"""The typefaces of the window, registered once per program: one for text, one for icons."""

import json
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from app.ui.look.tokens import USUAL, text_percent

TEXT_FAMILY = "Be Vietnam Pro"
BODY_PT = 10.5
CAPTION_PT = 9.0
LARGE_PT = 20.0

_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


class MissingFontError(RuntimeError):
    """A font that a dependency should have brought cannot be loaded."""


@lru_cache(maxsize=1)
def load_text_fonts() -> str:
    """Register the text family and return its name; needs a QGuiApplication."""
    folder = files("fontpkg_be_vietnam_pro").joinpath("files")
    for weight in _WEIGHTS:
        _register(folder.joinpath(f"BeVietnamPro-{weight}.ttf").read_bytes())
    return TEXT_FAMILY


def font(points: float = BODY_PT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the text font in `points` at 100 %, at the size of text in force."""
    made = QFont(load_text_fonts())
    made.setPointSizeF(points * text_percent() / USUAL)
    made.setWeight(weight)
    return made


@lru_cache(maxsize=1)
def load_icon_font() -> tuple[str, dict[str, str]]:
    """Register the icon font and return its family and its characters by icon name.

    The files of qtawesome are read without importing it: that import alone costs more than the
    first paint of the window.
    """
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        message = "qtawesome is not installed"
        raise MissingFontError(message)
    folder = Path(spec.origin).parent / "fonts"
    face = _newest(folder, "fontawesome6-solid-webfont-*.ttf")
    names = _newest(folder, "fontawesome6-solid-webfont-charmap-*.json")
    codes: dict[str, str] = json.loads(names.read_bytes())
    family = _register(face.read_bytes())
    return family, {name: chr(int(code, 16)) for name, code in codes.items()}


def digit_width(metrics: QFontMetricsF) -> float:
    """Return the width every digit gets where figures stand under one another.

    The family has no tabular figures; the width of its 8 leaves the 1 neither lost nor the 4 cut.
    """
    return metrics.horizontalAdvance("8")


def _newest(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        message = f"no {pattern} beside qtawesome"
        raise MissingFontError(message)
    return found[-1]


def _register(data: bytes) -> str:
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
    if not families:
        message = "a font file of a dependency cannot be read"
        raise MissingFontError(message)
    return families[0]
