"""Contents for the folder of scans: true ones harmed, bombs, and files that are two things."""

import random
from functools import cache

from tests.harness.fuzzing.odd import mutated_bytes
from tests.services.files.contents import a_colour_png, a_pdf, a_picture, a_png_of, a_text_bomb

_GIANT_EVERY = 500
"""A picture of the greatest size costs a second: one input in so many is one."""


@cache
def _valid() -> tuple[bytes, ...]:
    return (
        a_pdf(),
        a_pdf(pages=3),
        a_pdf(password="khóa"),
        a_pdf(password=""),
        a_picture("PNG"),
        a_picture("JPEG"),
        a_picture("PNG", (300, 20)),
    )


@cache
def giants() -> tuple[bytes, ...]:
    """Return small files that claim, or truly hold, as many pixels as anybody may send."""
    return (
        a_text_bomb(),
        a_png_of(100_000, 10_000),
        a_png_of(8_944, 8_944, rows=bytes(8_945 * 8_944)),
        a_colour_png(8_944, 8_944, 6),
        a_colour_png(8_944, 8_944, 2),
        a_colour_png(5_000, 16_000, 4),
        a_picture("PNG") + bytes(1 << 20),
        a_pdf() + bytes(1 << 20) + b"%%EOF",
    )


@cache
def _other_pictures() -> tuple[bytes, ...]:
    kinds = ("TIFF", "BMP", "WEBP", "GIF", "PNG", "JPEG")
    return tuple(a_picture(kind, (90, 70)) for kind in kinds)


def hostile_picture(chance: random.Random) -> bytes:
    """Return one picture of the kinds that a scanner or a telephone makes, harmed."""
    return mutated_bytes(chance, chance.choice(_other_pictures()))


def hostile_content(chance: random.Random) -> bytes:
    """Return one content."""
    if chance.randrange(_GIANT_EVERY) == 0:
        return chance.choice(giants())
    valid = chance.choice(_valid())
    pick = chance.random()
    if pick < 0.6:
        return mutated_bytes(chance, valid)
    if pick < 0.7:
        return valid[: chance.randrange(20)] + chance.randbytes(chance.randrange(300))
    if pick < 0.8:
        return valid + chance.choice(_valid())
    if pick < 0.9:
        sizes = (0, 1, 64, 65_535, 1 << 31, (1 << 32) - 1)
        return a_png_of(chance.choice(sizes), chance.choice(sizes), rows=chance.randbytes(40))
    return valid
