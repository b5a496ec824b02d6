"""One question of a slip: its answers, each with the key that chooses it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from app.services.ratings.records import Question
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import label, set_tone
from app.wording.labels import label as word

MARK_WIDTH: Final = 16


class QuestionRow(QWidget):
    """Answers side by side; keys choose them, so none takes the focus."""

    def __init__(self, number: int, question: Question) -> None:
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
        for number, button in enumerate(self.choices):
            button.setChecked(number == place)

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
