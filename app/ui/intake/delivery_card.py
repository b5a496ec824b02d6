"""How the result is collected, what is paid, what is asked and noted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.services.container import Services
from app.services.office.records import AgencyLine
from app.ui.intake.fields import choice_box, choose, chosen, field_card, field_row, tell
from app.ui.intake.typed import TypedSpecial, TypedWishes
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import DateEdit, MoneyEdit, TimeEdit, WholeWordsBox
from app.vocabulary.dossiers import ReturnBy
from app.wording import captions

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
                (board.add("note", captions.NOTE, self.note), 0),
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


_DAY_WIDTH = 150
_OWN = "Đơn vị này giải quyết"


class ExceptionsCard(QWidget):
    """`case_changed` follows what moves the due date."""

    edited = Signal()
    case_changed = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        board: ProblemBoard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._wanted: int | None = None
        self._can_be_late = True
        self.competent = WholeWordsBox()
        self.competent.addItem(_OWN, None)
        self.day = DateEdit(context.clock.today)
        self.time = TimeEdit("Giờ đã nhận")
        self.ground = QLineEdit()
        self.ground.setPlaceholderText("ví dụ: hộ nghèo, Nghị quyết số …")
        self._rows = [
            _row(board.add("exempt_ground", "Căn cứ miễn, giảm phí, lệ phí", self.ground)),
            _row(board.add("competent_id", captions.RECEIVED_FOR_UNIT, self.competent)),
            _row(
                board.add("received", "Nhập bù: ngày đã nhận", self.day),
                board.add("received_time", "Giờ đã nhận", self.time),
            ),
        ]
        self._exemption, self._competence, self._lateness = self._rows
        frame = field_card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 8, 16, 0)
        rows.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        for row in self._rows:
            rows.addWidget(row)
            row.hide()
        self.hide()
        tell((self.competent, self.day, self.time, self.ground), self.edited)
        for editor in (self.day, self.time):
            editor.textChanged.connect(self.case_changed)
        self.competent.currentIndexChanged.connect(self.case_changed)

    @property
    def editors(self) -> tuple[QWidget, ...]:
        return (self.ground, self.competent, self.day, self.time)

    @property
    def is_late(self) -> bool:
        return not self._lateness.isHidden()

    @property
    def is_for_others(self) -> bool:
        return not self._competence.isHidden()

    @property
    def asks_ground(self) -> bool:
        return not self._exemption.isHidden()

    def typed(self) -> TypedSpecial:
        """Return what is typed in the rows that are shown."""
        chosen = self.competent.currentData() if self.is_for_others else None
        return TypedSpecial(
            competent_id=self._wanted if self._wanted is not None else chosen,
            is_late=self.is_late,
            received_day=self.day.text() if self.is_late else "",
            received_time=self.time.text() if self.is_late else "",
            exempt_ground=self.ground.text() if self.asks_ground else "",
        )

    def show_special(self, special: TypedSpecial, *, can_be_late: bool) -> None:
        """Show the rows that hold something."""
        self._can_be_late = can_be_late
        self.ground.setText(special.exempt_ground)
        self.day.setText(special.received_day)
        self.time.setText(special.received_time)
        self._show(self._lateness, is_shown=special.is_late and can_be_late)
        self._wanted = special.competent_id
        choose(self.competent, special.competent_id)
        self._show(self._competence, is_shown=special.competent_id is not None)
        if special.competent_id is not None:
            self._read_units()

    def ask_exemption(self, *, is_wanted: bool) -> None:
        """Show the ground of a lower fee, or no longer."""
        if is_wanted != self.asks_ground:
            self._show(self._exemption, is_shown=is_wanted)

    def toggle_competence(self) -> None:
        """Ask which unit decides; again: it is this one."""
        is_shown = not self.is_for_others
        self._wanted = None
        choose(self.competent, None)
        self._show(self._competence, is_shown=is_shown)
        if is_shown:
            self._read_units()
            self.competent.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def toggle_lateness(self) -> None:
        """Ask when the dossier was received on paper; again: now. A correction keeps its time."""
        if not self._can_be_late:
            return
        self._show(self._lateness, is_shown=not self.is_late)
        if self.is_late:
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _read_units(self) -> None:
        self._context.read(self._services.choices.competents).then(self._on_units_read)

    def _on_units_read(self, units: Sequence[AgencyLine]) -> None:
        wanted = self._wanted if self._wanted is not None else self.competent.currentData()
        self.competent.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.competent.clear()
        self.competent.addItem(_OWN, None)
        for unit in units:
            self.competent.addItem(unit.name, unit.unit_id)
        self.competent.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        if self.competent.findData(wanted) < 0:
            # Ended since: a correction keeps it until another one is chosen.
            self.competent.addItem("Đơn vị đã chọn trước đây", wanted)
        choose(self.competent, wanted)
        self._wanted = None

    def _show(self, row: QWidget, *, is_shown: bool) -> None:
        row.setVisible(is_shown)
        self.setVisible(any(not each.isHidden() for each in self._rows))

    def _tell(self) -> None:
        self.edited.emit()
        self.case_changed.emit()


def _row(*boxes: QWidget) -> QWidget:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 0, 0, 0)
    first, *others = boxes
    rows.addLayout(field_row((first, _DAY_WIDTH if others else 0), *((box, 0) for box in others)))
    return made
