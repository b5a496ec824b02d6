"""Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ, A5.

A dossier is asked to be completed once (NĐ 61/2018 Điều 11); a later request says which it is, by
what ground and with whose approval.
"""

from typing import Final

from app.printing.amount_words import number_in_words
from app.printing.closing import Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, notice_footer, official_line, open_form, press_form
from app.printing.forms.notice_parts import (
    NOTICE_CLOSING,
    TEXT_PT,
    contact_note,
    dossier_seal,
    draw_contact,
    draw_owner,
    draw_request,
    office_unit,
)
from app.printing.layout import draw_field, draw_numbered, draw_prose
from app.printing.phrases import date_in_words
from app.printing.sheet import Align, Flow, TextStyle
from app.printing.typesetting import TextSpan
from app.services.forms.notice_records import SupplementRequestData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, printed

_KIND: Final = FormKind.SUPPLEMENT_REQUEST
_CLOCK_NOTE: Final = "Thời hạn giải quyết được tính lại từ khi nhận đủ hồ sơ."
_ROUND: Final = TextStyle(9.5, Align.CENTRE, after_mm=1.2)


def supplement_request_pdf(data: SupplementRequestData, *, copy_no: int = 1) -> bytes:
    """Return the form; `copy_no` 2 and up marks a reprint, an empty number a draft."""
    cover = Cover(
        title=FORM_SPECS[_KIND].title_in(data.form),
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=notice_footer(data.subject.code, data.number, data.issued_at),
        code=data.subject.code,
        official=official_line(_KIND, data.form),
        unit=office_unit(data.head, data.form),
    )
    flow = open_form(cover)
    if data.round_no >= 2:
        round_line = f"(Yêu cầu bổ sung lần thứ {_ordinal(data.round_no)})"
        flow.paragraph([TextSpan(round_line, FontFace.ITALIC)], _ROUND)
    draw_owner(flow, "Yêu cầu bổ sung, hoàn thiện hồ sơ của", data.subject)
    draw_request(flow, data.subject)
    draw_contact(flow, data.subject)
    flow.skip(1.0)
    draw_numbered(flow, "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", data.items, TEXT_PT)
    flow.skip(0.6)
    draw_field(flow, captions.REASON, data.reason, TEXT_PT, FontFace.REGULAR, by_hand=True)
    draw_field(flow, captions.GROUND, data.ground, TEXT_PT, FontFace.REGULAR)
    if data.round_no >= 2:
        approval = f"Người chấp thuận yêu cầu bổ sung lần thứ {_ordinal(data.round_no)}"
        draw_field(flow, approval, data.approver, TEXT_PT, FontFace.REGULAR)
    flow.keep_together(lambda: _draw_end(flow, data))
    return press_form(cover, flow, copy_no)


def _ordinal(number: int) -> str:
    """Return the number as the Vietnamese count rounds: hai, ba, tư, năm."""
    return "tư" if number == 4 else number_in_words(number)


def _draw_end(flow: Flow, data: SupplementRequestData) -> None:
    if data.complete_by:
        until = f"đến hết {date_in_words(data.complete_by)}"
        draw_field(flow, "Thời hạn bổ sung", until, TEXT_PT, FontFace.BOLD)
    phone = f", số điện thoại {data.contact_phone}," if data.contact_phone else ""
    draw_prose(
        flow,
        "Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, Ông/Bà/Tổ chức liên hệ với "
        f"{data.officer_name}{phone} để được hướng dẫn.",
        TEXT_PT,
    )
    flow.skip(2.0)
    subject = data.subject
    blocks = (
        Signature(printed.GUIDE, data.officer_name),
        Signature(printed.SUBMITTER, subject.submitter_name or subject.owner_name),
    )
    seal = dossier_seal(data.qr_payload, subject.code, subject.code_check, data.number)
    notes = (_CLOCK_NOTE, *contact_note(data.head))
    draw_closing(flow, Closing(blocks, notes, seal), NOTICE_CLOSING)
