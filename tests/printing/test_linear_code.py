from itertools import pairwise

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.linear_code import QUIET_ZONE_MODULES, code128_symbol, is_encodable

_CODE_128 = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)


def _read(text: str, module_px: int = 2) -> list[str]:
    symbol = code128_symbol(text)
    row = np.full((symbol.length + 2 * QUIET_ZONE_MODULES) * module_px, 255, dtype=np.uint8)
    for bar in symbol.bars:
        start = (bar.start + QUIET_ZONE_MODULES) * module_px
        row[start : start + bar.width * module_px] = 0
    picture = np.tile(row, (40, 1))
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=_CODE_128)]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=4, max_size=40))
def test_every_printable_text_is_read_back(text: str) -> None:
    assert _read(text) == [text]


@pytest.mark.parametrize("text", ["EE123456789VN", "1234567890123456", "VN-2026-0001"])
def test_waybills_are_read_back(text: str) -> None:
    assert _read(text) == [text]


def test_bars_lie_in_order_within_the_symbol() -> None:
    symbol = code128_symbol("EE123456789VN")
    ends = [(bar.start, bar.start + bar.width) for bar in symbol.bars]
    assert ends[0][0] == 0
    assert ends[-1][1] == symbol.length
    assert all(end < start for (_, end), (start, _) in pairwise(ends))


@pytest.mark.parametrize("text", ["", "Đ12", "12\n34", "12\t34"])
def test_what_the_code_cannot_hold_is_refused(text: str) -> None:
    assert not is_encodable(text)
    with pytest.raises(ValueError, match="Code 128"):
        code128_symbol(text)
