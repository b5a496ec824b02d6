"""The furniture that official forms share: heads, titles, fields, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.printing.fonts import FontFace
from app.printing.phrases import place_and_day
from app.printing.sheet import (
    Align,
    Flow,
    Mark,
    PageColumn,
    Paper,
    RuleMark,
    TextMark,
    TextStyle,
)
from app.printing.typesetting import TextSpan, break_lines, line_width_mm
from app.services.forms.notice_records import Letterhead
from app.wording import printed
from app.wording.texts import keep_compounds

_RULE_PT: Final = 0.6
_CORNER_PT: Final = 9.0
_FIELD_GAP_MM: Final = 0.25
_PROSE_GAP_MM: Final = 1.0
_ITEM_GAP_MM: Final = 0.6
_ITEM_INDENT_MM: Final = 7.0
_DOTS: Final = "…"
UNISSUED: Final = "(cấp khi tiếp nhận)"
DEMO_LINE: Final = "DỮ LIỆU THỬ – KHÔNG CÓ GIÁ TRỊ"


@dataclass(frozen=True, slots=True)
class HeadSizes:
    """Type sizes of a form's head and where its two columns meet."""

    left_share: float
    head_pt: float
    motto_pt: float
    text_pt: float


A5_HEAD: Final = HeadSizes(left_share=0.475, head_pt=8.0, motto_pt=9.2, text_pt=9.5)
A4_HEAD: Final = HeadSizes(left_share=0.42, head_pt=11, motto_pt=12, text_pt=12)


def draw_letterhead(
    flow: Flow, sizes: HeadSizes, names: tuple[str, str], lines: tuple[str, str]
) -> None:
    """Draw both sides of the head and go below the deeper one.

    `names` are the parent and the issuing unit; `lines` the number, and the place and date.
    """
    left_mm = flow.paper.measure_mm * sizes.left_share
    left = PageColumn(flow.paper.left_mm, left_mm - 2)
    right = PageColumn(flow.paper.left_mm + left_mm, flow.paper.measure_mm - left_mm)
    bold, plain, italic = FontFace.BOLD, FontFace.REGULAR, FontFace.ITALIC
    head = TextStyle(sizes.head_pt, Align.CENTRE)
    motto = TextStyle(sizes.motto_pt, Align.CENTRE)
    text = TextStyle(sizes.text_pt, Align.CENTRE)
    top_mm = flow.y_mm

    flow.paragraph([TextSpan(printed.STATE, bold)], head, right)
    flow.paragraph([TextSpan(printed.MOTTO, bold)], motto, right)
    motto_mm = line_width_mm(printed.MOTTO, bold, sizes.motto_pt)
    _short_rule(flow, right, motto_mm)
    flow.paragraph([TextSpan(lines[1], italic)], text, right)
    right_end_mm = flow.y_mm

    flow.y_mm = top_mm
    for name, face in zip(names, (plain, bold), strict=True):
        for part in name.upper().split("\n"):
            _draw_balanced(flow, TextSpan(part, face), head, left)
    _short_rule(flow, left, left_mm * 0.4)
    flow.paragraph([TextSpan(lines[0], plain)], text, left)
    flow.y_mm = max(flow.y_mm, right_end_mm)


def head_lines(head: Letterhead, number: str, issued_at: datetime) -> tuple[str, str]:
    """Return the number's line, and the line of place and date."""
    return f"Số: {number or UNISSUED}", place_and_day(head.place, issued_at)


def draw_title(flow: Flow, title: str, size_pt: float, below: Sequence[TextSpan] = ()) -> None:
    """Draw a form's title in lines of about one length, and under it one centred line."""
    _draw_balanced(
        flow, TextSpan(title, FontFace.BOLD), TextStyle(size_pt, Align.CENTRE), flow.measure
    )
    if below:
        flow.paragraph(below, TextStyle(size_pt - 1.5, Align.CENTRE))


def draw_field(
    flow: Flow, label: str, value: str, size_pt: float, face: FontFace, *, by_hand: bool = False
) -> None:
    """Draw `label: value` over as many lines as it takes; nothing for an empty value.

    `by_hand`: a field of the form that stays where it is empty, with dots to the line's end.
    """
    if by_hand:
        value = value or _dots(label, size_pt, flow.paper.measure_mm)
    if value:
        style = TextStyle(size_pt, after_mm=_FIELD_GAP_MM)
        flow.paragraph([TextSpan(f"{label}:"), TextSpan(value, face)], style)


def draw_prose(flow: Flow, text: str, size_pt: float, face: FontFace = FontFace.REGULAR) -> None:
    """Draw a paragraph of running text; nothing for an empty one."""
    if text:
        flow.paragraph([TextSpan(text, face)], TextStyle(size_pt, after_mm=_PROSE_GAP_MM))


def draw_numbered(flow: Flow, heading: str, items: Sequence[str], size_pt: float) -> None:
    """Draw `heading` and a list under it, the numbers hanging in front of their text."""
    style = TextStyle(size_pt, after_mm=_ITEM_GAP_MM)
    left_mm, measure_mm = flow.paper.left_mm, flow.paper.measure_mm
    text = PageColumn(left_mm + _ITEM_INDENT_MM, measure_mm - _ITEM_INDENT_MM)
    # Neither a heading nor the first line of an item is left alone at the foot of a page.
    flow.reserve(4 * style.pitch_mm)
    draw_prose(flow, heading, size_pt)
    for number, item in enumerate(items, 1):
        lines = break_lines([TextSpan(item)], size_pt, text.width_mm)
        flow.reserve(min(len(lines), 2) * style.pitch_mm)
        (label,) = break_lines([TextSpan(f"{number}.")], size_pt, _ITEM_INDENT_MM)
        flow.line(label, style, PageColumn(left_mm, _ITEM_INDENT_MM))
        flow.paragraph([TextSpan(item)], style, text)


def draw_pair(flow: Flow, left: tuple[str, str], right: tuple[str, str], size_pt: float) -> None:
    """Draw two short fields side by side, or one below the other where they do not fit.

    An empty one keeps its label, and dots for the pen.
    """
    style = TextStyle(size_pt, after_mm=_FIELD_GAP_MM)
    half_mm = flow.paper.measure_mm / 2
    columns = (
        PageColumn(flow.paper.left_mm, half_mm - 2),
        PageColumn(flow.paper.left_mm + half_mm, half_mm),
    )
    lines = [
        break_lines(
            [TextSpan(f"{label}:"), TextSpan(value or _dots(label, size_pt, column.width_mm))],
            size_pt,
            column.width_mm,
        )
        for (label, value), column in zip((left, right), columns, strict=True)
    ]
    if any(len(field) > 1 for field in lines):
        for label, value in (left, right):
            draw_field(flow, label, value, size_pt, FontFace.REGULAR, by_hand=True)
        return
    flow.reserve(style.pitch_mm)
    for (line,), column in zip(lines, columns, strict=True):
        flow.line(line, style, column)
    flow.y_mm += style.pitch_mm + style.after_mm


def _dots(label: str, size_pt: float, width_mm: float) -> str:
    """Return dots that fill a line of `width_mm` behind `label:`."""
    room_mm = width_mm - line_width_mm(f"{label}: ", FontFace.REGULAR, size_pt)
    return _DOTS * max(1, int(room_mm / line_width_mm(_DOTS, FontFace.REGULAR, size_pt)))


def _draw_balanced(flow: Flow, span: TextSpan, style: TextStyle, column: PageColumn) -> None:
    """Draw centred words in lines of about one length, no more of them than it needs."""
    span = TextSpan(keep_compounds(span.text), span.face)
    needed = len(break_lines([span], style.size_pt, column.width_mm))
    width_mm = column.width_mm
    widest_mm = max(line_width_mm(word, span.face, style.size_pt) for word in span.text.split(" "))
    while needed > 1:
        narrower_mm = width_mm - 1
        # Narrower than its widest compound, a column would break it after all.
        if narrower_mm < widest_mm <= column.width_mm:
            break
        if len(break_lines([span], style.size_pt, narrower_mm)) > needed:
            break
        width_mm = narrower_mm
    x_mm = column.x_mm + (column.width_mm - width_mm) / 2
    flow.paragraph([span], style, PageColumn(x_mm, width_mm))


def _short_rule(flow: Flow, column: PageColumn, width_mm: float) -> None:
    """Draw the line that ends a head's column, centred under it."""
    start_mm = column.x_mm + (column.width_mm - width_mm) / 2
    y_mm = flow.y_mm + 0.6
    flow.mark(RuleMark(start_mm, y_mm, start_mm + width_mm, y_mm, _RULE_PT))
    flow.skip(1.4)


def corner_marks(paper: Paper, head: Letterhead, copy_no: int, copy_name: str = "") -> list[Mark]:
    """Return the line above the head: test data and reprint at the left, the copy at the right."""
    y_mm = paper.top_mm - 0.9
    warnings = [DEMO_LINE] if head.is_demo else []
    if copy_no >= 2:
        warnings.append(f"BẢN SAO {copy_no}")
    right_mm = line_width_mm(copy_name, FontFace.ITALIC, _CORNER_PT)
    x_mm = paper.width_mm - paper.right_mm - right_mm
    return [
        TextMark(paper.left_mm, y_mm, "   ·   ".join(warnings), FontFace.BOLD, _CORNER_PT),
        TextMark(x_mm, y_mm, copy_name, FontFace.ITALIC, _CORNER_PT),
    ]
