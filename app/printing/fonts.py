"""The four faces that documents are set in, found on the machine and registered once.

Decree 30/2020/NĐ-CP asks for Times New Roman. Where it is not installed, a family of the same
widths stands in, and at last the packaged one. A family is taken only if every face has every
Vietnamese letter.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fontpkg_be_vietnam_pro

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont


class FontFace(StrEnum):
    """A face by the name it is registered under."""

    REGULAR = "MotCua-Regular"
    BOLD = "MotCua-Bold"
    ITALIC = "MotCua-Italic"
    BOLD_ITALIC = "MotCua-BoldItalic"


# File names in the order of Face, families in the order of preference.
_FAMILIES: Final = (
    ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
    (
        "times_new_roman.ttf",
        "times_new_roman_bold.ttf",
        "times_new_roman_italic.ttf",
        "times_new_roman_bold_italic.ttf",
    ),
    (
        "liberationserif-regular.ttf",
        "liberationserif-bold.ttf",
        "liberationserif-italic.ttf",
        "liberationserif-bolditalic.ttf",
    ),
    ("tinos-regular.ttf", "tinos-bold.ttf", "tinos-italic.ttf", "tinos-bolditalic.ttf"),
)
_PACKAGED: Final = (
    "BeVietnamPro-Regular.ttf",
    "BeVietnamPro-Bold.ttf",
    "BeVietnamPro-Italic.ttf",
    "BeVietnamPro-BoldItalic.ttf",
)

_SAMPLE: Final = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả giải quyết thủ tục hành chính"
_SAMPLE_WIDTH_IN_TIMES: Final = 27.5493  # at 1 pt

_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SMALL_LETTERS: Final = "đ" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in _TONES
)
VIETNAMESE_LETTERS: Final = _SMALL_LETTERS + _SMALL_LETTERS.upper()


def font_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return where this machine may keep fonts, the system's own first."""
    if os.name == "nt":
        roots = (
            (environment.get("WINDIR", r"C:\Windows"), "Fonts"),
            (environment.get("LOCALAPPDATA", ""), "Microsoft/Windows/Fonts"),
        )
        return tuple(Path(root, rest) for root, rest in roots if root)
    home = environment.get("HOME", "")
    own = (Path(home, ".local/share/fonts"), Path(home, ".fonts")) if home else ()
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *own)


def find_fonts(folders: Iterable[Path]) -> dict[FontFace, "TTFont"]:
    """Return the first family under `folders` that covers Vietnamese, else the packaged one."""
    files = _files_by_name(folders)
    for names in _FAMILIES:
        paths = [files[name] for name in names if name in files]
        fonts = _load(paths) if len(paths) == len(names) else None
        if fonts is not None:
            return fonts
    root = Path(fontpkg_be_vietnam_pro.ROOT, "files")
    packaged = _load([root / name for name in _PACKAGED])
    if packaged is None:
        message = "the packaged fonts are damaged: install fontpkg-be-vietnam-pro again"
        raise RuntimeError(message)
    return packaged


@cache
def ready_fonts() -> Mapping[FontFace, "TTFont"]:
    """Find and register the faces the first time they are asked for in this process."""
    from reportlab.pdfbase import pdfmetrics

    fonts = find_fonts(font_folders())
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


@cache
def type_scale() -> float:
    """Return what to multiply type sizes by, so that a wider family fills no more than Times."""
    width = float(ready_fonts()[FontFace.REGULAR].stringWidth(_SAMPLE, 1))
    return min(1.0, _SAMPLE_WIDTH_IN_TIMES / width)


def text_width(text: str, face: FontFace, size_pt: float) -> float:
    """Return the width in points of `text` in type of nominal `size_pt`."""
    return float(ready_fonts()[face].stringWidth(text, size_pt * type_scale()))


def _files_by_name(folders: Iterable[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                found.setdefault(name.lower(), Path(root, name))
    return found


def _load(paths: list[Path]) -> dict[FontFace, "TTFont"] | None:
    """Return the faces, or None where a file is damaged or lacks a Vietnamese letter."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    from app.printing.unhinted import UnhintedFace

    fonts: dict[FontFace, TTFont] = {}
    for face, path in zip(FontFace, paths, strict=True):
        try:
            # Without the ASCII block each face carries only the letters used: 30 kB less a file.
            font = TTFont(face.value, str(path), asciiReadable=False)
        except (TTFError, OSError):
            return None
        if not all(ord(letter) in font.face.charToGlyph for letter in VIETNAMESE_LETTERS):
            return None
        font.face = UnhintedFace.of(font.face)
        fonts[face] = font
    return fonts
