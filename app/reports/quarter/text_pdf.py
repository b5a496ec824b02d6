"""The report's text as PDF, set as NĐ 30/2020/NĐ-CP Phụ lục I sets an official paper."""

from typing import Final

from app.printing.closing import Closing, ClosingSizes, Recipients, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.layout import HeadSizes, draw_letterhead, draw_title
from app.printing.phrases import place_and_day
from app.printing.press import Edition, Numbers, press
from app.printing.sheet import Align, Flow, Paper, RuleMark, TextStyle
from app.printing.typesetting import TextSpan
from app.reports.cells import cell_text
from app.reports.quarter.chart import draw_chart
from app.reports.quarter.content import (
    KIND,
    NUMBER,
    Block,
    PartTitle,
    Picture,
    Prose,
    ReportText,
    SectionTitle,
    blocks_of,
)
from app.wording import printed

PAPER: Final = Paper("A4 văn bản", 210, 297, left_mm=30, right_mm=18, top_mm=20, bottom_mm=20)
_HEAD: Final = HeadSizes(left_share=0.41, head_pt=12, motto_pt=13, text_pt=13)
_TITLE_PT: Final = 14.0
_PROSE: Final = TextStyle(14, after_mm=1.8, indent_mm=10, is_justified=True)
_NOTE: Final = TextStyle(12, after_mm=1.2, is_justified=True)
_PART: Final = TextStyle(14, after_mm=1.8)
_SECTION: Final = TextStyle(14, after_mm=1.8, indent_mm=10)
_HEADING_ROOM_MM: Final = 22.0
_RULE_SHARE: Final = 0.22
_CLOSING: Final = ClosingSizes(
    TextStyle(14, Align.CENTRE), TextStyle(11, Align.CENTRE), TextStyle(11), signing_mm=26
)


def report_pdf(report: ReportText) -> bytes:
    """Return the document; equal input, equal bytes."""
    flow = Flow(PAPER)
    names = (cell_text(report.parent_name), cell_text(report.unit_name))
    draw_letterhead(
        flow, _HEAD, names, (NUMBER, place_and_day(cell_text(report.place), report.made_at))
    )
    flow.skip(5)
    draw_title(flow, KIND, _TITLE_PT)
    draw_title(flow, cell_text(report.subject), _TITLE_PT)
    _draw_rule(flow)
    *body, last = blocks_of(report)
    for block in body:
        _draw(flow, block)

    def finish() -> None:
        # A signature never stands alone on a page.
        _draw(flow, last)
        flow.skip(4)
        draw_closing(flow, Closing(_signing(report)), _CLOSING)

    flow.keep_together(finish)
    title = cell_text(f"{KIND.capitalize()}: {report.subject}")
    edition = Edition(title, "", is_demo=report.is_demo, numbers=Numbers.HEAD)
    return press(PAPER, edition, flow.pages)


def _signing(report: ReportText) -> tuple[Recipients | Signature, ...]:
    return (
        Recipients(tuple(cell_text(line) for line in report.recipients)),
        Signature(printed.HEAD_OF_UNIT, cell_text(report.signer), hint=""),
    )


def _draw(flow: Flow, block: Block) -> None:
    match block:
        case PartTitle(text):
            flow.skip(1.5)
            flow.reserve(_HEADING_ROOM_MM)
            flow.paragraph([TextSpan(text, FontFace.BOLD)], _PART)
        case SectionTitle(text):
            flow.reserve(_HEADING_ROOM_MM)
            flow.paragraph([TextSpan(text, FontFace.BOLD)], _SECTION)
        case Prose(text, is_note):
            face, style = (FontFace.ITALIC, _NOTE) if is_note else (FontFace.REGULAR, _PROSE)
            flow.paragraph([TextSpan(text, face)], style)
        case Picture(chart):
            draw_chart(flow, chart)


def _draw_rule(flow: Flow) -> None:
    """Draw the short line under the subject."""
    flow.skip(1)
    middle_mm = flow.paper.left_mm + flow.paper.measure_mm / 2
    half_mm = flow.paper.measure_mm * _RULE_SHARE / 2
    flow.mark(RuleMark(middle_mm - half_mm, flow.y_mm, middle_mm + half_mm, flow.y_mm, 0.6))
    flow.skip(5)
