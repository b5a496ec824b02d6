"""The columns of a register, made from its description."""

from collections.abc import Callable
from datetime import date

from app.services.fields import Field, FieldKind, value_text
from app.services.registers.definitions import Register
from app.services.registers.records import EntryDue, RegisterEntry, standing_text
from app.text import name_sort_key
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.row_table import Column
from app.wording import captions
from app.wording.texts import number_text

_WIDTHS = {
    FieldKind.DATE: 98,
    FieldKind.MONTH: 76,
    FieldKind.NUMBER: 64,
    FieldKind.ENTRY: 64,
    FieldKind.YES_NO: 72,
    FieldKind.CHOICE: 108,
}
_TEXT_WIDTHS = ((100, 124), (200, 136), (300, 176))
"""How wide a text of so many letters stands beside one that is longer."""
_DUE_WIDTH = 148
_FORCE_WIDTH = 112
_TONES = {
    EntryDue.NONE: Tone.NORMAL,
    EntryDue.DONE: Tone.QUIET,
    EntryDue.IN_TIME: Tone.NORMAL,
    EntryDue.SOON: Tone.WARN,
    EntryDue.TODAY: Tone.WARN,
    EntryDue.LATE: Tone.LATE,
}
_ICONS = {
    EntryDue.DONE: Icon.DONE,
    EntryDue.SOON: Icon.CALENDAR,
    EntryDue.TODAY: Icon.LATE,
    EntryDue.LATE: Icon.LATE,
}


def register_columns(
    register: Register, today: Callable[[], date]
) -> tuple[Column[RegisterEntry], ...]:
    """Return the columns: the number, how the entry stands, and each field that is listed."""
    number: Column[RegisterEntry] = digits_column(
        captions.NUMBER,
        lambda entry: number_text(entry.number),
        48,
        sort_key=lambda entry: entry.number,
    )
    longest = max(one.longest for one in register.fields if one.is_listed)
    listed = tuple(_column(one, longest) for one in register.fields if one.is_listed)
    if not (register.due or register.until):
        return (number, *listed)
    return (number, _standing(register, today), *listed)


def _standing(register: Register, today: Callable[[], date]) -> Column[RegisterEntry]:
    def said(entry: RegisterEntry) -> str:
        return standing_text(register, entry, today())

    return text_column(
        captions.CONDITION,
        said,
        _DUE_WIDTH if register.due else _FORCE_WIDTH,
        sort_key=lambda entry: entry.due_on or date.max,
        tone=lambda entry: _tone(register, entry, today()),
        icon=lambda entry: None if entry.is_struck else _ICONS.get(entry.due),
    )


def _tone(register: Register, entry: RegisterEntry, today: date) -> Tone:
    until = entry.values[register.until] if register.until else None
    is_over = isinstance(until, date) and until < today
    return Tone.QUIET if entry.is_struck or is_over else _TONES[entry.due]


def _column(field: Field, longest: int) -> Column[RegisterEntry]:
    is_number = field.kind is FieldKind.NUMBER
    is_text = field.kind is FieldKind.TEXT

    def said(entry: RegisterEntry) -> str:
        return value_text(field, entry.values[field.name])

    def order(entry: RegisterEntry) -> object:
        return _sort_key(field, entry)

    title, width = field.brief or field.title, _width(field, longest)
    if is_text:
        return text_column(title, said, width, sort_key=order, is_right=is_number)
    return digits_column(title, said, width, sort_key=order, is_right=is_number)


def _width(field: Field, longest: int) -> int:
    """Return the width in pixels; the longest texts share what is left."""
    if field.kind is not FieldKind.TEXT:
        return max(_WIDTHS[field.kind], 7 * len(field.brief or field.title) + 16)
    if field.longest == longest:
        return 0
    return next(width for letters, width in _TEXT_WIDTHS if field.longest <= letters)


def _sort_key(field: Field, entry: RegisterEntry) -> object:
    value = entry.values[field.name]
    match field.kind:
        case FieldKind.DATE | FieldKind.MONTH:
            return value or date.max
        case FieldKind.NUMBER | FieldKind.ENTRY | FieldKind.YES_NO:
            return value
        case _:
            return name_sort_key(value_text(field, value))
