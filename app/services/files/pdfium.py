"""The one door to PDFium, which is not made for threads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pypdfium2

# One document at a time in a process, whoever opens it.
_ONE_AT_A_TIME: Final = threading.Lock()
_UNLOCKED: Final = -1
"""What PDFium answers for a document without a security handler."""


class LockedPdfError(ValueError):
    """The PDF opens with a password only."""


@contextmanager
def opened_pdf(pdf: bytes) -> Iterator["pypdfium2.PdfDocument"]:
    """Open `pdf` for the block. Raises ValueError for what is not a readable PDF."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = _document(pdf)
        try:
            yield document
        except pypdfium2.PdfiumError as fault:
            message = "a page of the PDF cannot be read"
            raise ValueError(message) from fault
        finally:
            document.close()


def is_encrypted(document: "pypdfium2.PdfDocument") -> bool:
    """Say whether an open document is encrypted, be it with an owner's password alone."""
    import pypdfium2.raw

    return bool(pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != _UNLOCKED)


def _document(pdf: bytes) -> "pypdfium2.PdfDocument":
    import pypdfium2.raw

    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            message = "a locked PDF"
            raise LockedPdfError(message) from fault
        message = "not a readable PDF"
        raise ValueError(message) from fault
