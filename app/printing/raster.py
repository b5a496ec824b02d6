"""PDF pages as pictures, for previews, for printers that take pictures, and for reading scans."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pypdfium2

# PDFium is not made for threads: one document at a time in a process.
_ONE_AT_A_TIME: Final = threading.Lock()
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
    with _opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points. Raises ValueError for an unreadable PDF."""
    with _opened(pdf) as document:
        return tuple(page.get_size() for page in document)


def page_image(pdf: bytes, page: int, dpi: int) -> PageImage:
    """Return page `page` (from 0) at `dpi`, at less where it would pass 80 million pixels.

    Raises ValueError for what is not a readable PDF or has no such page.
    """
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            message = f"no page {page} in a document of {len(document)}"
            raise ValueError(message)
        sheet = document[page]
        width_pt, height_pt = sheet.get_size()
        widest = (_PIXELS_MAX / max(width_pt * height_pt, 1.0)) ** 0.5
        picture = sheet.render(scale=min(dpi / _POINTS_PER_INCH, widest), rev_byteorder=True)
        image = picture.to_pil().convert("RGB")
        return PageImage(image.width, image.height, image.tobytes())


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as fault:
            message = "not a readable PDF"
            raise ValueError(message) from fault
        try:
            yield document
        except pypdfium2.PdfiumError as fault:
            message = "a page of the PDF cannot be read"
            raise ValueError(message) from fault
        finally:
            document.close()
