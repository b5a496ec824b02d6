"""Described fields: what a field takes, its value read from what is given, and said in words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, StrEnum, auto
from typing import Any, ClassVar, Final, Protocol, TypeAlias, TypeVar

from app.errors import InvalidInputError
from app.text import clean, fold
from app.wording import states
from app.wording.labels import label
from app.wording.texts import day_text, number_text

Value: TypeAlias = str | int | bool | date | StrEnum | None
"""What an entry says in one field; a month is its first day, a date not known is None."""
Given: TypeAlias = str | int | float | bool | date | None
"""What is given for a field: typed, chosen, or a spreadsheet's cell."""


class FieldKind(Enum):
    """What a field takes."""

    TEXT = auto()
    DATE = auto()
    MONTH = auto()
    NUMBER = auto()
    CHOICE = auto()
    YES_NO = auto()
    ENTRY = auto()
    """The number of an entry of another register."""
    OPTION = auto()
    """The number of one of the options that a form is given: a row's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: `name` is its column, `title` what a person calls it, `&` before its key if any.

    `longest` counts a text's letters, `most` bounds a number. A date with `is_past` lies no later
    than today, one with `not_before` not before the date in that field. `brief` heads a narrow
    column, where it is listed at all. `missing` says that a required field is empty.

    In a form `label` stands for its title, `lines` the height of its editor in lines,
    `width` the columns of the form it takes (0: the whole row); it begins with `default`. A choice
    without one begins with none, a yes or no with one is a check box. `is_fixed`: a stored record
    keeps it.
    """

    name: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    is_required: bool = True
    longest: int = 300
    most: int = 1_000_000
    choices: tuple[StrEnum, ...] = ()
    is_past: bool = False
    not_before: str = ""
    hint: str = ""
    brief: str = ""
    is_listed: bool = True
    missing: str = ""
    label: str = ""
    lines: int = 1
    width: int = 1
    default: Value = None
    is_fixed: bool = False

    @property
    def words(self) -> str:
        """What a person calls it."""
        return self.title.replace("&", "")


_DAY: Final = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_ISO_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_MONTH: Final = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{4})")
_ISO_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_NUMBER: Final = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3})+")
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100
_YES: Final = frozenset({"co", "x", "1", "true", "yes", "dung"})
_NO: Final = frozenset({"khong", "0", "false", "no", "sai"})


def read_value(field: Field, raw: object) -> Value:
    """Return the value meant by what was typed, or by a spreadsheet's cell.

    Nothing is "" in a text and None in a date. Raises InvalidInputError naming the field.
    """
    if isinstance(raw, str) or raw is None:
        raw = clean(raw or "", field.name, limit=field.longest)
        if not raw:
            return _nothing(field)
    return _READERS[field.kind](field, raw)


def field_in(fields: Sequence[Field], name: str) -> Field:
    """Return the field `name`. Raises KeyError for a name that is none."""
    for one in fields:
        if one.name == name:
            return one
    raise KeyError(name)


def read_text(field: Field, raw: str) -> str:
    """Return a text in normal form. Raises InvalidInputError naming the field."""
    return str(read_value(field, raw))


def _nothing(field: Field) -> Value:
    if field.is_required:
        raise _refused(field, field.missing or f"Chưa nhập “{field.words}”.")
    return "" if field.kind is FieldKind.TEXT else None


def _text(field: Field, raw: object) -> Value:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, datetime | date):
        raw = day_text(raw)
    return clean(str(raw), field.name, limit=field.longest)


def _date(field: Field, raw: object) -> Value:
    if isinstance(raw, date):  # a datetime is one
        return _known(field, raw.year, raw.month, raw.day)
    found = _DAY.fullmatch(str(raw))
    if found is not None:
        day, month, year = (int(part) for part in found.groups())
        return _known(field, year, month, day)
    found = _ISO_DAY.fullmatch(str(raw))
    if found is None:
        raise _refused(
            field, f"“{_short(raw)}” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 14/03/2026."
        )
    year, month, day = (int(part) for part in found.groups())
    return _known(field, year, month, day)


def _month(field: Field, raw: object) -> Value:
    if isinstance(raw, date):
        return _known(field, raw.year, raw.month, 1)
    found = _MONTH.fullmatch(str(raw))
    if found is not None:
        return _known(field, int(found[2]), int(found[1]), 1)
    found = _ISO_MONTH.fullmatch(str(raw))
    if found is not None:
        return _known(field, int(found[1]), int(found[2]), 1)
    raise _refused(
        field, f"“{_short(raw)}” không phải là tháng. Hãy nhập tháng/năm, ví dụ 09/2026."
    )


def _known(field: Field, year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _refused(
            field,
            f"Năm {year} không hợp lý; hãy nhập năm từ {_FIRST_YEAR} đến {_LAST_YEAR}.",
        )
    try:
        return date(year, month, day)
    except ValueError:
        if not 1 <= month <= 12:
            raise _refused(
                field, f"Không có tháng {month}; tháng chỉ từ 1 đến 12. Hãy xem lại."
            ) from None
        raise _refused(
            field, f"Không có ngày {day:02}/{month:02}/{year}. Hãy xem lại trên văn bản."
        ) from None


def _number(field: Field, raw: object) -> Value:
    number: int | None = None
    if isinstance(raw, bool):
        number = None
    elif isinstance(raw, int):
        number = raw
    elif isinstance(raw, float):
        number = int(raw) if raw.is_integer() else None
    elif _NUMBER.fullmatch(str(raw)):
        number = int(str(raw).replace(".", ""))
    if number is None or not 0 <= number <= field.most:
        raise _refused(
            field,
            f"“{_short(raw)}” không dùng được; hãy nhập số nguyên từ 0 đến "
            f"{number_text(field.most)}.",
        )
    return number


def _entry(field: Field, raw: object) -> Value:
    number = _number(field, raw)
    if not number:
        raise _refused(field, "Số thứ tự bắt đầu từ 1. Hãy xem lại sổ.")
    return number


def _choice(field: Field, raw: object) -> Value:
    wanted = fold(str(raw))
    for member in field.choices:
        if wanted in {member.value, fold(label(member))}:
            return member
    known = ", ".join(label(member) for member in field.choices)
    raise _refused(field, f"“{_short(raw)}” không có trong danh sách. Hãy chọn một trong: {known}.")


def _yes_no(field: Field, raw: object) -> Value:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    wanted = fold(str(raw))
    if wanted in _YES or wanted in _NO:
        return wanted in _YES
    raise _refused(field, f"“{_short(raw)}” không rõ. Hãy ghi Có hoặc Không.")


_READERS: Final[Mapping[FieldKind, Callable[[Field, object], Value]]] = {
    FieldKind.TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.MONTH: _month,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _yes_no,
    FieldKind.ENTRY: _entry,
    FieldKind.OPTION: _number,
}


def read_record(
    fields: Sequence[Field], given: Mapping[str, Given], today: date
) -> dict[str, Value]:
    """Return every field's value. Raises InvalidInputError naming the first field that is wrong."""
    values = {one.name: read_value(one, given.get(one.name)) for one in fields}
    for one in fields:
        check_date(one, fields, values, today)
    return values


def check_date(
    field: Field, fields: Sequence[Field], values: Mapping[str, Value], today: date
) -> None:
    """Raise InvalidInputError for a date after today or before the one it follows."""
    day = values.get(field.name)
    if not isinstance(day, date):
        return
    if field.is_past and day > today:
        raise _refused(field, f"{field.words} {day_text(day)} còn ở tương lai. Hãy xem lại ngày.")
    earliest = values.get(field.not_before)
    if isinstance(earliest, date) and day < earliest:
        other = field_in(fields, field.not_before).words
        raise _refused(
            field,
            f"{field.words} {day_text(day)} đứng trước {other.lower()} {day_text(earliest)}. "
            "Hãy xem lại hai ngày này.",
        )


class _Draft(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


D = TypeVar("D", bound=_Draft)


def checked(fields: Sequence[Field], draft: D, today: date) -> D:
    """Return a draft with its described fields in normal form. Raises InvalidInputError."""
    given = {one.name: getattr(draft, one.name) for one in fields}
    return replace(draft, **read_record(fields, given, today))


def _refused(field: Field, sentence: str) -> InvalidInputError:
    return InvalidInputError(field.name, sentence)


def _short(raw: object) -> str:
    return str(raw)[:40]


def value_text(field: Field, value: Value) -> str:
    """Return the value as a person reads it: 09/2026, 1.250, Có, the word of a choice."""
    match field.kind:
        case FieldKind.YES_NO:
            return states.YES if value else states.NO
        case FieldKind.CHOICE:
            return next((label(one) for one in field.choices if one == value), "")
        case FieldKind.NUMBER | FieldKind.ENTRY if isinstance(value, int):
            return number_text(value)
        case FieldKind.MONTH if isinstance(value, date):
            return f"{value:%m/%Y}"
        case FieldKind.DATE if isinstance(value, date):
            return day_text(value)
        case _:
            return str(value or "")
