"""From a form's data snapshot to its PDF, whatever the form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Form:
    """What draws a form, and the paper it is set for."""

    draw: Callable[..., bytes]
    media: "Media"


_FORMS: Final[Mapping[type[FormData], _Form]] = {
    ReceiptData: _Form(receipt_pdf, "A5"),
    HandoffSlipData: _Form(handoff_slip_pdf, "A4"),
    ReturnReceiptData: _Form(return_receipt_pdf, "A5"),
    SupplementRequestData: _Form(supplement_request_pdf, "A5"),
    RefusalData: _Form(refusal_pdf, "A5"),
    ApologyData: _Form(apology_pdf, "A5"),
    StopNoticeData: _Form(stop_notice_pdf, "A5"),
    WithdrawalNoteData: _Form(withdrawal_note_pdf, "A5"),
    GuideSlipData: _Form(guide_slip_pdf, "A5"),
    FeeReceiptData: _Form(fee_receipt_pdf, "A5"),
    ControlSlipData: _Form(control_slip_pdf, "A5"),
    PostLabelData: _Form(post_label_pdf, "A5"),
    DayClosingData: _Form(day_closing_pdf, "A4"),
    RatingSlipData: _Form(rating_slip_pdf, "A5"),
    PetitionReceiptData: _Form(petition_receipt_pdf, "A5"),
    PetitionAnswerData: _Form(petition_answer_pdf, "A4"),
}


def render(data: FormData, copy_no: int) -> bytes:
    """Return the PDF of `data`; equal arguments give equal bytes on one machine.

    Raises ValueError for text that cannot be printed: not NFC, or too long for its QR.
    """
    return _FORMS[type(data)].draw(data, copy_no=copy_no)


def media_of(data: FormData) -> "Media":
    """Return the paper the form is printed on, `A4` or `A5`."""
    return _FORMS[type(data)].media
