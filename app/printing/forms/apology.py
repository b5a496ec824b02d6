"""Mẫu 04, A5: the apology for a late result and the new appointment (NĐ 61/2018 Điều 19.9).

It is the letter of the agency that is late: its head, its signature.

The form of 2018 gives a new day; that of 2025 asks for more time, with the same facts.
"""

from typing import Final

from app.printing.closing import STAMP_HERE, Closing, Recipients, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, notice_footer, official_line, open_form, press_form
from app.printing.forms.notice_parts import (
    NOTICE_CLOSING,
    PERSON,
    TEXT_PT,
    contact_note,
    dossier_seal,
    draw_contact,
    office_name,
    subject_procedure,
)
from app.printing.layout import draw_field, draw_prose
from app.printing.phrases import moment_in_words
from app.printing.sheet import Flow
from app.services.forms.notice_records import ApologyData
from app.vocabulary.forms import FORM_SPECS, FormKind, FormSet
from app.wording import captions, printed

_KIND: Final = FormKind.APOLOGY


def apology_pdf(data: ApologyData, *, copy_no: int = 1) -> bytes:
    """Return the letter; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    subject = data.subject
    cover = Cover(
        title=FORM_SPECS[_KIND].title_in(data.form),
        head=data.agency_head or data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=notice_footer(subject.code, data.number, data.issued_at),
        code=subject.code,
        official=official_line(_KIND, data.form),
    )
    flow = open_form(cover)
    draw_field(flow, printed.TO, subject.owner_name, TEXT_PT, FontFace.BOLD)
    draw_contact(flow, subject)
    flow.skip(1.0)
    draw_prose(flow, _facts(data), TEXT_PT)
    old_due = moment_in_words(data.old_due_at)
    draw_field(flow, printed.DUE_AT, old_due, TEXT_PT, FontFace.REGULAR)
    flow.skip(0.6)
    draw_prose(flow, _delay(data), TEXT_PT)
    draw_field(flow, captions.REASON, data.reason, TEXT_PT, FontFace.REGULAR)
    flow.skip(0.6)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _facts(data: ApologyData) -> str:
    subject = data.subject
    received = moment_in_words(subject.received_at)
    code = f" Mã số hồ sơ: {subject.code}." if subject.code else ""
    return (
        f"Lúc {received}, {data.head.unit_name} đã tiếp nhận hồ sơ của {PERSON} đề nghị giải quyết "
        f"thủ tục hành chính: {subject_procedure(subject)}.{code}"
    )


def _delay(data: ApologyData) -> str:
    """Return what is late: the result itself, or one that cannot be ready in time."""
    if not _is_over(data):
        return f"Tuy nhiên, {data.agency_name} không thể trả kết quả đúng thời hạn đã hẹn nêu trên."
    return f"Tuy nhiên, đến nay {data.agency_name} chưa trả kết quả đúng thời hạn đã hẹn nêu trên."


def _is_over(data: ApologyData) -> bool:
    """Say whether the time had run out: then nothing is left to extend, a new day is promised."""
    return data.issued_at > data.old_due_at


def _promise(data: ApologyData) -> tuple[str, str]:
    """Return the apology, and the label of the new instant."""
    sorry = (
        f"Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của {PERSON}. "
        f"{data.agency_name} xin lỗi {PERSON}"
    )
    if data.form is FormSet.TT03_2025 and not _is_over(data):
        asking = "và đề nghị gia hạn thời gian giải quyết hồ sơ."
        return f"{sorry} {asking}", "Thời gian giải quyết được gia hạn đến"
    return f"{sorry} và hẹn lại ngày trả kết quả.", "Thời gian hẹn lại trả kết quả"


def _draw_end(flow: Flow, data: ApologyData) -> None:
    sorry, new_label = _promise(data)
    draw_prose(flow, sorry, TEXT_PT)
    draw_field(flow, new_label, moment_in_words(data.new_due_at), TEXT_PT, FontFace.BOLD)
    flow.skip(0.6)
    draw_prose(flow, f"Rất mong nhận được sự thông cảm của {PERSON}./.", TEXT_PT)
    flow.skip(2.0)
    subject = data.subject
    blocks = (
        Recipients((printed.AS_ABOVE, f"{office_name(data.form)};", printed.FILE_COPY)),
        Signature(printed.HEAD_OF_AGENCY, data.signer, hint=STAMP_HERE),
    )
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    draw_closing(flow, Closing(blocks, contact_note(data.head), seal), NOTICE_CLOSING)
