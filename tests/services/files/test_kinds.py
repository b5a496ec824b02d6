"""What may be kept is told by the content: hostile files, cut files, files of a wrong name."""

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image

from app.errors import InvalidInputError
from app.services.files.decoding import decoding_bytes
from app.services.files.folder import LARGEST_BYTES
from app.services.files.kinds import MOST_PAGES, media_type_of
from app.services.files.records import JPEG, PDF, PNG
from tests.services.files.contents import a_colour_png, a_pdf, a_picture, a_png_of, a_text_bomb


def _refusal(content: bytes) -> str:
    with pytest.raises(InvalidInputError) as refused:
        media_type_of(content)
    assert refused.value.field == "file"
    return refused.value.message


def _a_zip() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.pdf", a_pdf())
    return made.getvalue()


def _another_picture(kind: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_pdf(pages=3), PDF),
        (a_pdf() + b"\r\n" + bytes(5000), PDF),  # scanners pad
        (a_picture("JPEG"), JPEG),
        (a_picture("PNG"), PNG),
    ],
)
def test_the_three_kinds_are_known_by_their_content(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(3000),
        b"<html>%PDF-1.4",
        b"GIF89a" + bytes(100),
        _a_zip(),
        _another_picture("TIFF"),
        _another_picture("WEBP"),
        _another_picture("BMP"),
        b"\xff\xfe" + "chữ".encode("utf-16-le"),
    ],
)
def test_anything_else_is_refused_naming_what_is_taken(content: bytes) -> None:
    said = _refusal(content)
    assert "PDF" in said
    assert "JPEG" in said
    assert "PNG" in said
    assert "25 MB" in said


def test_an_empty_file_is_refused() -> None:
    assert _refusal(b"").startswith("Tệp rỗng.")


def test_one_byte_over_the_cap_is_refused_and_the_cap_is_not() -> None:
    whole = a_picture("PNG")
    # A PNG reader stops at the end chunk: what follows only weighs.
    assert media_type_of(whole + bytes(LARGEST_BYTES - len(whole))) == PNG
    assert "lớn hơn 25 MB" in _refusal(whole + bytes(LARGEST_BYTES - len(whole) + 1))


@pytest.mark.parametrize("whole", [a_pdf(pages=4), a_picture("PNG"), a_picture("JPEG")])
def test_a_file_cut_anywhere_is_refused(whole: bytes) -> None:
    for share in (0.02, 0.3, 0.5, 0.9):
        assert _refusal(whole[: max(8, int(len(whole) * share))])


def test_a_cut_pdf_says_so_though_its_reader_would_mend_it() -> None:
    whole = a_pdf(pages=4)
    assert "bị cụt hoặc hỏng" in _refusal(whole[: whole.rindex(b"startxref")])


def test_a_pdf_cut_in_a_later_revision_is_refused_though_it_had_an_end_once() -> None:
    later = bytes(range(1, 256)) * 20
    assert "bị cụt hoặc hỏng" in _refusal(a_pdf() + later)


@pytest.mark.parametrize("head", [b"%PDF-1.4\n%%EOF", b"%PDF-1.7\n" + bytes(range(256)) + b"%%EOF"])
def test_what_only_begins_and_ends_like_a_pdf_is_refused(head: bytes) -> None:
    assert "bị cụt hoặc hỏng" in _refusal(head)


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"])
def test_what_only_begins_like_a_picture_is_refused(head: bytes) -> None:
    assert "bị cụt hoặc hỏng" in _refusal(head + b"MZ" + bytes(500))


@pytest.mark.parametrize("password", ["mở", ""])
def test_a_locked_pdf_is_refused_be_it_without_a_password(password: str) -> None:
    assert "khóa hoặc mật khẩu" in _refusal(a_pdf(password=password))


def test_more_pages_than_anybody_scans_are_refused() -> None:
    assert f"quá {MOST_PAGES} trang" in _refusal(a_pdf(pages=MOST_PAGES + 1))


@pytest.mark.parametrize(
    "size", [(9_000, 9_000), (12_000, 12_000), (60_000, 60_000), (2**31 - 1,) * 2]
)
def test_a_picture_of_huge_dimensions_is_refused_before_it_is_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(_self: object) -> None:
        pytest.fail("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    assert "80 triệu điểm ảnh" in _refusal(a_png_of(*size))


def test_a_text_that_swells_is_refused() -> None:
    bomb = a_text_bomb()
    assert len(bomb) < 300_000
    assert "bị cụt hoặc hỏng" in _refusal(bomb)


def test_pixels_that_swell_beyond_the_size_claimed_take_no_room() -> None:
    """The rows are as many as the header says: what is left of the stream is never unpacked."""
    assert media_type_of(a_png_of(8, 8, rows=bytes(50_000_000))) == PNG


@pytest.mark.parametrize("colour", [2, 4, 6])
def test_a_small_png_that_decodes_to_over_300_mb_is_refused(colour: int) -> None:
    assert "bộ nhớ" in _refusal(a_colour_png(8_944, 8_944, colour))


def test_a_progressive_jpeg_that_decodes_to_over_300_mb_is_refused() -> None:
    made = BytesIO()
    Image.new("CMYK", (6_400, 6_400)).save(made, "JPEG", progressive=True)
    assert "bộ nhớ" in _refusal(made.getvalue())


@pytest.mark.parametrize(
    ("mode", "is_progressive", "shrunk", "size"),
    [
        ("RGB", False, 1, 4 * 7_016 * 9_921),
        ("L", False, 1, 7_016 * 9_921),
        ("RGB", False, 8, 4 * 7_016 * 9_921 // 64),
        ("L", True, 8, 7_016 * 9_921 // 64 + 2 * 7_016 * 9_921),
    ],
)
def test_decoding_is_weighed_by_bands_and_kind(
    mode: str, is_progressive: bool, shrunk: int, size: int
) -> None:
    picture = SimpleNamespace(
        width=7_016,
        height=9_921,
        mode=mode,
        info={"progressive": 1} if is_progressive else {},
        getbands=lambda: tuple(mode),
    )
    assert decoding_bytes(picture, shrunk=shrunk) == size  # type: ignore[arg-type]
