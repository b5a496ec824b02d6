"""Phiếu khôi phục khóa, A4: the digits that give a lost key back, for the eye and for a scanner.

It is a secret: it is printed at once and no file of it is kept.
"""

from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Seal, Signature, draw_closing, draw_seal
from app.printing.fonts import FontFace
from app.printing.layout import A4_HEAD, corner_marks, draw_letterhead, draw_numbered, draw_title
from app.printing.phrases import moment_in_words, place_and_day
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.sheet import A4, Align, Flow, PageColumn, RuleMark, TextStyle
from app.printing.typesetting import TextSpan
from app.services.forms.notice_records import Letterhead
from app.services.safekeeping.store_keys import RecoverySheet
from app.text import short_id
from app.wording import headings

TITLE: Final = headings.RECOVERY_SHEET
_TEXT_PT: Final = 11.5
_QR_MM: Final = 42.0
_COLUMNS: Final = 2
_ROW_MM: Final = 10.5
_PLACE: Final = TextStyle(11.0, Align.RIGHT)
_DIGITS: Final = TextStyle(19.0)
_WARNING: Final = TextStyle(12.0, Align.CENTRE, after_mm=2)
_PURPOSE: Final = (
    "Khi máy hỏng, mất khóa hoặc cài lại hệ điều hành: nhập 14 nhóm số trên theo thứ tự, hoặc "
    "quét mã QR, ở màn hình mở kho hay bằng lệnh motcua recover. Nhóm chép sai được báo ngay.",
    "Không có phiếu này và không còn khóa trên máy thì không ai mở lại được kho đã mã hóa và các "
    "bản sao lưu.",
)
_KEEPING: Final = (
    "In hai bản, mỗi bản cho vào phong bì dán kín, ký qua mép dán, cất vào két hoặc tủ có khóa ở "
    "hai nơi khác nhau; không cất cạnh máy tính hay cạnh đĩa sao lưu.",
    "Không chụp ảnh, không quét thành tệp, không gửi qua mạng: ai có phiếu là mở được dữ liệu.",
    "Khi đổi khóa: in phiếu mới ngay; giữ phiếu cũ đến khi không còn bản sao lưu nào của khóa cũ "
    "rồi hủy, có người chứng kiến.",
)


def recovery_sheet_pdf(head: Letterhead, sheet: RecoverySheet) -> bytes:
    """Return the sheet on one page, for the printer alone."""
    flow = Flow(A4)
    for mark in corner_marks(A4, head, copy_no=1):
        flow.mark(mark)
    name = short_id(sheet.key_id)
    lines = (f"Khóa: {name}", place_and_day(head.place, sheet.made_at))
    draw_letterhead(flow, A4_HEAD, (head.parent_name, head.unit_name), lines)
    flow.skip(5)
    draw_title(flow, TITLE.upper(), 16)
    flow.skip(1)
    flow.paragraph([TextSpan("MẬT – CHỈ MỞ KHI CẦN KHÔI PHỤC", FontFace.BOLD)], _WARNING)
    opens = "kho dữ liệu đã mã hóa và các bản sao lưu" if sheet.is_encrypted else "các bản sao lưu"
    flow.paragraph(
        [TextSpan(f"Phiếu này mở {opens} của đơn vị."), *_made(sheet)], TextStyle(_TEXT_PT)
    )
    flow.skip(3)
    _draw_digits(flow, sheet.groups)
    draw_numbered(flow, "Dùng khi nào", _PURPOSE, _TEXT_PT)
    flow.skip(1)
    draw_numbered(flow, "Cất ở đâu", _KEEPING, _TEXT_PT)
    flow.skip(4)
    draw_closing(
        flow,
        Closing((Signature("Người in phiếu", sheet.made_by), Signature("Người giữ phiếu", ""))),
        A4_CLOSING,
    )
    return press(A4, Edition(TITLE, f"{TITLE} {name}", is_demo=head.is_demo), flow.pages)


def _made(sheet: RecoverySheet) -> tuple[TextSpan, ...]:
    return (TextSpan(f"In lúc {moment_in_words(sheet.made_at)}."),)


def _draw_digits(flow: Flow, groups: tuple[str, ...]) -> None:
    """Draw the groups down two columns, and all of them as a symbol beside."""
    seal = Seal(qr_symbol("".join(groups)), _QR_MM, ())
    left, right = flow.paper.left_mm, flow.paper.left_mm + flow.paper.measure_mm
    width = (flow.paper.measure_mm - seal.width_mm - 4) / _COLUMNS
    rows = -(-len(groups) // _COLUMNS)
    top = flow.y_mm
    _rule(flow, left, right)
    flow.skip(3)
    first = flow.y_mm
    for at, group in enumerate(groups):
        column, row = divmod(at, rows)
        flow.y_mm = first + row * _ROW_MM
        x = left + column * width
        _draw_group(flow, at + 1, group, PageColumn(x, width))
    end = first + rows * _ROW_MM
    flow.y_mm = top + (end - top - seal.height_mm) / 2 + 1.5
    draw_seal(flow, seal, PageColumn(right - seal.width_mm, seal.width_mm))
    flow.y_mm = end
    _rule(flow, left, right)
    flow.skip(4)


def _draw_group(flow: Flow, number: int, group: str, place: PageColumn) -> None:
    half = len(group) // 2
    y = flow.y_mm
    flow.y_mm = y + _DIGITS.ascent_mm - _PLACE.ascent_mm
    flow.paragraph([TextSpan(f"{number}.")], _PLACE, PageColumn(place.x_mm, 9))
    flow.y_mm = y
    spread = f"{group[:half]} {group[half:]}"
    flow.paragraph(
        [TextSpan(spread, FontFace.BOLD)], _DIGITS, PageColumn(place.x_mm + 12, place.width_mm - 12)
    )


def _rule(flow: Flow, left: float, right: float) -> None:
    flow.mark(RuleMark(left, flow.y_mm, right, flow.y_mm))
