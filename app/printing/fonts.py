"""The four faces that documents are set in, found on the machine and registered once.

Decree 30/2020/NĐ-CP asks for Times New Roman. Where it is not installed, a family of the same
widths stands in, and at last the packaged one. A family is taken only if every face has every
Vietnamese letter.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from struct import pack, unpack, unpack_from
from typing import Final, Self

import fontpkg_be_vietnam_pro
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFace, TTFontMaker

# Embedded faces without their hinting: screens' grid-fitting programs, of no use on paper.
#
# They make up half of a subset face, and so half of a receipt. PDF asks of an embedded TrueType
# face only the tables that draw it (ISO 32000-1, 9.9).

_HINTING: Final = frozenset({"cvt ", "fpgm", "prep"})
_LONG_OFFSETS_AT: Final = 50  # indexToLocFormat in `head`
_GLYPH_HEAD_BYTES: Final = 10

# Flags of a composite glyph's component.
_WORDS: Final = 0x0001
_SCALE: Final = 0x0008
_MORE: Final = 0x0020
_TWO_SCALES: Final = 0x0040
_MATRIX: Final = 0x0080
_INSTRUCTIONS: Final = 0x0100


class UnhintedFace(TTFontFace):
    """A face whose subsets carry outlines alone."""

    @classmethod
    def of(cls, face: TTFontFace) -> Self:
        """Return the already parsed `face` as an unhinted one."""
        unhinted = cls.__new__(cls)
        vars(unhinted).update(vars(face))
        return unhinted

    def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802 - the library's name
        """Return a font file of the characters of `subset`."""
        return without_hinting(super().makeSubset(subset))


def without_hinting(font: bytes) -> bytes:
    """Return the TrueType file `font` without its hinting programs."""
    tables = {tag: table for tag, table in _tables(font).items() if tag not in _HINTING}
    (is_long,) = unpack_from(">h", tables["head"], _LONG_OFFSETS_AT)
    loca = tables["loca"]
    offsets = (
        unpack(f">{len(loca) // 4}L", loca)
        if is_long
        else tuple(2 * half for half in unpack(f">{len(loca) // 2}H", loca))
    )
    glyphs = [_bare(tables["glyf"][start:end]) for start, end in pairwise(offsets)]
    starts = [0]
    for glyph in glyphs:
        starts.append(starts[-1] + len(glyph))
    tables["glyf"] = b"".join(glyphs)
    tables["loca"] = pack(f">{len(starts)}L", *starts)
    head = tables["head"]
    tables["head"] = head[:_LONG_OFFSETS_AT] + pack(">h", 1) + head[_LONG_OFFSETS_AT + 2 :]
    maker = TTFontMaker()
    for tag, table in tables.items():
        maker.add(tag, table)
    return maker.makeStream()


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = unpack_from(">H", font, 4)
    tables: dict[str, bytes] = {}
    for number in range(count):
        tag, _, start, length = unpack_from(">4sLLL", font, 12 + 16 * number)
        tables[tag.decode("ascii")] = font[start : start + length]
    return tables


def _bare(glyph: bytes) -> bytes:
    """Return `glyph` without its instructions, padded to four bytes."""
    if not glyph:
        return glyph
    (contours,) = unpack_from(">h", glyph)
    bare = _bare_composite(glyph) if contours < 0 else _bare_simple(glyph, contours)
    return bare + b"\0" * (-len(bare) % 4)


def _bare_simple(glyph: bytes, contours: int) -> bytes:
    at = _GLYPH_HEAD_BYTES + 2 * contours
    (length,) = unpack_from(">H", glyph, at)
    return glyph[:at] + b"\0\0" + glyph[at + 2 + length :]


def _bare_composite(glyph: bytes) -> bytes:
    bare = bytearray(glyph)
    at, more = _GLYPH_HEAD_BYTES, True
    while more:
        (flags,) = unpack_from(">H", bare, at)
        bare[at : at + 2] = pack(">H", flags & ~_INSTRUCTIONS)
        more = bool(flags & _MORE)
        at += 8 if flags & _WORDS else 6
        at += next(
            (size for bit, size in ((_SCALE, 2), (_TWO_SCALES, 4), (_MATRIX, 8)) if flags & bit), 0
        )
    return bytes(bare[:at])


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


def find_fonts(folders: Iterable[Path]) -> dict[FontFace, TTFont]:
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
def ready_fonts() -> Mapping[FontFace, TTFont]:
    """Find and register the faces the first time they are asked for in this process."""
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


def _load(paths: list[Path]) -> dict[FontFace, TTFont] | None:
    """Return the faces, or None where a file is damaged or lacks a Vietnamese letter."""
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
