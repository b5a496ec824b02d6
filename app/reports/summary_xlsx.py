"""A summary as a workbook: figures as form II.06a orders them, splits, register, what is late."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Final

from app.reports.book import BookFacts, Sheet, SheetBook
from app.reports.columns import Look, SheetColumn, SheetListing, number, text
from app.reports.formats import (
    as_of_text,
    check_sums,
    closing_texts,
    identity_text,
    title_text,
)
from app.reports.register import REGISTER_COLUMNS, REGISTER_CORE
from app.services.counts import Figures, GroupFigures
from app.services.figures.catalogue import (
    DOSSIER_FIGURES,
    FORM_FIGURES,
    OTHER_FIGURES,
    DossierFigure,
)
from app.services.figures.records import DailySummary, RegisterRow
from app.vocabulary.reports import GroupBy
from app.wording import captions, states
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.labels import label
from app.wording.reports import SPLIT_TITLES
from app.wording.texts import late_text

_TOTAL_WIDTHS: Final = (9, 22, 48, 16)
_REGISTER: Final = SheetListing(REGISTER_COLUMNS, numbered=6)
_LATE_WIDTH: Final = 16


def summary_xlsx(summary: DailySummary, by: GroupBy | None = None) -> bytes:
    """Return the workbook, with the split `by` alone or all four.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    book = SheetBook(_facts(summary))
    _total_sheet(book, summary)
    for one, groups in summary.splits(by):
        _split_sheet(book, summary, one, groups)
    _register_sheet(book, summary, "Sổ ngày", summary.received_rows)
    _late_sheet(book, summary)
    _register_sheet(book, summary, states.DUE, summary.due_today_rows)
    return book.finish()


def _facts(summary: DailySummary) -> BookFacts:
    return BookFacts(
        title=title_text(summary),
        author=summary.unit_name,
        made_at=summary.made_at,
        footer=summary.unit_name,
        header=states.DEMO_DATA if summary.is_demo else "",
    )


def _total_sheet(book: SheetBook, summary: DailySummary) -> None:
    sheet = book.sheet("Tổng hợp", _TOTAL_WIDTHS)
    sheet.print_on_one_page()
    sheet.line(summary.parent_name)
    sheet.line(summary.unit_name, Look.STRONG)
    _demo_line(sheet, summary)
    sheet.skip()
    sheet.line(title_text(summary), Look.TITLE)
    sheet.line(as_of_text(summary))
    for line in closing_texts(summary.closing):
        sheet.line(line, Look.STRONG)
    sheet.skip()
    sheet.head(("Cột biểu", "Nhóm chỉ tiêu", captions.FIGURE, captions.QUANTITY))
    sheet.repeat_head(1)
    _figure_rows(sheet, FORM_FIGURES, summary.total)
    _figure_rows(sheet, OTHER_FIGURES, summary.total)
    sheet.skip()
    identity = identity_text(summary.total)
    sheet.line(f"Đối chiếu (3) = (7) + (11), tồn đầu + tiếp nhận: {identity} ✓", Look.STRONG)
    law = in_brackets(cite_in_full(Rule.REPORT_FORMS, summary.last_day))
    sheet.line(f"Cột biểu theo mẫu II.06a/VPCP/KSTT{law}.")


def _figure_rows(sheet: Sheet, measures: Sequence[DossierFigure], figures: Figures) -> None:
    for measure in measures:
        form_column = f"({measure.form_column})" if measure.form_column else ""
        values = (form_column, measure.section, measure.title, figures[measure.code])
        text = Look.STRONG_TEXT if measure.is_sum else Look.TEXT
        count = Look.STRONG_COUNT if measure.is_sum else Look.COUNT
        sheet.cells(values, (text, text, text, count))


def _split_sheet(
    book: SheetBook, summary: DailySummary, by: GroupBy, groups: Sequence[GroupFigures]
) -> None:
    name, what = SPLIT_TITLES[by], label(by)
    listing: SheetListing[GroupFigures] = SheetListing(
        (
            text(captions.CODE, "key", 15),
            text(what, "name", 48),
            *(_measure(one) for one in DOSSIER_FIGURES),
        ),
        numbered=5,
    )
    sheet = book.sheet(name, listing.widths)
    _heading(sheet, summary)
    sections = [(title, len(list(run))) for title, run in groupby(DOSSIER_FIGURES, _section)]
    sheet.bands([("", 1), ("", 1), ("", 1), *sections])
    sheet.head(listing.titles)
    sheet.freeze(3)
    sheet.repeat_head(2)
    sheet.filter_rows(len(groups))
    sheet.print_in_two(3, 3 + len(FORM_FIGURES))
    sheet.rows(listing, groups)
    sums = (summary.total[measure.code] for measure in DOSSIER_FIGURES)
    sheet.total(listing, (None, None, captions.WHOLE_UNIT, *sums))


def _register_sheet(
    book: SheetBook, summary: DailySummary, name: str, rows: Sequence[RegisterRow]
) -> None:
    _write_register(book.sheet(name, _REGISTER.widths), summary, _REGISTER, rows)


def _late_sheet(book: SheetBook, summary: DailySummary) -> None:
    """Write the overdue dossiers, how late each is beside its number."""
    late = text("Chậm", partial(_late, summary.as_of), _LATE_WIDTH)
    listing = SheetListing((late, *REGISTER_COLUMNS), numbered=_REGISTER.numbered)
    sheet = book.sheet(states.OVERDUE, listing.widths)
    _write_register(sheet, summary, listing, summary.overdue_rows)


def _late(as_of: datetime, row: RegisterRow) -> str:
    return late_text(row.due_at, as_of) if row.due_at else ""


def _write_register(
    sheet: Sheet,
    summary: DailySummary,
    listing: SheetListing[RegisterRow],
    rows: Sequence[RegisterRow],
) -> None:
    lead = len(listing.columns) - len(REGISTER_COLUMNS) + 2
    _heading(sheet, summary)
    sheet.head(listing.titles)
    sheet.freeze(lead)
    sheet.repeat_head(1)
    sheet.filter_rows(len(rows))
    sheet.print_in_two(lead, lead - 1 + REGISTER_CORE)
    sheet.rows(listing, rows)


def _heading(sheet: Sheet, summary: DailySummary) -> None:
    sheet.line(title_text(summary), Look.TITLE)
    _demo_line(sheet, summary)


def _demo_line(sheet: Sheet, summary: DailySummary) -> None:
    if summary.is_demo:
        sheet.line(states.DEMO_DATA, Look.WARNING)


def _section(measure: DossierFigure) -> str:
    return measure.section


def _measure(measure: DossierFigure) -> SheetColumn[GroupFigures]:
    form = measure.form_column
    title = f"{measure.short} ({form})" if form else measure.short
    width = 9 if measure in FORM_FIGURES else 10
    return number(title, lambda group: group.figures[measure.code], width)
