import weakref
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from app.errors import InvalidInputError
from app.printing import scan_reader
from app.printing.forms.receipt import receipt_pdf
from app.printing.raster import PageImage, page_count, page_image
from app.printing.scan_reader import read_codes
from tests.printing.forms import a_receipt, payload, render_png
from tests.services.files.contents import a_colour_png

_OPEN = Image.open
_URL = "https://dichvucong.example.vn/tra-cuu"


def test_pdf_gives_its_codes_once_each(tmp_path: Path) -> None:
    path = tmp_path / "receipt.pdf"
    path.write_bytes(receipt_pdf(a_receipt(lookup_url=_URL)))
    assert sorted(read_codes(path)) == sorted((payload(), _URL))


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "bmp", "webp"])
@pytest.mark.parametrize("angle", [0, 90, 7])
def test_pictures_of_a_receipt_are_read(tmp_path: Path, ending: str, angle: int) -> None:
    picture = Image.open(render_png(receipt_pdf(a_receipt()), tmp_path, 150)).convert("RGB")
    path = tmp_path / f"scan.{ending}"
    picture.rotate(angle, expand=True, fillcolor="white").save(path)
    assert read_codes(path) == (payload(),)


def test_a_red_stamp_does_not_hide_the_code(tmp_path: Path) -> None:
    page = Image.open(render_png(receipt_pdf(a_receipt()), tmp_path, 150)).convert("RGB")
    ink = Image.new("RGB", page.size, "white")
    for y in range(0, page.height, 24):
        ImageDraw.Draw(ink).line((0, y, page.width, y), fill=(205, 30, 45), width=8)
    path = tmp_path / "stamped.png"
    ImageChops.multiply(page, ink).save(path)
    assert read_codes(path) == (payload(),)


def test_page_without_a_code_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    Image.new("L", (300, 300), 255).save(path)
    assert read_codes(path) == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"%PDF-1.7 cut", b"\x89PNG\r\n\x1a\n" + b"\0" * 20, b"\xff\xd8\xff\xe0cut"],
    ids=["empty", "text", "pdf", "png", "jpeg"],
)
def test_unreadable_file_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "scan"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match="quét lại") as caught:
        read_codes(path)
    assert caught.value.field == "image"


def test_cut_picture_is_a_clear_error(tmp_path: Path) -> None:
    whole = render_png(receipt_pdf(a_receipt()), tmp_path, 150).read_bytes()
    path = tmp_path / "cut.png"
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(InvalidInputError, match="quét lại"):
        read_codes(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"missing\.png"):
        read_codes(tmp_path / "missing.png")


@pytest.mark.parametrize("side", [9000, 20000])
def test_picture_of_too_many_points_is_refused_unopened(tmp_path: Path, side: int) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (side, side)).save(path)
    with pytest.raises(InvalidInputError, match="quá lớn"):
        read_codes(path)


def test_file_of_too_many_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_reader, "_BYTES_MAX", 100)
    path = tmp_path / "big.png"
    path.write_bytes(b"x" * 101)
    with pytest.raises(InvalidInputError, match="quá lớn"):
        read_codes(path)


def test_page_becomes_a_picture_of_its_size() -> None:
    pdf = receipt_pdf(a_receipt())
    assert page_count(pdf) == 2
    image = page_image(pdf, 1, 72)
    assert abs(image.width - 420) <= 1
    assert abs(image.height - 595) <= 1
    assert len(image.rgb) == 3 * image.width * image.height
    assert image.rgb[:3] == b"\xff\xff\xff"
    assert b"\0\0\0" in image.rgb


def test_huge_dpi_stays_within_bounds() -> None:
    image = page_image(receipt_pdf(a_receipt()), 0, 100_000, 500_000)
    assert 480_000 <= image.width * image.height <= 503_000


@pytest.mark.parametrize("page", [-1, 2])
def test_page_that_is_not_there_is_refused(page: int) -> None:
    with pytest.raises(ValueError, match="no page"):
        page_image(receipt_pdf(a_receipt()), page, 72)


def test_a_small_file_that_decodes_to_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(a_colour_png(7_500, 7_500, 6))
    with pytest.raises(InvalidInputError, match="quá lớn"):
        read_codes(path)


def test_a_page_as_large_as_a_house_is_searched_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def measured(pdf: bytes, page: int, dpi: int, most_pixels: int) -> PageImage:
        image = page_image(pdf, page, dpi, most_pixels)
        sizes.append(image.width * image.height)
        return image

    made = BytesIO()
    canvas = Canvas(made, pagesize=(14_400, 14_400))
    canvas.drawString(20, 20, "a")
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(made.getvalue())
    monkeypatch.setattr(scan_reader, "page_image", measured)
    assert read_codes(path) == ()
    assert 0 < sizes[0] <= 16_100_000


def test_while_a_picture_is_searched_nothing_larger_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(a_colour_png(6_000, 4_000, 6))
    opened: list[weakref.ref[Image.Image]] = []
    held: list[str] = []

    def noted(*words: Any, **more: Any) -> Any:
        picture = _OPEN(*words, **more)
        opened.append(weakref.ref(picture))
        return picture

    def searched(_picture: Image.Image) -> list[str]:
        held.extend(one.mode for each in opened if (one := each()) is not None)
        return []

    monkeypatch.setattr(Image, "open", noted)
    monkeypatch.setattr(scan_reader, "_codes", searched)
    assert read_codes(path) == ()
    assert opened
    assert held == []
