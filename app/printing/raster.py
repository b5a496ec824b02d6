"""PDF pages as pictures, for previews, for printers that take pictures, and for reading scans."""

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

from app.services.files.pdfium import opened_pdf

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
