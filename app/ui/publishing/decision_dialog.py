"""A decision as it is typed: its facts, what it states of its numbers, its procedures."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.publishing.records import (
    DECISION,
    DecisionDraft,
    DecisionLine,
    LevelCounts,
    counted,
)
from app.services.publishing.stored import mismatches
from app.ui.look.tokens import Tone, size_window
from app.ui.publishing.columns import DECISIONS
from app.ui.publishing.fields import StatedEdits
from app.ui.publishing.item_editor import ItemEditor
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.table_view import RowTable
from app.vocabulary.catalogue import PublishedEffect
from app.wording import buttons
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


class DecisionDialog(RecordForm):
    """`earlier` are the decisions that this one may replace."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        draft: DecisionDraft | None,
        earlier: tuple[DecisionLine, ...],
        parent: QWidget | None = None,
    ) -> None:
        title = buttons.ENTER_DECISION if draft is None else f"Quyết định {draft.number}"
        today = context.clock.today
        super().__init__(DECISION, title, buttons.ENTER_IN_REGISTER, today, parent, columns=4)
        size_window(self, *_DECISION_SIZE)
        self._earlier = earlier
        self._replaces: tuple[int, ...] = ()
        self.stated = StatedEdits()
        self.replaced = button("")
        self._put_facts()
        self.items = ItemEditor(context, services, self.line("number").text, self)
        self.mismatch = label("", "body", wrap=True)
        set_tone(self.mismatch, Tone.LATE)
        self.fields.setRowStretch(self.add_row(self.items), 1)
        self.add_row(self.mismatch)
        self._connect()
        if draft is not None:
            self.show_stored(draft)
            self.stated.show_counts(draft.stated)
            self._replaces = draft.replaces
            self.items.show_items(draft.items)
        self._show_replaced()
        self._show_mismatch()

    def draft(self) -> DecisionDraft:
        """Return what was typed. Raises InvalidInputError for a field that is wrong."""
        stated, items = self.stated.counts(), self.items.items
        typed = self.read(DecisionDraft)
        return replace(typed, stated=stated, items=items, replaces=self._replaces)

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

    def _put_facts(self) -> None:
        add = self.board.add
        self.put(add("replaces", "Thay thế toàn bộ", self.replaced))
        facts = zip(self.stated.names, self.stated.titles, self.stated.editors, strict=True)
        for name, title, editor in facts:
            self.put(add(name, title, editor))

    def _connect(self) -> None:
        self.line("decided_on").editingFinished.connect(self._follow_signing)
        self.replaced.clicked.connect(self._ask_replaced)
        self.items.edited.connect(self._show_mismatch)
        self.line("number").textEdited.connect(self._show_mismatch)
        for editor in self.stated.editors:
            editor.textChanged.connect(self._show_mismatch)

    def _follow_signing(self) -> None:
        """Most decisions take effect when they are signed."""
        if not self.line("effective_from").text().strip():
            self.line("effective_from").setText(self.line("decided_on").text())

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
        said = mismatches(self.text("number").strip(), self.stated.counts(), entered)
        self.mismatch.setText("\n".join(said))
        self.mismatch.setVisible(bool(said))


def _place_of(error: UserError) -> int | None:
    """Return the place of the item that an error is about; None for another field."""
    if not isinstance(error, InvalidInputError):
        return None
    part, _, rest = error.field.partition(".")
    place = rest.partition(".")[0]
    return int(place) if part == "items" and place.isdigit() else None
