"""How a register is described: its fields, what calls an entry, what is due, what is once only."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from typing import TypeAlias

from app.models.registers import RegisterVersion
from app.vocabulary.registers import RegisterKind

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: `name` is its column, `title` what a person calls it.

    `longest` counts a text's letters, `most` bounds a number. A date with `is_past` lies no later
    than today, one with `not_before` not before the date in that field. `brief` heads a narrow
    column, where it is listed at all.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register.

    `noun` is what an entry is, `called` the field that calls it, `day` the date it is filed under.
    `due` is the day or month by which something is done and `done` the day it was, `followed_up`
    the words about it. `since` and `until` bound what is true only from a day to a day.
    `once` names the fields that are no two entries' alike: within a year of `day` with
    `once_a_year`, within the same days where `since` and `until` are. `of` is the register that
    the entries in field `of_field` are of.
    """

    kind: RegisterKind
    table: type[RegisterVersion]
    noun: str
    called: str
    day: str
    fields: tuple[Field, ...]
    once: tuple[str, ...]
    once_a_year: bool = False
    due: str = ""
    done: str = ""
    followed_up: str = ""
    since: str = ""
    until: str = ""
    of: RegisterKind | None = None
    of_field: str = ""

    def field(self, name: str) -> Field:
        """Return the field `name`. Raises KeyError for a name that is none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)
