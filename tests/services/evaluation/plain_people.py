"""Indices 3, 4, 7 and 8 counted over the raw rows of slips and of the register of petitions."""

from collections import defaultdict
from fractions import Fraction
from typing import Final

from tests.services.evaluation.plain_store import DONE, Key, PlainStore, Row, by_time, known

_SCALES: Final = {
    "contacts": {"none": 2, "one": 1, "more": 0},
    "others": {"none": 2, "one_stop": 1, "more": 0},
}


class PlainPeople(PlainStore):
    """Counts what people said."""

    def _slips(self) -> None:
        complained = self._complaints()
        for (question, one), row in self._newest().items():
            last = self._last[one]
            if last is None:
                continue
            keys = self._keys(last["agency_id"], self._level(last), row["officer_id"])
            if question == "time":
                self._time(one, row, last)
                continue
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
            for question in ("time", "contacts", "others", "attitude"):
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
            self._mark(7, 1 if due is None else by_time(ended, due), keys)

    def _time(self, one: int, row: Row, last: Row) -> None:
        """Compare what was said of the time with the two instants that the store knows."""
        ended = self._ended(one)
        if last["status"] not in DONE or ended is None or last["due_at"] is None:
            return
        if row["entered_at"] < self._start and ended < self._start:
            return
        points = {"sooner": 2, "as_promised": 1, "later": 0}[row["time"]]
        differs = points != by_time(ended, last["due_at"])
        answered, differing, late = self.counted.said_times
        says_late = differs and row["time"] == "later"
        self.counted.said_times = (answered + 1, differing + differs, late + says_late)

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
        return [row for row in rows if known(row["at"]) < self._end]

    def _complained_keys(self, petition: Row) -> list[Key]:
        last = self._last.get(petition["dossier_id"] or 0)
        if last is None:
            return self._keys(None, None, petition["officer_id"])
        who = petition["officer_id"] or last["officer_id"]
        return self._keys(last["agency_id"], self._level(last), who)

    def _in_time(self, own: list[Row]) -> bool | None:
        for event in own:
            if event["act"] == "answer":
                return bool(known(event["at"]) <= event["met_due_at"])
        due = own[-1]["answer_due_at"]
        return False if due is not None and self._end > due else None

    def _eight(self, answered: dict[Key, list[bool]], dragged: dict[Key, int]) -> None:
        for key in self._row_keys():
            said = answered.get(key, [])
            share = Fraction(sum(said), len(said)) if said else Fraction(1)
            points = 0 if dragged.get(key) else 2 if share == 1 else int(share >= Fraction(9, 10))
            self._mark(8, points, [key])
