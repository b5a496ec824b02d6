"""From a form's data snapshot to its PDF, whatever the form."""

from typing import TYPE_CHECKING

from app.printing.handoff_slip import handoff_slip_pdf
from app.printing.receipt import receipt_pdf
from app.printing.return_receipt import return_receipt_pdf
from app.services.forms.records import (
    FormData,
    HandoffSlipData,
    ReceiptData,
    ReturnReceiptData,
)

if TYPE_CHECKING:
    from app.printing.printers import Media


def render(data: FormData, copy_no: int) -> bytes:
    """Return the PDF of `data`; equal arguments give equal bytes on one machine.

    Raises ValueError for text that cannot be printed: not NFC, or too long for its QR.
    """
    match data:
        case ReceiptData():
            return receipt_pdf(data, copy_no=copy_no)
        case HandoffSlipData():
            return handoff_slip_pdf(data, copy_no=copy_no)
        case ReturnReceiptData():
            return return_receipt_pdf(data, copy_no=copy_no)


def media_of(data: FormData) -> "Media":
    """Return the paper the form is printed on, `A4` or `A5`."""
    return "A4" if isinstance(data, HandoffSlipData) else "A5"
