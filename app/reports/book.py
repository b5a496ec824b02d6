"""A workbook that takes rows in order and writes each cell as what it is: never as a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from app.clock import OFFICE_ZONE
from app.reports.cells import cell_text
from app.reports.columns import Cell, Look, Row, SheetListing
from app.services.container import Services
from app.services.ledger.records import Actor
from app.wording import states

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FONT: Final = "Times New Roman"
_FONT_PT: Final = 11
_A4: Final = 9
_MARGIN_INCHES: Final = 0.5
_EDGE_INCHES: Final = 0.75
_PRINTED_INCHES: Final = 297 / 25.4 - 2 * _MARGIN_INCHES
# A column of n characters is 7n + 5 pixels of 1/96 inch; the rest is slack for other renderers.
_CHARACTER_INCHES: Final = 7 / 96 * 1.05
_PADDING_INCHES: Final = 5 / 96 * 1.05
_PRINT_FONT: Final = f'&"{_FONT},Regular"'
_GREY: Final = "#E8ECF1"
_MOMENT_FORMAT: Final = "dd/mm/yyyy hh:mm"
_DAY_FORMAT: Final = "dd/mm/yyyy"
_COUNT_FORMAT: Final = "#,##0"
# Day 0 of the date system every spreadsheet uses; in the same zone, wall clocks are subtracted.
_DAY_ZERO: Final = datetime(1899, 12, 30, tzinfo=OFFICE_ZONE)
_ONE_DAY: Final = timedelta(days=1)

_STRONG: Final = {Look.TEXT: Look.STRONG_TEXT, Look.ORDINAL: Look.STRONG_TEXT}
_BOXED: Final = {"border": 1, "valign": "top"}
_LOOKS: Final = {
    Look.PLAIN: {},
    Look.STRONG: {"bold": True},
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.WARNING: {"bold": True, "font_color": "#B3261E"},
    Look.HEAD: {
        "bold": True,
        "border": 1,
        "bg_color": _GREY,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    Look.TEXT: {**_BOXED, "text_wrap": True, "num_format": "@"},
    Look.MOMENT: {**_BOXED, "num_format": _MOMENT_FORMAT, "align": "center"},
    Look.DAY: {**_BOXED, "num_format": _DAY_FORMAT, "align": "center"},
    Look.ORDINAL: {**_BOXED, "align": "center"},
    Look.COUNT: {**_BOXED, "num_format": _COUNT_FORMAT},
    Look.STRONG_TEXT: {**_BOXED, "bold": True, "text_wrap": True, "num_format": "@"},
    Look.TENTHS: {**_BOXED, "num_format": "0.0"},
    Look.HUNDREDTHS: {**_BOXED, "num_format": "0.00"},
    Look.STRONG_COUNT: {**_BOXED, "bold": True, "num_format": _COUNT_FORMAT},
}


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the file says of itself; `footer` stands on every printed page."""

    title: str
    author: str
    made_at: datetime
    footer: str
    header: str = ""


class SheetBook:
    """A workbook in memory; sheets must be filled one row after another."""

    def __init__(self, facts: BookFacts) -> None:
        from xlsxwriter import Workbook

        self._out = io.BytesIO()
        self._facts = facts
        self._workbook = Workbook(
            self._out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {
                    "font_name": _FONT,
                    "font_size": _FONT_PT,
                    "font_scheme": "none",
                },
            },
        )
        self._workbook.set_properties(
            {
                "title": facts.title,
                "author": facts.author,
                "created": facts.made_at.astimezone(OFFICE_ZONE).replace(tzinfo=None),
            }
        )
        self._formats = {
            look: self._workbook.add_format(settings) for look, settings in _LOOKS.items()
        }

    def sheet(self, name: str, widths: Sequence[int]) -> "Sheet":
        """Add a sheet, printed on A4 across."""
        sheet = self._workbook.add_worksheet(name)
        _keep_rows_in_memory(sheet)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, _EDGE_INCHES, _EDGE_INCHES)
        sheet.set_footer(f"&L{_PRINT_FONT}{_plain(self._facts.footer)}&R{_PRINT_FONT}Trang &P/&N")
        if self._facts.header:
            sheet.set_header(f"&C{_PRINT_FONT}{_plain(self._facts.header)}")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return Sheet(sheet, self._formats, widths)

    def finish(self) -> bytes:
        """Return the file."""
        self._workbook.close()
        return self._out.getvalue()


def _keep_rows_in_memory(sheet: "Worksheet") -> None:
    """Write the rows to memory: a file of them would be left where the program is killed."""
    sheet.row_data_fh.close()
    sheet.row_data_fh = sheet.fh = io.StringIO()


class Sheet:
    """One sheet; `row` is the next free row."""

    def __init__(
        self, sheet: "Worksheet", formats: dict[Look, "Format"], widths: Sequence[int]
    ) -> None:
        self._sheet = sheet
        self._formats = formats
        self._widths = widths
        self.row = 0

    def print_on_one_page(self) -> None:
        """Shrink the print until the whole sheet stands on one page."""
        self._sheet.fit_to_pages(1, 1)

    def print_one_page_wide(self) -> None:
        """Shrink the print until all columns stand on one page across, on as many as it takes."""
        self._sheet.fit_to_pages(1, 0)

    def print_in_two(self, lead: int, first: int) -> None:
        """Print the first `first` columns on one page across and the others on the next.

        The first `lead` columns stand on both. The scale is that of the wider page.
        """
        pages = (self._widths[:first], (*self._widths[:lead], *self._widths[first:]))
        widest = max(_inches(widths) for widths in pages)
        scale = int(100 * _PRINTED_INCHES / widest)
        self._sheet.set_print_scale(min(scale, 100))
        self._sheet.set_v_pagebreaks([first])
        self._sheet.repeat_columns(0, lead - 1)

    def line(self, text: str, look: Look = Look.PLAIN) -> None:
        """Write one text that may run over the columns beside it."""
        self._sheet.write_string(self.row, 0, _safe(text), self._formats[look])
        self.row += 1

    def skip(self) -> None:
        """Leave a row free."""
        self.row += 1

    def head(self, titles: Sequence[str]) -> None:
        """Write a row of column titles."""
        self.cells(titles, [Look.HEAD] * len(titles))

    def rows(self, listing: SheetListing[Row], rows: Iterable[Row]) -> None:
        """Write a line for each of `rows`."""
        looks, readers = listing.looks, [column.value for column in listing.columns]
        for number, row in enumerate(rows, 1):
            values = [read(row) for read in readers]
            self.cells([number, *values] if listing.numbered else values, looks)

    def total(self, listing: SheetListing[Row], values: Sequence[Cell]) -> None:
        """Write the line of sums."""
        self.cells(values, [_STRONG.get(look, Look.STRONG_COUNT) for look in listing.looks])

    def bands(self, bands: Sequence[tuple[str, int]]) -> None:
        """Write headings over (title, number of columns), an empty title for none."""
        column = 0
        for title, count in bands:
            if count > 1:
                place = (self.row, column, self.row, column + count - 1)
                self._sheet.merge_range(*place, _safe(title), self._formats[Look.HEAD])
            else:
                self._sheet.write_string(self.row, column, title, self._formats[Look.HEAD])
            column += count
        self.row += 1

    def freeze(self, columns: int) -> None:
        """Keep everything above the next row and the first `columns` in view."""
        self._sheet.freeze_panes(self.row, columns)

    def repeat_head(self, rows: int) -> None:
        """Print the `rows` above the next one again on every page."""
        self._sheet.repeat_rows(self.row - rows, self.row - 1)

    def filter_rows(self, count: int) -> None:
        """Offer a filter in the head just written, over the `count` rows to come."""
        self._sheet.autofilter(self.row - 1, 0, self.row - 1 + count, len(self._widths) - 1)

    def cells(self, values: Sequence[Cell], looks: Sequence[Look]) -> None:
        """Write one row, each value as its type; a word where a moment stands looks like a text."""
        sheet, formats, row = self._sheet, self._formats, self.row
        for column, (value, look) in enumerate(zip(values, looks, strict=True)):
            style = formats[look]
            match value:
                case str():
                    style = formats[Look.TEXT] if look is Look.MOMENT else style
                    sheet.write_string(row, column, _safe(value), style)
                case int():
                    sheet.write_number(row, column, value, style)
                case Decimal():
                    sheet.write_number(row, column, float(value), style)
                case datetime():
                    sheet.write_number(row, column, _serial(value), style)
                case None:
                    sheet.write_blank(row, column, None, style)
        self.row += 1


def _inches(widths: Sequence[int]) -> float:
    return sum(width * _CHARACTER_INCHES + _PADDING_INCHES for width in widths)


def _serial(instant: datetime) -> float:
    """Return the office's wall-clock time as a spreadsheet's date number, to the second."""
    local = instant.astimezone(OFFICE_ZONE).replace(microsecond=0)
    return (local - _DAY_ZERO) / _ONE_DAY


def _safe(text: str) -> str:
    """Return `text` for a cell: the writer takes <r>…</r> for its own markup, so that is parted."""
    shown = cell_text(text)
    return f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown


def _plain(text: str) -> str:
    """Return `text` for a printed header: & would start a code, and 255 characters is the end."""
    return cell_text(text)[:100].replace("&", "&&")


# What stands above every table that leaves the office: whose it is, when it was made.


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHead:
    """The office's name, the moment, and whether the data are for trial."""

    unit_name: str
    made_at: datetime
    is_demo: bool = False


def export_head(services: Services, actor: Actor) -> ExportHead:
    """Return the head of a table made now. Raises NotAllowedError, StoreError."""
    facts = services.office.facts(actor)
    return ExportHead(
        unit_name=facts.edit.name, made_at=services.clock.now(), is_demo=facts.is_demo
    )


# A workbook of one unit: its name on every page and at the head of a sheet, made-up data said.


def unit_book(title: str, unit_name: str, *, made_at: datetime, is_demo: bool) -> SheetBook:
    """Return an empty workbook that says whose it is, and on every page whether it is made up."""
    return SheetBook(
        BookFacts(
            title=title,
            author=unit_name,
            made_at=made_at,
            footer=unit_name,
            header=states.DEMO_DATA if is_demo else "",
        )
    )


def write_unit(sheet: Sheet, unit_name: str, *, is_demo: bool) -> None:
    """Begin a sheet with whose it is, and whether it is made up."""
    sheet.line(unit_name, Look.STRONG)
    if is_demo:
        sheet.line(states.DEMO_DATA, Look.WARNING)
