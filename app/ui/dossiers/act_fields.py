"""Every field an act may ask for, in one column; an act shows its own and empties them all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.clock import to_local
from app.errors import InvalidInputError
from app.services.office.records import ReasonLine
from app.ui.dossiers.act_forms import FIELDS, ActForm
from app.ui.dossiers.act_input import ActInput, horizon
from app.ui.look.tokens import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import ComboBox, DateEdit, MoneyEdit, TimeEdit, WholeWordsBox
from app.vocabulary.dossiers import Outcome
from app.wording import captions
from app.wording.labels import label as word_of

_NOTE_HEIGHT = 64
_ITEMS_HEIGHT = 88
_PAIRS = (
    ("due", "due_time"),
    ("ground", "approver"),
    ("receiver_name", "receiver_id"),
)
"""Fields that stand side by side where both are asked for."""
_CHOOSE = "Chọn mẫu…"
_NONE = "Chưa có mẫu (Quản trị, Mẫu lý do)"


class ReasonPicker(WholeWordsBox):
    """The office's ready-made reasons; Alt+1 to Alt+9 pick one without opening the list.

    `picked` carries the sentence chosen.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ReasonLine, ...] = ()
        self.activated.connect(self._on_activated)

    @property
    def lines(self) -> tuple[ReasonLine, ...]:
        return self._lines

    def offer(self, lines: Sequence[ReasonLine]) -> None:
        """Offer `lines`; none is chosen."""
        self._lines = tuple(lines)
        self.clear()
        self.addItem(_CHOOSE if lines else _NONE)
        for number, line in enumerate(lines, start=1):
            self.addItem(f"{number}. {line.text}")

    def pick(self, number: int) -> None:
        """Choose the sentence of `number` (from 1), where there is one."""
        if self.isVisible() and number <= len(self._lines):
            self.setCurrentIndex(number)
            self._on_activated(number)

    def _on_activated(self, place: int) -> None:
        if place > 0:
            self.picked.emit(self._lines[place - 1])


class ActFields(QWidget):
    """`changed` says that an answer changed."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: ActForm | None = None
        self._left_out: frozenset[str] = frozenset()
        self._titles: dict[str, str] = {}
        self.board = ProblemBoard(self)
        self.to = ComboBox()
        self.granted = QRadioButton(word_of(Outcome.GRANTED))
        self.refused = QRadioButton(word_of(Outcome.REFUSED))
        self._outcomes = QButtonGroup(self)
        self.document = QLineEdit()
        self.reason = ReasonPicker()
        self.offered = ComboBox()
        self.items = _lines(_ITEMS_HEIGHT)
        self.whom = QLineEdit()
        self.answer_by = DateEdit(lambda: horizon(today()))
        self.place = QLineEdit()
        self.when = QLineEdit()
        self.participants = QLineEdit()
        self.due = DateEdit(lambda: horizon(today()))
        self.due_time = TimeEdit("Giờ hẹn")
        self.note = _lines(_NOTE_HEIGHT)
        self.special_law = QLineEdit()
        self.ground = QLineEdit()
        self.approver = QLineEdit()
        self.papers_back = QCheckBox("Đã trả giấy tờ gốc cho công dân")
        self.receiver = QLineEdit()
        self.receiver_id = QLineEdit()
        self.paid = MoneyEdit()
        self._arrange()
        self._connect()

    @property
    def is_refusal(self) -> bool:
        return self.refused.isChecked()

    def is_asked(self, name: str) -> bool:
        """Say whether a field is in sight."""
        box = self.board.box(name) if self.board.has(name) else self.papers_back
        return not box.isHidden()

    def show_for(self, form: ActForm, left_out: frozenset[str]) -> None:
        """Show the fields of an act, all empty, but for those `left_out`."""
        self._form = form
        self._left_out = left_out
        self.board.clear_problems()
        self._empty()
        for name in FIELDS:
            if self.board.has(name):
                self.board.box(name).title.setText(form.titles.get(name, self._titles[name]))
        for name, editor in self._texts().items():
            hint = form.hints.get(name)
            if hint is not None or not isinstance(editor, DateEdit):
                editor.setPlaceholderText(hint or "")
            editor.setAccessibleName(self.board.box(name).title.text())
        self._show_asked()

    def take_focus(self) -> None:
        """Put the focus where the answers begin."""
        if self._form is None:
            return
        editor = self.board.box(self._form.first).editor
        target = self.granted if self._form.first == "outcome" else editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> ActInput:
        """Return what is typed. Raises InvalidInputError (`due_time`)."""
        try:
            due_time = self.due_time.value()
        except ValueError as error:
            raise InvalidInputError("due_time", str(error)) from None
        gives_back = self.papers_back.isChecked() and self.is_asked("papers_back")
        return ActInput(
            note=self._text("note"),
            items=self._text("items"),
            special_law=self._text("special_law"),
            ground=self._text("ground"),
            approver=self._text("approver"),
            due=self.due.text(),
            due_time=due_time,
            outcome=self._outcome(),
            document_number=self.document.text().strip(),
            whom=self.whom.text(),
            answer_by=self.answer_by.text(),
            place=self.place.text(),
            when=self.when.text(),
            participants=self.participants.text(),
            gives_papers_back=gives_back,
            receiver_name=self._text("receiver_name"),
            receiver_id=self._text("receiver_id"),
        )

    def offer_due(self, offered: datetime) -> None:
        """Put a moment in place of the new date that was refused."""
        local = to_local(offered)
        self.due.set_value(local.date())
        self.due_time.set_value(local.time())

    def add_item(self, text: str) -> None:
        """Put one more line under the items, unless it is there."""
        lines = [line for line in self.items.toPlainText().splitlines() if line.strip()]
        if text not in lines:
            self.items.setPlainText("\n".join([*lines, text]))

    def _text(self, name: str) -> str:
        """Return what a field in sight says; one out of sight says nothing."""
        if not self.is_asked(name):
            return ""
        editor = self._texts()[name]
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text().strip()

    def _outcome(self) -> Outcome | None:
        if self._outcomes.checkedButton() is None or not self.is_asked("outcome"):
            return None
        return Outcome.GRANTED if self.granted.isChecked() else Outcome.REFUSED

    def _show_asked(self) -> None:
        if self._form is None:
            return
        asked = self._form.asked(
            self._left_out,
            is_refusal=self.is_refusal,
            gives_papers_back=self.papers_back.isChecked(),
        )
        for name in FIELDS:
            box = self.board.box(name) if self.board.has(name) else self.papers_back
            box.setVisible(name in asked)

    def _texts(self) -> Mapping[str, QLineEdit | QPlainTextEdit]:
        return {
            "document_number": self.document,
            "items": self.items,
            "whom": self.whom,
            "answer_by": self.answer_by,
            "place": self.place,
            "when": self.when,
            "participants": self.participants,
            "due": self.due,
            "note": self.note,
            "special_law": self.special_law,
            "ground": self.ground,
            "approver": self.approver,
            "receiver_name": self.receiver,
            "receiver_id": self.receiver_id,
        }

    def _empty(self) -> None:
        for editor in (*self._texts().values(), self.due_time, self.paid):
            editor.clear()
        self._outcomes.setExclusive(False)
        for choice in (self.granted, self.refused):
            choice.setChecked(False)
        self._outcomes.setExclusive(True)
        self.papers_back.setChecked(False)
        self.reason.offer(())
        for combo in (self.to, self.offered):
            combo.clear()

    def _arrange(self) -> None:
        boxes = {name: self.board.add(name, *made) for name, made in self._editors().items()}
        self._titles = {name: box.title.text() for name, box in boxes.items()}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        seconds = {second for _first, second in _PAIRS}
        for name in FIELDS:
            if name == "papers_back":
                rows.addWidget(self.papers_back)
            elif name not in seconds:
                rows.addLayout(_row([boxes[name], *(boxes[b] for a, b in _PAIRS if a == name)]))
        self.board.follow(self.granted, self.refused, self.papers_back)

    def _editors(self) -> Mapping[str, tuple[str, QWidget]]:
        choice = QWidget()
        choices = QVBoxLayout(choice)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(0)
        for one in (self.granted, self.refused):
            self._outcomes.addButton(one)
            choices.addWidget(one)
        return {
            "to": (captions.HANDED_TO, self.to),
            "outcome": (captions.RESULT, choice),
            "document_number": (captions.DOCUMENT_NUMBER, self.document),
            "reason": ("Mẫu lý do (Alt+1…9)", self.reason),
            "offered": ("Thêm giấy tờ của thủ tục", self.offered),
            "items": ("Danh sách", self.items),
            "whom": ("Lấy ý kiến của", self.whom),
            "answer_by": ("Trả lời trước ngày", self.answer_by),
            "place": (captions.PLACE, self.place),
            "when": (captions.TIME, self.when),
            "participants": ("Thành phần", self.participants),
            "due": ("Ngày hẹn mới", self.due),
            "due_time": (captions.HOUR, self.due_time),
            "note": (captions.NOTE, self.note),
            "special_law": ("Luật chuyên ngành cho dừng thời hạn", self.special_law),
            "ground": ("Căn cứ pháp lý", self.ground),
            "approver": ("Người duyệt", self.approver),
            "receiver_name": (captions.RECEIVER, self.receiver),
            "receiver_id": (captions.ID_NUMBER, self.receiver_id),
            "paid": ("Thu phí, lệ phí còn thiếu (₫)", self.paid),
        }

    def _connect(self) -> None:
        for editor in (*self._texts().values(), self.due_time, self.paid):
            editor.textChanged.connect(self._on_changed)
        self.papers_back.toggled.connect(self._on_choice)
        self._outcomes.buttonToggled.connect(self._on_choice)
        self.offered.activated.connect(self._on_offered)

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_choice(self) -> None:
        self._show_asked()
        self.changed.emit()

    def _on_offered(self, place: int) -> None:
        if place > 0:
            self.add_item(self.offered.itemText(place))
            self.offered.setCurrentIndex(0)


def _lines(height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(px(height))
    return made


def _row(boxes: list[QWidget]) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(8)
    for box in boxes:
        made.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)
    return made
