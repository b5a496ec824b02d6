"""Kept files as pages to look at: PDF pages and pictures alike, whoever shows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from app.errors import InvalidInputError
from app.printing.raster import PageImage, page_image, page_sizes
from app.services.files.records import PDF

_POINTS_PER_INCH: Final = 72
_ORIENTATION: Final = 0x0112
_ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})
"""EXIF orientations of a picture whose stored width is its height."""


@dataclass(frozen=True, slots=True)
class ScanPages:
    """A kept file opened to be looked at; `sizes` are in points, a picture's in its pixels."""

    content: bytes
    is_pdf: bool
    sizes: tuple[tuple[float, float], ...]

    def render(self, page: int, dpi: float) -> PageImage:
        """Return `page` (from 0) at `dpi`; a picture at no more than its own size.

        Raises InvalidInputError (`file`) for a page that cannot be drawn.
        """
        with _told():
            if self.is_pdf:
                return page_image(self.content, page, max(1, round(dpi)))
            return _picture(self.content, dpi / _POINTS_PER_INCH)


def scan_pages(content: bytes, media_type: str) -> ScanPages:
    """Open a kept file. Raises InvalidInputError (`file`) for one that cannot be shown."""
    with _told():
        if media_type == PDF:
            return ScanPages(content, is_pdf=True, sizes=page_sizes(content))
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
            wide, high = float(picture.width), float(picture.height)
            is_turned = picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
        return ScanPages(
            content, is_pdf=False, sizes=((high, wide) if is_turned else (wide, high),)
        )


def _picture(content: bytes, scale: float) -> PageImage:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        share = min(scale, 1.0)
        smaller = max(1, round(picture.width * share)), max(1, round(picture.height * share))
        # A JPEG is decoded at the nearest size above; a PNG knows no draft.
        picture.draft("RGB", smaller)
        shown = ImageOps.exif_transpose(picture.resize(smaller) if share < 1 else picture)
        image = _on_white(shown)
        return PageImage(image.width, image.height, image.tobytes())


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture.convert("RGBA"))
    return sheet.convert("RGB")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise InvalidInputError(
            "file", "Không mở được tệp này để xem. Hãy quét lại giấy và thêm lần nữa."
        ) from fault
