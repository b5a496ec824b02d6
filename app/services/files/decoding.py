"""What decoding a picture takes of the memory, told by its head alone."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

_TO_A_PIXEL: Final = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}
_OTHERS: Final = 4
"""Pillow keeps every picture of several bands in four bytes a pixel."""
_COEFFICIENT: Final = 2
"""A progressive JPEG is held whole, band by band, in numbers of two bytes."""


def decoding_bytes(picture: "Image", *, shrunk: int = 1) -> int:
    """Return how many bytes decoding an opened, not yet decoded picture takes.

    `shrunk` is by how much a JPEG is made smaller in both directions while it is decoded.
    """
    pixels = picture.width * picture.height
    decoded = pixels * _TO_A_PIXEL.get(picture.mode, _OTHERS) // shrunk**2
    is_progressive = bool(picture.info.get("progressive"))
    return decoded + pixels * len(picture.getbands()) * _COEFFICIENT * is_progressive
