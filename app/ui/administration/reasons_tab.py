"""Mẫu lý do: the sentences that notices are begun with, kind by kind, in the office's order."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.office.records import ReasonLine
from app.ui.administration.parts import AdministrationParts
from app.ui.administration.reason_dialog import ReasonDialog
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.strip import NoticeKind
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, card, icon_button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.office import ReasonKind
from app.wording.labels import label as word

_KINDS = tuple(ReasonKind)
_Numbered = tuple[int, ReasonLine]
_COLUMNS: list[Column[_Numbered]] = [
    Column(
        title="Thứ tự",
        value=lambda row: str(row[0]),
        sort_key=lambda row: row[0],
        figures=True,
        width=84,
    ),
    Column(title="Nội dung", value=lambda row: row[1].text, tip=lambda row: row[1].text),
    Column(
        title="Căn cứ", value=lambda row: row[1].ground, tip=lambda row: row[1].ground, width=300
    ),
]


class ReasonsTab(QWidget):
    def __init__(self, parts: AdministrationParts) -> None:
        super().__init__()
        self._parts = parts
        self._latest = Latest()
        self.kind = ComboBox()
        for kind in _KINDS:
            self.kind.addItem(word(kind), kind)
        self.kind.setAccessibleName("Loại lý do")
        self.table = RowTable(
            _COLUMNS,
            lambda row: row[1].reason_id,
            empty_text="Chưa có mẫu nào cho loại này.\nNhấn Insert để thêm mẫu đầu tiên.",
        )
        self.table.setAccessibleName("Mẫu lý do")
        self.up = icon_button(Icon.UP, "Đưa lên (Alt+↑)", "plain")
        self.down = icon_button(Icon.DOWN, "Đưa xuống (Alt+↓)", "plain")
        self.end = button("&Bỏ mẫu", "plain", Icon.REMOVE, hint="Del")
        self.edit = button("&Sửa", "plain", Icon.EDIT, hint="↵")
        self.add = button("&Thêm mẫu", "accent", Icon.ADD, hint="Ins")
        self._arrange()
        self._connect()
        self.setFocusProxy(self.table)

    @property
    def shown_kind(self) -> ReasonKind:
        return _KINDS[self.kind.currentIndex()]

    def load(self) -> None:
        actor, kind = self._parts.actor(), self.shown_kind
        self._parts.tasks.read(
            lambda: self._parts.reasons.of(actor, kind), self._latest.only(self._show)
        )

    def lines(self) -> tuple[ReasonLine, ...]:
        return tuple(line for _place, line in self.table.rows_model.rows)

    def open_new(self) -> ReasonDialog:
        """Ask for a new sentence."""
        return self._open(ReasonDialog(self.shown_kind, parent=self), None)

    def open_line(self, row: _Numbered) -> ReasonDialog:
        """Ask for what changes about a sentence."""
        return self._open(ReasonDialog(self.shown_kind, row[1], self), row[1])

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
        actor, kind = self._parts.actor(), self.shown_kind
        self._parts.tasks.write(
            lambda: self._parts.reasons.reorder(actor, kind, order),
            self._latest.only(self._show),
            (),
            self._on_failed,
        )

    def _show(self, lines: tuple[ReasonLine, ...]) -> None:
        rows = tuple(enumerate(lines, start=1))
        self.table.set_rows(rows)
        self._on_row_selected()

    def _open(self, dialog: ReasonDialog, known: ReasonLine | None) -> ReasonDialog:
        dialog.submitted.connect(partial(self._on_submitted, dialog, known))
        dialog.open()
        return dialog

    def _on_submitted(self, dialog: ReasonDialog, known: ReasonLine | None) -> None:
        actor, kind, reasons = self._parts.actor(), self.shown_kind, self._parts.reasons
        text, ground = dialog.text.toPlainText(), dialog.ground.text()

        def store() -> ReasonLine:
            if known is None:
                return reasons.add(actor, kind, text, ground)
            return reasons.edit(actor, known.reason_id, text, ground)

        dialog.run(self._parts.tasks, store, self._on_stored, (Change.OFFICE,))

    def _on_stored(self, line: ReasonLine) -> None:
        self._parts.say(f"Đã lưu mẫu “{_short(line.text)}”.", NoticeKind.DONE, ())
        self.load()

    def _on_edit(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.open_line(row)

    def _on_end(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        actor, line = self._parts.actor(), row[1]
        self._parts.tasks.write(
            lambda: self._parts.reasons.end(actor, line.reason_id),
            partial(self._on_ended, line),
            (Change.OFFICE,),
            self._on_failed,
        )

    def _on_ended(self, line: ReasonLine, _none: None) -> None:
        self._parts.say(
            f"Đã bỏ mẫu “{_short(line.text)}”; giấy đã in không đổi.",
            NoticeKind.DONE,
            (("Dùng lại mẫu này", partial(self._bring_back, line)),),
        )
        self.load()

    def _bring_back(self, line: ReasonLine) -> None:
        actor = self._parts.actor()
        self._parts.tasks.write(
            lambda: self._parts.reasons.bring_back(actor, line.reason_id),
            self._on_stored,
            (Change.OFFICE,),
            self._on_failed,
        )

    def _on_failed(self, error: UserError) -> None:
        self._parts.say(error.message, NoticeKind.REFUSED, ())
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
        head.addWidget(label("Loại", "caption"))
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
            self._parts.book.bind(key, act, self)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
