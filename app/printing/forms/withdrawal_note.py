"""Phiếu rút hồ sơ, trả lại giấy tờ, A5: what the citizen took back, and why."""

from typing import Final

from app.printing.closing import Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, notice_footer, open_form, press_form
from app.printing.forms.notice_parts import (
    NOTICE_CLOSING,
    TEXT_PT,
    contact_note,
    dossier_seal,
    draw_contact,
    draw_owner,
    draw_papers,
    draw_request,
)
from app.printing.layout import draw_field
from app.printing.phrases import moment_in_words
from app.printing.sheet import Flow
from app.services.forms.notice_records import WithdrawalNoteData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed

_GIVEN_BACK: Final = "Phiếu trả lại giấy tờ"
_STILL_HELD: Final = "chưa trả: cơ quan giải quyết đang giữ"


def withdrawal_note_pdf(data: WithdrawalNoteData, *, copy_no: int = 1) -> bytes:
    """Return the note; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    subject = data.subject
    cover = Cover(
        title=FORM_SPECS[FormKind.WITHDRAWAL_NOTE].title if data.is_withdrawal else _GIVEN_BACK,
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=notice_footer(subject.code, data.number, data.issued_at),
        code=subject.code,
    )
    flow = open_form(cover)
    draw_owner(flow, printed.DOSSIER_OF, subject)
    draw_contact(flow, subject)
    draw_request(flow, subject)
    received = moment_in_words(subject.received_at)
    draw_field(flow, printed.RECEIVED_AT, received, TEXT_PT, FontFace.REGULAR)
    reason = "Lý do rút hồ sơ" if data.is_withdrawal else "Lý do trả lại giấy tờ"
    draw_field(flow, reason, data.reason, TEXT_PT, FontFace.REGULAR)
    flow.skip(0.6)
    heading = "Giấy tờ trả lại gồm" if data.returned_at else "Giấy tờ sẽ trả lại gồm"
    draw_papers(flow, heading, data.papers, TEXT_PT)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_end(flow: Flow, data: WithdrawalNoteData) -> None:
    returned = moment_in_words(data.returned_at) if data.returned_at else _STILL_HELD
    draw_field(flow, "Thời gian trả lại giấy tờ", returned, TEXT_PT, FontFace.BOLD)
    subject = data.subject
    receiver = data.receiver_name or subject.submitter_name or subject.owner_name
    if data.returned_at:
        draw_field(flow, captions.PAPERS_RECEIVER, receiver, TEXT_PT, FontFace.BOLD)
        receiver_id = data.receiver_id
        draw_field(
            flow, captions.CITIZEN_NUMBER, receiver_id, TEXT_PT, FontFace.REGULAR, by_hand=True
        )
    flow.skip(2.0)
    citizen = "NGƯỜI NHẬN GIẤY TỜ" if data.returned_at else "NGƯỜI RÚT HỒ SƠ"
    office = "NGƯỜI TRẢ GIẤY TỜ" if data.returned_at else printed.RECEIVER
    if not data.is_withdrawal and not data.returned_at:
        citizen = printed.SUBMITTER
    blocks = (Signature(citizen, receiver), Signature(office, data.officer_name))
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    draw_closing(flow, Closing(blocks, contact_note(data.head), seal), NOTICE_CLOSING)
