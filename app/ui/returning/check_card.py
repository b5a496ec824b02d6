"""The one-screen check before a result is handed over: who, which papers, what is owed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError, UserError
from app.services.custody.collection import Who, who_is, who_may
from app.services.custody.records import Collection, ReturnCheck
from app.services.dossiers.records import DossierView
from app.services.intake.identity import CitizenCard
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.dossier_columns import Now, short_moment
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.returning.answer_panel import AnswerPanel
from app.ui.returning.posting import PostRow
from app.ui.widgets.columns import text_column
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import ElidedLabel, button, chip, label, set_tone
from app.ui.widgets.layouts import LowStack
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import Outcome
from app.wording import buttons, captions, headings, prompts, sentences, states
from app.wording.labels import label as word_of
from app.wording.texts import money_text


class MoneyRow(QWidget):
    """Shows the fee; the ticks are there only while something is owed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owed_vnd = 0
        self._words = ElidedLabel()
        self.paid = QCheckBox("Đã thu đủ")
        self.prints = QCheckBox(buttons.PRINT_RECEIPT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._words, 1)
        row.addWidget(self.paid)
        row.addWidget(self.prints)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def paid_vnd(self) -> int:
        """What was taken just now."""
        return self._owed_vnd if self.paid.isChecked() else 0

    def show_check(self, check: ReturnCheck) -> None:
        owed = self._owed_vnd = check.owed_vnd
        if owed:
            words = f"Còn phải thu {money_text(owed)} (phí {money_text(check.fee_vnd)})"
        elif check.fee_vnd:
            words = f"Đã thu đủ {money_text(check.fee_vnd)}"
        else:
            words = "Không có phí, lệ phí"
        if check.exempt_ground:
            words = f"{words} · miễn, giảm: {check.exempt_ground}"
        self._words.set_text(words)
        set_tone(self._words, Tone.LATE if owed else Tone.QUIET)
        self.paid.setChecked(False)
        self.paid.setText(f"Đã thu {money_text(owed)}")
        for box in (self.paid, self.prints):
            box.setVisible(bool(owed))


_WHO_WORDS = {
    Who.OWNER: "&Chủ hồ sơ",
    Who.SUBMITTER: "Người &nộp",
    Who.AUTHORISED: "Được ủ&y quyền",
    Who.POST: "Bưu c&hính",
}
_Paper = tuple[int, str]


class CheckCard(HeadedCard):
    """Shows one check at a time; `return_wanted` says that everything is typed.

    `preview_wanted` asks for the return receipt as it would be printed.
    """

    return_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, now: Now, key: str, parent: QWidget | None = None) -> None:
        super().__init__("Kiểm tra và trả", parent)
        self._now = now
        self._check: ReturnCheck | None = None
        self.board = ProblemBoard(self)
        self._owner = ElidedLabel()
        self._owner.setProperty("kind", "title")
        self._what = ElidedLabel()
        self._what.setProperty("kind", "quiet")
        self._outcome = chip("")
        self._result = ElidedLabel()
        self._known = label("", "quiet", wrap=True)
        self._who = QButtonGroup(self)
        self._who_row = QHBoxLayout()
        self.name = QLineEdit()
        self.number = QLineEdit()
        self.number.setPlaceholderText(prompts.SCAN_OR_TYPE)
        self.note = QLineEdit()
        self.originals = RowTable[_Paper](
            (text_column("Giấy tờ bản chính trả lại", _name),),
            lambda paper: paper[0],
            empty_text="Không có bản chính nào phải trả lại.",
            is_checkable=True,
        )
        self.originals.setSortingEnabled(False)
        self.originals.setAccessibleName("Giấy tờ bản chính trả lại")
        self.money = MoneyRow()
        self.post = PostRow(self.board)
        self.prints = QCheckBox("In phiếu trả kết quả")
        self.preview = button(buttons.PREVIEW, which=Icon.PAPER)
        self.preview.clicked.connect(self.preview_wanted)
        self._problem = label("", "problem", wrap=True)
        self.return_button = button(headings.RETURN, "accent", Icon.RETURN, hint=key)
        self.answer = AnswerPanel()
        self._sides = LowStack()
        self._arrange()
        self._who.buttonClicked.connect(self._on_who_chosen)
        self.return_button.clicked.connect(self.return_wanted)
        self.money.paid.toggled.connect(lambda: self._problem.setText(""))
        self.clear()

    @property
    def check(self) -> ReturnCheck | None:
        """The check in sight."""
        return self._check

    @property
    def problem(self) -> str:
        return self._problem.text()

    def who(self) -> Who:
        """Return in what quality the person in front of the desk collects."""
        chosen = self._who.checkedButton()
        return Who(chosen.property("who")) if chosen is not None else Who.OWNER

    def show_check(self, check: ReturnCheck) -> None:
        """Show what to look at, with the likeliest collector chosen."""
        self._check = check
        self._fill_facts(check)
        self._fill_who(who_may(check))
        self.originals.set_rows(tuple(enumerate(check.original_papers)))
        self.number.clear()
        self.post.start(check.waybill)
        self.note.clear()
        self.prints.setChecked(False)
        self.show_problem("")
        self.board.clear_problems()
        self._sides.setCurrentIndex(1)
        self.choose(who_may(check)[0])
        self._go_to_first_empty()

    def show_answer(self, view: DossierView) -> None:
        """Say how a dossier stands whose result cannot be handed over."""
        self.clear()
        self.answer.show_answer(view, self._now())
        self._sides.setCurrentIndex(2)

    def clear(self) -> None:
        """Show nobody's data."""
        self._check = None
        self.return_button.setEnabled(True)
        self._sides.setCurrentIndex(0)
        self._outcome.hide()
        self.set_count("")

    def choose(self, who: Who) -> None:
        """Let `who` collect and fill in the name that is on record."""
        for made in self._who.buttons():
            made.setChecked(made.property("who") == who.value)
        if self._check is None:
            return
        names = {Who.OWNER: self._check.owner_name, Who.SUBMITTER: self._check.submitter_name}
        self.name.setText(names.get(who, ""))
        is_post = who is Who.POST
        self.board.box("collector_name").title.setText(
            "Nhân viên bưu chính nhận" if is_post else captions.RECEIVER_NAME
        )
        self.post.setVisible(is_post)
        self.board.box("collector_id").setVisible(not is_post)
        self.board.clear_problems()

    def expects_waybill(self, text: str) -> bool:
        """Say whether `text` can be the waybill of the item the post collects now."""
        return self._check is not None and self.post.expects(text)

    def take_waybill(self, text: str) -> bool:
        """Fill in a waybill where the post collects; False where it is not asked for."""
        return self._check is not None and self.post.take_scan(text)

    def take_card(self, card: CitizenCard) -> bool:
        """Fill in the bearer of an identity card; False where nobody is being checked."""
        if self._check is None:
            return False
        self.choose(who_is(self._check, card.name, card.number))
        self.name.setText(card.name)
        self.number.setText(card.number)
        self.board.clear_problems()
        return True

    def input(self) -> Collection:
        """Return what is typed."""
        who = self.who()
        return Collection(
            self.name.text(),
            "" if who is Who.POST else self.number.text(),
            is_authorised=who is Who.AUTHORISED,
            paid_vnd=self.money.paid_vnd,
            note=self.note.text(),
            prints_receipt=self.prints.isChecked(),
            is_by_post=who is Who.POST,
            waybill=self.post.waybill.text(),
            carrier=self.post.carrier.text(),
            prints_fee_receipt=self.money.prints.isChecked(),
        )

    def take_refusal(self, error: UserError) -> None:
        """Show a problem at its field, or above the button where it has none."""
        self.return_button.setEnabled(True)
        if not (isinstance(error, InvalidInputError) and self.board.take(error)):
            self.show_problem(error.message)

    def show_problem(self, text: str) -> None:
        self._problem.setText(text)
        paid = self.money.paid
        if text and paid.isVisible() and not paid.isChecked():
            paid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_facts(self, check: ReturnCheck) -> None:
        self._owner.set_text(check.owner_name)
        self._what.set_text(f"{check.code} · {check.procedure_name}")
        self._outcome.setText(word_of(check.outcome))
        self._outcome.show()
        set_tone(self._outcome, Tone.OK if check.outcome is Outcome.GRANTED else Tone.LATE)
        number = f"Số {check.document_number}" if check.document_number else "Không ghi số văn bản"
        self._result.set_text(f"{number} · xong {short_moment(check.resolved_at, self._now())}")
        parts = [f"Chủ hồ sơ: {check.owner_id_number or states.NO_ID_NUMBER}"]
        if check.submitter_name:
            parts.append(f"Người nộp: {check.submitter_name} {check.submitter_id_number}".strip())
        if Who.POST in who_may(check):
            parts.append(f"Trả qua bưu chính: {check.return_address}")
        self._known.setText(" · ".join(parts))
        self.set_count(f"{len(check.original_papers)} bản chính" if check.original_papers else "")
        self.money.show_check(check)

    def _fill_who(self, offered: Sequence[Who]) -> None:
        for made in self._who.buttons():
            self._who.removeButton(made)
        clear_layout(self._who_row)
        for who in offered:
            choice = QRadioButton(_WHO_WORDS[who])
            choice.setProperty("who", who.value)
            self._who.addButton(choice)
            self._who_row.addWidget(choice)
            self.board.follow(choice)
        self._who_row.addStretch(1)

    def _on_who_chosen(self) -> None:
        self.choose(self.who())
        self._go_to_first_empty()

    def _go_to_first_empty(self) -> None:
        after_name = self.post.waybill if self.who() is Who.POST else self.number
        editor = after_name if self.name.text() else self.name
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        hint = label(
            sentences.SCAN_OR_CHOOSE_THEN_ENTER,
            "quiet",
            wrap=True,
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.head.addWidget(self._outcome)
        self._sides.addWidget(hint)
        self._sides.addWidget(self._form())
        self._sides.addWidget(self.answer)
        self.body.addWidget(self._sides, 1)

    def _form(self) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        people = QHBoxLayout()
        people.setSpacing(12)
        people.addWidget(self.board.add("collector_name", captions.RECEIVER_NAME, self.name), 3)
        people.addWidget(self.board.add("collector_id", captions.ID_NUMBER, self.number), 2)
        people.addWidget(self.post, 5)
        last = QHBoxLayout()
        last.addWidget(self.prints)
        last.addWidget(self.preview)
        last.addStretch(1)
        last.addWidget(self.return_button)
        self.board.follow(self.money.paid, self.money.prints, self.prints)
        rows.addWidget(self._owner)
        rows.addWidget(self._what)
        rows.addWidget(self._result)
        rows.addWidget(self._known)
        self._who_row.setSpacing(20)
        rows.addLayout(self._who_row)
        rows.addLayout(people)
        rows.addWidget(self.originals, 1)
        rows.addWidget(self.board.add("note", captions.NOTE, self.note))
        rows.addWidget(self.money)
        rows.addWidget(self._problem)
        rows.addLayout(last)
        return made


def _name(paper: _Paper) -> str:
    return paper[1]
