"""The sections of a report in their order, and which of them have words of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.widgets.columns import text_column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.reports import ReportSection
from app.wording.labels import label

_SHORT: Final = {
    ReportSection.REGULATIONS: "Văn bản quy định",
    ReportSection.PUBLISHING: "Công bố TTHC",
    ReportSection.ONE_STOP: "Giải quyết hồ sơ",
    ReportSection.EVALUATION: "Đánh giá",
    ReportSection.PETITIONS: "Phản ánh, kiến nghị",
    ReportSection.INSPECTIONS: "Kiểm tra",
    ReportSection.COMMUNICATION: "Truyền thông",
    ReportSection.OVERDUE: "Hồ sơ quá hạn",
    ReportSection.NEXT_TASKS: "Nhiệm vụ kỳ sau",
}
_ORDER: Final = tuple(ReportSection)
_WIDTH: Final = 196
_MARK_WIDTH: Final = 32


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section, and whether somebody wrote into it."""

    section: ReportSection
    is_noted: bool = False


def _tip(row: SectionRow) -> str:
    return f"{label(row.section)}{' · có lời thêm' if row.is_noted else ''}"


class SectionList(QWidget):
    """Holds one section; `section_chosen` follows every change."""

    section_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RowTable[SectionRow](
            (
                text_column(
                    "Mục của báo cáo",
                    lambda row: f"{_ORDER.index(row.section) + 1}. {_SHORT[row.section]}",
                    tip=_tip,
                ),
                text_column(
                    "",
                    lambda _row: "",
                    _MARK_WIDTH,
                    tip=_tip,
                    icon=lambda row: Icon.EDIT if row.is_noted else None,
                ),
            ),
            lambda row: row.section,
            empty_text="",
        )
        self.table.setAccessibleName("Các mục của báo cáo")
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedWidth(px(_WIDTH))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)
        self.show_noted(())
        self.choose(_ORDER[0])
        self.table.row_selected.connect(self._on_row_selected)

    @property
    def chosen(self) -> ReportSection:
        row = self.table.current_row()
        return row.section if row else _ORDER[0]

    def choose(self, section: ReportSection) -> None:
        self.table.go_to(section)

    def show_noted(self, noted: Collection[ReportSection]) -> None:
        """Say which sections have words of their own."""
        self.table.set_rows([SectionRow(section, section in noted) for section in _ORDER])

    def _on_row_selected(self) -> None:
        self.section_chosen.emit(self.chosen)
