"""Phiếu thu phí, lệ phí, A5: the amount in figures and in words, and what is left to pay."""

from typing import Final

from app.printing.amount_words import amount_in_words
from app.printing.closing import Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, notice_footer, open_form, press_form
from app.printing.forms.notice_parts import (
    NOTICE_CLOSING,
    contact_note,
    dossier_seal,
    subject_procedure,
)
from app.printing.layout import draw_field
from app.printing.phrases import moment_in_words, money
from app.printing.sheet import Flow
from app.services.forms.notice_records import FeeReceiptData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed
from app.wording.labels import label
from app.wording.texts import number_text

_TEXT_PT: Final = 11.0
_FIELD_GAP_MM: Final = 0.6
_NO_BIEN_LAI: Final = (
    "Phiếu này xác nhận số tiền đã thu, không phải là biên lai thu phí, lệ phí. Người nộp tiền "
    "được nhận biên lai theo quy định."
)

_Field = tuple[str, str, FontFace]


def fee_receipt_pdf(data: FeeReceiptData, *, copy_no: int = 1) -> bytes:
    """Return the slip; `copy_no` 2 and up marks a reprint, an empty number a draft.

    Raises ValueError for a negative amount.
    """
    subject = data.subject
    cover = Cover(
        title=FORM_SPECS[FormKind.FEE_RECEIPT].title,
        head=data.head,
        number=data.number,
        issued_at=data.taken_at,
        footer=notice_footer(subject.code, data.number, data.taken_at),
        code=subject.code,
        gaps_mm=(5.0, 3.0),
    )
    flow = open_form(cover)
    _draw_fields(flow, _about(data))
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_fields(flow: Flow, fields: list[_Field]) -> None:
    for name, value, face in fields:
        draw_field(flow, name, value, _TEXT_PT, face)
        flow.skip(_FIELD_GAP_MM if value else 0)


def _about(data: FeeReceiptData) -> list[_Field]:
    """Return who pays how much for what."""
    subject = data.subject
    return [
        (captions.PAYER, data.payer_name, FontFace.BOLD),
        (captions.ADDRESS, subject.address, FontFace.REGULAR),
        (captions.OWNER, subject.owner_name, FontFace.REGULAR),
        (printed.PROCEDURE, subject_procedure(subject), FontFace.REGULAR),
        ("Nội dung thu", f"phí, lệ phí – {label(data.kind).lower()}", FontFace.REGULAR),
        (captions.AMOUNT_PAID, f"{number_text(data.amount_vnd)} đồng", FontFace.BOLD),
        ("Bằng chữ", amount_in_words(data.amount_vnd), FontFace.BOLD_ITALIC),
        ("Mức phí, lệ phí phải nộp", money(data.fee_vnd), FontFace.REGULAR),
        ("Căn cứ miễn, giảm", data.exempt_ground, FontFace.REGULAR),
    ]


def _standing(data: FeeReceiptData) -> list[_Field]:
    """Return what had been paid, and what is still to pay."""
    left_vnd = data.fee_vnd - data.paid_vnd - data.amount_vnd
    return [
        ("Đã thu trước", money(data.paid_vnd), FontFace.REGULAR),
        ("Còn phải thu", money(max(left_vnd, 0)), FontFace.REGULAR),
        ("Đã thu thừa", money(-left_vnd) if left_vnd < 0 else "", FontFace.REGULAR),
        ("Thời gian thu", moment_in_words(data.taken_at), FontFace.REGULAR),
    ]


def _draw_end(flow: Flow, data: FeeReceiptData) -> None:
    _draw_fields(flow, _standing(data))
    flow.skip(3.0)
    subject = data.subject
    blocks = (
        Signature("NGƯỜI NỘP TIỀN", data.payer_name),
        Signature(printed.CASHIER, data.officer_name),
    )
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    notes = (_NO_BIEN_LAI, *contact_note(data.head))
    draw_closing(flow, Closing(blocks, notes, seal), NOTICE_CLOSING)
