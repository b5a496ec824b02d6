"""The cash of a day on paper, A4: sums by officer, the amount in words, payments, signatures."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from app.printing.amount_words import amount_in_words
from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.layout import A4_HEAD, draw_letterhead, draw_title
from app.printing.phrases import place_and_day
from app.printing.press import Edition, press
from app.printing.sheet import A4, Align, Flow, Paper, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.reports.cash_words import (
    DAY_TITLE,
    kind_text,
    numbers_text,
    payer_text,
    quarter_notes,
    quarter_title,
    require_sums,
    sheet_note,
)
from app.reports.cells import cell_text
from app.reports.pdf_tables import draw_heading
from app.services.money.records import (
    CashRow,
    DayCash,
    OfficerCash,
    QuarterSettlement,
    SettledGroup,
    SheetHead,
)
from app.wording import captions, printed, sentences
from app.wording.texts import day_text, number_text, time_text

_TITLE_PT: Final = 14.0
_TABLE_PT: Final = 10.0
_HEAD_PT: Final = 9.5
_TEXT: Final = TextStyle(11.5, after_mm=1.0)
_OFFICER_COLUMNS: Final = (
    TableColumn("TT", 9, Align.CENTRE),
    TableColumn(captions.CASHIER, 46),
    TableColumn(captions.RECEIPT_NUMBER, 32, Align.CENTRE),
    TableColumn(captions.TIMES, 15, Align.CENTRE),
    TableColumn(captions.PAID_IN_ADVANCE, 23, Align.RIGHT),
    TableColumn(captions.PAID_ON_RETURN, 24, Align.RIGHT),
    TableColumn(captions.SUM_IN_DONG, 26, Align.RIGHT),
)
_ROW_COLUMNS: Final = (
    TableColumn("TT", 9, Align.CENTRE),
    TableColumn(captions.SLIP_NUMBER, 17, Align.CENTRE),
    TableColumn(captions.HOUR, 13, Align.CENTRE),
    TableColumn(captions.DOSSIER_CODE, 31),
    TableColumn(captions.SUBMITTER, 60),
    TableColumn(captions.KIND, 22),
    TableColumn(captions.AMOUNT, 23, Align.RIGHT),
)


def cash_pdf(cash: DayCash) -> bytes:
    """Return the sheet; equal input, equal bytes. Raises RuleBrokenError for sums that differ."""
    require_sums(cash)
    flow = Flow(A4)
    draw_sheet_head(flow, cash.head, DAY_TITLE, f"Ngày {day_text(cash.day)}")
    _draw_officers(flow, cash)
    _draw_rows(flow, cash)
    footer = cell_text(f"{cash.head.unit_name}   ·   Bảng kê thu phí ngày {day_text(cash.day)}")
    edition = Edition(f"{DAY_TITLE} {day_text(cash.day)}", footer, is_demo=cash.head.is_demo)
    return press(A4, edition, flow.pages)


def draw_sheet_head(flow: Flow, head: SheetHead, title: str, below: str) -> None:
    """Draw who issues a sheet of money, what it is called and when it was true."""
    names = (cell_text(head.parent_name), cell_text(head.unit_name))
    draw_letterhead(flow, A4_HEAD, names, ("", place_and_day(cell_text(head.place), head.made_at)))
    flow.skip(4)
    draw_title(flow, title, _TITLE_PT, [TextSpan(below, FontFace.BOLD)] if below else [])
    note = [TextSpan(cell_text(sheet_note(head)), FontFace.ITALIC)]
    flow.paragraph(note, TextStyle(_TEXT.size_pt, Align.CENTRE))
    flow.skip(3)


def draw_amount(flow: Flow, amount_vnd: int) -> None:
    """Draw a sum in figures and in words."""
    flow.paragraph(
        [
            TextSpan("Tổng số tiền đã thu:"),
            TextSpan(f"{number_text(amount_vnd)} đồng", FontFace.BOLD),
        ],
        _TEXT,
    )
    flow.paragraph(
        [TextSpan("Bằng chữ:"), TextSpan(amount_in_words(amount_vnd), FontFace.BOLD_ITALIC)], _TEXT
    )


def _draw_officers(flow: Flow, cash: DayCash) -> None:
    draw_heading(flow, "1. Theo người thu")
    rows = [_officer_cells(number, one) for number, one in enumerate(cash.officers, 1)]
    sums = (cash.advance_vnd, cash.final_vnd, cash.total_vnd)
    rows.append(
        ["", captions.GRAND_TOTAL, "", number_text(len(cash.rows)), *map(number_text, sums)]
    )
    Table(flow, _OFFICER_COLUMNS, size_pt=_TABLE_PT, head_pt=_HEAD_PT).draw(rows)
    flow.skip(2)
    draw_amount(flow, cash.total_vnd)
    flow.skip(3)


def _officer_cells(number: int, one: OfficerCash) -> list[str]:
    return [
        str(number),
        cell_text(one.name),
        numbers_text(one.first_number, one.last_number),
        number_text(one.count),
        number_text(one.advance_vnd),
        number_text(one.final_vnd),
        number_text(one.total_vnd),
    ]


def _draw_rows(flow: Flow, cash: DayCash) -> None:
    draw_heading(flow, f"2. Các phiếu thu ({number_text(len(cash.rows))} phiếu)")

    def sign() -> None:
        flow.skip(5)
        draw_closing(flow, Closing(_signatures(cash)), A4_CLOSING)

    if not cash.rows:
        flow.paragraph([TextSpan(sentences.NO_PAYMENTS, FontFace.ITALIC)], _TEXT)
        flow.keep_together(sign)
        return
    rows = [_row_cells(number, row) for number, row in enumerate(cash.rows, 1)]
    Table(flow, _ROW_COLUMNS, size_pt=_TABLE_PT, head_pt=_HEAD_PT).draw_to_end(rows, sign)


def _row_cells(number: int, row: CashRow) -> list[str]:
    return [
        str(number),
        row.number,
        time_text(row.taken_at),
        # The code breaks before the day, where it would have to break anyway.
        cell_text(row.code).replace("-", "- ", 1),
        cell_text(payer_text(row)),
        kind_text(row.kind),
        number_text(row.amount_vnd),
    ]


def _signatures(cash: DayCash) -> Sequence[Signature]:
    """Return who signs: the officer hands the money over, or the supervisor adds up the day."""
    made_by = cell_text(cash.head.made_by)
    if cash.is_own:
        return (
            Signature(printed.CASHIER, made_by),
            Signature("NGƯỜI NHẬN TIỀN", ""),
            Signature(printed.HEAD_OF_OFFICE, ""),
        )
    return Signature(printed.MAKER, made_by), Signature(printed.HEAD_OF_OFFICE, "")


_A4_ACROSS: Final = Paper("A4 ngang", 297, 210, left_mm=15, right_mm=15, top_mm=14, bottom_mm=16)
_QUARTER_TABLE_PT: Final = 10.5
_QUARTER_HEAD_PT: Final = 10.0
_NOTE: Final = TextStyle(10.5, after_mm=1.0)
_COLUMNS: Final = (
    TableColumn("TT", 9, Align.CENTRE),
    TableColumn(captions.RESOLVING_AGENCY, 66),
    TableColumn(captions.FIELD, 54),
    TableColumn(captions.DOSSIERS_COUNTED, 16, Align.CENTRE),
    TableColumn(captions.PAYMENTS, 16, Align.CENTRE),
    TableColumn(captions.PAID_IN_ADVANCE, 25, Align.RIGHT),
    TableColumn(captions.PAID_ON_RETURN, 25, Align.RIGHT),
    TableColumn(captions.SUM_IN_DONG, 27, Align.RIGHT),
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
        flow.paragraph([TextSpan(" ".join(quarter_notes(sheet)), FontFace.ITALIC)], _NOTE)
        flow.skip(4)
        blocks = (
            Signature(printed.MAKER, cell_text(sheet.head.made_by)),
            Signature(printed.HEAD_OF_OFFICE, ""),
            Signature("ĐẠI DIỆN CƠ QUAN GIẢI QUYẾT", ""),
        )
        draw_closing(flow, Closing(blocks), A4_CLOSING)

    table = Table(flow, _COLUMNS, size_pt=_QUARTER_TABLE_PT, head_pt=_QUARTER_HEAD_PT)
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
    rows.append(["", captions.GRAND_TOTAL, "", *_sums(sheet.groups)])
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
