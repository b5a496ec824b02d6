"""How a register is described: its fields, what calls an entry, what is due, what is once only."""

from dataclasses import dataclass

from app.models.registers import RegisterVersion
from app.services.fields import Field
from app.vocabulary.registers import RegisterKind


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
