"""The list at the left: search, level, field, pages of rows."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.catalogue.records import ProcedureFilter, ProcedurePage, ProcedureRow
from app.services.container import Services
from app.ui.catalogue.fields import LEVELS, button_row
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.inputs import ComboBox, WholeWordsBox
from app.ui.widgets.labels import icon_button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.office import Level
from app.wording import captions
from app.wording.labels import label as word
from app.wording.texts import number_text

PAGE_SIZE = 100
_SEARCH_AFTER_MS = 150
_EMPTY = (
    "Chưa có thủ tục nào. Nhấn Ctrl+O để nhập danh mục từ tệp, Ctrl+N để thêm một thủ tục, "
    "hoặc dùng danh mục có sẵn."
)
_NOT_FOUND = "Không có thủ tục nào khớp. Hãy bớt chữ hoặc bỏ bộ lọc."


def _name(row: ProcedureRow) -> str:
    return row.name if row.is_active else f"{row.name} (đã kết thúc)"


def _times(row: ProcedureRow) -> str:
    """Return the time without the word that already heads the column."""
    return row.times.replace(" thời hạn", "")


def _tone(row: ProcedureRow) -> Tone:
    return Tone.NORMAL if row.is_active else Tone.QUIET


_COLUMNS: tuple[Column[ProcedureRow], ...] = (
    digits_column(captions.CODE, "code", 88),
    text_column(captions.PROCEDURE_NAME, _name, tone=_tone),
    text_column(captions.TIME_LIMIT, _times, 144, tip=lambda row: row.times),
)


class ProcedureList(QWidget):
    """`procedure_chosen` carries the ProcedureRow a person went to."""

    procedure_chosen = Signal(object)

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._offset = 0
        self._marked: int | None = None
        self.search = QLineEdit()
        self.level = ComboBox()
        self.field = WholeWordsBox()
        self.ended = QCheckBox("Cả đã kết thúc")
        self.table = RowTable[ProcedureRow](
            _COLUMNS, lambda row: row.procedure_id, empty_text=_EMPTY
        )
        self.count = label("", "caption")
        self.back = icon_button(Icon.LEFT, "Trang trước", "plain")
        self.forth = icon_button(Icon.RIGHT, "Trang sau", "plain")
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._fill_choices()
        self._arrange()
        self._connect()

    @property
    def wanted(self) -> ProcedureFilter:
        """What the list is narrowed to now."""
        level = self.level.currentData()
        return ProcedureFilter(
            text=self.search.text(),
            field=self.field.currentData() or "",
            level=Level(level) if level else None,
            has_ended=self.ended.isChecked(),
        )

    def load(self) -> None:
        """Read the rows of the page shown again."""
        context, services, wanted, offset = self._context, self._services, self.wanted, self._offset
        context.read(services.procedures.page, wanted, offset=offset, limit=PAGE_SIZE).then(
            self._show
        )

    def load_fields(self) -> None:
        """Read again which fields there are."""
        self._context.read(self._services.procedures.fields).then(self._show_fields)

    def go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def go_to(self, procedure_id: int | None) -> None:
        """Mark a row, now and when rows are read again, without telling anybody."""
        self._marked = procedure_id
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        if procedure_id is None or not self.table.go_to(procedure_id):
            self.table.clearSelection()
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def _fill_choices(self) -> None:
        self.search.setPlaceholderText("Tìm theo tên không dấu, lĩnh vực hoặc mã (Ctrl+F)")
        self.search.setAccessibleName("Tìm thủ tục")
        self.search.setClearButtonEnabled(True)
        self.level.setAccessibleName("Lọc theo cấp")
        self.level.addItem("Mọi cấp", "")
        for level in LEVELS:
            self.level.addItem(word(level), level.value)
        self.field.setAccessibleName("Lọc theo lĩnh vực")
        self.field.addItem("Mọi lĩnh vực", "")

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        self.level.setFixedWidth(px(116))
        filters.addWidget(self.level)
        filters.addWidget(self.field, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 8)
        rows.setSpacing(8)
        rows.addWidget(self.search)
        rows.addLayout(filters)
        rows.addWidget(self.table, 1)
        rows.addLayout(button_row(self.count, None, self.ended, self.back, self.forth))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._search)
        self.search.returnPressed.connect(self.table.setFocus)
        self.level.currentIndexChanged.connect(self._search)
        self.field.currentIndexChanged.connect(self._search)
        self.ended.toggled.connect(self._search)
        self.table.row_selected.connect(self._on_row_selected)
        self.back.clicked.connect(self._on_back_clicked)
        self.forth.clicked.connect(self._on_forth_clicked)

    def _search(self) -> None:
        self._offset = 0
        self.load()

    def _on_back_clicked(self) -> None:
        self._offset = max(0, self._offset - PAGE_SIZE)
        self.load()

    def _on_forth_clicked(self) -> None:
        self._offset += PAGE_SIZE
        self.load()

    def _on_row_selected(self, row: ProcedureRow | None) -> None:
        if row is not None:
            self._marked = row.procedure_id
            self.procedure_chosen.emit(row)

    def _show(self, page: ProcedurePage) -> None:
        is_narrowed = self.wanted != ProcedureFilter()
        self.table.set_empty_text(_NOT_FOUND if is_narrowed else _EMPTY)
        self.table.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.table.set_rows(page.rows)
        self.table.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.go_to(self._marked)
        last = self._offset + len(page.rows)
        shown = f"{number_text(self._offset + 1)}–{number_text(last)} trên " if page.rows else ""
        self.count.setText(f"{shown}{number_text(page.total)} thủ tục")
        self.back.setEnabled(self._offset > 0)
        self.forth.setEnabled(last < page.total)

    def _show_fields(self, fields: tuple[str, ...]) -> None:
        chosen = self.field.currentData()
        self.field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        while self.field.count() > 1:
            self.field.removeItem(1)
        for field in fields:
            self.field.addItem(field, field)
        self.field.setCurrentIndex(max(0, self.field.findData(chosen)))
        self.field.blockSignals(False)  # noqa: FBT003 - Qt's own signature
