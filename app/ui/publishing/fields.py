"""Editors of this tab's forms: days and counts that may be left empty."""

from datetime import date

from app.errors import InvalidInputError
from app.services.publishing.records import DecisionLine, LevelCounts
from app.ui.widgets.inputs import DateEdit, DigitsEdit
from app.vocabulary.office import Level
from app.wording.texts import day_text, number_text

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
    titles = ("Gh&i tổng số", "Cấ&p tỉnh", "Cấp h&uyện", "Cấp &xã")

    def __init__(self) -> None:
        self.editors = tuple(CountEdit() for _name in self.names)

    def counts(self) -> LevelCounts:
        """Return what was typed."""
        return LevelCounts(*(editor.count() for editor in self.editors))

    def show_counts(self, counts: LevelCounts) -> None:
        for editor, number in zip(self.editors, (counts.total, *counts.parts), strict=True):
            editor.show_count(number)


# How the tab says numbers that may be unknown, and what a decision's standing is.

UNKNOWN = "–"

LEVEL_WORDS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}


def count_text(number: int | None) -> str:
    """Return a number; a dash for what nobody said."""
    return UNKNOWN if number is None else number_text(number)


def sort_count(number: int | None) -> int:
    """Return what orders a number; what nobody said comes first."""
    return -1 if number is None else number


def parts_text(counts: LevelCounts) -> str:
    """Return "203 = 142 tỉnh + 13 huyện + 49 xã" as it is said, whether or not it adds up."""
    levels = zip(counts.parts, LEVEL_WORDS.values(), strict=True)
    said = [f"{number_text(number)} {word}" for number, word in levels if number is not None]
    total = count_text(counts.total)
    return f"{total} ({', '.join(said)})" if said else total


def standing_text(line: DecisionLine) -> str:
    """Return whether a decision counts, and why not."""
    if line.ended_on is not None:
        return f"Đã bỏ khỏi sổ {day_text(line.ended_on)}"
    if line.replaced_by:
        return f"Được thay bằng {line.replaced_by}"
    if line.is_by_statement:
        return "Tính theo số ghi"
    return "Tính theo từng thủ tục"
