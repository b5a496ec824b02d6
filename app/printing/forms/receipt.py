"""Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, A5, one copy to keep and one to hand out.

TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP (Phụ lục I) share the order of the fields; the newer form
is headed by the Trung tâm Phục vụ hành chính công and has a line for fees.
"""

from typing import Final

from app.printing.closing import A5_CLOSING, Closing, Seal, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, official_line, open_form, press_form
from app.printing.forms.notice_parts import (
    contact_note,
    dossier_seal,
    draw_papers,
    full_office_name,
    office_unit,
    procedure_text,
)
from app.printing.layout import UNISSUED, draw_field, draw_pair
from app.printing.phrases import moment, moment_in_words, money
from app.printing.qr import qr_symbol
from app.printing.sheet import Align, Flow, TextStyle
from app.printing.typesetting import TextSpan
from app.services.forms.records import ReceiptData
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import ReturnBy
from app.vocabulary.forms import FORM_SPECS, FormKind, FormSet
from app.wording import captions, printed
from app.wording.labels import label as word
from app.wording.texts import NUMBER_NAMES

COPIES: Final = ("Liên 1: Lưu", "Liên 2: Giao khách hàng")

_TEXT_PT: Final = 10.0
_SMALL_PT: Final = 9.0  # where it saves the second page
_LOOKUP_QR_MM: Final = 17.0


def receipt_pdf(data: ReceiptData, *, copy_no: int = 1) -> bytes:
    """Return both copies of the receipt as one PDF; `copy_no` 2 and up marks a reprint.

    Data without code and payload is a draft: it prints "(cấp khi tiếp nhận)" and no QR.
    """
    cover = _cover(data)
    flow = _layout(cover, data, _TEXT_PT)
    if len(flow.pages) > 1:
        smaller = _layout(cover, data, _SMALL_PT)
        flow = smaller if len(smaller.pages) == 1 else flow
    return press_form(cover, flow, copy_no, COPIES)


def _layout(cover: Cover, data: ReceiptData, size_pt: float) -> Flow:
    flow = open_form(cover)
    for line in _circumstances(data):
        flow.paragraph([TextSpan(line, FontFace.ITALIC)], TextStyle(9.0, Align.CENTRE))
    flow.skip(0.3)
    _draw_people(flow, data, size_pt)
    draw_papers(flow, "1. Thành phần hồ sơ nộp gồm", data.papers, size_pt)
    flow.keep_together(lambda: _draw_terms(flow, data, size_pt))
    return flow


def _cover(data: ReceiptData) -> Cover:
    code = data.code or UNISSUED
    return Cover(
        title=FORM_SPECS[FormKind.RECEIPT].title_in(data.form),
        head=data.head,
        number=data.number,
        issued_at=data.issued_at,
        footer=f"Mã hồ sơ: {code}   ·   Hẹn trả: {_due_in_short(data)}",
        code=code,
        official=official_line(FormKind.RECEIPT, data.form),
        unit=office_unit(data.head, data.form),
        title_pt=12.0,
        gaps_mm=(0.8, 0.0),
    )


def _due_in_short(data: ReceiptData) -> str:
    if data.due_at:
        return moment(data.due_at)
    return "tính khi chuyển đến nơi" if data.begins_later else word(TimeUnit.NONE)


def _circumstances(data: ReceiptData) -> list[str]:
    lines: list[str] = []
    if data.replaces:
        lines.append(f"(Thay thế giấy số {data.replaces}; giấy cũ không còn giá trị)")
    if data.is_late_entry:
        lines.append(f"(Hồ sơ nhập bù lúc {moment_in_words(data.issued_at)})")
    return lines


def _draw_people(flow: Flow, data: ReceiptData, size_pt: float) -> None:
    draw_field(
        flow,
        f"{full_office_name(data.head, data.form)} tiếp nhận hồ sơ của",
        data.owner_name,
        size_pt,
        FontFace.BOLD,
    )
    if data.submitter_name and data.submitter_name != data.owner_name:
        role = "Người nộp (được ủy quyền)" if data.is_authorised else captions.SUBMITTER
        draw_field(flow, role, data.submitter_name, size_pt, FontFace.REGULAR)
    draw_field(flow, captions.ADDRESS, data.address, size_pt, FontFace.REGULAR, by_hand=True)
    draw_pair(flow, (captions.PHONE_NUMBER, data.phone), ("Email", data.email), size_pt)
    number = NUMBER_NAMES[data.owner_kind]
    draw_field(flow, number, data.id_number, size_pt, FontFace.REGULAR, by_hand=True)
    procedure = procedure_text(data.procedure_name, data.procedure_code, data.case_name)
    if data.request and data.request != data.procedure_name:
        draw_field(flow, printed.REQUEST, data.request, size_pt, FontFace.REGULAR)
        draw_field(flow, printed.PROCEDURE, procedure, size_pt, FontFace.REGULAR)
    else:
        draw_field(flow, printed.REQUEST, procedure, size_pt, FontFace.REGULAR)


def _draw_terms(flow: Flow, data: ReceiptData, size_pt: float) -> None:
    due = moment_in_words(data.due_at) if data.due_at else data.due_text
    terms = [
        ("2. Số lượng hồ sơ", f"{data.set_count:02d} (bộ)", FontFace.REGULAR),
        ("3. Thời gian giải quyết hồ sơ theo quy định là", data.time_text, FontFace.REGULAR),
        ("4. Thời gian nhận hồ sơ", moment_in_words(data.received_at), FontFace.REGULAR),
        ("5. Thời gian trả kết quả giải quyết hồ sơ", due, FontFace.BOLD),
        ("6. Đăng ký nhận kết quả tại", _return_place(data), FontFace.REGULAR),
    ]
    if data.form is FormSet.TT03_2025:
        terms.append(("7. Phí, lệ phí", money(data.fee_vnd), FontFace.REGULAR))
    for label, value, face in terms:
        draw_field(flow, label, value, size_pt, face)
    if data.book_name:
        order = f"{data.book_name}; số thứ tự: {data.book_ordinal}"
        draw_field(flow, "Vào Sổ theo dõi hồ sơ, quyển số", order, size_pt, FontFace.REGULAR)
    draw_field(flow, captions.NOTE, data.note, size_pt, FontFace.ITALIC)
    _draw_end(flow, data)


def _return_place(data: ReceiptData) -> str:
    if data.return_by is ReturnBy.POST:
        address = f": {data.return_address}" if data.return_address else ""
        return f"địa chỉ đăng ký, qua dịch vụ bưu chính công ích{address}"
    return data.head.unit_name


def _draw_end(flow: Flow, data: ReceiptData) -> None:
    flow.skip(1.0)
    seal = dossier_seal(data.qr_payload, data.code, data.code_check, data.number)
    lookup = Seal(qr_symbol(data.lookup_url), _LOOKUP_QR_MM, ()) if data.lookup_url else None
    blocks = (
        Signature(printed.SUBMITTER, data.submitter_name or data.owner_name),
        Signature(printed.RECEIVER, data.officer_name, data.counter_name),
    )
    draw_closing(flow, Closing(blocks, _notes(data), seal, lookup), A5_CLOSING)


def _notes(data: ReceiptData) -> tuple[str, ...]:
    notes = [
        "Giấy này lập thành 02 liên: một liên giao người nộp hồ sơ, một liên lưu kèm Phiếu kiểm "
        "soát quá trình giải quyết hồ sơ. Có thể đăng ký nhận kết quả qua dịch vụ bưu chính.",
        *contact_note(data.head),
    ]
    if data.lookup_url:
        notes.append(f"Tra cứu (quét mã bên cạnh): {data.lookup_url}")
    return tuple(notes)
