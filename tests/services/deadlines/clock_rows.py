"""Reads the tables of clock cases: a name, the hand count in # lines, then the figures.

They were counted under the mixed rule of releases before 0.6, which older dossiers keep.

    = name
    # how the dates were counted by hand
    received | limit | waits | extension | legal due | measured due [| late]

Times are the office's; MM-DD alone is in the year of receipt. A limit is a number and d (working
days), h (working hours), k (clock hours), c (calendar days) or m (months), or same or none, and
ends in e where the period runs to the end of the day. A wait is S (supplement), P (payment), O
(opinion) or F (field check), then start>end, without end while it lasts. An extension is granted>
new due.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.services.deadlines.clocks import DueExtension, DuePause, PauseReason
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import DueTimeRule, OffHoursRule, TimeUnit
from tests.services.deadlines.offices import at

UNITS = {
    "d": TimeUnit.WORKING_DAY,
    "h": TimeUnit.WORKING_HOUR,
    "k": TimeUnit.CLOCK_HOUR,
    "c": TimeUnit.CALENDAR_DAY,
    "m": TimeUnit.MONTH,
}
FIXED = {"same": TimeUnit.SAME_DAY, "none": TimeUnit.NONE}
REASONS = {
    "S": PauseReason.SUPPLEMENT,
    "P": PauseReason.PAYMENT,
    "O": PauseReason.OPINION,
    "F": PauseReason.FIELD_CHECK,
}


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    is_counted_by_hand: bool
    received: datetime
    limit: TimeLimit
    waits: tuple[DuePause, ...]
    extension: DueExtension | None
    legal: str
    measured: str
    is_late: bool


def rows(table: str) -> Iterator[Row]:
    """Yield the rows of one table, whose first line "@ TITLE" begins each name."""
    title, *blocks = table.strip().split("\n= ")
    for block in blocks:
        name, *lines = block.strip().splitlines()
        by_hand = [line for line in lines if line.startswith("#")]
        figures = " ".join(line for line in lines if not line.startswith("#"))
        yield _row(f"{title.strip('@ ')}: {name}", figures, is_by_hand=bool(by_hand))


def _row(name: str, figures: str, *, is_by_hand: bool) -> Row:
    received, limit, waits, extension, legal, measured, *late = map(str.strip, figures.split("|"))
    year = received[:5]
    return Row(
        name,
        is_by_hand,
        at(received),
        _limit(limit),
        tuple(_wait(text.strip(), year) for text in waits.split(";") if text.strip()),
        _extension(extension, year),
        _said(legal, year),
        _said(measured, year),
        late == ["late"],
    )


def _limit(text: str) -> TimeLimit:
    rule = DueTimeRule.SAME_TIME
    if text in FIXED:
        return TimeLimit(Decimal(0), FIXED[text], rule, off_hours=OffHoursRule.MIXED)
    if text.endswith("e"):
        text, rule = text[:-1], DueTimeRule.END_OF_DAY
    return TimeLimit(Decimal(text[:-1]), UNITS[text[-1]], rule, off_hours=OffHoursRule.MIXED)


def _said(text: str, year: str) -> str:
    if text == "-":
        return ""
    return text if text.startswith("20") else year + text


def _wait(text: str, year: str) -> DuePause:
    start, end = text[2:].split(">")
    until = at(_said(end, year)) if end else None
    return DuePause(at(_said(start, year)), until, REASONS[text[0]], "")


def _extension(text: str, year: str) -> DueExtension | None:
    if not text:
        return None
    granted, new_due = text.split(">")
    return DueExtension(at(_said(granted, year)), at(_said(new_due, year)), "")
