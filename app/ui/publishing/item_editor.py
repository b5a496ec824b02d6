"""The procedures of a decision being typed: one by one, from a file, from the catalogue."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.publishing.item_files import ItemFile
from app.services.publishing.records import LEVELS, ItemDraft
from app.services.publishing.validation import checked_item
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.publishing.columns import PlacedItem, typed_items
from app.ui.publishing.fields import choose, day_in
from app.ui.shell.file_dialogs import TABLES
from app.ui.shell.page_context import PageContext
from app.ui.widgets import dialogs
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.table_view import RowTable
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from app.wording.labels import label as word
from app.wording.texts import number_text

# What a decision says of one procedure; and one internal process for several at once.

_WIDTH = 720
Taken = Callable[[ItemDraft], None]


class ItemDialog(FormDialog):
    """Asks for one item and gives it to `take`, which may refuse it."""

    def __init__(
        self,
        item: ItemDraft | None,
        today: Callable[[], date],
        take: Taken,
        parent: QWidget | None = None,
    ) -> None:
        title = "Thêm thủ tục vào quyết định" if item is None else f"Thủ tục {item.code}"
        super().__init__(title, "Thêm" if item is None else "Ghi", parent)
        self.setMinimumWidth(px(_WIDTH))
        self._today = today
        self._take = take
        self.code, self.name = QLineEdit(), QLineEdit()
        self.field, self.agency = QLineEdit(), QLineEdit()
        self.level, self.effect, self.liaison = ComboBox(), ComboBox(), ComboBox()
        self.at_centre = QCheckBox("Tiếp nhận tại &Bộ phận Một cửa")
        self.process_number, self.process_date = QLineEdit(), DateEdit(today)
        self._arrange_fields()
        if item is not None:
            self._show(item)
        self.submitted.connect(self._on_submitted)
        self.code.setFocus()

    def item(self) -> ItemDraft:
        """Return what was typed. Raises InvalidInputError for what breaks a rule."""
        typed = ItemDraft(
            code=self.code.text(),
            name=self.name.text(),
            level=Level(self.level.currentData()),
            field=self.field.text(),
            agency_name=self.agency.text(),
            effect=PublishedEffect(self.effect.currentData()),
            at_centre=self.at_centre.isChecked(),
            liaison=Liaison(self.liaison.currentData()),
            process_number=self.process_number.text(),
            process_date=day_in(self.process_date, "process_date"),
        )
        return checked_item(typed, self._today())

    def _arrange_fields(self) -> None:
        for combo, codes in (
            (self.level, LEVELS),
            (self.effect, tuple(PublishedEffect)),
            (self.liaison, tuple(Liaison)),
        ):
            for code in codes:
                combo.addItem(word(code), code.value)
        self.at_centre.setChecked(True)
        self.agency.setPlaceholderText("để trống: cơ quan của quyết định")
        self.process_number.setPlaceholderText("để trống khi chưa ban hành")
        add, grid = self.board.add, self.fields
        grid.addWidget(add("code", "&Mã thủ tục", self.code), 0, 0)
        grid.addWidget(add("level", "&Cấp", self.level), 0, 1)
        grid.addWidget(add("effect", "&Nội dung công bố", self.effect), 0, 2)
        grid.addWidget(add("name", "&Tên thủ tục", self.name), 1, 0, 1, 3)
        grid.addWidget(add("field", "&Lĩnh vực", self.field), 2, 0)
        grid.addWidget(add("agency_name", "Cơ qu&an giải quyết", self.agency), 2, 1, 1, 2)
        grid.addWidget(add("liaison", "L&iên thông", self.liaison), 3, 0)
        grid.addWidget(
            add("process_number", "&Quyết định quy trình nội bộ", self.process_number), 3, 1
        )
        grid.addWidget(add("process_date", "N&gày quyết định", self.process_date), 3, 2)
        grid.addWidget(self.at_centre, 4, 0, 1, 3)
        self.board.follow(self.at_centre)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def _show(self, item: ItemDraft) -> None:
        self.code.setText(item.code)
        self.name.setText(item.name)
        self.field.setText(item.field)
        self.agency.setText(item.agency_name)
        choose(self.level, item.level.value)
        choose(self.effect, item.effect.value)
        choose(self.liaison, item.liaison.value)
        self.at_centre.setChecked(item.at_centre)
        self.process_number.setText(item.process_number)
        self.process_date.set_value(item.process_date)

    def _on_submitted(self) -> None:
        try:
            self._take(self.item())
        except InvalidInputError as error:
            self.fail(error)
            return
        self.accept()


class ProcessDialog(FormDialog):
    """One internal process for several procedures; empty takes it away."""

    def __init__(
        self,
        items: tuple[ItemDraft, ...],
        today: Callable[[], date],
        take: Callable[[tuple[ItemDraft, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Quy trình nội bộ của {len(items)} thủ tục", "Ghi", parent)
        self._items = items
        self._today = today
        self._take = take
        self.number, self.day = QLineEdit(), DateEdit(today)
        self.number.setText(items[0].process_number)
        self.day.set_value(items[0].process_date)
        add = self.board.add
        self.fields.addWidget(add("process_number", "&Số quyết định", self.number), 0, 0)
        self.fields.addWidget(add("process_date", "&Ngày ký", self.day), 0, 1)
        self.submitted.connect(self._on_submitted)
        self.number.setFocus()

    def _on_submitted(self) -> None:
        try:
            day = day_in(self.day, "process_date")
            number, today = self.number.text(), self._today()
            changed = tuple(
                checked_item(replace(item, process_number=number, process_date=day), today)
                for item in self._items
            )
        except InvalidInputError as error:
            self.fail(error)
            return
        self._take(changed)
        self.accept()


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
        self.table.setAccessibleName("Thủ tục của quyết định")
        self.told = label("", "quiet", wrap=True)
        self.add = button("Thêm…", "plain", Icon.ADD, hint="Ins")
        self.edit = button("Sửa…", "plain", Icon.EDIT, hint="↵")
        self.remove = button("Bỏ", "plain", Icon.REMOVE, hint="Del")
        self.process = button("Quy trình nội bộ…", "plain", Icon.CHECK)
        self.take_file = button("Nhập từ tệp…", "plain", Icon.IMPORT)
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
        ItemDialog(None, self._context.clock.today, self._append, self).open()

    def ask_change(self) -> None:
        """Ask what is to be changed of the procedure in front."""
        row = self.table.current_row()
        if row is not None:
            put = partial(self._put, row.place)
            ItemDialog(row.item, self._context.clock.today, put, self).open()

    def ask_process(self) -> None:
        """Ask for the process of the selected procedures."""
        rows = self.table.selected_rows()
        if rows:
            items = tuple(row.item for row in rows)
            take = partial(self._put_all, tuple(row.place for row in rows))
            ProcessDialog(items, self._context.clock.today, take, self).open()

    def ask_file(self) -> None:
        """Ask for a file and read its procedures."""
        path = self._context.files.open(self, "Chọn tệp thủ tục của quyết định", TABLES)
        if path is None:
            return
        self._context.read(self._services.publishing.read_items, path).then(
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

    def _put_all(self, places: tuple[int, ...], items: tuple[ItemDraft, ...]) -> None:
        changed = list(self._items)
        for place, item in zip(places, items, strict=True):
            changed[place] = item
        self.show_items(changed, places[0])

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
