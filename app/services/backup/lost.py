"""How far a lost store had come: from its high-water record, from itself, or guessed for safety."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.database import Database
from app.models.forms import NumberSeries
from app.models.high_water import HighWater
from app.models.office import Unit
from app.models.seen import Mark, Seen, Series, store_id, whole
from app.vocabulary.forms import FormKind
from app.vocabulary.office import UnitKind

PASSED_OVER: Final = 1000
"""So many numbers of every open book are passed over where nothing tells what was given out."""
_DAY_BOOKS: Final = ("dossier", "foreign")
_YEAR_BOOKS: Final = ("payment", *(kind.value for kind in FormKind))


def seen_before(restored: Database, folder: Path, old: Database | None) -> Seen | None:
    """Return what this machine knows of the store that `restored` is an older state of.

    From the high-water record in `folder` and from the store that is replaced, where it can be
    read; None where it knows nothing.
    """
    found = []
    record = HighWater(folder)
    try:
        with restored.read() as session:
            record.know(session)
        if record.path is not None and record.path.exists():
            found.append(record.seen())
    finally:
        record.close()
    if old is not None:
        with old.read() as session:
            found.append(whole(session))
    return merged(found) if found else None


def same_store(one: Database, other: Database) -> bool:
    """Say whether both began with the same log entry."""
    with one.read() as here, other.read() as there:
        return store_id(here) == store_id(there)


def merged(found: Iterable[Seen]) -> Seen:
    """Return the furthest of all that was seen."""
    entries: dict[int, Mark] = {}
    numbers: dict[Series, int] = {}
    for seen in found:
        for office, mark in seen.entries.items():
            if office not in entries or mark.seq > entries[office].seq:
                entries[office] = mark
        for series, last in seen.numbers.items():
            numbers[series] = max(last, numbers.get(series, 0))
    return Seen(entries, numbers)


def guessed(session: Session, made_at: datetime, now: datetime) -> Seen:
    """Return numbers that were surely not given out after a backup made at `made_at`.

    Every book of each day and year from then to `now` is raised by `PASSED_OVER`.
    """
    first, last = local_date(made_at), local_date(now)
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    years = [str(year) for year in range(first.year, last.year + 1)]
    rows = session.execute(
        select(NumberSeries.unit_id, NumberSeries.book, NumberSeries.period, NumberSeries.last)
    )
    there = {(row.unit_id, row.book, row.period): row.last for row in rows}
    offices = session.execute(select(Unit.id).where(Unit.kind == UnitKind.ONE_STOP)).scalars().all()
    wanted = [
        *((office, book, day) for office in offices for book in _DAY_BOOKS for day in days),
        *((office, book, year) for office in offices for book in _YEAR_BOOKS for year in years),
    ]
    return Seen({}, {series: there.get(series, 0) + PASSED_OVER for series in wanted})
