from struct import pack

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from app.printing.fonts import VIETNAMESE_LETTERS, ready_fonts
from app.printing.unhinted import _bare, without_hinting

_HEAD = pack(">4h", 0, 0, 100, 100)
_PROGRAM = pack(">H", 3) + b"\x01\x02\x03"


def _composite(*components: tuple[int, bytes], tail: bytes = b"") -> bytes:
    parts = [pack(">HH", flags, 7) + placing for flags, placing in components]
    return pack(">h", -1) + _HEAD + b"".join(parts) + tail


def test_simple_glyph_loses_its_program_and_keeps_its_outline() -> None:
    glyph = pack(">h", 1) + _HEAD + pack(">H", 2) + _PROGRAM + b"outline"
    assert _bare(glyph) == pack(">h", 1) + _HEAD + pack(">HH", 2, 0) + b"outline" + b"\0" * 3


@pytest.mark.parametrize(
    ("flags", "placing"),
    [
        (0x0002, b"\x01\x02"),
        (0x0003, b"\x01\x02\x03\x04"),
        (0x000A, b"\x01\x02" + b"s" * 2),
        (0x0043, b"\x01\x02\x03\x04" + b"s" * 4),
        (0x0082, b"\x01\x02" + b"s" * 8),
    ],
    ids=["bytes", "words", "scale", "two scales", "matrix"],
)
def test_composite_glyph_loses_its_program_and_its_flag(flags: int, placing: bytes) -> None:
    hinted = _composite((flags | 0x0020, placing), (flags | 0x0100, placing), tail=_PROGRAM)
    plain = _composite((flags | 0x0020, placing), (flags, placing))
    assert _bare(hinted) == plain + b"\0" * (-len(plain) % 4)


def test_empty_glyph_stays_empty() -> None:
    assert _bare(b"") == b""


def test_face_loses_half_its_bytes_and_no_table_that_draws() -> None:
    for font in ready_fonts().values():
        hinted = TTFontFace.makeSubset(font.face, [0, *map(ord, VIETNAMESE_LETTERS)])
        bare = without_hinting(hinted)
        tags = {bare[at : at + 4] for at in range(12, 12 + 16 * bare[5], 16)}
        assert {b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"cmap"} <= tags
        assert not tags & {b"cvt ", b"fpgm", b"prep"}
        assert len(bare) < len(hinted)
        assert without_hinting(bare) == bare
