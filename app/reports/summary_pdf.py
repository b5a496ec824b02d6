"""A summary on paper, A4 across: figures as form II.06a, charts, splits, registers, signatures."""

from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.layout import A4_HEAD, draw_letterhead, draw_title
from app.printing.phrases import place_and_day
from app.printing.press import Edition, press
from app.printing.sheet import Flow, Paper, TextStyle
from app.printing.typesetting import TextSpan
from app.reports.cells import cell_text
from app.reports.formats import (
    as_of_text,
    check_sums,
    closing_texts,
    identity_text,
    period_text,
    title_text,
)
from app.reports.pdf_charts import draw_charts
from app.reports.pdf_tables import draw_heading, draw_register, draw_split, draw_totals
from app.services.figures.records import DailySummary
from app.vocabulary.reports import GroupBy
from app.wording import printed
from app.wording.labels import label
from app.wording.texts import day_text, number_text

A4_ACROSS: Final = Paper("A4 ngang", 297, 210, left_mm=15, right_mm=15, top_mm=14, bottom_mm=16)

_TITLE_PT: Final = 15.0
_TEXT: Final = TextStyle(11, after_mm=1.0)


def summary_pdf(summary: DailySummary, by: GroupBy | None = None) -> bytes:
    """Return the document, with the split `by` alone or all four; equal input, equal bytes.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    flow = Flow(A4_ACROSS)
    _draw_head(flow, summary)
    _draw_figures(flow, summary)
    _draw_splits(flow, summary, by)
    _draw_lists(flow, summary)
    title = cell_text(title_text(summary))
    footer = cell_text(f"{summary.unit_name}   ·   Tổng hợp hồ sơ {period_text(summary)}")
    edition = Edition(title, footer, is_demo=summary.is_demo)
    return press(A4_ACROSS, edition, flow.pages)


def _draw_head(flow: Flow, summary: DailySummary) -> None:
    names = (cell_text(summary.parent_name), cell_text(summary.unit_name))
    place = place_and_day(cell_text(summary.place), summary.made_at)
    draw_letterhead(flow, A4_HEAD, names, ("", place))
    flow.skip(4)
    below = [TextSpan(cell_text(as_of_text(summary)), FontFace.ITALIC)]
    draw_title(flow, title_text(summary), _TITLE_PT, below)
    for line in closing_texts(summary.closing):
        flow.paragraph([TextSpan(cell_text(line), FontFace.BOLD)], _TEXT)
    flow.skip(2)


def _draw_figures(flow: Flow, summary: DailySummary) -> None:
    draw_heading(flow, "1. Số liệu chung (đơn vị tính: hồ sơ; cột theo mẫu II.06a/VPCP/KSTT)")
    draw_totals(flow, summary.total)
    identity = f"{identity_text(summary.total)}. Số liệu khớp."
    words = TextSpan("Đối chiếu (3) = (7) + (11), tồn đầu + tiếp nhận = đã + đang giải quyết:")
    flow.paragraph([words, TextSpan(identity, FontFace.BOLD)], _TEXT)
    flow.skip(2)
    draw_charts(flow, summary.hours, summary.groups.get(GroupBy.AGENCY, ()))
    flow.skip(3)


def _draw_splits(flow: Flow, summary: DailySummary, by: GroupBy | None) -> None:
    for number, (one, groups) in enumerate(summary.splits(by), 1):
        heading = f"2.{number}. Theo {label(one).lower()}"
        draw_split(flow, heading, label(one), groups, summary.total)
        flow.skip(4)


def _draw_lists(flow: Flow, summary: DailySummary) -> None:
    def space() -> None:
        flow.skip(4)

    def sign() -> None:
        flow.skip(4)
        blocks = (
            Signature(printed.MAKER, cell_text(summary.made_by)),
            Signature(printed.HEAD_OF_OFFICE, ""),
        )
        draw_closing(flow, Closing(blocks), A4_CLOSING)

    due = f"5. Hồ sơ đến hạn ngày {day_text(summary.last_day)}"
    for title, rows, end in (
        ("3. Sổ tiếp nhận trong kỳ", summary.received_rows, space),
        ("4. Hồ sơ quá hạn", summary.overdue_rows, space),
        (due, summary.due_today_rows, sign),
    ):
        draw_heading(flow, f"{title} ({number_text(len(rows))} hồ sơ)")
        draw_register(flow, rows, summary.as_of, end)
