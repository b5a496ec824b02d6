"""Ratios of QĐ 766/QĐ-TTg that another system counted: told of a period, with their source.

A period has what was told of its very days. Where nothing was, and what was told of shorter
periods fills it without gap or overlap, it has their sums: a year has those of its quarters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from app.models.evaluation import ToldFigure
from app.models.people import Officer
from app.services.figures.period import Period
from app.vocabulary.evaluation import ToldKind
from app.wording.texts import day_text, moment_text

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ToldCount:
    """`part` of `whole` in [first_day, last_day], where it is written, who told it and when.

    `ended_at` is when it was corrected or taken back, None while it holds.
    """

    first_day: date
    last_day: date
    part: int
    whole: int
    source: str
    told_at: datetime
    told_by: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldRatio:
    """What was told of a period comes to; `parts` are one, or those that fill it."""

    parts: tuple[ToldCount, ...]

    @property
    def part(self) -> int:
        """What was counted."""
        return sum(each.part for each in self.parts)

    @property
    def whole(self) -> int:
        """Of how many."""
        return sum(each.whole for each in self.parts)

    @property
    def note(self) -> str:
        """Where the numbers are from, in one sentence."""
        if len(self.parts) == 1:
            (one,) = self.parts
            return f"Số nhập tay theo: {one.source} ({one.told_by}, {moment_text(one.told_at)})."
        days = ", ".join(days_text(each) for each in self.parts)
        return f"Số nhập tay, cộng {len(self.parts)} kỳ đã nhập: {days}."


def days_text(told: ToldCount) -> str:
    """Return the days of what was told: "01/07/2026–30/09/2026"."""
    return f"{day_text(told.first_day)}–{day_text(told.last_day)}"


_by: Final = aliased(Officer)
_TOLD: Final[Select[*tuple[Any, ...]]] = (
    select(
        ToldFigure.first_day,
        ToldFigure.last_day,
        ToldFigure.part,
        ToldFigure.whole,
        ToldFigure.source,
        ToldFigure.told_at,
        _by.name,
        ToldFigure.ended_at,
    )
    .join(_by, _by.id == ToldFigure.told_by)
    .order_by(ToldFigure.id)
)


def told_history(session: Session, period: Period, kind: ToldKind) -> tuple[ToldCount, ...]:
    """Return everything told within the days of `period`, what was ended too, newest first."""
    rows = session.execute(
        _TOLD.where(
            ToldFigure.unit_id == period.office_id,
            ToldFigure.kind == kind,
            ToldFigure.first_day >= period.first_day,
            ToldFigure.last_day <= period.last_day,
        )
    )
    return tuple(ToldCount(*row) for row in reversed(rows.all()))


def told_in(session: Session, period: Period, kind: ToldKind) -> ToldRatio | None:
    """Return what was told of `period`; None where nothing was, or only of parts of it."""
    held = [one for one in told_history(session, period, kind) if one.ended_at is None]
    filled = _filling(held, period.first_day, period.last_day)
    return ToldRatio(filled) if filled else None


def _filling(held: Sequence[ToldCount], first_day: date, last_day: date) -> tuple[ToldCount, ...]:
    """Return those that follow one another from the first day to the last, the longest first."""
    for one in sorted(held, key=lambda each: each.last_day, reverse=True):
        if one.first_day != first_day:
            continue
        if one.last_day == last_day:
            return (one,)
        rest = _filling(held, one.last_day + _DAY, last_day)
        if rest:
            return (one, *rest)
    return ()
