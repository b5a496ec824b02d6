"""Thu phí: what one dossier owes, how much is on the desk, from whom, and the paper for it."""

from collections.abc import Callable
from functools import partial

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
from app.reports.cash_words import kind_text
from app.services.container import Services
from app.services.intake.identity import CitizenCard
from app.services.money.fee_receipts import clean_void_reason, void_subject
from app.services.money.records import CashRow, FeeStanding, PaymentLine, Taking, Voided
from app.ui.approving.approval_dialog import ask_approval
from app.ui.desk.cards import HeadedCard
from app.ui.desk.dossier_columns import Now, short_moment
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import MoneyEdit
from app.ui.widgets.labels import ElidedLabel, button, chip, label, set_tone
from app.ui.widgets.layouts import FlowRow, LowStack
from app.ui.widgets.record_form import RecordForm, reason_field
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.people import GuardedAct
from app.wording import buttons, captions, headings
from app.wording.labels import label as word_of
from app.wording.texts import money_text, number_text

_KIND_WORDS = {PaymentKind.ADVANCE: "&Tạm thu", PaymentKind.FINAL: "Thu &khi trả"}


class FeeCard(HeadedCard):
    """Shows one dossier at a time; `take_wanted` says that everything is typed.

    `paper_wanted` carries a payment whose receipt somebody wants.
    """

    take_wanted = Signal()
    preview_wanted = Signal()
    exempt_wanted = Signal()
    paper_wanted = Signal(object)

    def __init__(self, now: Now, keys: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(headings.COLLECT_FEES, parent)
        self._standing: FeeStanding | None = None
        self.board = ProblemBoard(self)
        self._status = chip("", Tone.QUIET)
        self._owner = ElidedLabel()
        self._owner.setProperty("kind", "title")
        self._what = ElidedLabel()
        self._what.setProperty("kind", "quiet")
        self._facts = label("", wrap=True)
        self._owed = label("", "heading")
        self.amount = MoneyEdit()
        self.payer = QLineEdit()
        self._kinds = QButtonGroup(self)
        self.kinds = {kind: QRadioButton(words) for kind, words in _KIND_WORDS.items()}
        self.prints = QCheckBox(buttons.PRINT_RECEIPT)
        self._problem = label("", "problem", wrap=True)
        self.payments = RowTable[PaymentLine](
            _columns(now),
            lambda line: line.number,
            empty_text="Chưa thu lần nào.",
        )
        self.payments.setAccessibleName("Các lần đã thu của hồ sơ; Enter để in phiếu thu")
        self.preview = button(buttons.PREVIEW, which=Icon.PAPER)
        self.exempt = button("Miễn, giảm…", which=Icon.EDIT, hint=keys[1])
        self.take_button = button("Thu tiền", "accent", Icon.MONEY, hint=keys[0])
        self._sides = LowStack()
        self._arrange()
        self.take_button.clicked.connect(self.take_wanted)
        self.preview.clicked.connect(self.preview_wanted)
        self.exempt.clicked.connect(self.exempt_wanted)
        self.payments.row_activated.connect(self.paper_wanted)
        self.clear()

    @property
    def standing(self) -> FeeStanding | None:
        """The dossier in sight."""
        return self._standing

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def facts(self) -> str:
        return self._facts.text()

    def show_standing(self, standing: FeeStanding) -> None:
        """Show what is owed, with the likeliest amount typed."""
        self._standing = standing
        self._owner.set_text(standing.owner_name)
        self._what.set_text(f"{standing.code} · {standing.procedure_name}")
        self._status.setText(word_of(standing.status))
        self._status.show()
        self._fill_money(standing)
        self.payments.set_rows(standing.payments)
        self.payer.setText(standing.payer_name)
        self.kinds[standing.offered_kind].setChecked(True)
        self.amount.set_value(standing.offered_vnd)
        self.board.clear_problems()
        self._problem.setText(standing.refusal if standing.owed_vnd > 0 else "")
        can_take = not standing.refusal
        for widget in (self.take_button, self.preview, self.amount, self.payer):
            widget.setEnabled(can_take)
        self.exempt.setEnabled(standing.owed_vnd > 0 and can_take)
        self._sides.setCurrentIndex(1)
        if can_take:
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
            self.amount.selectAll()

    def clear(self) -> None:
        """Show nobody's money."""
        self._standing = None
        self._status.hide()
        self._sides.setCurrentIndex(0)

    def take_card(self, card: CitizenCard) -> bool:
        """Fill in the bearer of an identity card as payer; False where nothing is in sight."""
        if self._standing is None:
            return False
        self.payer.setText(card.name)
        return True

    def input(self) -> Taking:
        """Return what is typed."""
        kind = next(kind for kind, box in self.kinds.items() if box.isChecked())
        return Taking(
            amount_vnd=self.amount.value(),
            kind=kind,
            payer_name=self.payer.text(),
            prints_receipt=self.prints.isChecked(),
        )

    def take_refusal(self, error: UserError) -> None:
        """Show a problem at its field, or above the button where it has none."""
        self.take_button.setEnabled(True)
        if not (isinstance(error, InvalidInputError) and self.board.take(error)):
            self._problem.setText(error.message)

    def _fill_money(self, standing: FeeStanding) -> None:
        parts = [
            f"Phí, lệ phí {money_text(standing.fee_vnd)}",
            f"đã thu {money_text(standing.paid_vnd)}",
        ]
        if standing.exempt_ground:
            parts.append(f"miễn, giảm: {standing.exempt_ground}")
        self._facts.setText(" · ".join(parts))
        owed = standing.owed_vnd
        self._owed.setText(f"Còn phải thu {money_text(owed)}" if owed else "Không còn phải thu")
        set_tone(self._owed, Tone.LATE if owed else Tone.OK)

    def _arrange(self) -> None:
        hint = label(
            "Quét giấy tiếp nhận, hoặc gõ mã, số cuối ở ô trên cùng bên phải.", "quiet", wrap=True
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.head.addWidget(self._status)
        self._sides.addWidget(hint)
        self._sides.addWidget(self._form())
        self.body.addWidget(self._sides, 1)

    def _form(self) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        money = QHBoxLayout()
        money.setSpacing(12)
        money.addWidget(self.board.add("amount_vnd", "Số tiền thu (₫)", self.amount), 2)
        money.addWidget(self.board.add("payer_name", captions.PAYER, self.payer), 3)
        last = FlowRow()
        for control in (self.exempt, self.preview, self.prints, self.take_button):
            last.addWidget(control)
        for widget in (self._owner, self._what, self._facts, self._owed):
            rows.addWidget(widget)
        rows.addLayout(money)
        rows.addWidget(self.board.add("kind", captions.KIND, self._kind_line()))
        rows.addWidget(self.payments, 1)
        rows.addWidget(self._problem)
        rows.addLayout(last)
        self.board.follow(self.prints)
        return made

    def _kind_line(self) -> QWidget:
        made = QWidget()
        line = FlowRow(made)
        for box in self.kinds.values():
            self._kinds.addButton(box)
            line.addWidget(box)
        self.board.follow(*self.kinds.values())
        return made


def _columns(now: Now) -> tuple[Column[PaymentLine], ...]:
    return (
        digits_column(captions.SLIP_NUMBER, "number", 76),
        digits_column(
            captions.AT,
            lambda line: short_moment(line.taken_at, now()),
            96,
            sort_key=lambda line: line.taken_at,
        ),
        plain_column(captions.KIND, lambda line: kind_text(line.kind), 92),
        number_column(
            captions.AMOUNT,
            lambda line: number_text(line.amount_vnd),
            92,
            sort_key=lambda line: line.amount_vnd,
        ),
        text_column(
            captions.SLIP,
            lambda line: "đã in" if line.form_id else "chưa in",
            tip=lambda line: "Enter để xem, in lại" if line.form_id else "Enter để in phiếu thu",
        ),
    )


# Miễn giảm, hủy phiếu thu: a lower fee on its ground, a payment made void by two people.


class ExemptDialog(FormDialog):
    """Asks for the lower fee of one dossier."""

    def __init__(self, standing: FeeStanding, parent: QWidget | None = None) -> None:
        super().__init__(headings.FEE_EXEMPTION, "Ghi miễn, giảm", parent)
        self.fee = MoneyEdit()
        self.fee.set_value(standing.paid_vnd)
        self.ground = QLineEdit()
        self.ground.setPlaceholderText("ví dụ hộ nghèo, kèm văn bản cho miễn, giảm")
        paid = f", đã thu {money_text(standing.paid_vnd)}" if standing.paid_vnd else ""
        now = f"{standing.code} · {standing.owner_name}: phí {money_text(standing.fee_vnd)}{paid}."
        self.fields.addWidget(label(now, "quiet", wrap=True), 0, 0)
        self.fields.addWidget(
            self.board.add("new_fee_vnd", "Mức thu sau miễn, giảm (₫)", self.fee), 1, 0
        )
        self.fields.addWidget(self.board.add("ground", captions.GROUND, self.ground), 2, 0)
        self.ground.setFocus()


_CHANGED = (Change.DOSSIERS, Change.PRINT_QUEUE)


class PaymentVoiding:
    """Leads from the reason to the voided payment; turning back anywhere changes nothing."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        panel: QWidget,
        done: Callable[[str, Voided], None],
    ) -> None:
        self._context = context
        self._services = services
        self._panel = panel
        self._done = done

    def start(self, row: CashRow) -> None:
        """Ask why the payment is to be void."""
        form = RecordForm(
            (reason_field("Thu nhầm điều gì: số tiền, hồ sơ, người nộp"),),
            f"Hủy phiếu thu {row.number}",
            buttons.VOID_RECEIPT,
            self._context.clock.today,
            self._panel,
            told=f"Hồ sơ {row.code}, {money_text(row.amount_vnd)}. Số phiếu giữ nguyên trong sổ và "
            "bị gạch, giấy đã in không còn giá trị, hồ sơ lại nợ số tiền này. Cần người thứ hai "
            "xác nhận.",
        )
        form.accept_with(lambda: clean_void_reason(form.text()), partial(self._ask_second, row))

    def _ask_second(self, row: CashRow, reason: str) -> None:
        ask_approval(
            self._context,
            self._services,
            GuardedAct.VOID_FORM,
            void_subject(row.code, row.number),
            partial(self._void, row, reason),
            self._panel,
            what=f"Hủy phiếu thu {row.number}, trả lại {money_text(row.amount_vnd)} cho người nộp. "
            f"Lý do: {reason}",
        )

    def _void(self, row: CashRow, reason: str, approval_id: int) -> None:
        void = self._services.cashier.void
        self._context.write(void, row.code, row.number, reason, approval_id).then(
            partial(self._done, row.code), changed=_CHANGED
        )
