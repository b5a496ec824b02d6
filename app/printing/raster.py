"""PDF pages as pictures, for previews, for printers that take pictures, and for reading scans."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from app.errors import InvalidInputError
from app.services.files.pdfium import opened_pdf
from app.services.files.records import PDF

if TYPE_CHECKING:
    from PIL import Image

_POINTS_PER_INCH: Final = 72
_PIXELS_MAX: Final = 80_000_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture of a page: rows from the top, three bytes (red, green, blue) a pixel."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages `pdf` has. Raises ValueError for what is not a readable PDF."""
    with opened_pdf(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points. Raises ValueError for an unreadable PDF."""
    with opened_pdf(pdf) as document:
        return tuple(page.get_size() for page in document)


def page_image(pdf: bytes, page: int, dpi: int, most_pixels: int = _PIXELS_MAX) -> PageImage:
    """Return page `page` (from 0) at `dpi`, at less where it would pass `most_pixels`.

    Raises ValueError for what is not a readable PDF or has no such page.
    """
    with opened_pdf(pdf) as document:
        if not 0 <= page < len(document):
            message = f"no page {page} in a document of {len(document)}"
            raise ValueError(message)
        sheet = document[page]
        width_pt, height_pt = sheet.get_size()
        widest = (most_pixels / max(width_pt * height_pt, 1.0)) ** 0.5
        picture = sheet.render(scale=min(dpi / _POINTS_PER_INCH, widest), rev_byteorder=True)
        image = picture.to_pil().convert("RGB")
        return PageImage(image.width, image.height, image.tobytes())


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """Return page `page` (from 0) at `dpi` as a PNG file. Raises ValueError as `page_image`."""
    from PIL import Image

    picture = page_image(pdf, page, dpi)
    out = io.BytesIO()
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb)
    image.quantize(16).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class PdfPages:
    """A finished PDF and its pages to look at; `sizes` are in points. Any thread may draw."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, pdf: bytes) -> "PdfPages":
        """Return the pages of a PDF."""
        return cls(pdf, page_sizes(pdf))

    def render(self, page: int, dpi: float) -> PageImage:
        """Return `page` (from 0) drawn at `dpi`, to the nearest whole number."""
        return page_image(self.pdf, page, max(1, round(dpi)))


# Kept files as pages to look at: PDF pages and pictures alike, whoever shows them.

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
    from PIL import Image

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
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        share = min(scale, 1.0)
        smaller = max(1, round(picture.width * share)), max(1, round(picture.height * share))
        # A JPEG is decoded at the nearest size above; a PNG knows no draft.
        picture.draft("RGB", smaller)
        shown = ImageOps.exif_transpose(picture.resize(smaller) if share < 1 else picture)
        image = _on_white(shown)
        return PageImage(image.width, image.height, image.tobytes())


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture.convert("RGBA"))
    return sheet.convert("RGB")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (OSError, SyntaxError, ValueError) as fault:
        raise InvalidInputError(
            "file", "Không mở được tệp này để xem. Hãy quét lại giấy và thêm lần nữa."
        ) from fault
