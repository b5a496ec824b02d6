"""What may be kept, told by the content and never by the name: PDF, JPEG and PNG."""

from io import BytesIO
from typing import Final

from app.errors import InvalidInputError
from app.services.files.decoding import decoding_bytes
from app.services.files.folder import LARGEST_BYTES
from app.services.files.pdfium import LockedPdfError, is_encrypted, opened_pdf
from app.services.files.records import JPEG, PDF, PNG

LARGEST_PIXELS: Final = 80_000_000
"""An A3 sheet at 600 dpi has 70 million."""
MOST_PAGES: Final = 1_000
_MOST_MEMORY: Final = 280 << 20
"""For one picture being decoded: an A3 sheet at 600 dpi in colour takes 266 MB."""
_SHRUNK: Final = 8
_TAIL: Final = 1024
"""ISO 32000 readers look for the end mark in the last kilobyte."""
_ACCEPTED: Final = f"tệp PDF, JPEG hoặc PNG, tối đa {LARGEST_BYTES >> 20} MB"
# What Pillow raises of a picture that is cut or made up: found by cutting and flipping them.
_BROKEN_PICTURE: Final = (OSError, SyntaxError, ValueError, EOFError)


def media_type_of(content: bytes) -> str:
    """Return the media type of a file that may be kept; it was opened whole to make sure.

    Raises InvalidInputError (field `file`) in one sentence for anything else, or for a file that
    is empty, too large, cut off or locked.
    """
    if not content:
        raise _refused(f"Tệp rỗng. Hãy chọn {_ACCEPTED}.")
    if len(content) > LARGEST_BYTES:
        raise _refused(
            f"Tệp lớn hơn {LARGEST_BYTES >> 20} MB. Hãy quét lại khoảng 300 dpi hoặc chia tệp; "
            f"chỉ nhận {_ACCEPTED}."
        )
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        _check_picture(content, "JPEG")
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_picture(content, "PNG")
        return PNG
    raise _refused(f"Tệp này không phải PDF, JPEG hay PNG. Hãy quét hoặc lưu thành {_ACCEPTED}.")


def _check_pdf(content: bytes) -> None:
    # PDFium mends a file that was cut; what it mends is not what was sent.
    if b"%%EOF" not in content.rstrip(b"\0\t\r\n ")[-_TAIL:]:
        raise _cut("PDF")
    try:
        with opened_pdf(content) as document:
            if is_encrypted(document):
                raise _locked()
            count = len(document)
            if count > MOST_PAGES:
                raise _refused(f"Tệp PDF có quá {MOST_PAGES} trang. Hãy chia thành nhiều tệp.")
            sizes = [document.get_page_size(page) for page in range(count)]
    except LockedPdfError as fault:
        raise _locked() from fault
    except ValueError as fault:
        raise _cut("PDF") from fault
    if not sizes or min(min(size) for size in sizes) <= 0:
        raise _refused("Tệp PDF không có trang nào xem được. Hãy quét lại rồi thêm lại.")


def _check_picture(content: bytes, kind: str) -> None:
    """Decode the picture: headers can be whole where the rest is not."""
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=(kind,)) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise _too_many_pixels()
            shrunk = _SHRUNK if kind == "JPEG" else 1
            if decoding_bytes(picture, shrunk=shrunk) > _MOST_MEMORY:
                raise _too_heavy()
            # A JPEG decodes to an eighth at a fraction of time and memory; a PNG knows no draft.
            smaller = max(1, picture.width // _SHRUNK), max(1, picture.height // _SHRUNK)
            picture.draft("RGB", smaller)
            picture.load()
    # A caller may have made warnings into errors.
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise _too_many_pixels() from fault
    except _BROKEN_PICTURE as fault:
        raise _cut(kind) from fault


def _refused(message: str) -> InvalidInputError:
    return InvalidInputError("file", message)


def _cut(kind: str) -> InvalidInputError:
    return _refused(f"Tệp {kind} bị cụt hoặc hỏng nên không mở được. Hãy quét hoặc chép lại tệp.")


def _locked() -> InvalidInputError:
    return _refused("Tệp PDF có khóa hoặc mật khẩu. Hãy lưu bản không khóa rồi thêm lại.")


def _too_many_pixels() -> InvalidInputError:
    return _refused(
        f"Ảnh có hơn {LARGEST_PIXELS // 1_000_000} triệu điểm ảnh. Hãy quét lại khoảng 300 dpi."
    )


def _too_heavy() -> InvalidInputError:
    return _refused(
        "Ảnh cần quá nhiều bộ nhớ để mở. Hãy quét lại khoảng 300 dpi, hoặc lưu thành JPEG thường."
    )
