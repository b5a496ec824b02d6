"""QR symbols as runs of dark modules, ready to be drawn as vectors at any size."""

from dataclasses import dataclass
from typing import Final

QUIET_ZONE_MODULES: Final = 4


@dataclass(frozen=True, slots=True)
class DarkRun:
    """`length` dark modules side by side, from `column` of `row`, counted from the top left."""

    row: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class QrSymbol:
    """A symbol without its quiet zone: `side` modules each way."""

    side: int
    runs: tuple[DarkRun, ...]


def quiet_zone_mm(symbol: QrSymbol, side_mm: float) -> float:
    """Return how wide the white frame of a symbol `side_mm` wide must be at least."""
    return side_mm * QUIET_ZONE_MODULES / symbol.side


def qr_symbol(text: str) -> QrSymbol:
    """Return the smallest symbol of `text` at level M; digits alone go in numeric mode.

    Raises ValueError for a text that no symbol holds.
    """
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M

    maker = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    maker.add_data(text, optimize=0)
    maker.make(fit=True)
    rows = maker.modules
    runs = [run for number, row in enumerate(rows) for run in _dark_runs(number, row)]
    return QrSymbol(len(rows), tuple(runs))


def _dark_runs(number: int, row: list[bool | None]) -> list[DarkRun]:
    runs: list[DarkRun] = []
    start: int | None = None
    for column, dark in enumerate([*row, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            runs.append(DarkRun(number, start, column - start))
            start = None
    return runs
