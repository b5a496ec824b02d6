"""What a refusal and a guide slip ask for, inside the page: few fields, problems at the field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.office.records import ReasonLine
from app.ui.intake.fields import field_row
from app.ui.intake.papers import named
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import WholeWordsBox
from app.ui.widgets.labels import button, card, label, tooltip
from app.ui.widgets.layouts import FlowRow
from app.wording import buttons, captions

_TEXT_HEIGHT = 84
_PROBLEM_HEIGHT = 20
_PICK = "Chọn lý do soạn sẵn…"


class DeskPanel(QWidget):
    """`confirmed` says that all is typed, `left` that it is not wanted after all."""

    confirmed = Signal()
    left = Signal()
    edited = Signal()

    def __init__(self, title: str, act: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = ProblemBoard(self)
        self.confirm = button(act, "accent", Icon.PRINT, hint=key)
        self.confirm.setMinimumHeight(px(40))
        self.leave = button(buttons.LEAVE, hint="Esc")
        self._problem = label("", "problem", wrap=True)
        self._problem.setMinimumHeight(px(_PROBLEM_HEIGHT))
        frame = card()
        self.body = QVBoxLayout(frame)
        self.body.setContentsMargins(16, 10, 16, 14)
        self.body.setSpacing(2)
        self.body.addWidget(label(title, "heading"))
        self.body.addSpacing(4)
        self._keys = FlowRow()
        self._keys.addWidget(self.confirm)
        self._keys.addStretch()
        self._keys.addWidget(self.leave)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.confirm.clicked.connect(self.confirmed)
        self.leave.clicked.connect(self.left)
        self.hide()

    @property
    def problem(self) -> str:
        return self._problem.text()

    def take_problem(self, error: UserError) -> bool:
        """Tell why it was refused, at its field where this panel has it; False where it has not."""
        self._problem.setText(error.message)
        if not isinstance(error, InvalidInputError):
            return True
        return self.board.take(error)

    def clear_problems(self) -> None:
        self.board.clear_problems()
        self._problem.setText("")

    def finish_layout(self) -> None:
        """Put what is wrong and the buttons below the fields."""
        self.body.addWidget(self._problem)
        self.body.addLayout(self._keys)


class RefusalPanel(DeskPanel):
    """Reasons, one a line, picked from the office's sentences or typed, and their legal ground."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__("Từ chối tiếp nhận (Mẫu 03)", "In phiếu từ chối", key, parent)
        self.ready = WholeWordsBox()
        self.reasons = _lines("mỗi lý do một dòng")
        self.ground = QLineEdit()
        self.ground.setPlaceholderText("điều, khoản, văn bản")
        self._lines: Sequence[ReasonLine] = ()
        self._ready_box = self.board.add("ready", "Lý do soạn sẵn", self.ready)
        self.body.addWidget(self._ready_box)
        self.body.addWidget(self.board.add("reasons", "Lý do từ chối", self.reasons))
        self.body.addWidget(self.board.add("ground", captions.GROUND, self.ground))
        self.finish_layout()
        self.ready.activated.connect(self._on_picked)
        self.reasons.textChanged.connect(self.edited)
        self.ground.textChanged.connect(self.edited)

    def show_ready(self, lines: Sequence[ReasonLine]) -> None:
        """Offer the office's sentences; without any their box stays away."""
        self._lines = lines
        self.ready.clear()
        self.ready.addItem(_PICK)
        for line in lines:
            self.ready.addItem(line.text)
        self._ready_box.setVisible(bool(lines))

    def said(self) -> tuple[tuple[str, ...], str]:
        """Return the reasons and their ground as typed."""
        lines = self.reasons.toPlainText().splitlines()
        return tuple(line for line in lines if line.strip()), self.ground.text()

    def begin(self) -> None:
        """Ask anew."""
        self.clear_problems()
        self.reasons.clear()
        self.ground.clear()
        self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picked(self, place: int) -> None:
        if place < 1:
            return
        line = self._lines[place - 1]
        before = self.reasons.toPlainText().rstrip()
        self.reasons.setPlainText("\n".join(part for part in (before, line.text) if part))
        if line.ground and not self.ground.text().strip():
            self.ground.setText(line.ground)
        self.ready.setCurrentIndex(0)
        self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)


class GuidePanel(DeskPanel):
    """Who was told what: the missing papers come from the checklist, the advice is typed."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__("Phiếu hướng dẫn (chưa nhận hồ sơ)", "In phiếu hướng dẫn", key, parent)
        self.person = QLineEdit()
        self.phone = QLineEdit()
        self.advice = _lines("ví dụ: nộp bản chính, xin xác nhận của …")
        self._missing = label("", "quiet", wrap=True)
        self.body.addLayout(
            field_row(
                (self.board.add("person_name", "Người được hướng dẫn", self.person), 0),
                (self.board.add("phone", captions.PHONE, self.phone), 120),
            )
        )
        self.body.addWidget(self._missing)
        self.body.addWidget(self.board.add("advice", captions.ADVICE, self.advice))
        self.finish_layout()
        for editor in (self.person, self.phone):
            editor.textChanged.connect(self.edited)
        self.advice.textChanged.connect(self.edited)

    @property
    def missing_text(self) -> str:
        return self._missing.text()

    def said(self) -> tuple[str, str, str]:
        """Return person, telephone and advice as typed."""
        return self.person.text(), self.phone.text(), self.advice.toPlainText()

    def begin(self, person: str, phone: str) -> None:
        """Ask anew, for who is on the form."""
        self.clear_problems()
        self.person.setText(person)
        self.phone.setText(phone)
        self.advice.clear()
        wanted = self.advice if person.strip() else self.person
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_missing(self, names: tuple[str, ...]) -> None:
        """Say which papers the slip will list: those not ticked on the left."""
        whole = "; ".join(names)
        said = f"Còn thiếu {len(names)}: {named(names)}." if names else "Đã đủ giấy tờ bắt buộc."
        self._missing.setText(said)
        self._missing.setToolTip(tooltip(whole))


def _lines(hint: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(px(_TEXT_HEIGHT))
    made.setPlaceholderText(hint)
    return made
