"""A decision as it is typed: its facts, what it states of its numbers, its procedures."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.publishing.records import DecisionDraft, DecisionLine, LevelCounts, counted
from app.services.publishing.stored import mismatches
from app.ui.look.tokens import Tone, size_window
from app.ui.publishing.columns import DECISIONS
from app.ui.publishing.fields import StatedEdits, required_day
from app.ui.publishing.item_editor import ItemEditor
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import DateEdit
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.table_view import RowTable
from app.vocabulary.catalogue import PublishedEffect
from app.wording.texts import number_text

_SIZE = (860, 460)
_TOLD = (
    "Đánh dấu quyết định bị thay thế toàn bộ (Space). Thủ tục đang có hiệu lực theo quyết định đó "
    "thôi tính từ ngày quyết định mới có hiệu lực."
)


class ReplacedDialog(FormDialog):
    """Gives the checked decisions' ids to `take`."""

    def __init__(
        self,
        earlier: tuple[DecisionLine, ...],
        chosen: tuple[int, ...],
        take: Callable[[tuple[int, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Thay thế toàn bộ quyết định", "Chọn", parent)
        size_window(self, *_SIZE)
        self._take = take
        self.table = RowTable[DecisionLine](
            DECISIONS[:5],
            lambda line: line.decision_id,
            empty_text="Sổ chưa có quyết định nào trước đó.",
            is_checkable=True,
        )
        self.table.setAccessibleName("Quyết định bị thay thế")
        self.table.set_rows(earlier)
        self.table.rows_model.set_checked([one for one in earlier if one.decision_id in chosen])
        self.fields.addWidget(label(_TOLD, "body", wrap=True), 0, 0)
        self.fields.addWidget(self.table, 1, 0)
        self.fields.setRowStretch(1, 1)
        self.submitted.connect(self._on_submitted)
        self.table.setFocus()

    def _on_submitted(self) -> None:
        self._take(tuple(line.decision_id for line in self.table.checked_rows()))
        self.accept()


_DECISION_SIZE = (1080, 700)


class DecisionDialog(FormDialog):
    """`earlier` are the decisions that this one may replace."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        draft: DecisionDraft | None,
        earlier: tuple[DecisionLine, ...],
        parent: QWidget | None = None,
    ) -> None:
        title = "Nhập quyết định công bố" if draft is None else f"Quyết định {draft.number}"
        super().__init__(title, "Ghi vào sổ", parent)
        size_window(self, *_DECISION_SIZE)
        self._earlier = earlier
        self._replaces: tuple[int, ...] = ()
        today = context.clock.today
        self.number, self.issuer = QLineEdit(), QLineEdit()
        self.agency, self.note = QLineEdit(), QLineEdit()
        self.decided_on, self.effective_from = DateEdit(today), DateEdit(today)
        self.stated = StatedEdits()
        self.replaced = button("")
        self.items = ItemEditor(context, services, self.number.text, self)
        self.mismatch = label("", "body", wrap=True)
        set_tone(self.mismatch, Tone.LATE)
        self._arrange_fields()
        self._connect()
        if draft is not None:
            self._show(draft)
        self._show_replaced()
        self._show_mismatch()
        self.number.setFocus()

    def draft(self) -> DecisionDraft:
        """Return what was typed. Raises InvalidInputError for a day that is none."""
        signed = required_day(self.decided_on, "decided_on", "Chưa có ngày ký. Hãy nhập ngày.")
        missing = "Chưa có ngày có hiệu lực. Hãy nhập ngày."
        return DecisionDraft(
            number=self.number.text(),
            decided_on=signed,
            issuer=self.issuer.text(),
            agency_name=self.agency.text(),
            effective_from=required_day(self.effective_from, "effective_from", missing),
            note=self.note.text(),
            stated=self.stated.counts(),
            items=self.items.items,
            replaces=self._replaces,
        )

    def set_replaced(self, decision_ids: tuple[int, ...]) -> None:
        """Take up which decisions this one replaces in whole."""
        self._replaces = decision_ids
        self._show_replaced()

    @override
    def fail(self, error: UserError) -> None:
        place = _place_of(error)
        if place is not None:
            self.items.go_to(place)
        super().fail(error)

    def _arrange_fields(self) -> None:
        add, grid = self.board.add, self.fields
        grid.addWidget(add("number", "&Số quyết định", self.number), 0, 0)
        grid.addWidget(add("decided_on", "&Ngày ký", self.decided_on), 0, 1)
        grid.addWidget(add("effective_from", "&Hiệu lực từ", self.effective_from), 0, 2)
        grid.addWidget(add("issuer", "&Cơ quan ban hành", self.issuer), 0, 3)
        agency = add("agency_name", "Cơ quan có &thủ tục được công bố", self.agency)
        grid.addWidget(agency, 1, 0, 1, 2)
        grid.addWidget(add("note", "&Ghi chú", self.note), 1, 2)
        grid.addWidget(add("replaces", "Thay thế toàn bộ", self.replaced), 1, 3)
        facts = zip(self.stated.names, self.stated.titles, self.stated.editors, strict=True)
        for column, (name, title, editor) in enumerate(facts):
            grid.addWidget(add(name, title, editor), 2, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.items, 3, 0, 1, 4)
        grid.setRowStretch(3, 1)
        grid.addWidget(self.mismatch, 4, 0, 1, 4)
        self.agency.setPlaceholderText("nhiều cơ quan thì cách nhau bằng dấu phẩy")
        self.issuer.setPlaceholderText("ví dụ UBND tỉnh Tây Ninh")

    def _connect(self) -> None:
        self.decided_on.editingFinished.connect(self._follow_signing)
        self.replaced.clicked.connect(self._ask_replaced)
        self.items.edited.connect(self._show_mismatch)
        self.number.textEdited.connect(self._show_mismatch)
        for editor in self.stated.editors:
            editor.textChanged.connect(self._show_mismatch)

    def _show(self, draft: DecisionDraft) -> None:
        self.number.setText(draft.number)
        self.issuer.setText(draft.issuer)
        self.agency.setText(draft.agency_name)
        self.note.setText(draft.note)
        self.decided_on.set_value(draft.decided_on)
        self.effective_from.set_value(draft.effective_from)
        self.stated.show_counts(draft.stated)
        self._replaces = draft.replaces
        self.items.show_items(draft.items)

    def _follow_signing(self) -> None:
        """Most decisions take effect when they are signed."""
        if not self.effective_from.text().strip():
            self.effective_from.setText(self.decided_on.text())

    def _ask_replaced(self) -> None:
        ReplacedDialog(self._earlier, self._replaces, self.set_replaced, self).open()

    def _show_replaced(self) -> None:
        chosen = [line.title for line in self._earlier if line.decision_id in self._replaces]
        words = "Không" if not chosen else chosen[0]
        if len(chosen) > 1:
            words = f"{number_text(len(chosen))} quyết định"
        self.replaced.setText(f"{words}…")

    def _show_mismatch(self) -> None:
        items = self.items.items
        levels = (item.level for item in items if item.effect is not PublishedEffect.ABOLISHED)
        entered = counted(levels) if items else LevelCounts()
        said = mismatches(self.number.text().strip(), self.stated.counts(), entered)
        self.mismatch.setText("\n".join(said))
        self.mismatch.setVisible(bool(said))


def _place_of(error: UserError) -> int | None:
    """Return the place of the item that an error is about; None for another field."""
    if not isinstance(error, InvalidInputError):
        return None
    part, _, rest = error.field.partition(".")
    place = rest.partition(".")[0]
    return int(place) if part == "items" and place.isdigit() else None
