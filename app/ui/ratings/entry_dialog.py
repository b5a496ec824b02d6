"""Entering slips from a stack: scan, a key a question, Enter, scan the next."""

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.clock import to_local
from app.services.container import Services
from app.services.ratings.records import (
    OWN_FAULT,
    QUESTIONS,
    REASONS,
    Answers,
    Rated,
    RatingSlipView,
    SlipQuestion,
)
from app.services.ratings.slips import entered_sentence
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import ElidedLabel, button, label, set_tone
from app.vocabulary.ratings import SaidContacts
from app.wording import buttons
from app.wording.labels import label as word
from app.wording.texts import day_text

MARK_WIDTH: Final = 16


class QuestionRow(QWidget):
    """Answers side by side; keys choose them, so none takes the focus."""

    def __init__(self, number: int, question: SlipQuestion) -> None:
        super().__init__()
        self.question = question
        self._mark = label("", "heading")
        self._mark.setFixedWidth(px(MARK_WIDTH))
        self._title = label(f"{number}. {question.text}", "heading")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(0)
        grid.addWidget(self._mark, 0, 0)
        grid.addWidget(self._title, 0, 1, 1, len(question.answers))
        for place, answer in enumerate(question.answers):
            made = QRadioButton(f"{place + 1}   {word(answer)}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAutoExclusive(False)
            self._group.addButton(made, place)
            grid.addWidget(made, 1, place + 1)
            grid.setColumnStretch(place + 1, 1)
        self._group.idClicked.connect(self.choose)

    @property
    def answer(self) -> StrEnum | None:
        """What is chosen; None while it is left open."""
        chosen = next((each for each in self._group.buttons() if each.isChecked()), None)
        return None if chosen is None else self.question.answers[self._group.id(chosen)]

    @property
    def choices(self) -> Sequence[QRadioButton]:
        """The answers in their order."""
        return [self._button(place) for place in range(len(self.question.answers))]

    def choose(self, place: int | None) -> None:
        """Choose the answer at `place`; None leaves the question open."""
        for number, choice in enumerate(self.choices):
            choice.setChecked(number == place)

    def mark(self, *, is_current: bool) -> None:
        """Show whether the keys answer this question now."""
        self._mark.setText("▸" if is_current else "")
        for shown in (self._mark, self._title):
            set_tone(shown, Tone.ACCENT if is_current else Tone.NORMAL)

    def _button(self, place: int) -> QRadioButton:
        button = self._group.button(place)
        if not isinstance(button, QRadioButton):
            message = f"no answer at {place}"
            raise TypeError(message)
        return button


_SCAN: Final = "Quét mã trên phiếu đánh giá."
_KEYS: Final = "Phím 1–3 chọn, 0 bỏ qua, Backspace lùi lại, + ghi ý kiến, Enter lưu."
_OWN_FAULT_KEY: Final = 4
_AGAIN: Final = "Đọc nhầm phiếu, nhập lại từ phiếu giấy"
_CHANGED: Final = (Change.DOSSIERS,)


class SlipEntryDialog(FormDialog):
    """Takes one slip after another; it stays until it is put away."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(buttons.ENTER_RATING, buttons.SAVE, parent)
        self._context = context
        self._services = services
        self._payload = ""
        self._answer_id = ""
        self.slip: RatingSlipView | None = None
        self._step = 0
        self.about = ElidedLabel()
        self.rows = [QuestionRow(number, each) for number, each in enumerate(QUESTIONS, 1)]
        self.own_fault = QCheckBox(f"{_OWN_FAULT_KEY}   {OWN_FAULT}")
        self.own_fault.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reasons: list[QCheckBox] = []
        self._reasons_title = label(f"{len(QUESTIONS) + 1}. {REASONS}", "heading")
        self._reasons_grid = QGridLayout()
        self.note = QLineEdit()
        # Here Enter saves: the words are the last thing on a slip.
        self.note.setProperty("takes_enter", True)  # noqa: FBT003 - a Qt property's value
        self.note.setPlaceholderText("Không ghi họ tên, số điện thoại, số định danh")
        self.again = button("Bỏ lượt đã nhập và nhập lại")
        self._form = QWidget()
        self.setMinimumWidth(px(760))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange_form()
        self.submitted.connect(self._save)
        self.again.clicked.connect(self._enter_again)
        self.stay.setText(buttons.CLOSE_WITH_KEY)
        self.submit.setText("Lưu   ↵")
        self._wait_for_scan(_SCAN)

    def handle_scan(self, text: str) -> bool:
        """Look at the slip of a scan; what is half entered is saved or put away first."""
        if self.slip is not None and not self.answers().is_empty:
            self._tell("Phiếu đang nhập chưa lưu. Nhấn Enter để lưu rồi quét phiếu kế tiếp.")
            return True
        self.take(text)
        return True

    def take(self, payload: str) -> None:
        """Look at a slip by the digits of its QR."""
        self._context.read(self._services.rating_slips.look, payload).then(
            partial(self._on_looked, payload), self.fail
        )

    def answers(self) -> Answers:
        """Return what is chosen now."""
        said: dict[str, Any] = {row.question.field: row.answer for row in self.rows}
        slip = self.slip
        offered = slip.reasons if slip else ()
        chosen = zip(offered, self.reasons, strict=False)
        return Answers(
            **said,
            is_own_fault=self.own_fault.isEnabled() and self.own_fault.isChecked(),
            reasons=tuple(reason.reason_id for reason, box in chosen if box.isChecked()),
            note=self.note.text(),
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if self._form.isEnabled() and 0 <= digit <= 9:
            self._press(digit)
            return
        match event.key():
            case Qt.Key.Key_Backspace | Qt.Key.Key_Up:
                self._go(self._step - 1)
            case Qt.Key.Key_Down:
                self._go(self._step + 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.submit.click()
            case Qt.Key.Key_Plus:
                self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            case _:
                super().keyPressEvent(event)

    def _arrange_form(self) -> None:
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(8)
        for row in self.rows:
            rows.addWidget(row)
            if row.question.field == "contacts":
                rows.addLayout(_indented(self.own_fault))
        rows.addLayout(_indented(self._reasons_title))
        rows.addLayout(_indented(self._reasons_grid))
        note = self.board.add("note", "Ý &kiến khác", self.note)
        self.fields.addWidget(self.about, 0, 0)
        self.fields.addWidget(self._form, 1, 0)
        self.fields.addWidget(note, 2, 0)
        self.fields.addWidget(label(_KEYS, "caption"), 3, 0)
        self.fields.addWidget(self.again, 4, 0, Qt.AlignmentFlag.AlignLeft)

    def _press(self, digit: int) -> None:
        """Answer the question whose turn it is, and go on; reasons stay until Enter."""
        if self._step == len(self.rows):
            if 1 <= digit <= len(self.reasons):
                self.reasons[digit - 1].toggle()
            return
        row = self.rows[self._step]
        if digit == _OWN_FAULT_KEY and row.question.field == "others":
            # The box stands under the question before: its key is pressed once that is answered.
            if self.own_fault.isEnabled():
                self.own_fault.toggle()
            return
        if digit > len(row.question.answers):
            return
        row.choose(digit - 1 if digit else None)
        self._settle_own_fault()
        self._go(self._step + 1)

    def _settle_own_fault(self) -> None:
        contacts = next(row.answer for row in self.rows if row.question.field == "contacts")
        came_back = contacts not in {None, SaidContacts.NONE}
        self.own_fault.setEnabled(came_back)
        if not came_back:
            self.own_fault.setChecked(False)

    def _go(self, step: int) -> None:
        self._step = max(0, min(step, len(self.rows)))
        for place, row in enumerate(self.rows):
            row.mark(is_current=place == self._step and self._form.isEnabled())
        at_reasons = self._step == len(self.rows) and self._form.isEnabled()
        set_tone(self._reasons_title, Tone.ACCENT if at_reasons else Tone.NORMAL)

    def _wait_for_scan(self, text: str) -> None:
        """Show nothing to answer until a slip is scanned."""
        self.slip, self._payload = None, ""
        self.about.set_text(text)
        self._open_form(is_open=False)

    def _open_form(self, *, is_open: bool) -> None:
        self._form.setEnabled(is_open)
        self.note.setEnabled(is_open)
        self.submit.setEnabled(is_open)
        self.again.setVisible(self.slip is not None and not is_open)
        for row in self.rows:
            row.choose(None)
        self.note.clear()
        self._offer_reasons()
        self._settle_own_fault()
        self._go(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_reasons(self) -> None:
        for box in self.reasons:
            box.deleteLater()
        self.reasons = []
        offered = self.slip.reasons if self.slip else ()
        self._reasons_title.setVisible(bool(offered))
        counts = [0, 0]
        for key, reason in enumerate(offered, 1):
            box = QCheckBox(f"{key}   {reason.office_words}")
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column = 0 if reason.is_good else 1
            self._reasons_grid.addWidget(box, counts[column], column)
            counts[column] += 1
            self.reasons.append(box)

    def _on_looked(self, payload: str, slip: RatingSlipView) -> None:
        self.board.clear_problems()
        self.slip, self._payload, self._answer_id = slip, payload, str(uuid4())
        day = day_text(to_local(slip.issued_at).date())
        self.about.set_text(
            f"Phiếu số {slip.number} · {slip.code} · {slip.procedure_name} · "
            f"{slip.officer_name} · {day}"
        )
        self._open_form(is_open=slip.answered_at is None)
        if slip.answered_at is not None:
            self._tell(entered_sentence(slip.number, slip.answered_at, slip.answered_by))
        else:
            self.notice.setText("")

    def _save(self) -> None:
        said = self.answers()
        payload, answer_id = self._payload, self._answer_id
        self.submit.setEnabled(False)
        self._context.write(self._services.rating_slips.enter, payload, said, answer_id).then(
            self._on_saved, changed=_CHANGED, failed=self.fail
        )

    def _on_saved(self, rated: Rated) -> None:
        number = self.slip.number if self.slip else ""
        self._wait_for_scan("Quét phiếu kế tiếp, hoặc Esc để đóng.")
        set_tone(self.notice, Tone.OK)
        self.notice.setText(f"✓ Đã lưu phiếu số {number}, hồ sơ {rated.code}.")

    def _enter_again(self) -> None:
        if self.slip is None:
            return
        rating_id, payload = self.slip.rating_id, self._payload
        self._context.write(self._services.ratings.end, rating_id, _AGAIN).then(
            lambda _none: self.take(payload), changed=_CHANGED, failed=self.fail
        )

    def _tell(self, text: str) -> None:
        set_tone(self.notice, Tone.WARN)
        self.notice.setText(text)


def _indented(what: QWidget | QGridLayout) -> QHBoxLayout:
    """Stand in line with the questions, which leave room for their mark."""
    row = QHBoxLayout()
    row.setContentsMargins(px(MARK_WIDTH), 0, 0, 0)
    if isinstance(what, QWidget):
        row.addWidget(what)
    else:
        row.addLayout(what)
    return row
