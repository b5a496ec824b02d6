"""What an act needs to know, asked inside the page: only its own fields, problems at the field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.clock import to_local
from app.errors import InvalidInputError, UserError
from app.services.deadlines.judging import ClosedThenError
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import DossierView
from app.services.ledger.records import Actor
from app.services.office.records import AgencyLine, ReasonLine
from app.ui.desk.cards import HeadedCard
from app.ui.dossiers.act_fields import ActFields
from app.ui.dossiers.act_forms import ActForm, running_phase
from app.ui.dossiers.act_input import decision_of
from app.ui.dossiers.act_table import form_of
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import button, label, set_tone
from app.vocabulary.dossiers import Action
from app.wording import buttons, captions
from app.wording.labels import label as word_of

_SERVICE_FIELDS = {
    "collector_name": "receiver_name",
    "collector_id": "receiver_id",
    "paid_vnd": "paid",
    "reason": "note",
}
"""What other services call a field of this panel."""
_CLOSED_THEN = "Đã điền lại"
_JUST_GAVE = "(đơn vị vừa giao)"
_FILLED_IN = "Đã điền sẵn ngày giờ ấy: bấm Ctrl+↵ để đồng ý."


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """Who takes a same-day result away, and what is paid for it in đồng."""

    name: str
    id_number: str
    document_number: str
    paid_vnd: int


class ActPanel(HeadedCard):
    """`confirmed`: the answers are typed; `left`: the act is not wanted after all.

    `changed` says that an answer changed.
    """

    confirmed = Signal()
    left = Signal()
    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._today = today
        self._action: Action | None = None
        self._form: ActForm | None = None
        self._phase = 0
        self._filled = ReasonLine(0, "", "")
        self.fields = ActFields(today)
        self.board = self.fields.board
        self.note = self.fields.note
        self.due = self.fields.due
        self.granted = self.fields.granted
        self.refused = self.fields.refused
        self.document = self.fields.document
        self.receiver = self.fields.receiver
        self.to = self.fields.to
        self._about = label("", "caption", wrap=True)
        self._problem = label("", "problem", wrap=True)
        self._confirm = button(buttons.RECORD, "accent", hint="Ctrl+↵")
        self._arrange()

    @property
    def action(self) -> Action | None:
        """The act being asked about, None while the panel is shut."""
        return self._action

    @property
    def is_busy(self) -> bool:
        """Say whether the answers are being stored."""
        return not self._confirm.isEnabled()

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def about(self) -> str:
        """What is said of the act before it is answered."""
        return self._about.text()

    @property
    def issues_paper(self) -> bool:
        """Say whether the act as answered so far issues a notice that is shown beside."""
        if self._form is None or not self._form.is_paper:
            return False
        return "outcome" not in self._form.fields or self.fields.is_refusal

    def ask(
        self, action: Action, view: DossierView, agencies: Sequence[AgencyLine], actor: Actor
    ) -> None:
        """Open for `action` on the dossier of `view`, its form empty; nothing where it has none."""
        form = form_of(action)
        if form is None:
            return
        self._action = action
        self._form = form
        self._phase = running_phase(view)
        self._filled = ReasonLine(0, "", "")
        self.set_title(word_of(action))
        self._problem.setText("")
        self.set_busy(is_busy=False)
        self.fields.show_for(form, form.left_out(view))
        self._fill(action, view, _receivers_of(view, agencies, actor))
        about = form.about(view)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._name_confirm()
        self.show()
        self.take_focus()

    def offer_reasons(self, lines: Sequence[ReasonLine]) -> None:
        """Offer the office's sentences that fit the act."""
        self.fields.reason.offer(lines)

    def take_focus(self) -> None:
        """Put the focus into the first field."""
        self.fields.take_focus()

    def shut(self) -> None:
        """Forget the act."""
        self._action = None
        self._form = None
        self.hide()

    def typed(self) -> Decision:
        """Return the answers. Raises InvalidInputError for one that cannot be read."""
        if self._action is None:
            return Decision()
        decision = decision_of(self._action, self.fields.typed(), self._today())
        return replace(decision, phase=self._phase)

    def decision(self) -> Decision | None:
        """Return the answers; None where one cannot be read, which is then said at its field."""
        try:
            return self.typed()
        except InvalidInputError as error:
            self.board.take(error)
            return None

    def collector(self) -> Collector:
        """Return who takes the result of a same-day dossier away."""
        fields = self.fields
        return Collector(
            name=fields.receiver.text().strip(),
            id_number=fields.receiver_id.text().strip(),
            document_number=fields.document.text().strip(),
            paid_vnd=fields.paid.value(),
        )

    def receiver_name(self) -> str:
        return self.receiver.text().strip()

    def to_id(self) -> int:
        """Return the chosen receiver's id, 0 where none is chosen."""
        chosen = self.to.currentData()
        return chosen if isinstance(chosen, int) else 0

    def set_busy(self, *, is_busy: bool) -> None:
        self._confirm.setEnabled(not is_busy)

    def take_refusal(self, error: UserError) -> None:
        """Show a problem at its field; a missing reason belongs at the empty reason."""
        self.set_busy(is_busy=False)
        if isinstance(error, ClosedThenError):
            self.fields.offer_due(error.offered)
            self.board.show_problem("due", _CLOSED_THEN)
            self._problem.setText(f"{error.message} {_FILLED_IN}")
            return
        if isinstance(error, InvalidInputError):
            name = _SERVICE_FIELDS.get(error.field, error.field)
            if self.board.has(name) and self.fields.is_asked(name):
                self.board.show_problem(name, error.message)
                return
        is_missing = self.fields.is_asked("note") and not self.note.toPlainText().strip()
        if is_missing:
            self.board.show_problem("note", error.message)
        else:
            self._problem.setText(error.message)

    def _fill(self, action: Action, view: DossierView, receivers: Sequence[AgencyLine]) -> None:
        fields = self.fields
        due_at = view.row.due_at
        fields.due_time.set_value(to_local(due_at).time() if due_at else None)
        for line in receivers:
            fields.to.addItem(line.name, line.unit_id)
        if action is Action.ASK_SUPPLEMENT:
            fields.offered.addItem("Chọn giấy tờ…")
            fields.offered.addItems(list(view.required_papers))
        if action is Action.FINISH:
            person = view.submitter or view.owner
            fields.receiver.setText(person.name)
            fields.receiver_id.setText(person.id_number)
            fields.paid.set_value(max(view.fee_vnd - view.paid_vnd, 0))
        fields.papers_back.setChecked(action is Action.WITHDRAW and view.is_at_office)

    def _on_changed(self) -> None:
        self._name_confirm()
        self.changed.emit()

    def _name_confirm(self) -> None:
        verb = "Ghi nhận và in" if self.issues_paper else buttons.RECORD
        self._confirm.setText(f"{verb}   Ctrl+↵")

    def _on_picked(self, line: ReasonLine) -> None:
        """Put the sentence where it belongs: what was typed stays, what was filled before goes."""
        fields, before = self.fields, self._filled
        if fields.is_refusal:
            fields.add_item(line.text)
        else:
            fields.note.setPlainText(_with_reason(fields.note.toPlainText(), line, before))
        if line.ground and fields.ground.text().strip() in {"", before.ground}:
            fields.ground.setText(line.ground)
            fields.ground.setCursorPosition(0)
        self._filled = line

    def _arrange(self) -> None:
        set_tone(self._about, Tone.WARN)
        self.body.setSpacing(2)
        self.body.addSpacing(6)
        self.body.addWidget(self._about)
        self.body.addWidget(self.fields)
        self.body.addWidget(self._problem)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        no = button(buttons.LEAVE, hint="Esc")
        keys.addWidget(self._confirm, 1)
        keys.addWidget(no)
        self.body.addLayout(keys)
        self._confirm.clicked.connect(self.confirmed)
        no.clicked.connect(self.left)
        self.fields.changed.connect(self._on_changed)
        self.fields.reason.picked.connect(self._on_picked)
        self.hide()


def _with_reason(typed: str, line: ReasonLine, before: ReasonLine) -> str:
    """Return the note with `line` in place of the sentence filled in before it, else behind."""
    if before.text and before.text in typed:
        return typed.replace(before.text, line.text, 1)
    bare = typed.strip()
    return f"{bare}\n{line.text}" if bare else line.text


def _receivers_of(
    view: DossierView, agencies: Sequence[AgencyLine], actor: Actor
) -> tuple[AgencyLine, ...]:
    """Return the receivers, the dossier's own agency first; an agency gives to the office."""
    if actor.unit_id != actor.office_id:
        office = AgencyLine(unit_id=actor.office_id, code="", name=captions.ONE_STOP_UNIT)
        return _previous_second((office, *agencies), view)
    first = sorted(agencies, key=lambda line: line.unit_id != view.row.agency_id)
    return _previous_second(first, view)


def _previous_second(lines: Sequence[AgencyLine], view: DossierView) -> tuple[AgencyLine, ...]:
    """Return `lines` with the unit that had the paper before named, and second at the latest.

    Handing back is then one keystroke from the proposed receiver.
    """
    others = [holding.unit_id for holding in view.holdings[:-1]]
    found = [line for line in lines if others and line.unit_id == others[-1]]
    if not found:
        return tuple(lines)
    (before,) = found
    named = replace(before, name=f"{before.name} {_JUST_GAVE}")
    if lines[0] is before:
        return (named, *lines[1:])
    rest = [line for line in lines[1:] if line is not before]
    return (lines[0], named, *rest)
