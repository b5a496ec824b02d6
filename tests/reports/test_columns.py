"""Columns of a written list: what reads a row, the running number, and how each cell looks."""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import openpyxl

from app.reports.book import BookFacts, SheetBook
from app.reports.columns import SheetListing, day, moment, number, text

_AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class _Owner:
    name: str


@dataclass(frozen=True)
class _Paper:
    owner: _Owner
    copies: int
    since: datetime | str
    signed_on: date = date(2026, 11, 20)


_LISTING: SheetListing[_Paper] = SheetListing(
    (
        text("Chủ hồ sơ", "owner.name", 22),
        number("Bản sao", lambda paper: paper.copies * 2, 8),
        moment("Từ", "since"),
        day("Ký", lambda paper: paper.signed_on, 12),
    ),
    numbered=5,
)


def _written(*papers: _Paper) -> list[tuple[tuple[object, str], ...]]:
    book = SheetBook(BookFacts(title="t", author="a", made_at=_AT, footer=""))
    sheet = book.sheet("Giấy tờ", _LISTING.widths)
    sheet.head(_LISTING.titles)
    sheet.rows(_LISTING, papers)
    sheet.total(_LISTING, (None, "Cộng", 6, None, None))
    written = openpyxl.load_workbook(io.BytesIO(book.finish())).worksheets[0]
    return [tuple((cell.value, cell.number_format) for cell in row) for row in written]


def test_the_running_number_stands_first() -> None:
    assert _LISTING.titles == ("TT", "Chủ hồ sơ", "Bản sao", "Từ", "Ký")
    assert _LISTING.widths == (5, 22, 8, 16, 12)


def test_each_cell_is_read_from_the_row_and_has_its_format() -> None:
    _, first, second, total = _written(
        _Paper(_Owner("Trần An"), 3, _AT), _Paper(_Owner("Lê Bình"), 1, "23/11/2026")
    )

    assert first == (
        (1, "General"),
        ("Trần An", "@"),
        (6, "#,##0"),
        (datetime.fromisoformat("2026-11-23 08:30"), "dd/mm/yyyy hh:mm"),
        (datetime.fromisoformat("2026-11-20"), "dd/mm/yyyy"),
    )
    assert second[0] == (2, "General")
    assert second[3] == ("23/11/2026", "@")
    assert total[1:3] == (("Cộng", "@"), (6, "#,##0"))
