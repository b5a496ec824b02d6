"""Thủ tục: what was noted of each procedure for indices 5, 6 and 9, and the way to note more."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.container import Services
from app.services.evaluation.facts import FACT, FactDraft, NotedFact, ProcedureFacts
from app.services.ledger.rights import Right
from app.text import fold
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.labels import button, label
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.evaluation import OneStopWork, Publicity
from app.wording import buttons, captions
from app.wording.labels import label as word
from app.wording.texts import day_text, number_text


def _title(chosen: Sequence[ProcedureFacts]) -> str:
    return f"Ghi nhận {len(chosen)} thủ tục" if len(chosen) > 1 else f"Ghi nhận {chosen[0].code}"


_NOT_NOTED: Final = "Chưa ghi nhận"
_WORK: Final = {
    OneStopWork.ELSEWHERE: "Không",
    OneStopWork.RECEIVED_AND_RETURNED: "Nhận và trả kết quả",
    OneStopWork.APPROVED: "Phê duyệt tại chỗ",
}
_PUBLICITY: Final = {
    Publicity.POSTED_AND_ELECTRONIC: "Cả hai hình thức",
    Publicity.ONE_OF_THEM: "Một hình thức",
    Publicity.WRONG: "Không hoặc sai",
}


class FactsPanel(QWidget):
    """The procedures in force; several are noted at once."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._all: tuple[ProcedureFacts, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm theo mã, tên thủ tục, cơ quan…")
        self.search.setClearButtonEnabled(True)
        self.only_new = QCheckBox("Chỉ thủ tục chưa ghi nhận")
        self.note_button = button("Ghi nhận…", "accent", Icon.EDIT)
        self._count = label("", "quiet")
        self.table: RowTable[ProcedureFacts] = RowTable(
            _columns(),
            lambda one: one.code,
            empty_text="Không có thủ tục nào. Hãy xem lại từ tìm, hoặc nhập danh mục ở trang F9.",
        )
        self.table.setAccessibleName("Ghi nhận của từng thủ tục")
        self._arrange()
        self.search.textChanged.connect(self._filter)
        self.only_new.toggled.connect(self._filter)
        self.note_button.clicked.connect(self.start_noting)
        self.table.row_activated.connect(lambda _row: self.start_noting())
        self.table.selectionModel().selectionChanged.connect(self._show_button)

    def load(self) -> None:
        """Read the procedures again."""
        self._context.read(self._services.fact_notes.procedures).then(self._show)

    def start_noting(self) -> RecordForm | None:
        """Ask what to note of the procedures selected; begin with what holds of the first."""
        chosen, today = self.table.selected_rows(), self._context.clock.today
        if not chosen or not self._context.may(Right.KEEP_REGISTERS):
            return None
        form = RecordForm(FACT, _title(chosen), buttons.RECORD, today, self.window(), columns=2)
        if chosen[0].now is not None:
            form.show_stored(chosen[0].now)
        form.show_values({"valid_from": today(), "note": ""})
        form.begin("valid_from")
        codes = tuple(one.code for one in chosen)
        note, write = self._services.fact_notes.note, self._context.write
        form.ask(
            lambda: write(note, codes, form.read(FactDraft)), self._on_noted, (Change.CATALOGUE,)
        )
        return form

    def _on_noted(self, count: int) -> None:
        said = f"Đã ghi nhận {number_text(count)} thủ tục." if count else "Không có gì mới để ghi."
        self._context.messages.done(said)
        self.load()

    def _show(self, procedures: tuple[ProcedureFacts, ...]) -> None:
        self._all = procedures
        self._filter()

    def _filter(self) -> None:
        wanted = fold(self.search.text())
        rows = [one for one in self._all if wanted in _searched(one)]
        if self.only_new.isChecked():
            rows = [one for one in rows if one.now is None]
        self.table.set_rows(rows)
        noted = sum(one.now is not None for one in self._all)
        self._count.setText(
            f"Đã ghi nhận {number_text(noted)}/{number_text(len(self._all))} thủ tục đang áp dụng"
        )
        self._show_button()

    def _show_button(self) -> None:
        count = len(self.table.selected_rows())
        self.note_button.setEnabled(count > 0 and self._context.may(Right.KEEP_REGISTERS))
        self.note_button.setText(f" Ghi nhận {count} thủ tục…" if count > 1 else " Ghi nhận…")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.search, 1)
        head.addWidget(self.only_new)
        head.addWidget(self._count)
        head.addWidget(self.note_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.table, 1)
        self._show_button()


def _searched(one: ProcedureFacts) -> str:
    return fold(f"{one.code} {one.name} {one.agency_name}")


def _columns() -> tuple[Column[ProcedureFacts], ...]:
    return (
        digits_column(captions.CODE, "code", 132, tip=_history),
        text_column(captions.PROCEDURE, "name"),
        text_column(captions.AGENCY, lambda one: one.agency_name or captions.ONE_STOP_UNIT, 144),
        _fact_column("Làm tại Một cửa", lambda fact: _WORK[fact.one_stop_work]),
        _fact_column("Công khai", lambda fact: _PUBLICITY[fact.publicity]),
        _fact_column(captions.ONLINE, lambda fact: word(fact.online_level)),
        digits_column(
            captions.FROM_DAY,
            lambda one: day_text(one.now.valid_from) if one.now else "",
            92,
            tip=_history,
            sort_key=lambda one: one.now.valid_from.toordinal() if one.now else 0,
        ),
    )


def _fact_column(title: str, said: Callable[[NotedFact], str]) -> Column[ProcedureFacts]:
    return text_column(
        title,
        lambda one: said(one.now) if one.now else _NOT_NOTED,
        156,
        tip=_history,
        tone=lambda one: Tone.NORMAL if one.now else Tone.QUIET,
    )


def _history(one: ProcedureFacts) -> str:
    """Return everything noted, newest first."""
    if not one.facts:
        return f"{_NOT_NOTED}. Chọn thủ tục rồi nhấn Enter để ghi nhận."
    return "\n".join(_told(fact) for fact in one.facts)


def _told(fact: NotedFact) -> str:
    until = f" đến {day_text(fact.valid_to)}" if fact.valid_to else ""
    parts = (word(fact.one_stop_work), word(fact.publicity), word(fact.online_level), fact.note)
    return f"Từ {day_text(fact.valid_from)}{until}: {'; '.join(part for part in parts if part)}"
