"""The dialogs of the calendar: one day, and the paper that confirms a year."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.deadlines.calendar import DayException
from app.services.intake.calendar_moves import MovedDossier
from app.ui.administration.moves import MovesPreview
from app.ui.look.text_size import px
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.vocabulary.office import DayKind
from app.wording.labels import label as word

KINDS = tuple((kind, word(kind)) for kind in DayKind)


class DayDialog(FormDialog):
    """A day off or a worked Saturday; an existing day keeps its date."""

    def __init__(
        self,
        today: Callable[[], date],
        known: DayException | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Sửa ngày" if known else "Thêm ngày", "Lưu ngày", parent)
        self.setMinimumWidth(px(720))
        self._shown: DayException | None = None
        self.moves = MovesPreview()
        self.day = DateEdit(today)
        self.kind = ComboBox()
        for kind, text in KINDS:
            self.kind.addItem(text, kind)
        self.reason = QLineEdit()
        self.decision = QLineEdit()
        self.reason.setPlaceholderText("Tết Nguyên đán, nghỉ bù, hoán đổi…")
        self.decision.setPlaceholderText("Số văn bản quyết định, nếu có")
        self.fields.addWidget(self.board.add("day", "&Ngày", self.day), 0, 0)
        self.fields.addWidget(self.board.add("kind", "&Loại", self.kind), 0, 1)
        self.fields.addWidget(self.board.add("reason", "Lý &do", self.reason), 1, 0, 1, 2)
        self.fields.addWidget(self.board.add("decision", "&Văn bản", self.decision), 2, 0, 1, 2)
        self.fields.addWidget(self.moves, 3, 0, 1, 2)
        self.day.setFocus()
        if known is not None:
            self._show(known)

    def is_told(self, typed: DayException) -> bool:
        """Say whether the list shown is that of what is typed now."""
        return self._shown == typed

    def tell(self, typed: DayException, moved: Sequence[MovedDossier]) -> None:
        """Show what saving would leave behind; the next press saves."""
        self._shown = typed
        self.moves.show_moved(moved)
        self.submit.setText("Vẫn lưu ngày")
        self.submit.setEnabled(True)

    def value(self) -> DayException:
        """Return what is typed; raises InvalidInputError for a date that cannot be read."""
        try:
            day = self.day.value()
        except ValueError as fault:
            raise InvalidInputError("day", str(fault)) from fault
        if day is None:
            raise InvalidInputError("day", "Chưa nhập ngày; hãy gõ như 24/11/2026.")
        kind = KINDS[self.kind.currentIndex()][0]
        return DayException(day, kind, self.reason.text(), self.decision.text())

    def _show(self, known: DayException) -> None:
        self.day.set_value(known.day)
        self.day.setReadOnly(True)
        self.kind.setCurrentIndex([kind for kind, _ in KINDS].index(known.kind))
        self.reason.setText(known.reason)
        self.decision.setText(known.decision)
        self.kind.setFocus()


class ConfirmYearDialog(FormDialog):
    """The number of the yearly notice of days off."""

    def __init__(self, year: int, decision: str, parent: QWidget | None = None) -> None:
        super().__init__(f"Xác nhận lịch nghỉ năm {year}", "Xác nhận", parent)
        self.decision = QLineEdit(decision)
        self.decision.setPlaceholderText("Ví dụ: 6150/TB-BLĐTBXH")
        box = self.board.add("decision", "&Số thông báo nghỉ lễ, Tết của năm", self.decision)
        self.fields.addWidget(box, 0, 0)
        self.decision.setFocus()
