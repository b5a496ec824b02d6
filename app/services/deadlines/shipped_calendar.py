"""The calendar that ships with the program: days off and worked Saturdays, years confirmed."""

import csv
from collections.abc import Iterator
from datetime import date

from app.paths import resource
from app.services.deadlines.calendar import DayException
from app.vocabulary.office import DayKind


def shipped_exceptions() -> tuple[DayException, ...]:
    """Return the shipped days that depart from the ordinary week, in order of date."""
    return tuple(
        DayException(
            day=date.fromisoformat(row["date"]),
            kind=DayKind(row["kind"]),
            reason=row["reason"],
            decision=row["decision"],
        )
        for row in _rows("calendar.csv")
    )


def shipped_notices() -> dict[int, str]:
    """Return the yearly notice of each year that the shipped calendar follows, "" if unnamed."""
    return {
        int(row["year"]): row["decision"]
        for row in _rows("calendar_years.csv")
        if row["confirmed"] == "yes"
    }


def shipped_confirmed_years() -> frozenset[int]:
    """Return the years whose yearly notice the shipped calendar follows."""
    return frozenset(shipped_notices())


def _rows(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(resource(name).read_text(encoding="utf-8").splitlines())
