"""How many one-stop units have each kind of equipment on a day, by level and in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.registers.definitions import ONE_STOP_UNITS
from app.services.registers.figures import EQUIPMENT, Coverage, RegisterFigure, RegisterFigures
from app.services.registers.records import RegisterEntry
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.registers.listings import entries_dialog
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column
from app.ui.widgets.inputs import DateEdit
from app.ui.widgets.labels import label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable
from app.vocabulary.office import Level
from app.wording import captions
from app.wording.labels import label as word
from app.wording.texts import day_text, number_text

_ALL = "Tất cả các cấp"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One level (None: all of them) with its coverage by kind of equipment."""

    level: Level | None
    cells: tuple[Coverage, ...]

    @property
    def title(self) -> str:
        return _ALL if self.level is None else word(self.level)


class CoverageCard(QFrame):
    """A row a level; Enter or a double click on a cell opens the units that lack the thing."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._context = context
        self._services = services
        self.day = DateEdit(context.clock.today)
        self.day.set_value(context.clock.today())
        self.told = label("", "caption")
        self.table = RowTable[CoverageRow](
            _columns(), lambda row: row.level, empty_text="Chưa có bộ phận Một cửa nào trong sổ."
        )
        self._arrange()
        self.day.editingFinished.connect(self.load)
        self.table.row_activated.connect(self._on_activated)

    def load(self) -> None:
        """Count again, as of the day typed."""
        day = self._typed_day()
        if day is None:
            self.told.setText("Chưa đọc được ngày; hãy nhập ngày/tháng/năm.")
            return
        self.told.setText("")
        self._context.read(self._services.register_counts.of_period, day, day).then(
            self._show, self._on_failed
        )

    def rows(self) -> tuple[CoverageRow, ...]:
        return self.table.rows_model.rows

    def open_lacking(self, row: CoverageRow, equipment: str) -> None:
        """Show the units of a row that lack a kind of equipment."""
        day = self._typed_day()
        if day is None:
            return
        self._context.read(
            self._services.register_counts.rows_behind,
            RegisterFigure.UNITS_WITHOUT,
            (day, day),
            level=row.level,
            equipment=equipment,
        ).then(partial(self._show_lacking, row, equipment, day))

    def _typed_day(self) -> date | None:
        try:
            return self.day.value()
        except ValueError:
            return None

    def _show(self, figures: RegisterFigures) -> None:
        levels: list[Level | None] = [line.level for line in figures.equipment]
        rows = [
            CoverageRow(level, tuple(figures.coverage(name, level) for name in EQUIPMENT))
            for level in (*levels, *([None] if len(levels) > 1 else []))
        ]
        self.table.set_rows(rows)
        self._set_height(len(rows))

    def _on_failed(self, error: UserError) -> None:
        self.table.set_rows(())
        self.told.setText(error.message)

    def _on_activated(self, row: CoverageRow) -> None:
        at = self.table.currentIndex().column() - 2
        self.open_lacking(row, EQUIPMENT[at if 0 <= at < len(EQUIPMENT) else 0])

    def _show_lacking(
        self, row: CoverageRow, equipment: str, day: date, lacking: Sequence[RegisterEntry]
    ) -> None:
        title = ONE_STOP_UNITS.field(equipment).title.lower()
        told = f"{row.title}: {number_text(len(lacking))} bộ phận chưa có {title}, {day_text(day)}"
        today = self._context.clock.today
        entries_dialog(ONE_STOP_UNITS, told, lacking, today, self).open()

    def _set_height(self, rows: int) -> None:
        header = self.table.horizontalHeader().height() or px(ROW_HEIGHT)
        self.table.setFixedHeight(header + px(ROW_HEIGHT) * max(1, rows) + 4)

    def _arrange(self) -> None:
        self.table.setAccessibleName("Độ phủ thiết bị của các bộ phận Một cửa")
        self.table.setSortingEnabled(False)
        self.day.setFixedWidth(px(120))
        self.day.setAccessibleName("Độ phủ tính đến ngày")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Độ phủ thiết bị đến ngày", "heading"))
        head.addWidget(self.day)
        head.addWidget(self.told)
        head.addStretch(1)
        head.addWidget(label("Enter trên một ô: những bộ phận còn thiếu", "quiet"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 8)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.table)
        self._set_height(1)


def _columns() -> tuple[Column[CoverageRow], ...]:
    return (
        plain_column(captions.LEVEL, "title", 140),
        digits_column("Bộ phận", lambda row: number_text(row.cells[0].units), 84),
        *(_equipment(at, name) for at, name in enumerate(EQUIPMENT)),
    )


def _equipment(at: int, name: str) -> Column[CoverageRow]:
    def said(row: CoverageRow) -> str:
        cell = row.cells[at]
        return f"{cell.percent} ({number_text(cell.having)}/{number_text(cell.units)})"

    return digits_column(
        ONE_STOP_UNITS.field(name).title,
        said,
        tip=lambda row: f"{row.cells[at].having} trong {row.cells[at].units} bộ phận",
        tone=lambda row: Tone.OK if row.cells[at].is_full else Tone.NORMAL,
        icon=lambda row: Icon.DONE if row.cells[at].is_full else None,
    )
