"""What is owed when a result goes out, one tick that it was taken, and the paper for it."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.services.custody.records import ReturnCheck
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, set_tone
from app.wording.texts import money_text


class MoneyRow(QWidget):
    """Shows the fee; the ticks are there only while something is owed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._owed_vnd = 0
        self._words = ElidedLabel()
        self.paid = QCheckBox("Đã thu đủ")
        self.prints = QCheckBox("In phiếu thu")
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
