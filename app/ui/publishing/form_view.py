"""Form II.07b at any date: every count opens to the procedures behind it."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.reports.published_xlsx import write_published
from app.services.container import Services
from app.services.publishing.counts import COLUMNS, AgencyFigures, PublishedFigures
from app.services.publishing.records import CountedProcedures, ProcedureLine, StatedLine
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.publishing.columns import CHOICES, PROCEDURES, STATED, Chosen, form_columns
from app.ui.publishing.fields import required_day
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import TableDialog
from app.ui.widgets.inputs import DateEdit
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable
from app.wording import buttons
from app.wording.labels import label as word
from app.wording.texts import day_text

_DATE_WIDTH = 128
_SIZE: Final = (1000, 520)
_STATED_ROWS: Final = 3.6
_TOLD: Final = "Theo số ghi trong quyết định, chưa nhập từng thủ tục:"


class ProcedureRowsDialog(TableDialog):
    """Esc closes."""

    def __init__(
        self, title: str, behind: CountedProcedures, parent: QWidget | None = None
    ) -> None:
        self.procedures = RowTable[ProcedureLine](
            PROCEDURES, lambda line: line.code, empty_text="Không có thủ tục nào nhập từng mục."
        )
        self.procedures.set_rows(behind.procedures)
        self.stated = RowTable[StatedLine](
            STATED, lambda line: line.decision_id, empty_text="Không có."
        )
        self.stated.setAccessibleName("Theo số ghi trong quyết định")
        self.stated.set_rows(behind.stated)
        self.stated.setFixedHeight(px(ROW_HEIGHT * (_STATED_ROWS + 1)))
        below = (label(_TOLD, "body", wrap=True), self.stated) if behind.stated else ()
        super().__init__(title, self.procedures, parent=parent, size=_SIZE, below=below)
        if not behind.stated:
            self.stated.setParent(self)
            self.stated.hide()


class FormView(QWidget):
    """Reads the counts of the day typed; today's at first."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._figures: PublishedFigures | None = None
        self.day = DateEdit(context.clock.today)
        self.day.set_value(context.clock.today())
        self.problem = label("", "problem")
        self.export = button(buttons.EXPORT_XLSX, "plain", Icon.EXPORT)
        self.notes = label("", "body", wrap=True)
        set_tone(self.notes, Tone.LATE)
        self.table = RowTable[AgencyFigures](
            form_columns(),
            lambda row: row.key,
            empty_text="Chưa có quyết định công bố nào có hiệu lực đến ngày này.",
        )
        # The sum stays below the rows that it is of.
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName("Số thủ tục theo cơ quan, biểu II.07b")
        self._arrange()
        self.day.editingFinished.connect(self.load)
        self.export.clicked.connect(self.start_export)
        self.table.clicked.connect(self._on_clicked)
        self.table.row_activated.connect(self._on_activated)

    @property
    def figures(self) -> PublishedFigures | None:
        """What is on the screen."""
        return self._figures

    def load(self) -> None:
        """Read the counts of the day typed."""
        try:
            at = required_day(self.day, "at", "Hãy nhập ngày, ví dụ 30/06/2026.")
        except InvalidInputError as error:
            self.problem.setText(error.message)
            return
        self.problem.setText("")
        first = date(at.year, 1, 1)
        self._context.read(self._services.publishing.figures, first, at).then(
            self._show, self._on_failed
        )

    def start_export(self) -> None:
        """Ask where to, and write the decisions of the year and the form there."""
        figures = self._figures
        if figures is None:
            return
        name = f"cong-bo-tthc-{figures.at.isoformat()}.xlsx"
        write = partial(write_published, self._services, figures)
        self._context.export(self, name, ExportFormat.XLSX, write)

    def _show(self, figures: PublishedFigures) -> None:
        self._figures = figures
        rows = (*figures.agencies, figures.total) if figures.agencies else ()
        self.table.set_rows(rows)
        self.notes.setText("\n".join(figures.notes))
        self.notes.setVisible(bool(figures.notes))
        self.export.setEnabled(True)

    def _on_failed(self, error: Exception) -> None:
        self._figures = None
        self.export.setEnabled(False)
        self.table.set_rows(())
        self.problem.setText(str(error))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.table.rows_model.row_at(index)
        if row is not None and index.column() > 0:
            self._open(row, CHOICES[index.column() - 1])

    def _on_activated(self, row: AgencyFigures) -> None:
        self._open(row, CHOICES[max(0, self.table.currentIndex().column() - 1)])

    def _open(self, row: AgencyFigures, chosen: Chosen) -> None:
        figures = self._figures
        if figures is None or row.of(chosen.column).of(chosen.level) is None:
            return
        title = f"{COLUMNS[chosen.column].name}: {row.name}"
        if chosen.level is not None:
            title += f", {word(chosen.level).lower()}"
        self._context.read(
            self._services.publishing.behind,
            figures.at,
            chosen.column,
            chosen.level,
            row.key or None,
        ).then(partial(self._open_behind, f"{title}, đến {day_text(figures.at)}"))

    def _open_behind(self, title: str, behind: CountedProcedures) -> None:
        ProcedureRowsDialog(title, behind, self).open()

    def _arrange(self) -> None:
        self.day.setFixedWidth(px(_DATE_WIDTH))
        self.day.setAccessibleName("Tính đến ngày")
        head = QHBoxLayout()
        head.setSpacing(8)
        asked = label("&Tính đến ngày")
        asked.setBuddy(self.day)
        head.addWidget(asked)
        head.addWidget(self.day)
        head.addWidget(self.problem, 1)
        head.addWidget(self.export)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.notes)
        rows.addWidget(self.table, 1)
        self.notes.hide()
        self.export.setEnabled(False)
