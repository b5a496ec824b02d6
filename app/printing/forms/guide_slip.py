"""Phiếu hướng dẫn hoàn thiện hồ sơ, A5: what is missing before a dossier can be received."""

from typing import Final

from app.printing.closing import Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, open_form, press_form
from app.printing.forms.notice_parts import (
    NOTICE_CLOSING,
    TEXT_PT,
    contact_note,
    draw_papers,
    procedure_text,
    signed_seal,
)
from app.printing.layout import UNISSUED, draw_field
from app.printing.phrases import moment, money
from app.printing.sheet import Flow
from app.services.forms.notice_records import GuideSlipData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed

_NOT_A_RECEIPT: Final = "Phiếu này không phải là giấy tiếp nhận hồ sơ."


def guide_slip_pdf(data: GuideSlipData, *, copy_no: int = 1) -> bytes:
    """Return the slip; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    cover = Cover(
        title=FORM_SPECS[FormKind.GUIDE_SLIP].title,
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=(
            f"Phiếu hướng dẫn số {data.number or UNISSUED}   ·   Lập lúc {moment(data.issued_at)}"
        ),
    )
    flow = open_form(cover)
    procedure = procedure_text(data.procedure_name, data.procedure_code, data.case_name)
    draw_field(flow, "Hướng dẫn Ông/Bà", data.person_name, TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.PHONE_NUMBER, data.phone, TEXT_PT, FontFace.REGULAR, by_hand=True)
    draw_field(flow, printed.PROCEDURE, procedure, TEXT_PT, FontFace.REGULAR)
    flow.skip(0.6)
    draw_papers(flow, "Giấy tờ cần bổ sung trước khi nộp hồ sơ", data.missing, TEXT_PT)
    draw_field(flow, captions.ADVICE, data.advice, TEXT_PT, FontFace.REGULAR)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_end(flow: Flow, data: GuideSlipData) -> None:
    draw_field(
        flow, "Thời gian giải quyết theo quy định", data.time_text, TEXT_PT, FontFace.REGULAR
    )
    draw_field(flow, captions.FEE, money(data.fee_vnd), TEXT_PT, FontFace.REGULAR)
    flow.skip(2.0)
    blocks = (
        Signature("NGƯỜI ĐƯỢC HƯỚNG DẪN", data.person_name),
        Signature(printed.GUIDE, data.officer_name),
    )
    seal = signed_seal(data.qr_payload, data.number)
    notes = (_NOT_A_RECEIPT, *contact_note(data.head))
    draw_closing(flow, Closing(blocks, notes, seal), NOTICE_CLOSING)
