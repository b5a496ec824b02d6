"""One register: search, scope, the table, and what can be done to the entry in front."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.reports.formats import ExportFormat
from app.reports.plain_register_xlsx import register_file_name, write_register
from app.services.container import Services
from app.services.registers.definitions import Register
from app.services.registers.records import (
    SCOPE_WORDS,
    EntryList,
    EntryQuery,
    EntryScope,
    RegisterEntry,
    RegisterImport,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.registers.columns import register_columns
from app.ui.registers.listings import EntryActs, refused_dialog
from app.ui.runtime.tasks import Change
from app.ui.shell.file_dialogs import TABLES
from app.ui.shell.page_context import PageContext
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import ElidedLabel, button, label, tooltip
from app.ui.widgets.table_view import RowTable
from app.wording import buttons
from app.wording.labels import label as word
from app.wording.texts import number_text

_SEARCH_AFTER_MS = 150


class RegisterPanel(QFrame):
    """A register's card; `entry_selected` carries the entry a person went to, or None."""

    entry_selected = Signal(object)
    changed = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        register: Register,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._register = register
        self._of_number = 0
        self._go_to = 0
        self._asked_for = 0
        self.setProperty("card", "true")
        self.search = QLineEdit()
        self.scope = ComboBox()
        self.heading = ElidedLabel()
        self.heading.setProperty("kind", "heading")
        self.heading.hide()
        self.count = label("", "caption")
        self.take_in = button("Nhập tệp…", "plain", Icon.IMPORT)
        self.export = button(buttons.EXPORT_XLSX, "plain", Icon.EXPORT)
        self.add = button(f"Ghi {register.noun}", "accent", Icon.ADD, hint="Ins")
        self.correct = button(buttons.EDIT, "plain", Icon.EDIT, hint="↵")
        self.follow_up = button("Theo dõi…", "plain", Icon.CHECK)
        self.renew = button("Thay đổi từ ngày…", "plain", Icon.CALENDAR)
        self.end = button("Kết thúc…", "plain", Icon.LOCK)
        self.strike = button("Gạch…", "plain", Icon.REMOVE, hint="Del")
        self.history = button("Lịch sử", "ghost", Icon.LATE)
        self.table = RowTable[RegisterEntry](
            register_columns(register, context.clock.today),
            lambda entry: entry.number,
            empty_text=f"Chưa có {register.noun} nào.\nNhấn Insert để ghi mục đầu tiên.",
        )
        self.acts = EntryActs(context, services, register, self)
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._dress()
        self._arrange()
        self._connect()
        self._on_selected()
        self.setFocusProxy(self.table)

    @property
    def wanted(self) -> EntryQuery:
        """What the list is narrowed to now; what is due is shown of every entry above."""
        scope = EntryScope(self.scope.currentData())
        return EntryQuery(
            self.search.text(), scope, 0 if scope is EntryScope.DUE else self._of_number
        )

    @property
    def entry(self) -> RegisterEntry | None:
        """The entry in front."""
        return self.table.current_row()

    def load(self) -> None:
        """Read the entries again."""
        entries, kind = self._services.registers.entries, self._register.kind
        self._context.read(entries, kind, self.wanted).then(self._show)

    def show_of(self, number: int, heading: str) -> None:
        """Show the entries of entry `number` of the register above; 0 shows all of them."""
        self._of_number = number
        self.heading.set_text(heading)
        self.heading.show()
        self.load()

    def open_entry(self, number: int) -> None:
        """Go to an entry, whatever the list is narrowed to."""
        with QSignalBlocker(self.search), QSignalBlocker(self.scope):
            self.search.clear()
            self.scope.setCurrentIndex(0)
        self._asked_for = number
        self.load()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_new(self) -> None:
        """Ask for a new entry."""
        if self._register.of is None:
            self.acts.add({})
        elif self._of_number:
            self.acts.add({self._register.of_field: self._of_number})

    def go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show(self, found: EntryList) -> None:
        self.table.set_rows(found.entries)
        shown, total = len(found.entries), found.total
        text = f"{number_text(total)} mục"
        self.count.setText(text if shown == total else f"{text}, hiện {shown} mục mới nhất")
        if self._go_to and self.table.go_to(self._go_to):
            self._go_to = 0
        if self._asked_for:
            self._go_to_asked()
        if self.entry is None and found.entries:
            self.table.selectRow(0)
        self._on_selected()

    def _go_to_asked(self) -> None:
        """Go to the entry asked for: one of those struck out, where it is kept no more."""
        struck = self.scope.findData(EntryScope.STRUCK.value)
        number, self._asked_for = self._asked_for, 0
        if self.table.go_to(number):
            return
        if self.scope.currentIndex() != struck:
            self._asked_for = number
            self.scope.setCurrentIndex(struck)
            return
        self._context.messages.info(
            f"Danh sách đang hiện không có mục số {number}. Hãy tìm mục này theo nội dung."
        )

    def _on_selected(self) -> None:
        entry = self.entry
        is_open = entry is not None and not entry.is_struck
        is_over = is_open and _says(entry, self._register.until)
        is_waiting = is_open and bool(self._register.due) and not _says(entry, self._register.done)
        for made, can in (
            (self.correct, is_open),
            (self.strike, is_open),
            (self.history, entry is not None),
            (self.follow_up, is_waiting),
            (self.renew, is_open and not is_over),
            (self.end, is_open and not is_over),
        ):
            made.setEnabled(can)
        is_possible = self._register.of is None or self._of_number > 0
        self.add.setEnabled(is_possible)
        self.entry_selected.emit(entry)

    def _on_stored(self, entry: RegisterEntry, said: str) -> None:
        self._context.messages.done(f"{said} {self._register.noun} số {entry.number}.")
        self._go_to = entry.number
        self.load()
        self.changed.emit()

    def _do(self, act: Callable[[RegisterEntry], object], made: QPushButton) -> None:
        if self.entry is not None and made.isEnabled():
            act(self.entry)

    def _on_export(self) -> None:
        now = self._context.clock.now()
        name = register_file_name(self._register, now)
        write = partial(write_register, self._services, self._register.kind, self.wanted)
        self._context.export(self, name, ExportFormat.XLSX, write)

    def _on_take_in(self) -> None:
        path = self._context.files.open(self, "Chọn tệp nhập vào sổ", TABLES)
        if path is None:
            return
        self._context.write(self._services.registers.take_in, self._register.kind, path).then(
            partial(self._on_taken_in, path), changed=(Change.REGISTERS,), failed=self._on_failed
        )

    def _on_taken_in(self, path: Path, taken: RegisterImport) -> None:
        if taken.refused:
            refused_dialog(self._register, path.name, taken.refused, self).open()
            return
        self._context.messages.done(f"Đã nhập {taken.added} mục từ {path.name}.")
        self.load()
        self.changed.emit()

    def _on_failed(self, error: UserError) -> None:
        self._context.messages.refused(error)

    def _dress(self) -> None:
        title = word(self._register.kind)
        self.table.setAccessibleName(title)
        self.search.setPlaceholderText("Tìm trong sổ, không cần dấu   Ctrl+F")
        self.search.setAccessibleName(f"Tìm: {title}")
        self.search.setClearButtonEnabled(True)
        self.scope.setAccessibleName("Lọc mục của sổ")
        for scope in EntryScope:
            if scope is not EntryScope.DUE or self._register.due:
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

    def _connect(self) -> None:
        acts = self.acts
        acts.stored.connect(self._on_stored)
        self.search.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self.load)
        self.search.returnPressed.connect(self.table.setFocus)
        self.scope.currentIndexChanged.connect(self.load)
        self.table.row_activated.connect(acts.correct)
        self.table.row_selected.connect(self._on_selected)
        self.add.clicked.connect(self.ask_new)
        self.take_in.clicked.connect(self._on_take_in)
        self.export.clicked.connect(self._on_export)
        for made, act in (
            (self.correct, acts.correct),
            (self.follow_up, acts.follow_up),
            (self.renew, acts.renew),
            (self.end, acts.end),
            (self.strike, acts.strike),
            (self.history, acts.show_history),
        ):
            made.clicked.connect(partial(self._do, act, made))
        book = self._context.actions
        for name, press in (
            ("add", self.add),
            ("strike", self.strike),
            ("export", self.export),
            ("take_in", self.take_in),
            ("follow_up", self.follow_up),
            ("renew", self.renew),
            ("history", self.history),
        ):
            book.bind(f"registers.{name}", press.click, self)
        book.bind("registers.find", self.go_to_search, self)


def _says(entry: RegisterEntry | None, field: str) -> bool:
    """Say whether an entry says anything in a field; the register may have no such field."""
    return entry is not None and bool(field) and entry.values[field] is not None
