"""From a form's data snapshot to its PDF, whatever the form."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from app.printing.forms.apology import apology_pdf
from app.printing.forms.control_slip import control_slip_pdf
from app.printing.forms.day_closing import day_closing_pdf
from app.printing.forms.fee_receipt import fee_receipt_pdf
from app.printing.forms.guide_slip import guide_slip_pdf
from app.printing.forms.handoff_slip import handoff_slip_pdf
from app.printing.forms.petition_answer import petition_answer_pdf
from app.printing.forms.petition_receipt import petition_receipt_pdf
from app.printing.forms.post_label import post_label_pdf
from app.printing.forms.rating_slip import rating_slip_pdf
from app.printing.forms.receipt import receipt_pdf
from app.printing.forms.refusal import refusal_pdf
from app.printing.forms.return_receipt import return_receipt_pdf
from app.printing.forms.stop_notice import stop_notice_pdf
from app.printing.forms.supplement_request import supplement_request_pdf
from app.printing.forms.withdrawal_note import withdrawal_note_pdf
from app.services.forms.closing_records import DayClosingData
from app.services.forms.notice_records import (
    ApologyData,
    ControlSlipData,
    FeeReceiptData,
    GuideSlipData,
    PostLabelData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.petition_records import PetitionAnswerData, PetitionReceiptData
from app.services.forms.rating_records import RatingSlipData
from app.services.forms.records import (
    FormData,
    HandoffSlipData,
    ReceiptData,
    ReturnReceiptData,
)

if TYPE_CHECKING:
    from app.printing.printers import Media

_RENDERERS: Final[Mapping[type[FormData], Callable[..., bytes]]] = {
    ReceiptData: receipt_pdf,
    HandoffSlipData: handoff_slip_pdf,
    ReturnReceiptData: return_receipt_pdf,
    SupplementRequestData: supplement_request_pdf,
    RefusalData: refusal_pdf,
    ApologyData: apology_pdf,
    StopNoticeData: stop_notice_pdf,
    WithdrawalNoteData: withdrawal_note_pdf,
    GuideSlipData: guide_slip_pdf,
    FeeReceiptData: fee_receipt_pdf,
    ControlSlipData: control_slip_pdf,
    PostLabelData: post_label_pdf,
    DayClosingData: day_closing_pdf,
    RatingSlipData: rating_slip_pdf,
    PetitionReceiptData: petition_receipt_pdf,
    PetitionAnswerData: petition_answer_pdf,
}


def render(data: FormData, copy_no: int) -> bytes:
    """Return the PDF of `data`; equal arguments give equal bytes on one machine.

    Raises ValueError for text that cannot be printed: not NFC, or too long for its QR.
    """
    return _RENDERERS[type(data)](data, copy_no=copy_no)


def media_of(data: FormData) -> "Media":
    """Return the paper the form is printed on, `A4` or `A5`."""
    return "A4" if isinstance(data, HandoffSlipData | DayClosingData | PetitionAnswerData) else "A5"
