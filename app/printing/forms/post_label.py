"""Nhãn bưu gửi on A5: the upper half (A6) goes on the envelope, the lower half stays."""

from typing import Final

from app.printing.closing import A5_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, blank_form, notice_footer, press_form
from app.printing.forms.notice_parts import signed_seal
from app.printing.layout import UNISSUED, draw_field, draw_title
from app.printing.linear_code import QUIET_ZONE_MODULES, code128_symbol, is_encodable
from app.printing.phrases import moment_in_words
from app.printing.sheet import Align, BarsMark, Flow, RuleMark, TextStyle
from app.printing.typesetting import TextSpan, break_lines
from app.services.forms.notice_records import PostLabelData
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions
from app.wording.labels import label

_TEXT_PT: Final = 9.5
_CENTRED: Final = TextStyle(_TEXT_PT, Align.CENTRE)
_RECEIVER_SIZES_PT: Final = (18.0, 16.0, 14.0, 12.0, 11.0)
_RECEIVER_MM: Final = 36.0
_MODULE_MM: Final = 0.42  # 5 dots at 300 dpi; a long number takes what the measure leaves it
_BARS_MM: Final = 15.0
_CUT_MM: Final = 105.0  # half of A5: A6 across
_WAYBILL_MM: Final = 26.0  # bars and number, with the white space before the cut
_CUT_PT: Final = 0.3
_DASH_MM: Final = 2.0


def post_label_pdf(data: PostLabelData, *, copy_no: int = 1) -> bytes:
    """Return label and stub; a waybill that Code 128 cannot hold is printed in letters alone."""
    cover = Cover(
        title=FORM_SPECS[FormKind.POST_LABEL].title,
        head=data.head,
        number=data.number,
        issued_at=data.posted_at,
        footer=notice_footer(data.code, data.number, data.posted_at),
    )
    flow = blank_form(cover)
    _draw_label(flow, data)
    _draw_cut(flow)
    flow.keep_together(lambda: _draw_stub(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_label(flow: Flow, data: PostLabelData) -> None:
    head = data.head
    flow.skip(1.0)
    draw_title(flow, FORM_SPECS[FormKind.POST_LABEL].title.upper(), 12.0)
    flow.paragraph([TextSpan(_service(data))], _CENTRED)
    flow.skip(0.8)
    draw_field(flow, captions.SENDER, head.unit_name, _TEXT_PT, FontFace.BOLD)
    draw_field(flow, captions.ADDRESS, head.address or head.place, _TEXT_PT, FontFace.REGULAR)
    draw_field(flow, captions.PHONE, head.hotline, _TEXT_PT, FontFace.REGULAR)
    flow.skip(1.6)
    _draw_receiver(flow, data)
    flow.skip(1.2)
    draw_field(flow, captions.CONTENT, data.content, _TEXT_PT, FontFace.REGULAR)
    flow.y_mm = max(flow.y_mm + 1.2, _CUT_MM - _WAYBILL_MM)
    flow.keep_together(lambda: _draw_waybill(flow, data.waybill))


def _service(data: PostLabelData) -> str:
    return " – ".join(part for part in (label(data.direction), data.carrier) if part)


def _draw_receiver(flow: Flow, data: PostLabelData) -> None:
    """Draw the receiver as large as the label has room for."""
    draw_field(flow, captions.RECEIVER, " ", _TEXT_PT, FontFace.REGULAR)
    lines = [(data.receiver_name, FontFace.BOLD), (data.receiver_address, FontFace.REGULAR)]
    if data.receiver_phone:
        lines.append((f"Điện thoại: {data.receiver_phone}", FontFace.REGULAR))
    styles = [TextStyle(size_pt) for size_pt in _RECEIVER_SIZES_PT]
    fitting = (style for style in styles if _height(flow, lines, style) <= _RECEIVER_MM)
    style = next(fitting, styles[-1])
    for text, face in lines:
        flow.paragraph([TextSpan(text, face)], style)


def _height(flow: Flow, lines: list[tuple[str, FontFace]], style: TextStyle) -> float:
    measure_mm = flow.paper.measure_mm
    count = sum(len(break_lines([TextSpan(*line)], style.size_pt, measure_mm)) for line in lines)
    return count * style.pitch_mm


def _draw_waybill(flow: Flow, waybill: str) -> None:
    """Draw the bars with their white zones, and the number under them."""
    if is_encodable(waybill):
        symbol = code128_symbol(waybill)
        whole = symbol.length + 2 * QUIET_ZONE_MODULES
        module_mm = min(_MODULE_MM, flow.paper.measure_mm / whole)
        spare_mm = flow.paper.measure_mm - symbol.length * module_mm
        flow.reserve(_BARS_MM)
        x_mm = flow.paper.left_mm + spare_mm / 2
        flow.mark(BarsMark(x_mm, flow.y_mm, module_mm, _BARS_MM, symbol))
        flow.skip(_BARS_MM + 0.6)
    flow.paragraph([TextSpan(waybill, FontFace.BOLD)], TextStyle(12.0, Align.CENTRE))


def _draw_cut(flow: Flow) -> None:
    """Draw a dashed line where the label is cut off, at half the sheet or below a longer label."""
    flow.y_mm = max(flow.y_mm + 1.5, _CUT_MM)
    if flow.room_mm > 0:
        x_mm = 0.0
        while x_mm < flow.paper.width_mm:
            flow.mark(RuleMark(x_mm, flow.y_mm, x_mm + _DASH_MM, flow.y_mm, _CUT_PT))
            x_mm += 2 * _DASH_MM
    flow.skip(2.0)


def _draw_stub(flow: Flow, data: PostLabelData) -> None:
    draw_title(flow, "Phần lưu", 11.0)
    fields = (
        (captions.NUMBER, data.number or UNISSUED),
        (captions.DOSSIER_CODE, data.code),
        (captions.WAYBILL, data.waybill),
        ("Đơn vị bưu chính", data.carrier),
        (captions.RECEIVER, data.receiver_name),
        (captions.CONTENT, data.content),
        ("Thời gian gửi", moment_in_words(data.posted_at)),
    )
    for name, value in fields:
        draw_field(flow, name, value, _TEXT_PT, FontFace.REGULAR)
    flow.skip(1.5)
    blocks = (Signature("NGƯỜI GIAO", ""), Signature("NHÂN VIÊN BƯU CHÍNH", ""))
    seal = signed_seal(data.qr_payload, data.number)
    draw_closing(flow, Closing(blocks, (), seal), A5_CLOSING)
