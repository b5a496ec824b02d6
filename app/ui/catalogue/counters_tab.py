"""The desks of the office."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.catalogue.records import CounterRow
from app.services.container import Services
from app.ui.catalogue.fields import button_row
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import plain_column
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable

_COLUMNS: tuple[Column[CounterRow], ...] = (plain_column("Tên quầy", "name"),)


class CountersTab(QWidget):
    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self.board = ProblemBoard(self)
        self.table = RowTable[CounterRow](
            _COLUMNS,
            lambda row: row.counter_id,
            empty_text="Chưa có quầy nào. Hãy gõ tên ở bên phải rồi nhấn Thêm quầy.",
        )
        self.name = QLineEdit()
        self.name.setPlaceholderText("Ví dụ: Quầy 3")
        self.add_button = button("Thêm quầy", "accent", Icon.ADD)
        self.end_button = button("Ngừng dùng quầy đã chọn")
        self._arrange()
        self.table.row_selected.connect(self._show_buttons)
        self.add_button.clicked.connect(self.add)
        self.end_button.clicked.connect(self.end)
        self._show_buttons()

    def load(self) -> None:
        """Read the counters again."""
        self._context.read(self._services.counters.list).then(self._show)

    def add(self) -> None:
        """Add a counter of the name typed."""
        commit_input_method()
        self.board.clear_problems()
        name = self.name.text()
        self._context.write(self._services.counters.add, name).then(
            partial(self._on_written, "Đã thêm {}."),
            changed=(Change.OFFICE,),
            failed=self._on_refused,
        )

    def end(self) -> None:
        """Take the selected counter out of use; adding its name again brings it back."""
        row = self.table.current_row()
        if row is not None:
            self._context.write(self._services.counters.end, row.counter_id).then(
                partial(self._on_written, "Đã ngừng dùng {}. Thêm lại tên này để dùng tiếp."),
                changed=(Change.OFFICE,),
                failed=self._on_refused,
            )

    def _arrange(self) -> None:
        left, right = card(), card()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(16, 16, 16, 8)
        rows.addWidget(self.table)
        form = QVBoxLayout(right)
        form.setContentsMargins(16, 16, 16, 16)
        form.setSpacing(8)
        form.addWidget(label("Thêm quầy", "heading"))
        form.addWidget(self.board.add("name", "Tên quầy", self.name))
        form.addLayout(button_row(self.add_button, None))
        form.addSpacing(16)
        form.addLayout(button_row(self.end_button, None))
        form.addStretch(1)
        right.setFixedWidth(px(384))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(left, 1)
        whole.addWidget(right)

    def _show(self, rows: tuple[CounterRow, ...]) -> None:
        self.table.set_rows(rows)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.end_button.setEnabled(self.table.current_row() is not None)

    def _on_written(self, said: str, row: CounterRow) -> None:
        self.name.clear()
        self._context.messages.done(said.format(row.name))

    def _on_refused(self, error: UserError) -> None:
        if not (isinstance(error, InvalidInputError) and self.board.take(error)):
            self._context.messages.refused(error)
