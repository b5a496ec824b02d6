"""Phiếu tiếp nhận phản ánh, kiến nghị, A5: what was received from whom, and by when it is answered.

The office's own: NĐ 20/2008/NĐ-CP asks for a register and names no form.
"""

from typing import Final

from app.printing.closing import Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, open_form, press_form
from app.printing.forms.notice_parts import NOTICE_CLOSING, TEXT_PT, contact_note, signed_seal
from app.printing.layout import UNISSUED, draw_field, draw_pair
from app.printing.phrases import moment, moment_in_words
from app.printing.sheet import Flow
from app.services.forms.records import PetitionReceiptData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed
from app.wording.labels import label

_LATE_ENTRY: Final = "Nhập bù: đã nhận bằng giấy trước khi ghi vào sổ."


def petition_receipt_pdf(data: PetitionReceiptData, *, copy_no: int = 1) -> bytes:
    """Return the slip; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    number = data.number or UNISSUED
    cover = Cover(
        title=FORM_SPECS[FormKind.PETITION_RECEIPT].title,
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=f"Phản ánh, kiến nghị số {number}   ·   Lập lúc {moment(data.issued_at)}",
    )
    flow = open_form(cover)
    draw_field(flow, "Tiếp nhận của Ông/Bà/Tổ chức", data.person_name, TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.ADDRESS, data.address, TEXT_PT, FontFace.REGULAR, by_hand=True)
    draw_field(flow, captions.PHONE_NUMBER, data.phone, TEXT_PT, FontFace.REGULAR, by_hand=True)
    received = moment_in_words(data.received_at)
    draw_field(flow, "Tiếp nhận lúc", received, TEXT_PT, FontFace.REGULAR)
    draw_pair(flow, (captions.MANNER, label(data.channel)), (captions.KIND, _kind(data)), TEXT_PT)
    draw_field(flow, captions.RELATED_DOSSIER, data.code, TEXT_PT, FontFace.REGULAR)
    draw_field(flow, printed.PROCEDURE, data.procedure_name, TEXT_PT, FontFace.REGULAR)
    flow.skip(0.6)
    draw_field(flow, captions.CONTENT, data.content, TEXT_PT, FontFace.REGULAR)
    flow.skip(0.6)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _kind(data: PetitionReceiptData) -> str:
    return f"{label(data.kind)} về {label(data.about).lower()}"


def _draw_end(flow: Flow, data: PetitionReceiptData) -> None:
    draw_field(flow, "Thời hạn trả lời", data.rule_text, TEXT_PT, FontFace.REGULAR)
    if data.due_at is not None:
        due = moment_in_words(data.due_at)
        draw_field(flow, "Trả lời chậm nhất", due, TEXT_PT, FontFace.BOLD)
    flow.skip(2.0)
    blocks = (
        Signature("NGƯỜI GỬI", data.person_name),
        Signature(printed.RECEIVER, data.officer_name),
    )
    late = (_LATE_ENTRY,) if data.is_late_entry else ()
    notes = (*late, *contact_note(data.head))
    seal = signed_seal(data.qr_payload, data.number)
    draw_closing(flow, Closing(blocks, notes, seal), NOTICE_CLOSING)
