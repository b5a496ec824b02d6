"""The register book's columns and words, described once for paper and spreadsheet."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from app.clock import to_local
from app.printing.phrases import moment as paper_moment
from app.reports.cells import cell_text
from app.reports.columns import Cell, SheetColumn, SheetListing, moment, number, ordinal, text
from app.reports.formats import ExportFormat
from app.services.figures.register_book import BookSums, RegisterBookData, RegisterLine
from app.vocabulary.forms import FormSet
from app.wording import captions
from app.wording.labels import label
from app.wording.texts import day_text, number_text

TITLE: Final = "SỔ THEO DÕI HỒ SƠ"
SIGNED: Final = "Ký nhận"
_ROOM_TO_SIGN: Final = "\n\n\n"
# TT 01/2018/TT-VPCP Điều 9 khoản 6 and TT 03/2025/TT-VPCP Phụ lục I.
_FORM_NUMBER: Final = {FormSet.TT01_2018: "06", FormSet.TT03_2025: "07"}
FORMATS: Final = (ExportFormat.XLSX, ExportFormat.PDF)
"""The kinds of file the book is written as."""

Value = Callable[[RegisterLine], Cell]


def _where(line: RegisterLine) -> str:
    return ", ".join(part for part in (line.address, line.phone) if part)


def _unless_void(value: Value) -> Value:
    """Return what reads a line that is not void: a void one keeps number, code and notes alone."""
    return lambda line: None if line.is_void else value(line)


def _text(title: str, value: Value, width: int, width_mm: float) -> SheetColumn[RegisterLine]:
    return text(title, _unless_void(value), width, width_mm)


def _moment(title: str, value: Value) -> SheetColumn[RegisterLine]:
    return moment(title, _unless_void(value), 16, 16)


LISTING: Final[SheetListing[RegisterLine]] = SheetListing(
    (
        ordinal(captions.ORDINAL, "ordinal", 8, 11),
        text(captions.DOSSIER_CODE, "code", 26, 25),
        _text("Tên thủ tục hành chính", lambda line: line.procedure_name, 46, 42),
        number(captions.SETS_COUNTED, _unless_void(lambda line: line.set_count), 8, 11),
        _text("Tên cá nhân, tổ chức", lambda line: line.owner_name, 24, 29),
        _text("Địa chỉ, số điện thoại", _where, 32, 34),
        _text("Cơ quan chủ trì giải quyết", lambda line: line.agency_name, 24, 24),
        _moment("Ngày, giờ nhận hồ sơ", lambda line: line.received_at),
        _moment("Ngày, giờ hẹn trả kết quả", lambda line: line.due_at),
        _moment("Ngày, giờ trả kết quả", lambda line: line.returned_at),
        _text("Phương thức nhận kết quả", lambda line: label(line.return_by), 14, 14),
        _text(SIGNED, lambda line: line.signed_by, 18, 17),
        text(captions.NOTE, lambda line: "; ".join(line.notes), 30, 22),
    )
)
"""What the form has, in its order; together as wide as an A4 page lying across."""


def form_line(data: RegisterBookData) -> str:
    """Return which Mẫu of which circular the book is."""
    return f"Mẫu số {_FORM_NUMBER[data.form]} ban hành kèm theo {label(data.form)}"


def book_line(year: int) -> str:
    """Return how a year's book is called."""
    return f"Quyển số: {year} (số thứ tự từ 01, theo năm tiếp nhận)"


def span_text(data: RegisterBookData) -> str:
    """Return "Hồ sơ tiếp nhận từ ngày … đến ngày …", and whether anything is hidden in it."""
    first, last = day_text(data.first_day), day_text(data.last_day)
    when = f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"
    hidden = "; địa chỉ và số điện thoại được che" if data.is_masked else ""
    return f"Hồ sơ tiếp nhận {when}{hidden}"


def made_text(data: RegisterBookData) -> str:
    """Return when and by whom it was printed: results are told as of then."""
    return f"In lúc {to_local(data.made_at):%H:%M %d/%m/%Y}, người in: {data.made_by}."


def sums_text(sums: BookSums) -> str:
    """Return "12 hồ sơ, 14 bộ, đã trả 9"."""
    return (
        f"{number_text(sums.dossiers)} hồ sơ, {number_text(sums.sets)} bộ, "
        f"đã trả {number_text(sums.returned)}"
    )


def paper_cells(line: RegisterLine) -> list[str]:
    """Return a line's texts as paper has them, with room to sign above the collector's name."""
    return [_on_paper(column, line) for column in LISTING.columns]


def _on_paper(column: SheetColumn[RegisterLine], line: RegisterLine) -> str:
    shown = _paper_text(column.value(line))
    return shown if column.title != SIGNED or line.is_void else f"{_ROOM_TO_SIGN}{shown}"


def _paper_text(value: Cell) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return paper_moment(value)
        case int() | Decimal():
            return str(value)
        case str():
            return cell_text(value)


def book_file_name(first_day: date, last_day: date, fmt: ExportFormat) -> str:
    """Return the name offered for a new file: so-theo-doi-2026-01-01-den-2026-12-31.xlsx."""
    first, last = first_day.isoformat(), last_day.isoformat()
    period = first if first == last else f"{first}-den-{last}"
    return f"so-theo-doi-{period}{fmt.suffix}"
