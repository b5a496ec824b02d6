"""The register book on paper, A4 lying across: each page has its number, sums, and those so far.

The sums are written when the pages are full: only then is it known which lines a page took.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.layout import A4_HEAD, draw_letterhead, draw_title
from app.printing.phrases import place_and_day
from app.printing.press import Edition, press
from app.printing.sheet import Align, Flow, Paper, TextMark, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.reports.cells import cell_text
from app.reports.register_book import (
    LISTING,
    TITLE,
    book_line,
    form_line,
    made_text,
    paper_cells,
    span_text,
    sums_text,
)
from app.services.figures.register_book import BookSums, RegisterBookData, RegisterLine
from app.wording import captions, printed, sentences

# Room below the table for the line of sums; the widths of the columns are what the margins leave.
_PAPER: Final = Paper("A4 ngang", 297, 210, left_mm=10, right_mm=10, top_mm=12, bottom_mm=19)
_SUMS_BELOW_MM: Final = 4.6
_SUMS_PT: Final = 9.0
_TABLE_PT: Final = 8.0
_HEAD_PT: Final = 8.0
_TITLE_PT: Final = 15.0
_FORM: Final = TextStyle(9, Align.RIGHT)
_BOOK: Final = TextStyle(11, after_mm=1.2)
_CENTRED: Final = frozenset({captions.ORDINAL, captions.SETS_COUNTED})


def register_book_pdf(data: RegisterBookData) -> bytes:
    """Return the document; equal input, equal bytes."""
    flow = Flow(_PAPER)
    _draw_head(flow, data)
    tally = _Tally()
    for place, year in enumerate(data.years):
        if place:
            flow.turn_page()
        tally.begin(len(flow.pages))
        lines = [line for line in data.lines if line.year == year]
        is_last = place == len(data.years) - 1
        _draw_book(flow, year, lines, tally, (lambda: _draw_end(flow, data)) if is_last else None)
    if not data.lines:
        flow.paragraph([TextSpan(sentences.NO_DOSSIERS_RECEIVED, FontFace.ITALIC)], _BOOK)
        _draw_end(flow, data)
    _write_sums(flow, tally)
    footer = cell_text(f"{data.head.unit_name}   ·   {TITLE.capitalize()}   ·   {made_text(data)}")
    edition = Edition(f"{TITLE.capitalize()}", footer, is_demo=data.head.is_demo)
    return press(_PAPER, edition, flow.pages)


@dataclass(slots=True)
class _Tally:
    """What each page took, and what its book came to by its end; pages are counted from 1."""

    pages: dict[int, BookSums] = field(default_factory=dict)
    totals: dict[int, BookSums] = field(default_factory=dict)
    _total: BookSums = field(default_factory=BookSums)

    def begin(self, page: int) -> None:
        """Begin another book on `page`."""
        self._total = BookSums()
        self.pages[page] = BookSums()

    def add(self, page: int, line: RegisterLine) -> None:
        """Count a line on the page where it ends."""
        self.pages[page] = self.pages.get(page, BookSums()).plus(line)
        self._total = self.totals[page] = self._total.plus(line)


def _draw_head(flow: Flow, data: RegisterBookData) -> None:
    head = data.head
    flow.paragraph([TextSpan(form_line(data), FontFace.ITALIC)], _FORM)
    names = (cell_text(head.parent_name), cell_text(head.unit_name))
    place = place_and_day(cell_text(head.place), data.made_at)
    draw_letterhead(flow, A4_HEAD, names, ("", place))
    flow.skip(3)
    draw_title(flow, TITLE, _TITLE_PT, [TextSpan(span_text(data), FontFace.ITALIC)])
    flow.skip(2)


def _draw_book(
    flow: Flow,
    year: int,
    lines: list[RegisterLine],
    tally: _Tally,
    end: Callable[[], None] | None,
) -> None:
    """Draw a year's lines, the last of them on one page with what `end` draws."""
    flow.paragraph([TextSpan(book_line(year), FontFace.BOLD)], _BOOK)
    columns = [
        TableColumn(
            column.title,
            column.width_mm,
            Align.CENTRE if column.title in _CENTRED else Align.LEFT,
        )
        for column in LISTING.columns
    ]
    table = Table(flow, columns, size_pt=_TABLE_PT, head_pt=_HEAD_PT)
    *body, last = lines
    for number, line in enumerate(body):
        _draw_line(table, line, is_first=number == 0)
        tally.add(len(flow.pages), line)
    pages: list[int] = []

    def finish() -> None:
        _draw_line(table, last, is_first=not body)
        pages.append(len(flow.pages))
        if end is not None:
            end()

    flow.keep_together(finish)
    tally.add(pages[-1], last)


def _draw_line(table: Table, line: RegisterLine, *, is_first: bool) -> None:
    if is_first:
        table.draw([_cells(line)])
    else:
        table.add(_cells(line))


def _cells(line: RegisterLine) -> list[str]:
    """Return a line's texts; the code breaks before its day, where it would have to anyway."""
    ordinal, code, *others = paper_cells(line)
    return [ordinal, code.replace("-", "- ", 1), *others]


def _draw_end(flow: Flow, data: RegisterBookData) -> None:
    flow.skip(3)
    draw_closing(flow, _closing(data), A4_CLOSING)


def _closing(data: RegisterBookData) -> Closing:
    return Closing(
        (Signature("NGƯỜI LẬP SỔ", cell_text(data.made_by)), Signature(printed.HEAD_OF_OFFICE, ""))
    )


def _write_sums(flow: Flow, tally: _Tally) -> None:
    y_mm = _PAPER.floor_mm + _SUMS_BELOW_MM
    so_far = BookSums()
    for page in range(1, len(flow.pages) + 1):
        here = tally.pages.get(page)
        if here is None:
            continue
        so_far = tally.totals.get(page, so_far)
        text = f"Cộng trang này: {sums_text(here)}.   Cộng từ đầu sổ: {sums_text(so_far)}."
        mark = TextMark(_PAPER.left_mm, y_mm, text, FontFace.BOLD, _SUMS_PT)
        flow.pages[page - 1].append(mark)
