"""Mẫu lý do: the sentences that notices are begun with, kind by kind, in the office's order."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.office.records import REASON, ReasonLine
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, icon_button, label
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.office import ReasonKind
from app.wording import buttons, captions, headings
from app.wording.labels import label as word

_KINDS = tuple(ReasonKind)
_Numbered = tuple[int, ReasonLine]
_COLUMNS: list[Column[_Numbered]] = [
    digits_column("Thứ tự", lambda row: str(row[0]), 84, sort_key=lambda row: row[0]),
    text_column(captions.CONTENT, lambda row: row[1].text),
    text_column(captions.GROUND, lambda row: row[1].ground, 300),
]


class ReasonsTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.kind = ComboBox()
        for kind in _KINDS:
            self.kind.addItem(word(kind), kind)
        self.kind.setAccessibleName("Loại lý do")
        self.table = RowTable(
            _COLUMNS,
            lambda row: row[1].reason_id,
            empty_text="Chưa có mẫu nào cho loại này.\nNhấn Insert để thêm mẫu đầu tiên.",
        )
        self.table.setAccessibleName(headings.REASONS)
        self.up = icon_button(Icon.UP, "Đưa lên (Alt+↑)", "plain")
        self.down = icon_button(Icon.DOWN, "Đưa xuống (Alt+↓)", "plain")
        self.end = button("&Bỏ mẫu", "plain", Icon.REMOVE, hint="Del")
        self.edit = button(buttons.EDIT_WITH_KEY, "plain", Icon.EDIT, hint="↵")
        self.add = button("&Thêm mẫu", "accent", Icon.ADD, hint="Ins")
        self._arrange()
        self._connect()
        self.setFocusProxy(self.table)

    @property
    def shown_kind(self) -> ReasonKind:
        return _KINDS[self.kind.currentIndex()]

    def load(self) -> None:
        kind = self.shown_kind
        self._context.read(self._services.reasons.of, kind).then(self._show)

    def lines(self) -> tuple[ReasonLine, ...]:
        return tuple(line for _place, line in self.table.rows_model.rows)

    def open_new(self) -> RecordForm:
        """Ask for a new sentence."""
        form, kind = self._form("Thêm mẫu"), self.shown_kind
        add, write = self._services.reasons.add, self._context.write
        form.ask(lambda: write(add, kind, *form.texts()), self._on_stored, (Change.OFFICE,))
        return form

    def open_line(self, row: _Numbered) -> RecordForm:
        """Ask for what changes about a sentence."""
        form, known = self._form("Sửa mẫu"), row[1]
        form.show_stored(known)
        edit, write = self._services.reasons.edit, self._context.write
        form.ask(
            lambda: write(edit, known.reason_id, *form.texts()), self._on_stored, (Change.OFFICE,)
        )
        return form

    def shift(self, by: int) -> None:
        """Move the chosen sentence one place up (-1) or down (1)."""
        row = self.table.current_row()
        if row is None:
            return
        order = [line.reason_id for line in self.lines()]
        at = row[0] - 1
        if not 0 <= at + by < len(order):
            return
        order[at], order[at + by] = order[at + by], order[at]
        kind = self.shown_kind
        self._context.write(self._services.reasons.reorder, kind, order).then(
            self._show, failed=self._on_failed
        )

    def _show(self, lines: tuple[ReasonLine, ...]) -> None:
        rows = tuple(enumerate(lines, start=1))
        self.table.set_rows(rows)
        self._on_row_selected()

    def _form(self, act: str) -> RecordForm:
        title, today = f"{act}: {word(self.shown_kind)}", self._context.clock.today
        return RecordForm(REASON, title, "Lưu mẫu", today, self)

    def _on_stored(self, line: ReasonLine) -> None:
        self._context.messages.done(f"Đã lưu mẫu “{_short(line.text)}”.")
        self.load()

    def _on_edit(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_line(row)

    def _on_end(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        line = row[1]
        self._context.write(self._services.reasons.end, line.reason_id).then(
            partial(self._on_ended, line), changed=(Change.OFFICE,), failed=self._on_failed
        )

    def _on_ended(self, line: ReasonLine, _none: None) -> None:
        self._context.messages.done(
            f"Đã bỏ mẫu “{_short(line.text)}”; giấy đã in không đổi.",
            (("Dùng lại mẫu này", partial(self._bring_back, line)),),
        )
        self.load()

    def _bring_back(self, line: ReasonLine) -> None:
        self._context.write(self._services.reasons.bring_back, line.reason_id).then(
            self._on_stored, changed=(Change.OFFICE,), failed=self._on_failed
        )

    def _on_failed(self, error: UserError) -> None:
        self._context.messages.refused(error)
        self.load()

    def _on_row_selected(self) -> None:
        row = self.table.current_row()
        has_row = row is not None
        self.edit.setEnabled(has_row)
        self.end.setEnabled(has_row)
        self.up.setEnabled(row is not None and row[0] > 1)
        self.down.setEnabled(row is not None and row[0] < len(self.lines()))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(captions.KIND, "caption"))
        head.addWidget(self.kind)
        head.addStretch(1)
        for key in (self.up, self.down, self.end, self.edit, self.add):
            head.addWidget(key)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(16, 8, 16, 12)
        rows.addWidget(
            label(
                "Cán bộ chọn mẫu khi lập phiếu rồi sửa cho hợp hồ sơ; giấy đã in không đổi.",
                "quiet",
            )
        )
        rows.addWidget(self.table)
        self.kind.setMinimumWidth(px(220))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(box, 1)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self.load)
        self.add.clicked.connect(self.open_new)
        self.edit.clicked.connect(self._on_edit)
        self.end.clicked.connect(self._on_end)
        self.up.clicked.connect(lambda: self.shift(-1))
        self.down.clicked.connect(lambda: self.shift(1))
        self.table.row_activated.connect(self.open_line)
        self.table.row_selected.connect(self._on_row_selected)
        for key, act in (
            ("administration.add_reason", self.open_new),
            ("administration.end_reason", self._on_end),
            ("administration.reason_up", lambda: self.shift(-1)),
            ("administration.reason_down", lambda: self.shift(1)),
        ):
            self._context.actions.bind(key, act, self)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
