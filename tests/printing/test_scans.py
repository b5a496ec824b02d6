"""Kept files as pages: true sizes, the right way up, no larger than they are."""

from io import BytesIO

import pytest
from PIL import Image

from app.errors import InvalidInputError
from app.printing.raster import scan_pages
from app.services.files.records import JPEG, PDF, PNG
from tests.services.files.contents import a_pdf, a_picture

RED, BLUE = (255, 0, 0), (0, 0, 255)


def _two_halves(kind: str, orientation: int = 1) -> bytes:
    """Return a picture of 80 × 40: its left half red, its right half blue."""
    picture = Image.new("RGB", (80, 40), RED)
    picture.paste(BLUE, (40, 0, 80, 40))
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = BytesIO()
    picture.save(made, kind, exif=exif, quality=95)
    return made.getvalue()


def _colour(rgb: bytes, width: int, x: int, y: int) -> str:
    red, _green, blue = rgb[3 * (y * width + x) :][:3]
    return "red" if red > blue else "blue"


def test_a_pdf_has_its_pages() -> None:
    pages = scan_pages(a_pdf(pages=3), PDF)
    assert pages.sizes == ((200, 280),) * 3
    drawn = pages.render(2, 72)
    assert (drawn.width, drawn.height) == (200, 280)


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", JPEG), ("PNG", PNG)])
def test_a_picture_is_one_page_and_never_larger_than_it_is(kind: str, media_type: str) -> None:
    pages = scan_pages(a_picture(kind, (640, 400)), media_type)
    assert pages.sizes == ((640, 400),)
    for dpi, size in ((72, (640, 400)), (36, (320, 200)), (300, (640, 400)), (0.01, (1, 1))):
        drawn = pages.render(0, dpi)
        assert (drawn.width, drawn.height) == size
        assert len(drawn.rgb) == 3 * size[0] * size[1]


@pytest.mark.parametrize(
    ("orientation", "size", "top_left", "bottom_right"),
    [
        (1, (80, 40), "red", "blue"),
        (3, (80, 40), "blue", "red"),
        (6, (40, 80), "red", "blue"),
        (8, (40, 80), "blue", "red"),
    ],
)
def test_a_photograph_stands_the_way_the_camera_was_held(
    orientation: int, size: tuple[int, int], top_left: str, bottom_right: str
) -> None:
    pages = scan_pages(_two_halves("JPEG", orientation), JPEG)
    assert pages.sizes == (size,)
    for share in (1, 2):
        drawn = pages.render(0, 72 / share)
        wide, high = drawn.width, drawn.height
        assert (wide, high) == (size[0] // share, size[1] // share)
        assert _colour(drawn.rgb, wide, 2, 2) == top_left
        assert _colour(drawn.rgb, wide, wide - 3, high - 3) == bottom_right


def test_what_is_transparent_lies_on_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(made, "PNG")
    assert scan_pages(made.getvalue(), PNG).render(0, 72).rgb == b"\xff" * 48


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"", PDF), (b"%PDF-1.4", PDF), (b"\xff\xd8\xff", JPEG), (a_picture()[:60], PNG)],
)
def test_what_cannot_be_shown_is_told(content: bytes, media_type: str) -> None:
    with pytest.raises(InvalidInputError, match="quét lại"):
        scan_pages(content, media_type).render(0, 72)
