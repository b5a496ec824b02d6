"""A store's file read by plain Python, row by row, for counting its evaluation once more.

Nothing of the program's queries or rules is used, and nothing that it stored as judged is read
(is_open, timeliness, ended_at): only what became true when, and which dates were promised.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

DONE: Final = ("resolved", "returned")
GONE: Final = ("withdrawn", "stopped")
LAW: Final = ("both", "earlier", "legal")
MEASURE: Final = ("both", "earlier")
"""The waits during which the law's time stands, and that of QĐ 766's measure."""
WAITS: Final = ("awaiting_supplement", "awaiting_payment", "awaiting_opinion", "awaiting_check")
_SPANS: Final = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))
_LOCAL: Final = timedelta(hours=7)
Key = tuple[str, str]
Row = dict[str, Any]


@dataclass
class Tally:
    """Points and counts of one index of one row."""

    points: int = 0
    count: int = 0

    @property
    def shown(self) -> str | None:
        """The index with one decimal, half up, from the exact fraction."""
        if not self.count:
            return None
        doubled = Fraction(self.points, self.count) * 10 + Fraction(1, 2)
        tenths = doubled.numerator // doubled.denominator
        return f"{tenths // 10}.{tenths % 10}"


@dataclass
class Counted:
    """Everything counted: indices by row, and the processing table by agency."""

    tallies: dict[tuple[int, Key], Tally] = field(default_factory=lambda: defaultdict(Tally))
    processing: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    late: int = 0
    judged: int = 0
    done: int = 0
    done_late: int = 0
    said_times: tuple[int, int, int] = (0, 0, 0)
    told: dict[str, tuple[int, int]] = field(default_factory=dict)


class PlainStore:
    """Reads one store's file and what was true of it at the end of a quarter."""

    def __init__(self, path: Path, start: datetime, end: datetime) -> None:
        self._start, self._end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._db.row_factory = sqlite3.Row
        self._units = {row["id"]: row for row in self._rows("units")}
        self._office = next(i for i, row in self._units.items() if row["kind"] == "one_stop")
        self._versions = {row["id"]: row for row in self._rows("procedure_versions")}
        self._logins = {row["id"]: row["login"] for row in self._rows("officers")}
        self._dossiers = {row["id"]: row for row in self._rows("dossiers")}
        self._states: dict[int, list[Row]] = defaultdict(list)
        for row in self._rows("dossier_states", "ORDER BY dossier_id, ordinal"):
            self._states[row["dossier_id"]].append(row)
        self._last = {one: self._at_end(rows) for one, rows in self._states.items()}
        self._facts = [row for row in self._rows("procedure_facts") if row["ended_at"] is None]
        days = {date.fromisoformat(row["day"]): row["kind"] for row in self._rows("calendar_days")}
        self._off = {day for day, kind in days.items() if kind == "off"}
        self._made_up = {day for day, kind in days.items() if kind == "work"}
        self.counted = Counted()

    def _rows(self, table: str, more: str = "") -> Iterator[Row]:
        for row in self._db.execute(f"SELECT * FROM {table} {more}"):  # noqa: S608 - own words
            yield {
                key: moment(row[key]) if key.endswith("_at") or key == "clock_from" else row[key]
                for key in row.keys()  # noqa: SIM118 - a row has no items
            }

    def _at_end(self, rows: list[Row]) -> Row | None:
        held = [row for row in rows if row["from_at"] < self._end]
        return held[-1] if held else None

    def _ended(self, one: int) -> datetime | None:
        """Return when a dossier first reached an ending status before the quarter's end."""
        for row in self._states[one]:
            if row["status"] in DONE + GONE and row["from_at"] < self._end:
                found: datetime = row["from_at"]
                return found
        return None

    def _keys(self, agency: int | None, level: str | None, officer: int | None) -> list[Key]:
        keys = [("unit", ""), ("agency", self._units[agency or self._office]["code"])]
        if level is not None:
            keys.append(("level", level))
        if officer is not None:
            keys.append(("officer", self._logins[officer]))
        return keys

    def _mark(self, index: int, points: int, keys: list[Key]) -> None:
        for key in keys:
            tally = self.counted.tallies[index, key]
            tally.points += points
            tally.count += 1

    def _level(self, state: Row) -> str:
        level: str = self._versions[state["version_id"]]["level"]
        return level

    def _fact(self, version_id: int, at: datetime) -> Row | None:
        day = (at + _LOCAL).date().isoformat()
        procedure = self._versions[version_id]["procedure_id"]
        for row in self._facts:
            is_begun = row["procedure_id"] == procedure and row["valid_from"] <= day
            if is_begun and (row["valid_to"] is None or day <= row["valid_to"]):
                return row
        return None

    def _row_keys(self) -> list[Key]:
        codes = [("agency", row["code"]) for row in self._units.values()]
        levels = [("level", level) for level in ("ministry", "province", "district", "commune")]
        return [("unit", ""), *codes, *levels]

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self._off or (day.weekday() > 4 and day not in self._made_up):
            return []
        return [
            (datetime.combine(day, a) - _LOCAL, datetime.combine(day, b) - _LOCAL)
            for a, b in _SPANS
        ]

    def _worked(self, start: datetime, end: datetime) -> timedelta:
        total, day = timedelta(0), (start + _LOCAL).date()
        while day <= (end + _LOCAL).date():
            for begin, finish in self._spans(day):
                part = min(end, finish) - max(start, begin)
                total += max(part, timedelta(0))
            day += timedelta(days=1)
        return total

    def _after(self, start: datetime, wanted: timedelta) -> datetime:
        if not wanted:
            return start
        day = (start + _LOCAL).date()
        while True:
            for begin, finish in self._spans(day):
                free = finish - max(start, begin)
                if free <= timedelta(0):
                    continue
                if wanted <= free:
                    return max(start, begin) + wanted
                wanted -= free
            day += timedelta(days=1)


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def known(text: str) -> datetime:
    return datetime.fromisoformat(text)


def by_time(ended: datetime, due: datetime) -> int:
    if ended > due:
        return 0
    return 2 if (ended + _LOCAL).date() < (due + _LOCAL).date() else 1
