"""The settlement of a quarter on paper, A4 across: agency by agency, field by field."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import Face
from app.printing.press import Edition, press
from app.printing.sheet import Align, Flow, Paper, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import Span
from app.reports.cash_pdf import draw_amount, draw_sheet_head
from app.reports.cash_words import quarter_notes, quarter_title
from app.reports.cells import cell_text
from app.services.money.records import QuarterSettlement, SettledGroup
from app.wording.texts import day_text, number_text

_A4_ACROSS: Final = Paper("A4 ngang", 297, 210, left_mm=15, right_mm=15, top_mm=14, bottom_mm=16)
_TABLE_PT: Final = 10.5
_HEAD_PT: Final = 10.0
_NOTE: Final = TextStyle(10.5, after_mm=1.0)
_COLUMNS: Final = (
    TableColumn("TT", 9, Align.CENTRE),
    TableColumn("Cơ quan giải quyết", 66),
    TableColumn("Lĩnh vực", 54),
    TableColumn("Số hồ sơ", 16, Align.CENTRE),
    TableColumn("Lượt thu", 16, Align.CENTRE),
    TableColumn("Tạm thu", 25, Align.RIGHT),
    TableColumn("Thu khi trả", 25, Align.RIGHT),
    TableColumn("Cộng (đồng)", 27, Align.RIGHT),
    TableColumn("Tạm thu của hồ sơ chưa xong", 29, Align.RIGHT),
)


def quarter_pdf(sheet: QuarterSettlement) -> bytes:
    """Return the document; equal input, equal bytes."""
    flow = Flow(_A4_ACROSS)
    title = quarter_title(sheet)
    days = f"Từ ngày {day_text(sheet.head.first_day)} đến ngày {day_text(sheet.head.last_day)}"
    draw_sheet_head(flow, sheet.head, title, days)

    def finish() -> None:
        flow.skip(2)
        draw_amount(flow, sheet.total_vnd)
        flow.paragraph([Span(" ".join(quarter_notes(sheet)), Face.ITALIC)], _NOTE)
        flow.skip(4)
        blocks = (
            Signature("NGƯỜI LẬP", cell_text(sheet.head.made_by)),
            Signature("PHỤ TRÁCH BỘ PHẬN", ""),
            Signature("ĐẠI DIỆN CƠ QUAN GIẢI QUYẾT", ""),
        )
        draw_closing(flow, Closing(blocks), A4_CLOSING)

    table = Table(flow, _COLUMNS, size_pt=_TABLE_PT, head_pt=_HEAD_PT)
    table.draw_to_end(_rows(sheet), finish)
    footer = cell_text(f"{sheet.head.unit_name}   ·   {title.capitalize()}")
    edition = Edition(cell_text(title), footer, is_demo=sheet.head.is_demo)
    return press(_A4_ACROSS, edition, flow.pages)


def _rows(sheet: QuarterSettlement) -> list[list[str]]:
    """Return a line a field, the sum of an agency that has several, and the whole."""
    rows: list[list[str]] = []
    number = 0
    for name, run in groupby(sheet.groups, lambda group: group.agency_name):
        fields = list(run)
        for group in fields:
            number += 1
            rows.append([str(number), cell_text(name), cell_text(group.field), *_sums([group])])
        if len(fields) > 1:
            rows.append(["", cell_text(f"Cộng {name}"), "", *_sums(fields)])
    rows.append(["", "Tổng cộng", "", *_sums(sheet.groups)])
    return rows


def _sums(groups: Sequence[SettledGroup]) -> list[str]:
    figures = (
        sum(group.dossiers for group in groups),
        sum(group.payments for group in groups),
        sum(group.advance_vnd for group in groups),
        sum(group.final_vnd for group in groups),
        sum(group.total_vnd for group in groups),
        sum(group.open_advance_vnd for group in groups),
    )
    return [number_text(figure) for figure in figures]
