"""One section: what the figures say, each number with its rows, the officer's own words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.reports.quarter.content import FigureLine, SectionText
from app.services.reporting.records import Remark
from app.ui.reporting.remarks import RemarkFields
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.labels import label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable

COLUMNS: Sequence[Column[FigureLine]] = (
    text_column("Chỉ tiêu", "words"),
    number_column("Số liệu", "value", 120, tip=lambda line: line.value),
)


class SectionPanel(QWidget):
    """Shows a section; `behind_wanted` carries a figure whose rows are to be opened."""

    behind_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName("Nội dung lập từ số liệu")
        self.figures = RowTable[FigureLine](
            COLUMNS, lambda line: line.words, empty_text="Mục này không có số liệu."
        )
        self.figures.setAccessibleName("Số liệu của mục; Enter mở các dòng đứng sau")
        self.remarks = RemarkFields()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.title)
        rows.addWidget(self.told, 3)
        rows.addWidget(label("Số liệu: Enter hoặc bấm đúp để mở các dòng đứng sau", "caption"))
        rows.addWidget(self.figures, 5)
        rows.addWidget(self.remarks)
        self.figures.row_activated.connect(self._on_row_activated)

    def show_section(
        self, section: SectionText, remarks: Sequence[Remark], *, is_new: bool
    ) -> None:
        """Show a section; where it `is_new` on the screen nothing typed is left."""
        self.title.setText(section.title)
        self.told.setPlainText("\n\n".join(section.told.sentences))
        self.figures.set_rows(section.told.figures)
        if is_new:
            self.remarks.start(remarks)
        else:
            self.remarks.show_remarks(remarks)

    def _on_row_activated(self, line: FigureLine) -> None:
        if line.behind is not None:
            self.behind_wanted.emit(line)
