"""Which procedure, which case, by which channel."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.container import Services
from app.services.dossiers.records import CaseChoice, IntakeForm, ProcedureChoice
from app.services.intake.intake_choices import fitting_case
from app.services.ledger.records import Actor
from app.ui.intake.fields import (
    choice_box,
    choose,
    chosen,
    field_card,
    field_row,
)
from app.ui.look.text_size import px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import tooltip
from app.ui.widgets.lookup_field import LookupField, LookupRow
from app.ui.widgets.whole_words_box import WholeWordsBox
from app.vocabulary.dossiers import Channel

_CASE_LEAST_WIDTH = 270
_CHANNEL_WIDTH = 116


class ProcedureCard(QWidget):
    """`procedure_chosen` carries a ProcedureChoice; `case_changed` follows case or channel."""

    procedure_chosen = Signal(object)
    case_changed = Signal()
    edited = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        board: ProblemBoard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form: IntakeForm | None = None
        self.lookup = LookupField(
            lambda text: context.read(_find, services, text),
            none_found="Không có thủ tục nào khớp; hãy gõ ít chữ hơn.",
        )
        self.lookup.setPlaceholderText("Gõ tên hoặc mã; ↓ hay dùng")
        self.cases = WholeWordsBox()
        self.cases.setEnabled(False)
        self.channel = choice_box(Channel)
        frame = field_card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 10, 16, 0)
        case_box = board.add("case", "Trường hợp", self.cases)
        case_box.setMinimumWidth(px(_CASE_LEAST_WIDTH))
        row = field_row(
            (board.add("procedure", "&Thủ tục", self.lookup), 0),
            (case_box, 0),
            (board.add("channel", "Kênh tiếp nhận", self.channel), _CHANNEL_WIDTH),
        )
        row.setStretch(0, 2)
        rows.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.lookup.chosen.connect(self._on_lookup_chosen)
        self.lookup.textEdited.connect(self.edited)
        self.cases.currentIndexChanged.connect(self._on_case_changed)
        self.channel.currentIndexChanged.connect(self._on_channel_changed)

    @property
    def form(self) -> IntakeForm | None:
        """What the procedure shown asks for; None while none is chosen."""
        return self._form if self.lookup.choice is not None else None

    @property
    def case(self) -> CaseChoice | None:
        if self.form is None or not 0 <= self.cases.currentIndex() < len(self.form.cases):
            return None
        return self.form.cases[self.cases.currentIndex()]

    @property
    def channel_chosen(self) -> Channel:
        return chosen(self.channel, Channel)

    def show_form(self, form: IntakeForm, case_name: str = "") -> None:
        """Show a procedure with its cases, the one called `case_name` chosen."""
        self._form = form
        self.lookup.show_choice(_row(ProcedureChoice(form.procedure_id, form.code, form.name, "")))
        self._show_start()
        self.cases.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.cases.clear()
        for case in form.cases:
            self.cases.addItem(f"{case.name} · {case.time_text}", case.case_id)
        self.cases.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.cases.setEnabled(len(form.cases) > 1)
        first = fitting_case(form.cases, self.channel_chosen, case_name)
        choose(self.cases, first.case_id)
        self._on_case_changed()

    def show_channel(self, channel: Channel) -> None:
        choose(self.channel, channel)

    def clear(self) -> None:
        """Show no procedure."""
        self._form = None
        self.lookup.show_choice(None)
        self.lookup.setToolTip("")
        self.cases.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.cases.clear()
        self.cases.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.cases.setToolTip("")
        self.cases.setEnabled(False)
        self.case_changed.emit()

    def _on_lookup_chosen(self, choice: ProcedureChoice) -> None:
        self._show_start()
        self.procedure_chosen.emit(choice)

    def _show_start(self) -> None:
        self.lookup.setCursorPosition(0)
        self.lookup.setToolTip(tooltip(self.lookup.text()))

    def _on_case_changed(self) -> None:
        self.cases.setToolTip(tooltip(self.cases.currentText()))
        self.case_changed.emit()
        self.edited.emit()

    def _on_channel_changed(self) -> None:
        case = self.case
        if self._form is not None and case and self.channel_chosen not in case.channels:
            choose(self.cases, fitting_case(self._form.cases, self.channel_chosen).case_id)
            self._on_case_changed()
            return
        self.case_changed.emit()
        self.edited.emit()


def _find(actor: Actor, services: Services, text: str) -> Sequence[LookupRow]:
    return [_row(choice) for choice in services.choices.find(actor, text)]


def _row(choice: ProcedureChoice) -> LookupRow:
    seen = (choice.field, "gần đây" if choice.is_recent else "")
    return LookupRow(
        value=choice,
        title=f"{choice.code} · {choice.name}",
        detail=" · ".join(part for part in seen if part),
    )
