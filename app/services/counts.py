"""Counts of dossiers: plain values that summaries, the sheet of a closed day and reports share."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import Any, Final, Self, cast


@dataclass(frozen=True, slots=True)
class Received:
    """Dossiers received in the period, by channel."""

    counter: int = 0
    online: int = 0
    post: int = 0

    @property
    def total(self) -> int:
        """All channels."""
        return self.counter + self.online + self.post


@dataclass(frozen=True, slots=True)
class Ended:
    """Dossiers whose clock ended in the period."""

    early: int = 0
    on_time: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """Early, on time and late together."""
        return self.early + self.on_time + self.late


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Dossiers still open at the end of the period."""

    in_time: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """In time and overdue together."""
        return self.in_time + self.overdue


@dataclass(frozen=True, slots=True)
class HandoffCounts:
    """Dossiers on slips: sent, accepted, refused in the period; outstanding at its end."""

    sent: int = 0
    accepted: int = 0
    refused: int = 0
    outstanding: int = 0


_SUMS: Final = {
    "taken_on": ("carried_over", "received"),
    "received.direct": ("received.counter", "received.post"),
}
"""Columns (3) and (5) of form II.06a: the sums that have a code of their own."""


class DossierSums:
    """Base of the records that hold a number for each figure, read and added by its code.

    The code is the field's name, dotted in a group: `ended.late`. A new figure is a new field.
    """

    __slots__ = ()

    @classmethod
    def of(cls, amounts: Mapping[str, int]) -> Self:
        """Return the record of amounts by code; what is not there is 0."""
        values: dict[str, object] = {}
        for each in fields(cast("Any", cls)):
            group = cast("Any", each.default_factory)
            if group is MISSING:
                values[each.name] = amounts.get(_code(each), 0)
            else:
                parts = {part.name: f"{each.name}.{part.name}" for part in fields(group)}
                values[each.name] = group(
                    **{name: amounts.get(code, 0) for name, code in parts.items()}
                )
        return cls(**values)

    @classmethod
    def added(cls, records: Iterable[Self]) -> Self:
        """Return the sum of records."""
        readers, total = _readers(cls), Counter[str]()
        for record in records:
            total.update({code: read(record) for code, read in readers.items()})
        return cls.of(total)

    @classmethod
    def codes(cls, figure: str) -> frozenset[str]:
        """Return the codes that a figure adds up: itself, its group or its parts; none if unknown.

        Each of them opens to its dossiers.
        """
        return frozenset(_codes(_readers(cls), figure))

    def __getitem__(self, figure: str) -> int:
        """Return the number of a figure. Raises KeyError for an unknown one."""
        readers = _readers(type(self))
        codes = _codes(readers, figure)
        if not codes:
            raise KeyError(figure)
        return sum(readers[code](self) for code in codes)

    @property
    def taken_on(self) -> int:
        """Column (3): received in the period and carried over into it."""
        return self["taken_on"]

    @property
    def adds_up(self) -> bool:
        """Carried over + received = ended + open (form II.06a: (3) = (7) + (11))."""
        return self["taken_on"] == self["ended"] + self["open"]


_Reader = Callable[[DossierSums], int]


def _code(each: Any) -> str:  # noqa: ANN401
    """Return the code of a field that is a number: its own name, unless it says another."""
    return str(each.metadata.get("code", each.name))


def _readers(kind: type[DossierSums]) -> Mapping[str, _Reader]:
    """Return what reads each code from a record of this kind."""
    readers: dict[str, _Reader] = {}
    for each in fields(cast("Any", kind)):
        group = cast("Any", each.default_factory)
        if group is MISSING:
            readers[_code(each)] = attrgetter(each.name)
        else:
            names = [f"{each.name}.{part.name}" for part in fields(group)]
            readers |= {name: attrgetter(name) for name in names}
    return readers


def _codes(known: Iterable[str], figure: str) -> list[str]:
    """Return those of the known codes that a figure adds up."""
    parts = _SUMS.get(figure, (figure,))
    groups = tuple(f"{part}." for part in parts)
    return [code for code in known if code in parts or code.startswith(groups)]


@dataclass(frozen=True, slots=True)
class Figures(DossierSums):
    """The figures of one group, or of all."""

    carried_over: int = 0
    received: Received = field(default_factory=Received)
    ended: Ended = field(default_factory=Ended)
    open: StillOpen = field(default_factory=StillOpen)
    paused: int = 0
    refused: int = 0
    withdrawn: int = 0
    stopped: int = 0
    supplements: int = 0
    not_accepted: int = 0
    returned: int = 0
    waiting_collection: int = 0
    fees_vnd: int = 0
    handoffs: HandoffCounts = field(default_factory=HandoffCounts)


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One row of a split: its stable key, its name for people, its figures."""

    key: str
    name: str
    figures: Figures


def percent_of(counted: int, of: int) -> Decimal | None:
    """Return `counted` of `of` in per cent, two decimals, rounded half up; None of nothing."""
    if not of:
        return None
    return (Decimal(100 * counted) / of).quantize(Decimal("0.01"), ROUND_HALF_UP)
