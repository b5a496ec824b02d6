"""Which units are to send their periods: those listed by hand, else those with a key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.models.exchange import PeerKey
from app.models.office import Unit
from app.models.periods import ExpectedUnit
from app.services.ledger.transactions import Reading
from app.services.periods.counting import LEVELS
from app.vocabulary.office import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the list says of a code: the unit's name, and the days it is expected for."""

    name: str
    from_day: date
    until_day: date | None

    def covers(self, day: date) -> bool:
        """Say whether the unit is expected on that day."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedUnit:
    """A unit whose key was once confirmed; `codes` are what it calls itself, the newest last.

    `is_due`: a key holds, and the unit is below this office's level.
    """

    unit_id: int
    name: str
    codes: tuple[str, ...]
    is_due: bool

    @property
    def code(self) -> str:
        """What it calls itself now."""
        return self.codes[-1]

    def is_expected(self, listed: Mapping[str, Expectation], day: date) -> bool:
        """Say whether it is to send a period that ends on `day`: the list before its key."""
        said = [listed[code] for code in self.codes if code in listed]
        return said[-1].covers(day) if said else self.is_due


def listed_in(reading: Reading) -> Mapping[str, Expectation]:
    """Return what the list says now, by code."""
    newest = select(func.max(ExpectedUnit.id)).group_by(ExpectedUnit.code)
    rows = reading.session.scalars(
        select(ExpectedUnit).where(
            ExpectedUnit.unit_id == reading.actor.office_id,
            ExpectedUnit.is_listed.is_(True),
            ExpectedUnit.id.in_(newest.where(ExpectedUnit.unit_id == reading.actor.office_id)),
        )
    )
    return {
        row.code: Expectation(name=row.name, from_day=row.from_day, until_day=row.until_day)
        for row in rows
    }


def keyed_in(reading: Reading) -> tuple[KeyedUnit, ...]:
    """Return the units with a key, ended or not, by name."""
    own_level = reading.session.get_one(Unit, reading.actor.office_id).level
    rows = reading.session.execute(
        select(Unit.id, Unit.name, Unit.level, PeerKey.code, PeerKey.ended_at)
        .join(PeerKey, PeerKey.peer_id == Unit.id)
        .order_by(Unit.name, Unit.id, PeerKey.id)
    )
    units: dict[int, KeyedUnit] = {}
    for row in rows:
        is_due = row.ended_at is None and _is_below(row.level, own_level)
        had = units.get(row.id)
        units[row.id] = KeyedUnit(
            unit_id=row.id,
            name=row.name,
            codes=(*(had.codes if had else ()), row.code),
            is_due=is_due or (had is not None and had.is_due),
        )
    return tuple(units.values())


def _is_below(level: Level, own: Level) -> bool:
    return LEVELS.index(level) > LEVELS.index(own)
