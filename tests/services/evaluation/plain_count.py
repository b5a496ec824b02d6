"""The evaluation of a quarter once more, by plain Python over the raw rows of a store's file.

Nothing of the program's queries or rules is used, and nothing that it stored as judged is read
(is_open, timeliness, ended_at): only what became true when, and which dates were promised.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

DONE: Final = ("resolved", "returned")
GONE: Final = ("withdrawn", "stopped")
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


class Plain:
    """Reads one store's file and counts it between two instants."""

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

    def count(self) -> Counted:
        """Count everything, close the file and return it."""
        self._per_dossier()
        self._slips()
        self._shares()
        self._measure()
        self._db.close()
        return self.counted

    def _rows(self, table: str, more: str = "") -> Iterator[Row]:
        for row in self._db.execute(f"SELECT * FROM {table} {more}"):  # noqa: S608 - own words
            yield {
                key: _moment(row[key]) if key.endswith("_at") or key == "clock_from" else row[key]
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

    def _per_dossier(self) -> None:
        for one, last in self._last.items():
            ended = self._ended(one)
            if last is None or last["status"] not in DONE or ended is None or ended < self._start:
                continue
            level = self._level(last)
            keys = self._keys(last["agency_id"], level, last["officer_id"])
            if last["due_at"] is not None:
                self._mark(1, _by_time(ended, last["due_at"]), keys)
            self._own_time(one, last, level)
            fact = self._fact(last["version_id"], (self._dossiers[one]["received_at"]))
            if fact is not None:
                points = {"posted_and_electronic": 2, "one_of_them": 1, "wrong": 0}
                self._mark(6, points[fact["publicity"]], keys[:3])

    def _own_time(self, one: int, last: Row, level: str) -> None:
        worst: dict[int, int] = {}
        states = self._states[one]
        for now, after in pairwise(states):
            is_end = after["status"] in DONE or after["holder_id"] != now["holder_id"]
            if now["status"] in DONE or not is_end or now["step_due_at"] is None:
                continue
            ended = after["from_at"]
            for item in self._db.execute(
                "SELECT i.sent_at FROM handoff_items i JOIN handoffs h ON h.id = i.handoff_id "
                "WHERE i.dossier_id = ? AND i.state = 'accepted' AND h.from_id = ? "
                "AND i.closed_at = ?",
                (one, now["holder_id"], f"{after['from_at']:%Y-%m-%d %H:%M:%S.%f}"),
            ):
                ended = _known(item["sent_at"])
            points = _by_time(ended, now["step_due_at"])
            worst[now["holder_id"]] = min(points, worst.get(now["holder_id"], 2))
        for unit, points in worst.items():
            officer = last["officer_id"] if unit == self._office else None
            self._mark(2, points, self._keys(unit, level, officer))

    def _fact(self, version_id: int, at: datetime) -> Row | None:
        day = (at + _LOCAL).date().isoformat()
        procedure = self._versions[version_id]["procedure_id"]
        for row in self._facts:
            is_begun = row["procedure_id"] == procedure and row["valid_from"] <= day
            if is_begun and (row["valid_to"] is None or day <= row["valid_to"]):
                return row
        return None

    def _slips(self) -> None:
        complained = self._complaints()
        for (question, one), row in self._newest().items():
            last = self._last[one]
            if last is None:
                continue
            keys = self._keys(last["agency_id"], self._level(last), row["officer_id"])
            if question == "attitude":
                if one not in complained:
                    self._attitude(one, row, last, keys)
            elif row["entered_at"] >= self._start:
                is_own = question == "contacts" and row["is_own_fault"]
                points = 2 if is_own else _SCALES[question][row[question]]
                self._mark(3 if question == "contacts" else 4, points, keys)

    def _newest(self) -> dict[tuple[str, int], Row]:
        """Return the newest answer in force to each question about each dossier."""
        newest: dict[tuple[str, int], Row] = {}
        for row in self._rows("ratings", "ORDER BY entered_at, id"):
            was_ended = row["ended_at"] is not None and row["ended_at"] < self._end
            if row["entered_at"] >= self._end or was_ended:
                continue
            for question in ("contacts", "others", "attitude"):
                if row[question] is not None:
                    newest[question, row["dossier_id"]] = row
        return newest

    def _attitude(self, one: int, row: Row, last: Row, keys: list[Key]) -> None:
        ended = self._ended(one)
        is_done = last["status"] in DONE
        is_new = row["entered_at"] >= self._start
        if not is_new and (ended is None or ended < self._start):
            return
        if row["attitude"] == "complaint" and (is_new or ended is not None):
            self._mark(7, 0, keys)
        elif is_done and ended is not None:
            due = last["due_at"]
            self._mark(7, 1 if due is None else _by_time(ended, due), keys)

    def _complaints(self) -> set[int]:
        """Mark what was complained of, judge the answers, and return the dossiers."""
        told: set[int] = set()
        answered: dict[Key, list[bool]] = defaultdict(list)
        dragged: dict[Key, int] = defaultdict(int)
        for petition in self._rows("petitions", "ORDER BY id"):
            if not self._start <= petition["received_at"] < self._end:
                continue
            own = self._events(petition["id"])
            keys = self._complained_keys(petition)
            one = petition["dossier_id"]
            is_false = [e["finding"] for e in own if e["finding"]][-1:] == ["false"]
            is_of_somebody = one is not None or petition["officer_id"] is not None
            if not is_false and is_of_somebody and one not in told:
                self._mark(7, 0, keys)
                told |= {one} - {None}
            in_time = self._in_time(own)
            for key in keys if in_time is not None else ():
                answered[key].append(bool(in_time))
                dragged[key] += not in_time and not any(e["act"] == "answer" for e in own)
        self._eight(answered, dragged)
        return told

    def _events(self, petition_id: int) -> list[Row]:
        rows = self._rows("petition_events", f"WHERE petition_id = {petition_id} ORDER BY ordinal")
        return [row for row in rows if _known(row["at"]) < self._end]

    def _complained_keys(self, petition: Row) -> list[Key]:
        last = self._last.get(petition["dossier_id"] or 0)
        if last is None:
            return self._keys(None, None, petition["officer_id"])
        who = petition["officer_id"] or last["officer_id"]
        return self._keys(last["agency_id"], self._level(last), who)

    def _in_time(self, own: list[Row]) -> bool | None:
        for event in own:
            if event["act"] == "answer":
                return bool(_known(event["at"]) <= event["met_due_at"])
        due = own[-1]["answer_due_at"]
        return False if due is not None and self._end > due else None

    def _eight(self, answered: dict[Key, list[bool]], dragged: dict[Key, int]) -> None:
        for key in self._row_keys():
            said = answered.get(key, [])
            share = Fraction(sum(said), len(said)) if said else Fraction(1)
            points = 0 if dragged.get(key) else 2 if share == 1 else int(share >= Fraction(9, 10))
            self._mark(8, points, [key])

    def _row_keys(self) -> list[Key]:
        codes = [("agency", row["code"]) for row in self._units.values()]
        levels = [("level", level) for level in ("ministry", "province", "district", "commune")]
        return [("unit", ""), *codes, *levels]

    def _shares(self) -> None:
        for key in self._row_keys():
            offered = [
                row
                for row in self._versions.values()
                if row["valid_to"] is None
                and key in self._keys(row["agency_id"], row["level"], None)
            ]
            facts = [self._fact(row["id"], self._end - timedelta(hours=1)) for row in offered]
            known = [fact for fact in facts if fact is not None]
            if not known:
                continue
            approved = sum(fact["one_stop_work"] == "approved" for fact in known)
            received = sum(fact["one_stop_work"] != "elsewhere" for fact in known)
            share = Fraction(approved, len(offered))
            all_here = received == len(offered)
            self._mark(5, 2 if share >= Fraction(1, 5) else int(all_here), [key])
            online = sum(fact["online_level"] != "none" for fact in known)
            self._online(key, Fraction(online, len(offered)))

    def _online(self, key: Key, procedures: Fraction) -> None:
        came = online = late = 0
        for one, last in self._last.items():
            if last is None or key not in self._keys(last["agency_id"], self._level(last), None):
                continue
            is_new = self._dossiers[one]["received_at"] >= self._start
            if last["status"] == "not_accepted":
                continue
            came += is_new
            if last["channel"] != "online":
                continue
            online += is_new
            ended, due = self._ended(one), last["due_at"]
            if due is None:
                continue
            if ended is not None:
                late += ended >= self._start and ended > due
            else:
                late += due < self._end and last["status"] not in WAITS
        if not came:
            return
        share = Fraction(online, came)
        if procedures < Fraction(1, 5):
            points = 0
        elif share >= Fraction(3, 10) and not late:
            points = 2
        else:
            points = int(share >= Fraction(15, 100))
        self._mark(9, points, [key])

    def _measure(self) -> None:
        pauses: dict[int, list[Row]] = defaultdict(list)
        for row in self._rows("pauses", "ORDER BY dossier_id, from_at"):
            if row["from_at"] < self._end:
                pauses[row["dossier_id"]].append(row)
        for one, last in self._last.items():
            if last is None or last["status"] == "not_accepted":
                continue
            ended = self._ended(one)
            if ended is not None and ended < self._start:
                continue
            is_late = self._is_late(one, last, ended, pauses[one])
            self._judge(one, last, ended, is_late=is_late)

    def _is_late(self, one: int, last: Row, ended: datetime | None, waits: list[Row]) -> bool:
        if sum(wait["reason"] == "supplement" for wait in waits) > 1:
            return True
        due, judged = self._states[one][0]["due_at"], ended or self._end
        for wait in waits:
            over = wait["to_at"]
            goes_on = over is None or over >= self._end
            if goes_on or (last["status"] in GONE and over == ended):
                judged = wait["from_at"]
            elif due is not None:
                due = self._after(due, self._worked(wait["from_at"], over))
        return due is not None and judged > due

    def _judge(self, one: int, last: Row, ended: datetime | None, *, is_late: bool) -> None:
        counted = self.counted
        counted.judged += 1
        counted.late += is_late
        is_new = self._dossiers[one]["received_at"] >= self._start
        cells = [last["channel"] if is_new else "carried_over"]
        if ended is not None:
            counted.done += 1
            counted.done_late += is_late
            cells.append("done_new" if is_new else "done_carried")
            cells += ["done_late"] * is_late
        else:
            where = "paused" if last["status"] in WAITS else "running"
            cells.append(f"{where}_{'late' if is_late else 'in_time'}")
        for key in ("", self._units[last["agency_id"] or self._office]["code"]):
            for cell in cells:
                counted.processing[key][cell] += 1

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


_SCALES: Final = {
    "contacts": {"none": 2, "one": 1, "more": 0},
    "others": {"none": 2, "one_stop": 1, "more": 0},
}


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _known(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _by_time(ended: datetime, due: datetime) -> int:
    if ended > due:
        return 0
    return 2 if (ended + _LOCAL).date() < (due + _LOCAL).date() else 1
