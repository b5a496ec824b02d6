"""A list and, under it, the form of the row that is selected; rows are changed as one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.catalogue.records import PaperDraft
from app.ui.catalogue.case_forms import COUNTS, CaseForm, PaperForm, StepForm
from app.ui.catalogue.fields import button_row
from app.ui.catalogue.typed import TypedCase, TypedStep
from app.ui.look.icons import Icon
from app.ui.widgets.columns import plain_column, text_column
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import button, icon_button
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions
from app.wording.texts import money_text

Item = TypeVar("Item")


@dataclass(frozen=True)
class NumberedItem(Generic[Item]):
    """An item and its place in the list."""

    place: int
    item: Item


class ItemForm(Protocol[Item]):
    """The form of one item."""

    board: ProblemBoard

    @property
    def edited(self) -> SignalInstance: ...

    @property
    def widget(self) -> QWidget: ...

    def show_item(self, item: Item) -> None: ...

    def item(self) -> Item: ...

    def start(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEditorWords:
    """What the buttons and the empty list say."""

    add: str
    remove: str
    empty: str


class ListEditor(QWidget, Generic[Item]):
    """`edited` follows every change that a person made."""

    edited = Signal()

    def __init__(
        self,
        columns: Sequence[Column[NumberedItem[Item]]],
        form: ItemForm[Item],
        words: ListEditorWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._is_showing = False
        self.form = form
        self.table = RowTable[NumberedItem[Item]](
            columns, lambda row: row.place, empty_text=words.empty
        )
        self.table.setSortingEnabled(False)
        self.add = button(words.add, "ghost", Icon.ADD)
        self.remove = button(words.remove, "ghost", Icon.REMOVE)
        self.up = icon_button(Icon.UP, "Chuyển lên (Alt+↑)")
        self.down = icon_button(Icon.DOWN, "Chuyển xuống (Alt+↓)")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.table, 1)
        rows.addLayout(button_row(self.add, self.remove, None, self.up, self.down))
        rows.addSpacing(4)
        rows.addWidget(form.widget)
        self._connect()
        self._show_current()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self._items)

    def show_items(self, items: Sequence[Item], place: int = 0) -> None:
        """Show another list, and its item at `place`, without telling anybody."""
        self._items = list(items)
        self._refill(place)

    def set_item(self, place: int, item: Item) -> None:
        """Put another item in its place without telling anybody."""
        self._items[place] = item
        self._refill(self.place)

    def show_problem(self, place: int, field: str, text: str) -> bool:
        """Show a problem at its item's field; False where the form has no such field."""
        if not 0 <= place < len(self._items) or not self.form.board.has(field):
            return False
        self._refill(place)
        self.form.board.show_problem(field, text)
        return True

    def add_item(self, item: Item) -> None:
        """Put `item` behind the others and start typing."""
        self._items.append(item)
        self._refill(len(self._items) - 1)
        self.form.start()
        self.edited.emit()

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_current)
        self.form.edited.connect(self._on_form_edited)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.up.clicked.connect(self._on_up_clicked)
        self.down.clicked.connect(self._on_down_clicked)

    @property
    def place(self) -> int:
        """The place of the item shown, -1 where there is none."""
        row = self.table.current_row()
        return -1 if row is None else row.place

    def _refill(self, place: int) -> None:
        self._is_showing = True
        self.table.set_rows([NumberedItem(at, item) for at, item in enumerate(self._items)])
        if self._items:
            self.table.go_to(max(0, min(place, len(self._items) - 1)))
        self._is_showing = False
        self._show_current()

    def _show_current(self) -> None:
        if self._is_showing:
            return
        place = self.place
        has_row = 0 <= place < len(self._items)
        self.form.widget.setEnabled(has_row)
        self.remove.setEnabled(has_row)
        self.up.setEnabled(has_row and place > 0)
        self.down.setEnabled(has_row and place < len(self._items) - 1)
        if has_row:
            self._is_showing = True
            self.form.board.clear_problems()
            self.form.show_item(self._items[place])
            self._is_showing = False

    def _on_form_edited(self) -> None:
        place = self.place
        if self._is_showing or not 0 <= place < len(self._items):
            return
        self._items[place] = self.form.item()
        self._is_showing = True
        self.table.set_rows([NumberedItem(at, item) for at, item in enumerate(self._items)])
        self._is_showing = False
        self.edited.emit()

    def _on_remove_clicked(self) -> None:
        place = self.place
        del self._items[place]
        self._refill(place)
        self.edited.emit()

    def _on_up_clicked(self) -> None:
        self._move(-1)

    def _on_down_clicked(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place = self.place
        self._items.insert(place + by, self._items.pop(place))
        self._refill(place + by)
        self.edited.emit()


# The list editors of cases and papers: their columns and words.


def cases_editor() -> ListEditor[TypedCase]:
    """Return the editor of a procedure's cases."""
    return ListEditor[TypedCase](
        _CASE_COLUMNS,
        CaseForm(),
        ListEditorWords(
            add="Thêm trường hợp",
            remove="Bỏ trường hợp",
            empty="Thủ tục phải có ít nhất một trường hợp. Hãy nhấn Thêm trường hợp.",
        ),
    )


def papers_editor() -> ListEditor[PaperDraft]:
    """Return the editor of a procedure's required documents."""
    return ListEditor[PaperDraft](
        _PAPER_COLUMNS,
        PaperForm(),
        ListEditorWords(
            add="Thêm giấy tờ",
            remove="Bỏ giấy tờ",
            empty="Thủ tục này chưa yêu cầu giấy tờ nào. Hãy nhấn Thêm giấy tờ nếu cần.",
        ),
    )


def steps_editor(form: StepForm) -> ListEditor[TypedStep]:
    """Return the editor of the steps of one case."""
    return ListEditor[TypedStep](
        _STEP_COLUMNS,
        form,
        ListEditorWords(
            add="Thêm bước",
            remove="Bỏ bước",
            empty="Trường hợp này chưa có quy trình: hồ sơ đi theo cơ quan giải quyết. "
            "Hãy nhấn Thêm bước để khai đơn vị đầu tiên.",
        ),
    )


def _count_column(field: str) -> Column[NumberedItem[PaperDraft]]:
    def count(row: NumberedItem[PaperDraft]) -> str:
        return str(getattr(row.item, field) or "–")

    return plain_column(COUNTS[field], count, 76, is_right=True)


def _paper_name(row: NumberedItem[PaperDraft]) -> str:
    return row.item.name if row.item.is_required else f"{row.item.name} (nếu có)"


_CASE_COLUMNS: tuple[Column[NumberedItem[TypedCase]], ...] = (
    text_column(captions.CASE, "item.name"),
    plain_column(captions.TIME_LIMIT, "item.time_text", 170),
    plain_column("Phí", lambda row: money_text(row.item.fee_vnd), 110, is_right=True),
)
_PAPER_COLUMNS: tuple[Column[NumberedItem[PaperDraft]], ...] = (
    text_column(captions.PAPERS, _paper_name),
    *(_count_column(field) for field in COUNTS),
)
_STEP_COLUMNS: tuple[Column[NumberedItem[TypedStep]], ...] = (
    text_column(
        captions.STEP,
        lambda row: "song song" if row.item.is_parallel else str(row.place + 1),
        84,
        tip=lambda row: "cùng lúc với bước trên" if row.item.is_parallel else "",
    ),
    text_column(
        captions.UNIT,
        lambda row: row.item.unit_name or "chưa chọn",
        tip=lambda row: row.item.unit_name,
    ),
    text_column(captions.WORK, "item.work"),
    plain_column(captions.TIME, "item.time_text", 136),
    text_column(
        captions.ROLE,
        lambda row: captions.LEAD if row.item.is_lead else "",
        92,
        tip=lambda row: "Đơn vị chủ trì" if row.item.is_lead else "",
        icon=lambda row: Icon.CHECK if row.item.is_lead else None,
    ),
)
