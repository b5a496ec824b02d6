"""Thông báo dừng giải quyết hồ sơ, A5: Mẫu 05 of 2025, and the office's own notice before that."""

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
    draw_papers,
    office_name,
    subject_procedure,
)
from app.printing.layout import draw_field, draw_prose
from app.printing.phrases import moment_in_words
from app.printing.sheet import Flow
from app.services.forms.notice_records import StopNoticeData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed

_KIND: Final = FormKind.STOP_NOTICE
_RIGHTS: Final = (
    f"{PERSON} có quyền khiếu nại hoặc khởi kiện việc dừng giải quyết hồ sơ theo quy định của pháp "
    "luật về khiếu nại và pháp luật về tố tụng hành chính./."
)

_LATER: Final = (
    f"Giấy tờ đã nộp được trả lại {PERSON} tại nơi tiếp nhận, khi cơ quan giải quyết chuyển về."
)


def stop_notice_pdf(data: StopNoticeData, *, copy_no: int = 1) -> bytes:
    """Return the notice; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    subject = data.subject
    cover = Cover(
        title=FORM_SPECS[_KIND].title_in(data.form),
        head=data.head,
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
    stopped = f"kể từ {moment_in_words(data.stopped_at)}"
    draw_field(flow, "Dừng giải quyết hồ sơ", stopped, TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.REASON, data.reason, TEXT_PT, FontFace.REGULAR)
    draw_field(flow, captions.GROUND, data.ground, TEXT_PT, FontFace.REGULAR, by_hand=True)
    flow.skip(0.6)
    if data.papers:
        draw_papers(flow, "Giấy tờ trả lại người nộp hồ sơ gồm", data.papers, TEXT_PT)
    else:
        draw_prose(flow, _LATER, TEXT_PT)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _facts(data: StopNoticeData) -> str:
    subject = data.subject
    return (
        f"{data.head.unit_name} thông báo dừng giải quyết hồ sơ của {PERSON}, tiếp nhận lúc "
        f"{moment_in_words(subject.received_at)}, về thủ tục hành chính: "
        f"{subject_procedure(subject)}."
    )


def _draw_end(flow: Flow, data: StopNoticeData) -> None:
    draw_prose(flow, _RIGHTS, TEXT_PT)
    flow.skip(2.0)
    subject = data.subject
    blocks = (
        Recipients((printed.AS_ABOVE, f"{office_name(data.form)};", printed.FILE_COPY)),
        Signature(printed.HEAD_OF_AGENCY, data.signer, hint=STAMP_HERE),
    )
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    draw_closing(flow, Closing(blocks, contact_note(data.head), seal), NOTICE_CLOSING)
