"""Contents that may be kept, and hostile ones made of them."""

import io
import struct
import zlib

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def a_pdf(text: str = "trang 1", pages: int = 1, *, password: str | None = None) -> bytes:
    """Return a PDF; with a `password` (even an empty one) it is encrypted."""
    made = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, ownerPassword="chủ")
    canvas = Canvas(made, pagesize=(200, 280), encrypt=lock, invariant=1)
    for number in range(pages):
        canvas.drawString(20, 200, f"{text} {number}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def a_picture(kind: str = "PNG", size: tuple[int, int] = (64, 48), grey: int = 200) -> bytes:
    """Return a JPEG or PNG whose bytes do not compress to nothing."""
    picture = Image.effect_noise(size, 40).point(lambda value: (value + grey) % 256)
    made = io.BytesIO()
    picture.convert("RGB").save(made, kind)
    return made.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG with its right checksum."""
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def a_png_of(width: int, height: int, *between: bytes, rows: bytes = b"") -> bytes:
    """Return a PNG that claims a size, with chunks of one's own before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(between) + pixels + chunk(b"IEND", b"")


def a_colour_png(width: int, height: int, colour: int) -> bytes:
    """Return an all-black PNG of a colour type (2 RGB, 4 grey with alpha, 6 RGBA), packed small."""
    samples = {2: 3, 4: 2, 6: 4}[colour]
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
    packer = zlib.compressobj(9)
    row = bytes(1 + samples * width)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def a_text_bomb(size: int = 200_000_000) -> bytes:
    """Return a small true PNG with a compressed text that swells to `size` bytes."""
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(size), 9))
    return a_png_of(8, 8, text, rows=bytes(9 * 8))
