"""The media types that are kept, apart from what checks them: that takes long to import."""

from typing import Final

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
