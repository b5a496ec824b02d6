"""Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, A5, one copy to keep and one to hand out.

TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP (Phụ lục I) share the order of the fields; the newer form
is headed by the Trung tâm Phục vụ hành chính công and has a line for fees.
"""

from typing import Final

from app.printing.closing import A5_CLOSING, Closing, Seal, Signature, draw_closing
from app.printing.fonts import Face
from app.printing.layout import (
    A5_HEAD,
    UNISSUED,
    corner_marks,
    draw_field,
    draw_letterhead,
    draw_pair,
    draw_title,
    head_lines,
)
from app.printing.phrases import moment, moment_in_words, money
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A5, Align, Flow, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import Span
from app.services.forms.records import PaperLine, ReceiptData
from app.text import fold
from app.vocabulary import ReceiptForm, ReturnBy

TITLE: Final = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
COPIES: Final = ("Liên 1: Lưu", "Liên 2: Giao khách hàng")

_OFFICE_NAMES: Final = {
    ReceiptForm.TT01_2018: "Bộ phận Tiếp nhận và Trả kết quả",
    ReceiptForm.TT03_2025: "Trung tâm Phục vụ hành chính công",
}
# A unit that already calls itself by one of these needs no second line saying so.
_SELF_NAMED: Final = ("mot cua", "tiep nhan va tra ket qua", "hanh chinh cong")
_PAPERS: Final = "1. Thành phần hồ sơ nộp gồm"
_TEXT_PT: Final = 10.0
_TABLE_PT: Final = 9.0
_TABLE_HEAD_PT: Final = 8.5
_QR_MM: Final = 30.0
_LOOKUP_QR_MM: Final = 17.0


def receipt_pdf(data: ReceiptData, *, copy_no: int = 1) -> bytes:
    """Return both copies of the receipt as one PDF; `copy_no` 2 and up marks a reprint.

    Data without code and payload is a draft: it prints "(cấp khi tiếp nhận)" and no QR.
    """
    flow = Flow(A5)
    _draw_head(flow, data)
    _draw_people(flow, data)
    _draw_papers(flow, data)
    flow.keep_together(lambda: _draw_terms(flow, data))
    copies = [corner_marks(A5, data.head, copy_no, copy) for copy in COPIES]
    edition = Edition(TITLE, _footer(data), is_demo=data.head.is_demo)
    return press(A5, edition, flow.pages, copies)


def _footer(data: ReceiptData) -> str:
    code = data.code or UNISSUED
    return f"Mã hồ sơ: {code}   ·   Hẹn trả: {_due_short(data)}"


def _due_short(data: ReceiptData) -> str:
    return moment(data.due_at) if data.due_at else "không quy định thời hạn"


def _draw_head(flow: Flow, data: ReceiptData) -> None:
    office = _OFFICE_NAMES[data.form]
    unit = data.head.unit_name
    if not any(name in fold(unit) for name in _SELF_NAMED):
        unit = f"{unit}\n{office}"
    flow.skip(1.0)
    lines = head_lines(data.head, data.number, data.issued_at)
    draw_letterhead(flow, A5_HEAD, (data.head.parent_name, unit), lines)
    flow.skip(1.2)
    code = data.code or UNISSUED
    draw_title(flow, TITLE.upper(), 12.0, [Span("Mã hồ sơ:"), Span(code, Face.BOLD)])
    for line in _circumstances(data):
        flow.paragraph([Span(line, Face.ITALIC)], TextStyle(9.0, Align.CENTRE))
    flow.skip(0.8)


def _circumstances(data: ReceiptData) -> list[str]:
    lines: list[str] = []
    if data.replaces:
        lines.append(f"(Thay thế giấy số {data.replaces}; giấy cũ không còn giá trị)")
    if data.is_late_entry:
        lines.append(f"(Hồ sơ nhập bù lúc {moment_in_words(data.issued_at)})")
    return lines


def _draw_people(flow: Flow, data: ReceiptData) -> None:
    draw_field(
        flow,
        _OFFICE_NAMES[data.form] + " tiếp nhận hồ sơ của",
        data.owner_name,
        _TEXT_PT,
        Face.BOLD,
    )
    if data.submitter_name and data.submitter_name != data.owner_name:
        role = "Người nộp (được ủy quyền)" if data.is_authorised else "Người nộp"
        draw_field(flow, role, data.submitter_name, _TEXT_PT, Face.REGULAR)
    draw_field(flow, "Địa chỉ", data.address, _TEXT_PT, Face.REGULAR)
    draw_pair(flow, ("Số điện thoại", data.phone), ("Email", data.email), _TEXT_PT)
    draw_field(flow, "Số định danh/CCCD", data.id_number, _TEXT_PT, Face.REGULAR)
    if data.request and data.request != data.procedure_name:
        draw_field(flow, "Nội dung yêu cầu giải quyết", data.request, _TEXT_PT, Face.REGULAR)
        draw_field(flow, "Thủ tục hành chính", _procedure(data), _TEXT_PT, Face.REGULAR)
    else:
        draw_field(flow, "Nội dung yêu cầu giải quyết", _procedure(data), _TEXT_PT, Face.REGULAR)


def _procedure(data: ReceiptData) -> str:
    case = f"; {data.case_name}" if data.case_name else ""
    return f"{data.procedure_name} (mã {data.procedure_code}{case})"


def _draw_papers(flow: Flow, data: ReceiptData) -> None:
    style = TextStyle(_TEXT_PT, after_mm=0.8)
    # The heading stays with the table's head and its first row.
    flow.reserve(style.pitch_mm + 20)
    if not data.papers:
        draw_field(flow, _PAPERS, "không có", _TEXT_PT, Face.REGULAR)
        return
    flow.paragraph([Span(f"{_PAPERS}:")], style)
    with_electronic = any(paper.electronic for paper in data.papers)
    kinds = ["Bản chính", "Chứng thực", "Bản sao", *(["Điện tử"] if with_electronic else [])]
    kind_mm = 12.5
    name_mm = flow.paper.measure_mm - 8 - kind_mm * len(kinds)
    columns = [
        TableColumn("STT", 8, Align.CENTRE),
        TableColumn("Tên giấy tờ", name_mm),
        *(TableColumn(kind, kind_mm, Align.CENTRE) for kind in kinds),
    ]
    table = Table(flow, columns, size_pt=_TABLE_PT, head_pt=_TABLE_HEAD_PT)
    table.draw(
        [
            [str(number), *_paper_cells(paper)[: len(kinds) + 1]]
            for number, paper in enumerate(data.papers, 1)
        ]
    )
    flow.skip(1.2)


def _paper_cells(paper: PaperLine) -> list[str]:
    counts = (paper.original, paper.certified, paper.plain, paper.electronic)
    return [paper.name, *(str(count) if count else "" for count in counts)]


def _draw_terms(flow: Flow, data: ReceiptData) -> None:
    due = moment_in_words(data.due_at) if data.due_at else data.due_text
    terms = [
        ("2. Số lượng hồ sơ", f"{data.set_count:02d} (bộ)", Face.REGULAR),
        ("3. Thời gian giải quyết hồ sơ theo quy định là", data.time_text, Face.REGULAR),
        ("4. Thời gian nhận hồ sơ", moment_in_words(data.received_at), Face.REGULAR),
        ("5. Thời gian trả kết quả giải quyết hồ sơ", due, Face.BOLD),
        ("6. Đăng ký nhận kết quả tại", _return_place(data), Face.REGULAR),
    ]
    if data.form is ReceiptForm.TT03_2025:
        terms.append(("7. Phí, lệ phí", money(data.fee_vnd), Face.REGULAR))
    for label, value, face in terms:
        draw_field(flow, label, value, _TEXT_PT, face)
    if data.book_name:
        order = f"{data.book_name}; số thứ tự: {data.book_ordinal}"
        draw_field(flow, "Vào Sổ theo dõi hồ sơ, quyển số", order, _TEXT_PT, Face.REGULAR)
    draw_field(flow, "Ghi chú", data.note, _TEXT_PT, Face.ITALIC)
    _draw_end(flow, data)


def _return_place(data: ReceiptData) -> str:
    if data.return_by is ReturnBy.POST:
        address = f": {data.return_address}" if data.return_address else ""
        return f"địa chỉ đăng ký, qua dịch vụ bưu chính công ích{address}"
    return data.head.unit_name


def _draw_end(flow: Flow, data: ReceiptData) -> None:
    flow.skip(1.6)
    seal = lookup = None
    if data.qr_payload:
        captions = (data.code, f"Số kiểm tra: {data.code_check}")
        seal = Seal(qr_symbol(data.qr_payload), _QR_MM, captions)
    if data.lookup_url:
        lookup = Seal(qr_symbol(data.lookup_url), _LOOKUP_QR_MM, ())
    blocks = (
        Signature("NGƯỜI NỘP HỒ SƠ", data.submitter_name or data.owner_name),
        Signature("NGƯỜI TIẾP NHẬN", data.officer_name, data.counter_name),
    )
    draw_closing(flow, Closing(blocks, _notes(data), seal, lookup), A5_CLOSING)


def _notes(data: ReceiptData) -> tuple[str, ...]:
    notes = [
        "Giấy này lập thành 02 liên: một liên giao người nộp hồ sơ, một liên lưu kèm Phiếu kiểm "
        "soát quá trình giải quyết hồ sơ. Có thể đăng ký nhận kết quả qua dịch vụ bưu chính.",
    ]
    contact = "; ".join(
        part
        for part in (
            f"Nơi tiếp nhận: {data.head.address}" if data.head.address else "",
            f"đường dây nóng: {data.head.hotline}" if data.head.hotline else "",
        )
        if part
    )
    if contact:
        notes.append(f"{contact[0].upper()}{contact[1:]}.")
    if data.lookup_url:
        notes.append(f"Tra cứu (quét mã bên cạnh): {data.lookup_url}")
    return tuple(notes)
