"""The procedures of a decision being typed: one by one, from a file, from the catalogue."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.fields import Field
from app.services.publishing.item_files import ItemFile
from app.services.publishing.records import ITEM, PROCESS, ItemDraft, Process
from app.services.publishing.validation import checked_item
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.publishing.columns import PlacedItem, typed_items
from app.ui.shell.file_dialogs import TABLES
from app.ui.shell.page_context import PageContext
from app.ui.widgets import dialogs
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, headings
from app.wording.texts import number_text

_MOST_TOLD = 5


class ItemEditor(QWidget):
    """`edited` follows every change; `number` gives the decision's number as it is typed now."""

    edited = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        number: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._number = number
        self._items: list[ItemDraft] = []
        self.table = RowTable[PlacedItem](
            typed_items(),
            lambda row: row.place,
            empty_text="Chưa có thủ tục nào. Có thể chỉ ghi số thủ tục mà quyết định nêu.",
        )
        self.table.setAccessibleName(headings.DECISION_PROCEDURES)
        self.told = label("", "quiet", wrap=True)
        self.add = button("Thêm…", "plain", Icon.ADD, hint="Ins")
        self.edit = button(buttons.EDIT_IN_DIALOG, "plain", Icon.EDIT, hint="↵")
        self.remove = button(buttons.DROP, "plain", Icon.REMOVE, hint="Del")
        self.process = button("Quy trình nội bộ…", "plain", Icon.CHECK)
        self.take_file = button(buttons.IMPORT_FILE, "plain", Icon.IMPORT)
        self.take_catalogue = button("Lấy từ danh mục", "plain", Icon.CATALOGUE)
        self._arrange()
        self._connect()
        self._on_selected()

    @property
    def items(self) -> tuple[ItemDraft, ...]:
        return tuple(self._items)

    def show_items(self, items: Iterable[ItemDraft], place: int = 0) -> None:
        """Show other items, and the one at `place`."""
        self._items = list(items)
        self.table.set_rows([PlacedItem(at, item) for at, item in enumerate(self._items)])
        if self._items:
            self.table.go_to(max(0, min(place, len(self._items) - 1)))
        self._on_selected()
        self.edited.emit()

    def go_to(self, place: int) -> None:
        self.table.go_to(place)

    def add_items(self, items: Iterable[ItemDraft]) -> int:
        """Put items behind the others; one whose code is there takes that one's place."""
        places = {item.code.casefold(): at for at, item in enumerate(self._items)}
        merged = list(self._items)
        for item in items:
            at = places.setdefault(item.code.casefold(), len(merged))
            if at == len(merged):
                merged.append(item)
            else:
                merged[at] = item
        added = len(merged) - len(self._items)
        self.show_items(merged, len(merged) - 1)
        return added

    def ask_new(self) -> None:
        """Ask for one more procedure."""
        form = self._form(ITEM, "Thêm thủ tục vào quyết định", buttons.ADD, columns=3)
        form.accept_with(lambda: self._append(self._checked(form.read(ItemDraft))))

    def ask_change(self) -> None:
        """Ask what is to be changed of the procedure in front."""
        row = self.table.current_row()
        if row is not None:
            place = row.place
            form = self._form(ITEM, f"Thủ tục {row.item.code}", "Ghi", columns=3)
            form.show_stored(row.item)
            form.accept_with(lambda: self._put(place, self._checked(form.read(ItemDraft))))

    def ask_process(self) -> None:
        """Ask for one internal process of the selected procedures; empty takes it away."""
        rows = self.table.selected_rows()
        if rows:
            title = f"Quy trình nội bộ của {len(rows)} thủ tục"
            form = self._form(PROCESS, title, "Ghi", columns=2)
            form.show_stored(rows[0].item)
            form.accept_with(lambda: self._put_process(rows, form.read(Process)))

    def ask_file(self) -> None:
        """Ask for a file and read its procedures."""
        path = self._context.files.open(self, "Chọn tệp thủ tục của quyết định", TABLES)
        if path is None:
            return
        self._context.work(self._services.publishing.read_items, path).then(
            partial(self._on_read, path), self._on_failed
        )

    def ask_catalogue(self) -> None:
        """Take the catalogue's procedures of the decision's number."""
        self._context.read(self._services.publishing.from_catalogue, self._number()).then(
            self._on_found, self._on_failed
        )

    def _append(self, item: ItemDraft) -> None:
        self._require_new(item, -1)
        self.show_items((*self._items, item), len(self._items))

    def _put(self, place: int, item: ItemDraft) -> None:
        self._require_new(item, place)
        self.show_items((*self._items[:place], item, *self._items[place + 1 :]), place)

    def _put_process(self, rows: Sequence[PlacedItem], process: Process) -> None:
        changed = list(self._items)
        for row in rows:
            number, day = process.process_number, process.process_date
            item = replace(row.item, process_number=number, process_date=day)
            changed[row.place] = self._checked(item)
        self.show_items(changed, rows[0].place)

    def _checked(self, item: ItemDraft) -> ItemDraft:
        return checked_item(item, self._context.clock.today())

    def _form(self, fields: Sequence[Field], title: str, act: str, *, columns: int) -> RecordForm:
        today = self._context.clock.today
        return RecordForm(fields, title, act, today, self, columns=columns)

    def _require_new(self, item: ItemDraft, place: int) -> None:
        code = item.code.casefold()
        for at, other in enumerate(self._items):
            if at != place and other.code.casefold() == code:
                raise InvalidInputError(
                    "code", f"Mã {item.code} đã có ở dòng {at + 1} của quyết định này."
                )

    def _remove_selected(self) -> None:
        gone = {row.place for row in self.table.selected_rows()}
        left = [item for at, item in enumerate(self._items) if at not in gone]
        self.show_items(left, min(gone, default=0))

    def _on_read(self, path: Path, read: ItemFile) -> None:
        added = self.add_items(read.items)
        changed = len(read.items) - added
        said = [f"{path.name}: thêm {number_text(added)} thủ tục, thay {number_text(changed)}."]
        if read.refused:
            said.append(f"Không nhận {number_text(len(read.refused))} dòng:")
            said += [f"Dòng {one.row}: {one.reason}" for one in read.refused[:_MOST_TOLD]]
        if len(read.refused) > _MOST_TOLD:
            said.append("Hãy sửa tệp rồi nhập lại; dòng đã nhận không bị lặp.")
        self._tell("\n".join(said), Tone.LATE if read.refused else Tone.QUIET)

    def _on_found(self, items: tuple[ItemDraft, ...]) -> None:
        added = self.add_items(items)
        self._tell(f"Danh mục: thêm {number_text(added)} thủ tục.", Tone.QUIET)

    def _on_failed(self, error: UserError) -> None:
        self._tell(error.message, Tone.LATE)

    def _tell(self, text: str, tone: Tone) -> None:
        set_tone(self.told, tone)
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _on_selected(self) -> None:
        has_row = self.table.current_row() is not None
        for made in (self.edit, self.remove, self.process):
            made.setEnabled(has_row)

    def _arrange(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for made in (self.add, self.edit, self.remove, self.process):
            acts.addWidget(made)
        acts.addStretch(1)
        for made in (self.take_file, self.take_catalogue):
            acts.addWidget(made)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.told)
        rows.addLayout(acts)
        self.told.hide()

    def _connect(self) -> None:
        self.table.row_activated.connect(lambda _row: self.ask_change())
        self.table.row_selected.connect(lambda _row: self._on_selected())
        for made, act in (
            (self.add, self.ask_new),
            (self.edit, self.ask_change),
            (self.remove, self._remove_selected),
            (self.process, self.ask_process),
            (self.take_file, self.ask_file),
            (self.take_catalogue, self.ask_catalogue),
        ):
            made.clicked.connect(act)
        for keys, made in ((dialogs.ADD, self.add), (dialogs.REMOVE, self.remove)):
            dialogs.bind_key(keys, made.click, self.table, is_focused=True)
