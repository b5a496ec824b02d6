"""Nhập kết quả: scan, choose once, type a number, Ctrl+Enter; many in a row."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError, UserError
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import DossierRow
from app.services.forms.numbering import code_order
from app.ui.desk.cards import GAP, HeadedCard
from app.ui.desk.dossier_columns import (
    SHORT_CODE_WIDTH,
    Now,
    due_tone,
    due_words,
    short_code,
    short_moment,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import ElidedLabel, button, chip, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import Action, Outcome
from app.wording import captions
from app.wording.labels import label as word_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredResult:
    """A result entered since the page was opened."""

    code: str
    owner_name: str
    outcome: Outcome
    document_number: str
    at: datetime


class ResultsPanel(QWidget):
    """The choice granted or refused stays from one dossier to the next."""

    store_wanted = Signal()
    dossier_opened = Signal(str)

    def __init__(self, now: Now, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._row: DossierRow | None = None
        self.board = ProblemBoard(self)
        self._owner = ElidedLabel()
        self._owner.setProperty("kind", "title")
        self._what = ElidedLabel()
        self._what.setProperty("kind", "quiet")
        self._due = chip("")
        self.granted = QRadioButton("Đồn&g ý giải quyết")
        self.refused = QRadioButton("&Từ chối giải quyết")
        self._outcomes = QButtonGroup(self)
        self.document = QLineEdit()
        self.document.setPlaceholderText("ví dụ 125/QĐ-UBND; để trống nếu không có")
        self.note = QLineEdit()
        self._problem = label("", "problem", wrap=True)
        self.store_button = button("Ghi kết quả", "accent", Icon.SAVE, hint=key)
        self.entered = RowTable[EnteredResult](
            _columns(now),
            lambda result: result.code,
            empty_text="Chưa nhập kết quả nào. Quét hồ sơ vừa về, rồi Ctrl+Enter.",
        )
        self.entered.setAccessibleName("Kết quả vừa nhập")
        self._card = HeadedCard(word_of(Action.RESOLVE))
        self._done = HeadedCard("Vừa nhập")
        self._arrange()
        self.store_button.clicked.connect(self.store_wanted)
        self.entered.row_activated.connect(lambda result: self.dossier_opened.emit(result.code))
        self._show(None)

    @property
    def dossier(self) -> DossierRow | None:
        """The dossier whose result is being entered."""
        return self._row

    @property
    def problem(self) -> str:
        return self._problem.text()

    def take(self, row: DossierRow) -> None:
        """Enter the result of `row`; what was chosen stays chosen."""
        self._show(row)
        self.document.clear()
        self.note.clear()
        self.board.clear_problems()
        self.document.setFocus(Qt.FocusReason.OtherFocusReason)

    def input(self) -> Decision:
        """Return what is typed."""
        outcome = None
        if self._outcomes.checkedButton() is not None:
            outcome = Outcome.GRANTED if self.granted.isChecked() else Outcome.REFUSED
        return Decision(
            note=self.note.text(),
            outcome=outcome,
            document_number=self.document.text().strip(),
        )

    def stored(self, result: EnteredResult) -> None:
        """Put a stored result on the list and wait for the next scan."""
        self.entered.set_rows((result, *self.entered.rows_model.rows))
        self._done.set_count(f"{len(self.entered.rows_model.rows)} hồ sơ")
        self.clear()

    def clear(self) -> None:
        self._show(None)
        self.document.clear()
        self.note.clear()
        self.board.clear_problems()

    def take_refusal(self, error: UserError) -> None:
        """Show a problem at its field, or above the button where it has none."""
        self.store_button.setEnabled(True)
        if not (isinstance(error, InvalidInputError) and self.board.take(error)):
            self._problem.setText(error.message)

    def _show(self, row: DossierRow | None) -> None:
        self._row = row
        self._problem.setText("")
        self.store_button.setEnabled(row is not None)
        self._due.setVisible(row is not None)
        if row is None:
            self._owner.set_text("Quét hồ sơ có kết quả")
            self._what.set_text("hoặc gõ mã, số cuối ở ô trên cùng bên phải (Ctrl+L)")
            return
        now = self._now()
        self._owner.set_text(row.owner_name)
        self._what.set_text(f"{row.code} · {row.procedure_name}")
        self._due.setText(f"Hẹn trả: {due_words(row, now)}")
        set_tone(self._due, due_tone(row, now))

    def _arrange(self) -> None:
        outcomes = QHBoxLayout()
        outcomes.setSpacing(16)
        for choice in (self.granted, self.refused):
            self._outcomes.addButton(choice)
            outcomes.addWidget(choice)
        outcomes.addStretch(1)
        self.board.follow(self.granted, self.refused)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.store_button)
        chosen = QWidget()
        chosen.setLayout(outcomes)
        outcomes.setContentsMargins(0, 0, 0, 0)
        body = self._card.body
        self._card.head.addWidget(self._due)
        body.addWidget(self._owner)
        body.addWidget(self._what)
        body.addWidget(self.board.add("outcome", captions.RESULT, chosen))
        body.addWidget(
            self.board.add("document_number", captions.RESULT_DOCUMENT_NUMBER, self.document)
        )
        body.addWidget(self.board.add("note", "Ghi chú, lý do từ chối", self.note))
        body.addWidget(self._problem)
        body.addStretch(1)
        body.addLayout(last)
        self._done.body.addWidget(self.entered, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        left = QVBoxLayout()
        left.addWidget(self._card)
        row.addLayout(left, 1)
        row.addWidget(self._done, 1)


def _columns(now: Now) -> tuple[Column[EnteredResult], ...]:
    def tone(result: EnteredResult) -> Tone:
        return Tone.OK if result.outcome is Outcome.GRANTED else Tone.LATE

    return (
        digits_column(
            captions.AT,
            lambda result: short_moment(result.at, now()),
            54,
            sort_key=lambda result: result.at,
        ),
        digits_column(
            captions.DOSSIER_CODE,
            lambda result: short_code(result.code),
            SHORT_CODE_WIDTH,
            tip=lambda result: result.code,
            sort_key=lambda result: code_order(result.code),
        ),
        plain_column(captions.OWNER, "owner_name"),
        text_column(
            captions.RESULT,
            lambda result: word_of(result.outcome),
            160,
            tone=tone,
            icon=lambda r: Icon.DONE if r.outcome is Outcome.GRANTED else Icon.REFUSED,
        ),
        plain_column(captions.DOCUMENT_NUMBER, "document_number", 100),
    )
