"""What the log tells: files taken out unmasked, and dossiers that another unit opened."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.services.privacy import DisclosureLine, Exported, OpeningLine
from app.ui.desk.cards import HeadedCard
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording.texts import day_text, moment_text, number_text

_WORDS = {
    Exported.REGISTER: "Sổ theo dõi",
    Exported.PORTAL: "Dữ liệu Cổng quốc gia",
    Exported.LOG: "Nhật ký để kiểm toán",
}


class DisclosuresCard(HeadedCard):
    """The files in which people's data was not hidden, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tệp xuất không che", parent)
        self.table = RowTable[DisclosureLine](
            _DISCLOSURES, lambda row: row.seq, empty_text="Chưa ai xuất dữ liệu không che."
        )
        self.table.setAccessibleName("Tệp xuất không che")
        self.body.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[DisclosureLine]) -> None:
        self.table.set_rows(lines)
        self.set_count(number_text(len(lines)) if lines else "")


class OpeningsCard(HeadedCard):
    """The dossiers opened by a unit that has nothing to do with them, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Mở hồ sơ của đơn vị khác", parent)
        self.table = RowTable[OpeningLine](
            _OPENINGS, lambda row: row.seq, empty_text="Chưa ai mở hồ sơ của đơn vị khác."
        )
        self.table.setAccessibleName("Mở hồ sơ của đơn vị khác")
        self.body.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[OpeningLine]) -> None:
        self.table.set_rows(lines)
        self.set_count(number_text(len(lines)) if lines else "")


def _span(line: DisclosureLine) -> str:
    first, last = day_text(line.first_day), day_text(line.last_day)
    return first if first == last else f"{first} – {last}"


def _disclosed(line: DisclosureLine) -> str:
    who = f"{line.officer_name} ({line.login})"
    return f"{who}, {_WORDS[line.what]}, {_span(line)}: {line.reason}"


def _opened(line: OpeningLine) -> str:
    return f"{line.officer_name} ({line.login}), {line.unit_name}, {line.code}: {line.reason}"


_DISCLOSURES: tuple[Column[DisclosureLine], ...] = (
    digits_column(
        "Lúc", lambda line: moment_text(line.at), 148, tip=_disclosed, sort_key=lambda line: line.at
    ),
    plain_column("Người xuất", "login", 88),
    text_column("Tệp", lambda line: _WORDS[line.what], 96, tip=_disclosed),
    digits_column("Kỳ", _span, 168, tip=_disclosed, sort_key=lambda line: line.first_day),
    number_column(
        "Dòng", lambda line: number_text(line.lines), 52, sort_key=lambda line: line.lines
    ),
    text_column("Lý do", "reason", tip=_disclosed),
)
_OPENINGS: tuple[Column[OpeningLine], ...] = (
    digits_column(
        "Lúc", lambda line: moment_text(line.at), 148, tip=_opened, sort_key=lambda line: line.at
    ),
    plain_column("Người mở", "login", 88),
    text_column("Đơn vị", "unit_name", 128, tip=_opened),
    digits_column("Hồ sơ", "code", 216, tip=_opened),
    text_column("Lý do", "reason", tip=_opened),
)
