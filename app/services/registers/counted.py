"""Which versions of entries a figure counts: by what was known of each stretch of locked days.

The rule is that of `services/figures/entered_late.py`. What happens on a day (held, found, issued)
is counted once, as the stretch knew it that counts it; what is true at a period's end is told by
the stretch that has it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from app.models.base import FOREVER
from app.services.figures.entered_late import Stretch, Stretches
from app.services.registers.due import column
from app.services.registers.fields import Register


class DaySpan(Protocol):
    """The whole days of a period."""

    @property
    def first_day(self) -> date:
        """The first day."""
        ...

    @property
    def last_day(self) -> date:
        """The last day, included."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted: an office's entries over whole days, by its locks."""

    office_id: int
    span: DaySpan
    stretches: Stretches


Where = Callable[[Asked], Sequence[ColumnElement[bool]]]


def happened(register: Register, name: str, *also: ColumnElement[bool]) -> Where:
    """Return the conditions of the versions whose day `name` counts in the days asked for."""

    def where(asked: Asked) -> Sequence[ColumnElement[bool]]:
        span = asked.span
        over = asked.stretches.over(span.first_day, span.last_day)
        counted = or_(*(and_(*_counted(register, name, asked, one)) for one in over))
        return (register.table.unit_id == asked.office_id, counted, *also)

    return where


def at_end(register: Register, where: Callable[[DaySpan], Sequence[ColumnElement[bool]]]) -> Where:
    """Return the conditions of the versions of which `where` was true at the end, as known."""

    def kept(asked: Asked) -> Sequence[ColumnElement[bool]]:
        of = asked.stretches.of(asked.span.last_day)
        return (
            register.table.unit_id == asked.office_id,
            *_known(register.table, of),
            *where(asked.span),
        )

    return kept


def _counted(
    register: Register, name: str, asked: Asked, stretch: Stretch
) -> Iterator[ColumnElement[bool]]:
    span, day = asked.span, column(register, name)
    yield from _known(register.table, stretch)
    yield day <= min(span.last_day, stretch.last_day)
    if stretch.first_day < span.first_day:
        yield day >= span.first_day
    before = asked.stretches.before(stretch)
    if before:
        yield ~_was_counted(register, name, before)


def _was_counted(register: Register, name: str, before: Sequence[Stretch]) -> ColumnElement[bool]:
    """Return the condition that a stretch before has counted the entry, as it was then."""
    own, then = register.table, aliased(register.table)
    return (
        select(then.id)
        .where(
            then.unit_id == own.unit_id,
            then.number == own.number,
            or_(*(and_(*_known(then, one), getattr(then, name) <= one.last_day) for one in before)),
        )
        .correlate(own)
        .exists()
    )


def _known(table: Any, stretch: Stretch) -> Sequence[ColumnElement[bool]]:  # noqa: ANN401
    """Return the conditions of what the register said of a stretch: not struck out then."""
    at = stretch.known_at
    held = (table.to_at == FOREVER,) if at is None else (table.from_at <= at, table.to_at > at)
    return (*held, table.is_struck.is_(False))
