"""Which versions of entries a figure counts: by what was known of each stretch of locked days.

The rule is that of `services/figures/entered_late.py`. What happens on a day (held, found, issued)
is counted once, as the stretch knew it that counts it; what is true at a period's end is told by
the stretch that has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import ColumnElement

from app.clock import local_date
from app.services.figures.entered_late import Stretches, VersionTable
from app.services.registers.definitions import Register

_ONE_DAY: Final = timedelta(days=1)


class DaySpan(Protocol):
    """The whole days of a period, and the instant they are judged at."""

    @property
    def first_day(self) -> date:
        """The first day."""
        ...

    @property
    def last_day(self) -> date:
        """The last day, included."""
        ...

    @property
    def as_of(self) -> datetime:
        """The period's end, or now while it lasts."""
        ...


@dataclass(frozen=True, slots=True)
class CountRequest:
    """What is counted: an office's entries over whole days, by its locks."""

    office_id: int
    span: DaySpan
    stretches: Stretches


Where = Callable[[CountRequest], Sequence[ColumnElement[bool]]]


def happened(register: Register, name: str, *also: ColumnElement[bool]) -> Where:
    """Return the conditions of the versions whose day `name` counts in the days asked for."""
    versions = _versions(register)

    def where(asked: CountRequest) -> Sequence[ColumnElement[bool]]:
        span = asked.span
        counted = versions.happened(name, span.first_day, span.last_day, asked.stretches)
        return (register.table.unit_id == asked.office_id, counted, *also)

    return where


def at_end(register: Register, where: Callable[[DaySpan], Sequence[ColumnElement[bool]]]) -> Where:
    """Return the conditions of the versions of which `where` was true at the end, as known."""
    versions = _versions(register)

    def kept(asked: CountRequest) -> Sequence[ColumnElement[bool]]:
        of = asked.stretches.of(asked.span.last_day)
        return (
            register.table.unit_id == asked.office_id,
            *versions.known(of.known_at),
            *where(asked.span),
        )

    return kept


def last_day_over(span: DaySpan) -> date:
    """Return the last day that is wholly over: what was due by it and is not done is late."""
    return local_date(span.as_of) - _ONE_DAY


def _versions(register: Register) -> VersionTable:
    """Return the versions of a register; one that is struck out counts nowhere."""
    return VersionTable(register.table, "number", lambda table: (table.is_struck.is_(False),))
