"""What stands on a register's card and where: search, scope, the table, the acts under it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.registers.fields import Register
from app.services.registers.phrases import SCOPE_WORDS
from app.services.registers.records import Entry, Scope
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.registers.columns import register_columns
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import ElidedLabel, button, label, tooltip
from app.ui.widgets.table_view import RowTable
from app.wording.labels import label as word


class RegisterFrame(QFrame):
    """The parts of a register's card, put together; what they do is the panel's."""

    def __init__(
        self, register: Register, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._register = register
        self.search = QLineEdit()
        self.scope = ComboBox()
        self.heading = ElidedLabel()
        self.heading.setProperty("kind", "heading")
        self.heading.hide()
        self.count = label("", "caption")
        self.take_in = button("Nhập tệp…", "plain", Icon.IMPORT)
        self.export = button("Xuất Excel", "plain", Icon.EXPORT)
        self.add = button(f"Ghi {register.noun}", "accent", Icon.ADD, hint="Ins")
        self.correct = button("Sửa", "plain", Icon.EDIT, hint="↵")
        self.follow_up = button("Theo dõi…", "plain", Icon.CHECK)
        self.renew = button("Thay đổi từ ngày…", "plain", Icon.CALENDAR)
        self.end = button("Kết thúc…", "plain", Icon.LOCK)
        self.strike = button("Gạch…", "plain", Icon.REMOVE, hint="Del")
        self.history = button("Lịch sử", "ghost", Icon.LATE)
        self.table = RowTable[Entry](
            register_columns(register, today),
            lambda entry: entry.number,
            empty_text=f"Chưa có {register.noun} nào.\nNhấn Insert để ghi mục đầu tiên.",
        )
        self._dress()
        self._arrange()

    def _dress(self) -> None:
        title = word(self._register.kind)
        self.table.setAccessibleName(title)
        self.search.setPlaceholderText("Tìm trong sổ, không cần dấu   Ctrl+F")
        self.search.setAccessibleName(f"Tìm: {title}")
        self.search.setClearButtonEnabled(True)
        self.scope.setAccessibleName("Lọc mục của sổ")
        for scope in Scope:
            if scope is not Scope.DUE or self._register.due:
                self.scope.addItem(SCOPE_WORDS[scope], scope.value)
        for made, key in (
            (self.export, "Ctrl+E"),
            (self.take_in, "Ctrl+O"),
            (self.follow_up, "Ctrl+T"),
            (self.renew, "Ctrl+D"),
            (self.history, "Ctrl+H"),
        ):
            made.setToolTip(tooltip(f"{made.text().strip()} ({key})"))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.scope)
        for made in (self.take_in, self.export, self.add):
            head.addWidget(made)
        self.scope.setMinimumWidth(px(168))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        has = self._register
        foot.addWidget(self.history)
        for made, is_here in (
            (self.strike, True),
            (self.end, bool(has.until)),
            (self.renew, bool(has.since)),
            (self.follow_up, bool(has.due)),
            (self.correct, True),
        ):
            if is_here:
                foot.addWidget(made)
            else:
                made.setParent(self)
                made.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.heading)
        rows.addLayout(head)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
