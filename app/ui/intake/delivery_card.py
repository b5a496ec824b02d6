"""How the result is collected, what is paid, what is asked and noted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.intake.fields import choice_box, choose, chosen, field_card, field_row, tell
from app.ui.intake.typed import TypedWishes
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import MoneyEdit
from app.vocabulary.dossiers import ReturnBy

_BY_WIDTH = 124
_MONEY_WIDTH = 92


class DeliveryCard(QWidget):
    edited = Signal()

    def __init__(self, board: ProblemBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.return_by = choice_box(ReturnBy)
        self.return_address = QLineEdit()
        self.fee = MoneyEdit()
        self.paid = MoneyEdit()
        self.request = QLineEdit()
        self.note = QLineEdit()
        self._fee_of_case = 0
        self._advance_of_case = 0
        frame = field_card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 10, 16, 0)
        rows.addLayout(
            field_row(
                (board.add("return_by", "Nhận &kết quả", self.return_by), _BY_WIDTH),
                (board.add("return_address", "Địa chỉ nhận", self.return_address), 0),
                (board.add("fee_vnd", "&Phí, lệ phí (₫)", self.fee), _MONEY_WIDTH),
                (board.add("paid_vnd", "Thu ngay (₫)", self.paid), _MONEY_WIDTH),
                (board.add("request", "Nội dung yêu cầu", self.request), 0),
                (board.add("note", "Ghi chú", self.note), 0),
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.return_by.currentIndexChanged.connect(self._on_return_changed)
        texts = (self.return_address, self.fee, self.paid, self.request, self.note)
        tell((self.return_by, *texts), self.edited)
        self._on_return_changed()

    def typed(self) -> TypedWishes:
        return TypedWishes(
            return_by=chosen(self.return_by, ReturnBy),
            return_address=self.return_address.text(),
            fee_vnd=self.fee.value(),
            paid_vnd=self.paid.value(),
            request=self.request.text(),
            note=self.note.text(),
        )

    def show_wishes(self, wishes: TypedWishes, *, can_pay: bool = True) -> None:
        choose(self.return_by, wishes.return_by)
        self.return_address.setText(wishes.return_address)
        self._show_money(self.fee, wishes.fee_vnd)
        self._show_money(self.paid, wishes.paid_vnd)
        self.paid.setEnabled(can_pay)
        self.request.setText(wishes.request)
        self.note.setText(wishes.note)
        for editor in (self.return_address, self.request, self.note):
            editor.setCursorPosition(0)
        self._on_return_changed()

    def show_fee_of_case(self, fee_vnd: int) -> None:
        """Show the fee of the case chosen, unless another one was typed."""
        if self.fee.value() in {0, self._fee_of_case}:
            self._show_money(self.fee, fee_vnd)
        self._fee_of_case = fee_vnd

    def show_advance_of_case(self, advance_vnd: int) -> None:
        """Propose what the case takes on intake, unless another amount was typed."""
        is_untouched = self.paid.value() in {0, self._advance_of_case}
        if is_untouched and self.paid.isEnabled():
            self._show_money(self.paid, min(advance_vnd, self.fee.value()))
        self._advance_of_case = advance_vnd

    def _show_money(self, editor: MoneyEdit, amount: int) -> None:
        if amount:
            editor.set_value(amount)
        else:
            editor.clear()

    def _on_return_changed(self) -> None:
        by_post = chosen(self.return_by, ReturnBy) is ReturnBy.POST
        self.return_address.setEnabled(by_post)
        self.return_address.setPlaceholderText("như địa chỉ chủ hồ sơ" if by_post else "")
