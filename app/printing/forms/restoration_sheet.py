"""Phiếu khôi phục kho, A4: which restoration two people made, and the digits that prove it."""

from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Seal, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.layout import (
    A4_HEAD,
    corner_marks,
    draw_field,
    draw_letterhead,
    draw_numbered,
    draw_prose,
    draw_title,
)
from app.printing.phrases import moment_in_words, place_and_day
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A4, Flow
from app.services.audit.restorations import RestorationSheet
from app.services.closing.confirming import in_groups
from app.wording import headings
from app.wording.texts import number_text

TITLE: Final = headings.RESTORATION_SHEET
_TEXT_PT: Final = 12.0
_DIGITS_PT: Final = 13.0
_QR_MM: Final = 30.0
_NOTES: Final = (
    "Hai người đã khôi phục kho ký phiếu này và cất cùng các phiếu khóa ngày.",
    "Khi kiểm toán, giấy thuộc phần đã mất chỉ được bỏ qua khi có phiếu này: nhập dãy số bằng "
    "--restoration của motcua audit hoặc của chương trình kiểm tra độc lập.",
    "Lần khôi phục không có phiếu ký là dấu hiệu kho đã bị thay.",
)


def restoration_sheet_pdf(sheet: RestorationSheet) -> bytes:
    """Return the sheet on one page; printed again it is the same."""
    flow = Flow(A4)
    for mark in corner_marks(A4, sheet.head, copy_no=1):
        flow.mark(mark)
    lines = (f"Dòng nhật ký: {sheet.seq}", place_and_day(sheet.head.place, sheet.at))
    draw_letterhead(flow, A4_HEAD, (sheet.head.parent_name, sheet.head.unit_name), lines)
    flow.skip(5)
    draw_title(flow, TITLE.upper(), 16)
    flow.skip(3)
    for name, value in _facts(sheet):
        draw_field(flow, name, value, _TEXT_PT, FontFace.REGULAR)
    flow.skip(3)
    draw_prose(flow, "Dãy số của phiếu (100 chữ số):", _TEXT_PT)
    draw_prose(flow, in_groups(sheet.digits), _DIGITS_PT, FontFace.BOLD)
    flow.skip(2)
    draw_numbered(flow, "Cách dùng", _NOTES, _TEXT_PT)
    flow.skip(4)
    first, second = sheet.people
    draw_closing(
        flow,
        Closing(
            (Signature("Người khôi phục", first), Signature("Người xác nhận", second)),
            seal=Seal(qr_symbol(sheet.digits), _QR_MM, ()),
        ),
        A4_CLOSING,
    )
    edition = Edition(TITLE, f"{TITLE} {sheet.seq}", is_demo=sheet.head.is_demo)
    return press(A4, edition, flow.pages)


def _facts(sheet: RestorationSheet) -> tuple[tuple[str, str], ...]:
    lost = "không mất dòng nào"
    if sheet.lost_to >= sheet.lost_from:
        lost = f"từ dòng {sheet.lost_from} đến dòng {sheet.lost_to}"
    held = "không ghi" if sheet.held is None else "không có sổ mốc trên máy"
    if sheet.held:
        held = f"đến dòng {sheet.held}"
    return (
        ("Khôi phục lúc", moment_in_words(sheet.at)),
        ("Bản sao lưu lúc", "" if sheet.backup is None else moment_in_words(sheet.backup)),
        ("Phần nhật ký đã mất", lost),
        ("Máy này đã biết nhật ký", held),
        ("Số không cấp lại", number_text(sheet.lost_numbers)),
    )
