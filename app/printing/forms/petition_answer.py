"""Văn bản trả lời phản ánh, kiến nghị, A4: laid out as a letter of NĐ 30/2020/NĐ-CP."""

from typing import Final

from app.clock import local_date
from app.printing.closing import (
    A4_CLOSING,
    STAMP_HERE,
    Closing,
    Recipients,
    Signature,
    draw_closing,
)
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, open_form, press_form
from app.printing.forms.notice_parts import PERSON, contact_note
from app.printing.layout import A4_HEAD, UNISSUED, draw_field, draw_prose
from app.printing.phrases import moment, moment_in_words
from app.printing.sheet import A4, Flow
from app.services.forms.records import PetitionAnswerData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed
from app.wording.citations import Rule, cite_in_full
from app.wording.labels import label

_TEXT_PT: Final = 13.0


def petition_answer_pdf(data: PetitionAnswerData, *, copy_no: int = 1) -> bytes:
    """Return the letter; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    number = data.number or UNISSUED
    cover = Cover(
        title=FORM_SPECS[FormKind.PETITION_ANSWER].title,
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer="   ·   ".join(  # no QR: by these the letter is looked up by hand
            (
                f"Văn bản trả lời số {number}",
                f"Mã đơn vị {data.head.unit_code}",
                f"Lập lúc {moment(data.issued_at)}",
            )
        ),
        title_pt=14.0,
        gaps_mm=(8.0, 5.0),
        paper=A4,
        sizes=A4_HEAD,
    )
    flow = open_form(cover)
    draw_field(flow, printed.TO, data.person_name, _TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.ADDRESS, data.address, _TEXT_PT, FontFace.REGULAR)
    flow.skip(3.0)
    draw_prose(flow, _received(data), _TEXT_PT)
    draw_field(flow, captions.CONTENT, data.content, _TEXT_PT, FontFace.ITALIC)
    flow.skip(2.0)
    draw_prose(flow, _lead(data), _TEXT_PT)
    draw_field(flow, "Kết quả xử lý", data.result_text, _TEXT_PT, FontFace.BOLD)
    draw_prose(flow, data.answer, _TEXT_PT)
    flow.skip(2.0)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _received(data: PetitionAnswerData) -> str:
    kind = label(data.kind).lower()
    return (
        f"Lúc {moment_in_words(data.received_at)}, {data.head.unit_name} đã tiếp nhận {kind} số "
        f"{data.petition_number} của {PERSON}."
    )


def _lead(data: PetitionAnswerData) -> str:
    if data.is_refusal:
        law = cite_in_full(Rule.PETITIONS, local_date(data.issued_at))
        return (
            f"Căn cứ {law} của Chính phủ, {data.head.unit_name} không tiếp nhận nội dung trên vì "
            "lý do sau:"
        )
    return f"Sau khi xem xét, {data.head.unit_name} trả lời như sau:"


def _draw_end(flow: Flow, data: PetitionAnswerData) -> None:
    draw_prose(flow, f"{data.head.unit_name} trả lời để {PERSON} được biết./.", _TEXT_PT)
    flow.skip(5.0)
    blocks = (
        Recipients((printed.AS_ABOVE, printed.FILE_COPY)),
        Signature(printed.HEAD_OF_AGENCY, data.signer, hint=STAMP_HERE),
    )
    draw_closing(flow, Closing(blocks, contact_note(data.head)), A4_CLOSING)
