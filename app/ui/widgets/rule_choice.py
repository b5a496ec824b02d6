"""One rule chosen from a few, each with the words of the law beside it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from app.ui.widgets.labels import label
from app.wording.citations import law_words
from app.wording.labels import label as word

_INDENT = 24


R = TypeVar("R", bound=StrEnum)


class RuleChoice(QWidget, Generic[R]):
    """Radio buttons under one another; the first is chosen until a rule is shown."""

    def __init__(self, rules: Iterable[R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = {rule: QRadioButton(word(rule)) for rule in rules}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(2)
        for rule, choice in self.choices.items():
            # The newest text: the choice is for dossiers to come.
            words = law_words(rule, date.max)
            choice.setAccessibleDescription(words)
            law = label(words, "quiet", wrap=True)
            law.setIndent(_INDENT)
            rows.addWidget(choice)
            rows.addWidget(law)
        first = next(iter(self.choices.values()))
        first.setChecked(True)
        self.setFocusProxy(first)

    def value(self) -> R:
        """Return the rule that is chosen."""
        return next(rule for rule, choice in self.choices.items() if choice.isChecked())

    def show_value(self, rule: R) -> None:
        """Choose `rule`; one that is not offered leaves the choice as it is."""
        if rule in self.choices:
            self.choices[rule].setChecked(True)
