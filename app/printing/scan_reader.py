"""QR texts out of a picture or a PDF that somebody sent in or scanned."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import zxingcpp
from PIL import Image, UnidentifiedImageError

from app.errors import InvalidInputError
from app.printing.raster import page_count, page_image
from app.services.files.decoding import decoding_bytes

_FIELD: Final = "image"
_BYTES_MAX: Final = 50 * 1024 * 1024
_PIXELS_MAX: Final = 80_000_000
_MEMORY_MAX: Final = 200 << 20
"""For one picture being decoded; the grey copy that is searched comes on top."""
_COLOUR_PIXELS_MAX: Final = 20_000_000
"""An A4 sheet at 400 dpi: what is larger is looked at in grey alone."""
_COLOURED: Final = frozenset({"RGB", "RGBA", "CMYK", "YCbCr"})
_PAGE_PIXELS_MAX: Final = 16_000_000
"""An A2 sheet at the dpi of searching."""
_PAGES_MAX: Final = 40
_PDF_DPI: Final = 200
_FORMATS: Final = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")


def read_codes(path: Path) -> tuple[str, ...]:
    """Return the QR texts in the file, each once, in the order met; empty where there is none.

    Takes PNG, JPEG, TIFF, BMP, WEBP, GIF and PDF (its first 40 pages). A page with no code is read
    again in red light, where the red of a stamp is white. Raises InvalidInputError
    (field `image`) for a file that cannot be read, is over 50 MiB or 80 million pixels, or would
    take over 200 MiB to decode.
    """
    content = _read(path)
    is_pdf = content.startswith(b"%PDF")
    pictures = _pdf_pages(content) if is_pdf else iter([_picture(content)])
    found: dict[str, None] = {}
    for picture in pictures:
        codes = _codes(picture)
        if not codes and picture.mode == "RGB":
            codes = _codes(picture.getchannel("R"))
        found |= dict.fromkeys(codes)
    return tuple(found)


def _codes(picture: Image.Image) -> list[str]:
    # Kept by no module: its binding complains of whatever still lives when the program ends.
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=wanted)]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            content = source.read(_BYTES_MAX + 1)
    except OSError as fault:
        raise InvalidInputError(
            _FIELD, f"Không đọc được tệp {path}; hãy kiểm tra đường dẫn và quyền đọc."
        ) from fault
    if len(content) > _BYTES_MAX:
        raise _too_large()
    return content


def _pdf_pages(content: bytes) -> Iterator[Image.Image]:
    try:
        for number in range(min(page_count(content), _PAGES_MAX)):
            page = page_image(content, number, _PDF_DPI, _PAGE_PIXELS_MAX)
            yield Image.frombytes("RGB", (page.width, page.height), page.rgb)
    except ValueError as fault:
        raise _unreadable() from fault


def _picture(content: bytes) -> Image.Image:
    """Return what is searched; the picture as it was decoded, often the larger, is let go."""
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            pixels = picture.width * picture.height
            if pixels > _PIXELS_MAX or decoding_bytes(picture) > _MEMORY_MAX:
                raise _too_large()
            is_coloured = picture.mode in _COLOURED and pixels <= _COLOUR_PIXELS_MAX
            wanted = "RGB" if is_coloured else "L"
            if picture.mode != wanted:
                return picture.convert(wanted)
            picture.load()
            return picture
    except Image.DecompressionBombError as fault:
        raise _too_large() from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        raise _unreadable() from fault


def _too_large() -> InvalidInputError:
    return InvalidInputError(
        _FIELD, "Ảnh quá lớn; hãy chụp hoặc quét lại ở độ phân giải thấp hơn (khoảng 300 dpi)."
    )


def _unreadable() -> InvalidInputError:
    return InvalidInputError(
        _FIELD, "Tệp này không phải ảnh hoặc PDF đọc được; hãy chụp hoặc quét lại giấy."
    )
