"""Editors of this tab's forms: days and counts that may be left empty."""

from datetime import date

from app.errors import InvalidInputError
from app.services.publishing.records import LevelCounts
from app.ui.widgets.inputs import ComboBox, DateEdit, DigitsEdit

_COUNT_LETTERS = 6


def day_in(editor: DateEdit, field: str) -> date | None:
    """Return the day typed, None for an empty field. Raises InvalidInputError for what is none."""
    try:
        return editor.value()
    except ValueError as error:
        raise InvalidInputError(field, str(error)) from error


def required_day(editor: DateEdit, field: str, missing: str) -> date:
    """Return the day typed. Raises InvalidInputError, with `missing` for an empty field."""
    day = day_in(editor, field)
    if day is None:
        raise InvalidInputError(field, missing)
    return day


class CountEdit(DigitsEdit):
    """A number of procedures; empty where the paper says none."""

    def __init__(self) -> None:
        super().__init__(_COUNT_LETTERS)
        self.setPlaceholderText("không ghi")

    def count(self) -> int | None:
        return int(self.text()) if self.text() else None

    def show_count(self, number: int | None) -> None:
        self.setText("" if number is None else str(number))


class StatedEdits:
    """The four numbers that a paper states, in the order of `names`."""

    names = ("stated_total", "stated_province", "stated_district", "stated_commune")
    titles = ("Ghi &tổng số", "Cấp tỉ&nh", "Cấp &huyện", "Cấp &xã")

    def __init__(self) -> None:
        self.editors = tuple(CountEdit() for _name in self.names)

    def counts(self) -> LevelCounts:
        """Return what was typed."""
        return LevelCounts(*(editor.count() for editor in self.editors))

    def show_counts(self, counts: LevelCounts) -> None:
        for editor, number in zip(self.editors, (counts.total, *counts.parts), strict=True):
            editor.show_count(number)


def choose(combo: ComboBox, value: str) -> None:
    """Bring the choice with that code to the front."""
    combo.setCurrentIndex(max(0, combo.findData(value)))
