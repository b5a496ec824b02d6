"""The register book's columns and words, described once for paper and spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from app.clock import to_local
from app.printing.phrases import moment
from app.reports.cells import cell_text
from app.reports.formats import ExportFormat
from app.services.figures.book_records import BookSums, RegisterBookData, RegisterLine
from app.vocabulary.forms import FormSet
from app.wording.labels import label
from app.wording.texts import day_text, number_text

TITLE: Final = "SỔ THEO DÕI HỒ SƠ"
SIGNED: Final = "Ký nhận"
_ROOM_TO_SIGN: Final = "\n\n\n"
# TT 01/2018/TT-VPCP Điều 9 khoản 6 and TT 03/2025/TT-VPCP Phụ lục I.
_FORM_NUMBER: Final = {FormSet.TT01_2018: "06", FormSet.TT03_2025: "07"}
FORMATS: Final = (ExportFormat.XLSX, ExportFormat.PDF)
"""The kinds of file the book is written as."""

Value = str | int | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookColumn:
    """One column: its width in millimetres on paper and in characters in a spreadsheet.

    A void line keeps its number, code and notes alone.
    """

    title: str
    width_mm: float
    width: int
    value: Callable[[RegisterLine], Value]
    is_kept_when_void: bool = False

    def of(self, line: RegisterLine) -> Value:
        """Return what the column says of `line`."""
        return None if line.is_void and not self.is_kept_when_void else self.value(line)


def _where(line: RegisterLine) -> str:
    return ", ".join(part for part in (line.address, line.phone) if part)


COLUMNS: Final = (
    BookColumn(
        title="Số thứ tự",
        width_mm=11,
        width=8,
        value=lambda line: line.ordinal,
        is_kept_when_void=True,
    ),
    BookColumn(
        title="Mã hồ sơ",
        width_mm=25,
        width=26,
        value=lambda line: line.code,
        is_kept_when_void=True,
    ),
    BookColumn(
        title="Tên thủ tục hành chính",
        width_mm=42,
        width=46,
        value=lambda line: line.procedure_name,
    ),
    BookColumn(title="Số lượng (bộ)", width_mm=11, width=8, value=lambda line: line.set_count),
    BookColumn(
        title="Tên cá nhân, tổ chức", width_mm=29, width=24, value=lambda line: line.owner_name
    ),
    BookColumn(title="Địa chỉ, số điện thoại", width_mm=34, width=32, value=_where),
    BookColumn(
        title="Cơ quan chủ trì giải quyết",
        width_mm=24,
        width=24,
        value=lambda line: line.agency_name,
    ),
    BookColumn(
        title="Ngày, giờ nhận hồ sơ", width_mm=16, width=16, value=lambda line: line.received_at
    ),
    BookColumn(
        title="Ngày, giờ hẹn trả kết quả", width_mm=16, width=16, value=lambda line: line.due_at
    ),
    BookColumn(
        title="Ngày, giờ trả kết quả", width_mm=16, width=16, value=lambda line: line.returned_at
    ),
    BookColumn(
        title="Phương thức nhận kết quả",
        width_mm=14,
        width=14,
        value=lambda line: label(line.return_by),
    ),
    BookColumn(title=SIGNED, width_mm=17, width=18, value=lambda line: line.signed_by),
    BookColumn(
        title="Ghi chú",
        width_mm=22,
        width=30,
        value=lambda line: "; ".join(line.notes),
        is_kept_when_void=True,
    ),
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
    return [_on_paper(column, line) for column in COLUMNS]


def _on_paper(column: BookColumn, line: RegisterLine) -> str:
    text = _text(column.of(line))
    return text if column.title != SIGNED or line.is_void else f"{_ROOM_TO_SIGN}{text}"


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return moment(value)
        case int():
            return str(value)
        case str():
            return cell_text(value)


def book_file_name(first_day: date, last_day: date, fmt: ExportFormat) -> str:
    """Return the name offered for a new file: so-theo-doi-2026-01-01-den-2026-12-31.xlsx."""
    first, last = first_day.isoformat(), last_day.isoformat()
    period = first if first == last else f"{first}-den-{last}"
    return f"so-theo-doi-{period}{fmt.suffix}"
