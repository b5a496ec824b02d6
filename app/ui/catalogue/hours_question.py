"""Which hours a catalogue file means that says only "giờ": asked once for the whole file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.ui.widgets.labels import label
from app.vocabulary.catalogue import HoursMeaning
from app.wording.labels import label as word

_ASK = "Tệp có chỗ chỉ ghi “giờ”. Theo quyết định công bố, đó là giờ nào? Chọn một lần cho cả tệp."
_HINTS = {
    HoursMeaning.WORKING: "chỉ tính trong giờ làm việc của đơn vị",
    HoursMeaning.CONTINUOUS: "tính liền ngày đêm kể từ lúc tiếp nhận",
}


class HoursQuestion(QWidget):
    """`chosen` follows every choice; nothing is chosen at first."""

    chosen = Signal(HoursMeaning)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meaning: HoursMeaning | None = None
        self.choices = {
            meaning: QRadioButton(f"{word(meaning).capitalize()}: {_HINTS[meaning]}")
            for meaning in HoursMeaning
        }
        answers = QHBoxLayout()
        answers.setSpacing(16)
        for meaning, choice in self.choices.items():
            choice.setAccessibleDescription(_ASK)
            choice.clicked.connect(lambda _on, meaning=meaning: self._choose(meaning))
            answers.addWidget(choice)
        answers.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(label(_ASK, wrap=True))
        rows.addLayout(answers)
        self.hide()

    def forget(self) -> None:
        """Take the choice back and hide: another file is asked about anew."""
        self.meaning = None
        for choice in self.choices.values():
            choice.setAutoExclusive(False)
            choice.setChecked(False)
            choice.setAutoExclusive(True)
        self.hide()

    def _choose(self, meaning: HoursMeaning) -> None:
        if meaning is not self.meaning:
            self.meaning = meaning
            self.chosen.emit(meaning)
