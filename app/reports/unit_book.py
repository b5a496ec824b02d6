"""A workbook of one unit: its name on every page and at the head of a sheet, made-up data said."""

from datetime import datetime

from app.reports.book import Book, BookFacts, Sheet
from app.reports.columns import Look
from app.reports.headings import DEMO_MARK


def unit_book(title: str, unit_name: str, *, made_at: datetime, is_demo: bool) -> Book:
    """Return an empty workbook that says whose it is, and on every page whether it is made up."""
    return Book(
        BookFacts(
            title=title,
            author=unit_name,
            made_at=made_at,
            footer=unit_name,
            header=DEMO_MARK if is_demo else "",
        )
    )


def write_unit(sheet: Sheet, unit_name: str, *, is_demo: bool) -> None:
    """Begin a sheet with whose it is, and whether it is made up."""
    sheet.line(unit_name, Look.STRONG)
    if is_demo:
        sheet.line(DEMO_MARK, Look.WARNING)
