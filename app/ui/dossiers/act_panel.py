"""What an act needs to know, asked inside the page: only its own fields, problems at the field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.clock import from_local, to_local
from app.errors import InvalidInputError, UserError
from app.services.dossiers.decision import Decision
from app.services.office.records import AgencyLine
from app.ui.desk.cards import HeadedCard
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import button, label
from app.ui.widgets.time_edit import TimeEdit
from app.vocabulary import Action, Outcome
from app.wording import label as word_of

_NOTE_HEIGHT = 76


@dataclass(frozen=True, slots=True)
class _Asks:
    """The fields an act shows, in order, and what its note is called."""

    fields: tuple[str, ...]
    note: str = "Ghi chú"
    hint: str = ""


ASKS: Mapping[Action, _Asks] = {
    Action.HANDOFF: _Asks(("to",)),
    Action.ACCEPT: _Asks(("receiver_name",)),
    Action.DECLINE: _Asks(("note",), "Lý do không nhận"),
    Action.ASK_SUPPLEMENT: _Asks(("note",), "Cần bổ sung gì, căn cứ", "giấy tờ, căn cứ pháp lý"),
    Action.SUPPLEMENT_IN: _Asks(("note",), "Đã bổ sung gì"),
    Action.ASK_PAYMENT: _Asks(("note",), "Nghĩa vụ tài chính", "thông báo thuế số…, số tiền"),
    Action.PAYMENT_IN: _Asks(("note",), "Chứng từ đã nộp"),
    Action.EXTEND: _Asks(("due", "due_time", "note"), "Lý do hẹn lại, số văn bản xin lỗi"),
    Action.RESOLVE: _Asks(("outcome", "document_number", "note"), "Ghi chú, lý do từ chối"),
    Action.WITHDRAW: _Asks(("note",), "Lý do công dân rút hồ sơ"),
    Action.STOP: _Asks(("note",), "Lý do dừng, căn cứ"),
}
"""What each act asks for; an act that is not here asks for nothing."""


class ActPanel(HeadedCard):
    """`confirmed` says that the answers are typed; `left` that the act is not wanted after all."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._action: Action | None = None
        self.board = ProblemBoard(self)
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.due = DateEdit(today)
        self.due_time = TimeEdit("Giờ hẹn")
        self.granted = QRadioButton(word_of(Outcome.GRANTED))
        self.refused = QRadioButton(word_of(Outcome.REFUSED))
        self._outcomes = QButtonGroup(self)
        self.document = QLineEdit()
        self.receiver = QLineEdit()
        self.receiver.setPlaceholderText("để trống nếu chính bạn nhận")
        self.to = ComboBox()
        self._problem = label("", "problem", wrap=True)
        self._confirm = button("Ghi nhận", "accent", hint="Ctrl+↵")
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

    def ask(self, action: Action, due_at: datetime | None, agencies: Sequence[AgencyLine]) -> None:
        """Open for `action` with empty answers."""
        self._action = action
        asks = ASKS[action]
        self.set_title(word_of(action))
        for name in _NAMES:
            self.board.box(name).setVisible(name in asks.fields)
        self.board.box("note").title.setText(asks.note)
        self.note.setAccessibleName(asks.note)
        self.note.setPlaceholderText(asks.hint)
        self._empty(due_at, agencies)
        self.show()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus into the first field."""
        if self._action is None:
            return
        first = self.board.box(ASKS[self._action].fields[0]).editor
        target = self.granted if first is self._choice else first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Forget the act."""
        self._action = None
        self.hide()

    def decision(self) -> Decision | None:
        """Return the answers; None where a date cannot be read, which is then said at its field."""
        new_due_at = None
        if self._action is Action.EXTEND:
            try:
                new_due_at = self._typed_due()
            except ValueError as error:
                self.board.show_problem("due", str(error))
                return None
        return Decision(
            note=self.note.toPlainText(),
            new_due_at=new_due_at,
            outcome=self._outcome(),
            document_number=self.document.text().strip(),
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
        if isinstance(error, InvalidInputError) and self.board.take(error):
            return
        asks = ASKS[self._action].fields if self._action else ()
        if "note" in asks and not self.note.toPlainText().strip():
            self.board.show_problem("note", error.message)
        else:
            self._problem.setText(error.message)

    def _outcome(self) -> Outcome | None:
        if self._outcomes.checkedButton() is None:
            return None
        return Outcome.GRANTED if self.granted.isChecked() else Outcome.REFUSED

    def _typed_due(self) -> datetime | None:
        day = self.due.value()
        if day is None:
            return None
        return from_local(day, self.due_time.value() or time(17))

    def _empty(self, due_at: datetime | None, agencies: Sequence[AgencyLine]) -> None:
        self.board.clear_problems()
        self._problem.setText("")
        self.set_busy(is_busy=False)
        self.note.clear()
        self.due.clear()
        self.due_time.set_value(to_local(due_at).time() if due_at else None)
        self.document.clear()
        self.receiver.clear()
        self._outcomes.setExclusive(False)
        for choice in (self.granted, self.refused):
            choice.setChecked(False)
        self._outcomes.setExclusive(True)
        self.to.clear()
        for line in agencies:
            self.to.addItem(line.name, line.unit_id)

    def _arrange(self) -> None:
        self._choice = QWidget()
        choices = QVBoxLayout(self._choice)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(0)
        for choice in (self.granted, self.refused):
            self._outcomes.addButton(choice)
            choices.addWidget(choice)
        self.board.follow(self.granted, self.refused)
        editors: Mapping[str, tuple[str, QWidget]] = {
            "to": ("Giao tới", self.to),
            "receiver_name": ("Người nhận (ký trên phiếu)", self.receiver),
            "due": ("Ngày hẹn mới", self.due),
            "due_time": ("Giờ", self.due_time),
            "outcome": ("Kết quả", self._choice),
            "document_number": ("Số văn bản", self.document),
            "note": ("Ghi chú", self.note),
        }
        boxes = {name: self.board.add(name, *editors[name]) for name in _NAMES}
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(boxes["due"], 3)
        when.addWidget(boxes["due_time"], 2)
        for name in _NAMES:
            if name == "due":
                self.body.addLayout(when)
            elif name != "due_time":
                self.body.addWidget(boxes[name])
        self.body.setSpacing(2)
        self.body.addWidget(self._problem)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        no = button("Thôi", hint="Esc")
        keys.addWidget(self._confirm, 1)
        keys.addWidget(no)
        self.body.addLayout(keys)
        self._confirm.clicked.connect(self.confirmed)
        no.clicked.connect(self.left)
        self.hide()


_NAMES = ("to", "receiver_name", "due", "due_time", "outcome", "document_number", "note")
