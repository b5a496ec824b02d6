"""Embedded faces without their hinting: screens' grid-fitting programs, of no use on paper.

They make up half of a subset face, and so half of a receipt. PDF asks of an embedded TrueType
face only the tables that draw it (ISO 32000-1, 9.9).
"""

from collections.abc import Sequence
from itertools import pairwise
from struct import pack, unpack, unpack_from
from typing import Final, Self

from reportlab.pdfbase.ttfonts import TTFontFace, TTFontMaker

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
