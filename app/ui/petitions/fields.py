"""Choices of words, and a moment of the past, as the forms of this page ask for them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from PySide6.QtWidgets import QPlainTextEdit

from app.clock import from_local
from app.errors import InvalidInputError
from app.ui.look.text_size import px
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.time_edit import TimeEdit
from app.ui.widgets.whole_words_box import WholeWordsBox
from app.wording.labels import label as word_of

_LEAST_LETTERS = 4

Member = TypeVar("Member", bound=StrEnum)


def words_box(members: Iterable[StrEnum], none: str = "") -> ComboBox:
    """Return a choice of vocabulary words, behind `none` where nothing need be chosen."""
    made = WholeWordsBox()
    made.setMinimumContentsLength(_LEAST_LETTERS)
    if none:
        made.addItem(none, None)
    for member in members:
        made.addItem(word_of(member), member)
    return made


def chosen(box: ComboBox, kind: type[Member]) -> Member | None:
    """Return the member chosen; None for none."""
    code = box.currentData()
    return None if code is None else kind(code)


def lines_edit(height: int = 0) -> QPlainTextEdit:
    """Return a field for several lines of plain text, of a fixed height where one is given."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    if height:
        made.setFixedHeight(px(height))
    return made


class PastMoment:
    """Day and time of what was done on paper earlier; both empty means now."""

    def __init__(self, today: Callable[[], date], field: str) -> None:
        self._field = field
        self.day = DateEdit(today)
        self.day.setPlaceholderText("hôm nay")
        self.time = TimeEdit("Giờ")
        self.time.setPlaceholderText("giờ")

    def value(self) -> datetime | None:
        """Return the moment, None for now. Raises InvalidInputError naming the field."""
        try:
            day, at = self.day.value(), self.time.value()
        except ValueError as error:
            raise InvalidInputError(self._field, str(error)) from None
        if day is None and at is None:
            return None
        if day is None or at is None:
            raise InvalidInputError(self._field, "Nhập bù cần cả ngày và giờ. Hãy ghi đủ hai ô.")
        return from_local(day, at)

    def clear(self) -> None:
        self.day.setText("")
        self.time.setText("")
