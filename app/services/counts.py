"""Records of figures, read and added by code: what summaries, closed days and reports share."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Final, Self, cast


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


_NUMBER: Final = (int, int | None)
"""The types of a field that is a number; None where nobody told it."""


class FigureRecord:
    """Base of the records that hold a number for each figure, read and added by its code.

    The code is the field's name or what its metadata say, then the name in a group or the words of
    a row, whose count is its last field: `ended.late`, `received.channel.phone`. Rows have a code
    where their field has one. A new figure is a new field.
    """

    SUMS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """The sums that have a code of their own; a group's is the sum of its parts."""
    ROWS: ClassVar[tuple[str, ...]] = ()
    """How the codes of rows begin: one that an older record lacks is 0."""
    __slots__ = ()

    @classmethod
    def from_counts(cls, counts: Mapping[str, int]) -> Self:
        """Return the record of numbers by code; what is not there is as by default."""
        return cls(**cls.values(counts))

    @classmethod
    def values(cls, counts: Mapping[str, int]) -> dict[str, Any]:
        """Return numbers and groups by the name of their field; rows are left out.

        Raises KeyError for a number that is not there and has no default.
        """
        values: dict[str, Any] = {}
        for each in _fields(cls):
            code = _code(each)
            if each.type in _NUMBER:
                is_needed = each.default is MISSING
                values[each.name] = counts[code] if is_needed else counts.get(code, each.default)
            elif is_dataclass(each.type):
                names = [part.name for part in fields(each.type)]
                parts = {name: counts.get(f"{code}.{name}", 0) for name in names}
                values[each.name] = cast("Any", each.type)(**parts)
        return values

    @classmethod
    def added(cls, records: Iterable[Self]) -> Self:
        """Return the sum of records without rows; what none of them tells stays untold."""
        total = Counter[str]()
        for record in records:
            total.update({code: number for code, number in record.numbers() if number is not None})
        return cls.from_counts(total)

    @classmethod
    def codes(cls, figure: str) -> frozenset[str]:
        """Return the codes that a figure adds up: itself, its group or its parts; none if unknown.

        Each of them opens to its rows.
        """
        return frozenset(cls._codes(cls._known(), figure))

    @classmethod
    def _known(cls) -> Iterator[str]:
        for each in _fields(cls):
            if each.type in _NUMBER:
                yield _code(each)
            elif is_dataclass(each.type):
                yield from (f"{_code(each)}.{part.name}" for part in fields(each.type))

    @classmethod
    def _codes(cls, known: Iterable[str], figure: str) -> list[str]:
        parts = cls.SUMS.get(figure, (figure,))
        groups = tuple(f"{part}." for part in parts)
        return [code for code in known if code in parts or code.startswith(groups)]

    def numbers(self) -> Iterator[tuple[str, int | None]]:
        """Yield each number by its code."""
        for each in _fields(self):
            code, value = _code(each), getattr(self, each.name)
            if each.type in _NUMBER:
                yield code, value
            elif is_dataclass(each.type):
                for part in fields(each.type):
                    yield f"{code}.{part.name}", getattr(value, part.name)
            elif "code" in each.metadata:
                for row in value:
                    *words, count = (getattr(row, part.name) for part in fields(row))
                    yield ".".join((code, *(word or "none" for word in words))), count

    def __getitem__(self, figure: str) -> int:
        """Return the number of a figure, 0 where it is not told. Raises KeyError if unknown."""
        numbers = dict(self.numbers())
        codes = self._codes(numbers, figure)
        if not codes and not figure.startswith(self.ROWS):
            raise KeyError(figure)
        return sum(numbers[code] or 0 for code in codes)


def _fields(record: object) -> tuple[Field[Any], ...]:
    return fields(cast("Any", record))


def _code(each: Field[Any]) -> str:
    return str(each.metadata.get("code", each.name))


class BalancedFigures(FigureRecord):
    """Base of the records of what was taken on, and of that what ended and what is open."""

    SUMS: ClassVar = {
        "taken_on": ("carried_over", "received"),
        "received.direct": ("received.counter", "received.post"),
    }
    """Columns (3) and (5) of form II.06a."""
    __slots__ = ()

    @property
    def taken_on(self) -> int:
        """Column (3): received in the period and carried over into it."""
        return self["taken_on"]

    @property
    def adds_up(self) -> bool:
        """Carried over + received = ended + open (form II.06a: (3) = (7) + (11))."""
        return self["taken_on"] == self["ended"] + self["open"]


@dataclass(frozen=True, slots=True)
class Figures(BalancedFigures):
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
