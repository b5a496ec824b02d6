"""Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ, A5: at the desk, or after the check."""

from typing import Final

from app.printing.closing import Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, notice_footer, official_line, open_form, press_form
from app.printing.forms.notice_parts import (
    NOTICE_CLOSING,
    PERSON,
    TEXT_PT,
    contact_note,
    dossier_seal,
    draw_contact,
    draw_owner,
    draw_request,
    office_name,
    office_unit,
)
from app.printing.layout import draw_field, draw_numbered, draw_prose
from app.printing.phrases import moment_in_words
from app.printing.sheet import Flow
from app.services.forms.notice_records import RefusalData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed

_KIND: Final = FormKind.REFUSAL


def refusal_pdf(data: RefusalData, *, copy_no: int = 1) -> bytes:
    """Return the form; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    subject = data.subject
    cover = Cover(
        title=FORM_SPECS[_KIND].title_in(data.form),
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=notice_footer(subject.code, data.number, data.issued_at),
        code=subject.code,
        official=official_line(_KIND, data.form),
        unit=office_unit(data.head, data.form),
    )
    flow = open_form(cover)
    draw_owner(flow, printed.DOSSIER_OF, subject)
    draw_contact(flow, subject)
    draw_request(flow, subject)
    received = moment_in_words(subject.received_at)
    draw_field(flow, printed.RECEIVED_AT, received, TEXT_PT, FontFace.REGULAR)
    flow.skip(1.0)
    draw_numbered(flow, _verdict(data), data.reasons, TEXT_PT)
    flow.skip(0.6)
    draw_field(flow, captions.GROUND, data.ground, TEXT_PT, FontFace.REGULAR)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _verdict(data: RefusalData) -> str:
    refused = "không tiếp nhận, giải quyết" if data.is_at_desk else "từ chối giải quyết"
    return (
        f"Qua xem xét, {office_name(data.form)} thông báo {refused} hồ sơ này với lý do cụ thể "
        "như sau:"
    )


def _draw_end(flow: Flow, data: RefusalData) -> None:
    draw_prose(flow, f"Xin thông báo để {PERSON} được biết và thực hiện./.", TEXT_PT)
    flow.skip(2.0)
    subject = data.subject
    blocks = (
        Signature(printed.SUBMITTER, subject.submitter_name or subject.owner_name),
        Signature("NGƯỜI TIẾP NHẬN HỒ SƠ", data.officer_name),
    )
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    draw_closing(flow, Closing(blocks, contact_note(data.head), seal), NOTICE_CLOSING)
