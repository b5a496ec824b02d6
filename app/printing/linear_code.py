"""Code 128 symbols as runs of dark modules, ready to be drawn as vectors at any size."""

from dataclasses import dataclass
from typing import Final

QUIET_ZONE_MODULES: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """`width` dark modules, from module `start` counted from the left."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class LinearSymbol:
    """A symbol without its quiet zones: `length` modules."""

    length: int
    bars: tuple[Bar, ...]


def is_encodable(text: str) -> bool:
    """Return whether Code 128 holds `text`: printable ASCII, at least one character."""
    return bool(text) and text.isascii() and text.isprintable()


def code128_symbol(text: str) -> LinearSymbol:
    """Return the symbol of `text` with its check character.

    Raises ValueError for a text that Code 128 does not hold.
    """
    if not is_encodable(text):
        message = "a Code 128 symbol holds printable ASCII alone"
        raise ValueError(message)
    from reportlab.graphics.barcode.code128 import Code128

    maker = Code128(text)
    # The stubs leave these three without types.
    maker.validate()  # type: ignore[no-untyped-call]
    maker.encode()  # type: ignore[no-untyped-call]
    maker.decompose()  # type: ignore[no-untyped-call]
    place = 0
    bars: list[Bar] = []
    # The pattern has a letter a run: a is one module and d four, bars in capitals.
    for run in maker.decomposed:
        width = ord(run.lower()) - ord("a") + 1
        if run.isupper():
            bars.append(Bar(place, width))
        place += width
    return LinearSymbol(place, tuple(bars))
