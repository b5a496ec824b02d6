"""The evaluation of a quarter once more, by plain Python over the raw rows of a store's file.

Nothing of the program's queries or rules is used, and nothing that it stored as judged is read
(is_open, timeliness, ended_at): only what became true when, and which dates were promised.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from tests.services.evaluation.plain_people import PlainPeople
from tests.services.evaluation.plain_store import (
    DONE,
    GONE,
    LAW,
    MEASURE,
    WAITS,
    Counted,
    Key,
    Row,
    by_time,
    known,
)


class Plain(PlainPeople):
    """Counts one store's file between two instants."""

    def count(self) -> Counted:
        """Count everything, close the file and return it."""
        self._per_dossier()
        self._slips()
        self._shares()
        self._measure()
        self._told()
        self._db.close()
        return self.counted

    def _per_dossier(self) -> None:
        for one, last in self._last.items():
            ended = self._ended(one)
            if last is None or last["status"] not in DONE or ended is None or ended < self._start:
                continue
            level = self._level(last)
            keys = self._keys(last["agency_id"], level, last["officer_id"])
            if last["due_at"] is not None:
                self._mark(1, by_time(ended, last["due_at"]), keys)
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
                ended = known(item["sent_at"])
            points = by_time(ended, now["step_due_at"])
            worst[now["holder_id"]] = min(points, worst.get(now["holder_id"], 2))
        for unit, points in worst.items():
            officer = last["officer_id"] if unit == self._office else None
            self._mark(2, points, self._keys(unit, level, officer))

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
                late += due < self._end and not self._stands(one, last, LAW)
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

    @cached_property
    def _pauses(self) -> dict[int, list[Row]]:
        pauses: dict[int, list[Row]] = defaultdict(list)
        for row in self._rows("pauses", "ORDER BY dossier_id, from_at"):
            if row["from_at"] < self._end:
                pauses[row["dossier_id"]].append(row)
        return pauses

    def _stands(self, one: int, last: Row, by: tuple[str, ...]) -> bool:
        return last["status"] in WAITS and self._pauses[one][-1]["stops"] in by

    def _measure(self) -> None:
        for one, last in self._last.items():
            if last is None or last["status"] == "not_accepted":
                continue
            ended = self._ended(one)
            if ended is not None and ended < self._start:
                continue
            is_late = self._is_late(one, last, ended, self._pauses[one])
            self._judge(one, last, ended, is_late=is_late)

    def _told(self) -> None:
        """Add up what was told of the quarter: pieces that together have all its days."""
        days = (self._end - self._start).days
        first, last = (f"{at + timedelta(hours=7):%Y-%m-%d}" for at in (self._start, self._end))
        for kind in ("paid_online", "reused"):
            part, whole, told_days = self._db.execute(
                "SELECT sum(part), sum(whole), sum(julianday(last_day) - julianday(first_day) + 1) "
                "FROM told_figures WHERE kind = ? AND ended_at IS NULL "
                "AND first_day >= ? AND last_day < ?",
                (kind, first, last),
            ).fetchone()
            if told_days == days:
                self.counted.told[kind] = (part, whole)

    def _is_late(self, one: int, last: Row, ended: datetime | None, waits: list[Row]) -> bool:
        if sum(wait["reason"] == "supplement" for wait in waits) > 1:
            return True
        due, judged = self._states[one][0]["due_at"], ended or self._end
        for wait in waits:
            over = wait["to_at"]
            if wait["stops"] not in MEASURE:
                continue
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
            where = "paused" if self._stands(one, last, MEASURE) else "running"
            cells.append(f"{where}_{'late' if is_late else 'in_time'}")
        for key in ("", self._units[last["agency_id"] or self._office]["code"]):
            for cell in cells:
                counted.processing[key][cell] += 1
