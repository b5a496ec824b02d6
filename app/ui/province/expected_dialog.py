"""Which units are to send their figures: by their key, or listed by hand with days."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.province.records import EXPECTED_UNIT, ExpectedDraft, ExpectedLine
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, size_window
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import plain_column, text_column
from app.ui.widgets.labels import button, label
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, captions
from app.wording.texts import day_text

Lines = tuple[ExpectedLine, ...]
_SIZE: Final = (920, 520)


class ExpectedDialog(QDialog):
    """The list; `changed` is called after each change."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        changed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Đơn vị phải gửi số liệu")
        size_window(self, *_SIZE)
        self._context, self._services, self._changed = context, services, changed
        self.table: RowTable[ExpectedLine] = RowTable(
            _COLUMNS,
            lambda line: line.code,
            empty_text="Chưa có đơn vị nào. Hãy bấm “Thêm đơn vị…”.",
        )
        self.table.setAccessibleName("Đơn vị phải gửi số liệu")
        self.add = button("Thêm đơn vị…", "plain", Icon.ADD)
        self.edit = button("Đặt thời gian…", "plain", Icon.CALENDAR)
        self.strike = button("Bỏ khỏi danh sách")
        self.leave = button(buttons.CLOSE, hint="Esc")
        self._arrange()
        self.add.clicked.connect(lambda: self._ask(None))
        self.edit.clicked.connect(lambda: self._ask(self.table.current_row()))
        self.strike.clicked.connect(self._on_strike)
        self.leave.clicked.connect(self.reject)
        self.table.row_selected.connect(self._tell)
        self.table.row_activated.connect(self._ask)
        self._tell(None)
        self._read()

    def _arrange(self) -> None:
        told = label(
            "Đơn vị cấp dưới có thẻ khóa đã xác nhận thì mặc nhiên phải gửi. Ghi thêm ở đây đơn vị "
            "chưa có khóa, hoặc đặt thời gian cho đơn vị mới lập, đã sáp nhập: đơn vị phải gửi các "
            "kỳ kết thúc trong thời gian đó.",
            "quiet",
            wrap=True,
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for made in (self.add, self.edit, self.strike):
            foot.addWidget(made)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label("Đơn vị phải gửi số liệu", "title"))
        rows.addWidget(told)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)

    def _read(self) -> None:
        units = self._services.expected_units
        self._context.read(units.list).then(self._show, self._on_failed)

    def _show(self, lines: Lines) -> None:
        self.table.set_rows(lines)
        self._tell(self.table.current_row())

    def _tell(self, line: ExpectedLine | None) -> None:
        self.edit.setEnabled(line is not None)
        self.strike.setEnabled(line is not None and line.is_listed)

    def _ask(self, line: ExpectedLine | None) -> None:
        today = self._context.clock.today
        form = RecordForm(
            EXPECTED_UNIT, "Đơn vị phải gửi số liệu", "Lưu đơn vị", today, self, columns=2
        )
        if line is not None:
            form.show_stored(line)
        if line is None or line.from_day is None:
            form.show_values({"from_day": today().replace(month=1, day=1)})
        if line is not None:
            form.begin("from_day")
        keep, write = self._services.expected_units.keep, self._context.write
        form.ask(
            lambda: write(keep, form.read(ExpectedDraft)), self._on_changed, (Change.REGISTERS,)
        )

    def _on_strike(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        self._context.write(self._services.expected_units.strike, line.code).then(
            self._on_changed, changed=(Change.REGISTERS,), failed=self._on_failed
        )

    def _on_changed(self, lines: Lines) -> None:
        self._show(lines)
        self._changed()

    def _on_failed(self, error: UserError) -> None:
        self._context.messages.refused(error)


_COLUMNS: tuple[Column[ExpectedLine], ...] = (
    text_column(captions.UNIT, "name"),
    plain_column(captions.UNIT_CODE, "code", 150),
    plain_column(
        "Thẻ khóa",
        lambda line: "Đã xác nhận" if line.has_key else "Chưa có",
        110,
        tone=lambda line: Tone.NORMAL if line.has_key else Tone.WARN,
    ),
    plain_column(
        captions.FROM_DAY,
        lambda line: day_text(line.from_day) if line.from_day else "–",
        96,
        sort_key=lambda line: line.from_day.isoformat() if line.from_day else "",
    ),
    plain_column(
        captions.TO_DAY,
        lambda line: day_text(line.until_day) if line.until_day else "–",
        96,
        sort_key=lambda line: line.until_day.isoformat() if line.until_day else "",
    ),
    text_column(
        captions.STATE_NOW,
        lambda line: "Phải gửi" if line.is_expected else "Không phải gửi",
        120,
        tip=lambda line: "Ghi trong danh sách" if line.is_listed else "Theo thẻ khóa",
        tone=lambda line: Tone.NORMAL if line.is_expected else Tone.QUIET,
    ),
)
