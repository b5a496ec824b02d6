from hashlib import sha512
from itertools import pairwise

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.qr import QrSymbol, qr_symbol, quiet_zone_mm
from tests.printing.forms import payload

# Dense modules can look like a linear code to a reader that is asked for every kind.
_QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def _picture(
    symbol: QrSymbol, module_px: int = 4
) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    size = (symbol.side + 8) * module_px
    picture = np.full((size, size), 255, dtype=np.uint8)
    for run in symbol.runs:
        top, left = (run.row + 4) * module_px, (run.column + 4) * module_px
        picture[top : top + module_px, left : left + run.length * module_px] = 0
    return picture


def _read(symbol: QrSymbol) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(_picture(symbol), formats=_QR_CODES)]


def test_payload_is_version_6() -> None:
    symbol = qr_symbol(payload())
    assert symbol.side == 41
    assert _read(symbol) == [payload()]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(((19, 200, 37), (41, 253, 41))), st.binary(min_size=41, max_size=41))
def test_every_payload_fits_version_5_or_6(shape: tuple[int, int, int], content: bytes) -> None:
    size, digits, side = shape
    signed = content[:size]
    signature_like = sha512(signed).digest()
    text = f"1{int.from_bytes(signed + signature_like, 'big'):0{digits}d}"
    symbol = qr_symbol(text)
    assert symbol.side == side
    assert _read(symbol) == [text]


def test_address_is_read_back() -> None:
    url = "https://dichvucong.example.vn/tra-cuu?ma=000.00.15.H53-190710-0001"
    assert _read(qr_symbol(url)) == [url]


def test_runs_are_whole_and_in_order() -> None:
    runs = qr_symbol("12345").runs
    assert (runs[0].row, runs[0].column, runs[0].length) == (0, 0, 7)
    places = [(run.row, run.column) for run in runs]
    assert places == sorted(places)
    assert all(
        later.row > run.row or later.column > run.column + run.length
        for run, later in pairwise(runs)
    )


def test_quiet_zone_is_four_modules() -> None:
    symbol = qr_symbol(payload())
    assert quiet_zone_mm(symbol, float(symbol.side)) == pytest.approx(4.0)


def test_text_too_long_for_any_symbol_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\S"):
        qr_symbol("x" * 3000)
