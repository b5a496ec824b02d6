"""The figures of a quarter by plain SQL over a unit's file: nothing of the program's queries.

Nothing that the program stores as judged is read (is_open, timeliness, ended_at): only what became
of each dossier, when, and its appointment.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final

COLUMNS: Final = (
    "carried_over",
    "received.counter",
    "received.online",
    "received.post",
    "ended.early",
    "ended.on_time",
    "ended.late",
    "open.in_time",
    "open.overdue",
    "paused",
    "refused",
    "withdrawn",
    "stopped",
    "not_accepted",
)
"""The figures of one row of form II.06a and the parts beside it."""

_LIVES: Final = """
CREATE TEMP TABLE lives AS
SELECT d.id, d.received_at, d.channel, v.level, v.field, u.name AS agency, o.login AS officer,
    (SELECT MIN(s.from_at) FROM dossier_states s WHERE s.dossier_id = d.id
        AND s.status IN ('resolved', 'returned', 'withdrawn', 'stopped')) AS ended_at,
    (SELECT s.status FROM dossier_states s WHERE s.dossier_id = d.id
        AND s.status IN ('resolved', 'returned', 'withdrawn', 'stopped')
        ORDER BY s.from_at LIMIT 1) AS ended_as,
    (SELECT s.outcome FROM dossier_states s WHERE s.dossier_id = d.id
        AND s.status = 'resolved') AS outcome,
    (SELECT s.status FROM dossier_states s WHERE s.dossier_id = d.id AND s.from_at < :end
        ORDER BY s.from_at DESC LIMIT 1) AS status,
    (SELECT s.due_at FROM dossier_states s WHERE s.dossier_id = d.id AND s.from_at < :end
        ORDER BY s.from_at DESC LIMIT 1) AS due_at
FROM dossiers d
JOIN dossier_states f ON f.dossier_id = d.id AND f.ordinal = 1
JOIN procedure_versions v ON v.id = f.version_id
JOIN officers o ON o.id = f.officer_id
LEFT JOIN units u ON u.id = f.agency_id
WHERE d.received_at < :end
"""
_ENDED: Final = "ended_at >= :start AND ended_at < :end"
_OPEN: Final = "(ended_at IS NULL OR ended_at >= :end) AND status <> 'not_accepted'"
_PAUSED: Final = "status IN ('awaiting_supplement', 'awaiting_payment')"
_OVERDUE: Final = f"due_at IS NOT NULL AND due_at < :end AND NOT {_PAUSED}"
_EARLY: Final = "due_at IS NOT NULL AND date(ended_at, '+7 hours') < date(due_at, '+7 hours')"
_LATE: Final = "due_at IS NOT NULL AND ended_at > due_at"
_WHEN: Final = {
    "carried_over": "received_at < :start AND status <> 'not_accepted' "
    "AND (ended_at IS NULL OR ended_at >= :start)",
    **{
        f"received.{channel}": f"received_at >= :start AND status <> 'not_accepted' "
        f"AND channel = '{channel}'"
        for channel in ("counter", "online", "post")
    },
    "ended.early": f"{_ENDED} AND {_EARLY}",
    "ended.on_time": f"{_ENDED} AND NOT ({_EARLY}) AND NOT ({_LATE})",
    "ended.late": f"{_ENDED} AND {_LATE}",
    "open.in_time": f"{_OPEN} AND NOT ({_OVERDUE})",
    "open.overdue": f"{_OPEN} AND {_OVERDUE}",
    "paused": f"{_OPEN} AND {_PAUSED}",
    "refused": f"{_ENDED} AND outcome = 'refused'",
    "withdrawn": f"{_ENDED} AND ended_as = 'withdrawn'",
    "stopped": f"{_ENDED} AND ended_as = 'stopped'",
    "not_accepted": "received_at >= :start AND status = 'not_accepted'",
}

Counts = tuple[int, ...]


class PlainCount:
    """Counts one unit's file between two instants, as its tables write them."""

    def __init__(self, path: Path, start: str, end: str) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._bounds = {"start": start, "end": end}
        self._connection.execute(_LIVES, self._bounds)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def by(self, group: str) -> dict[tuple[str, ...], Counts]:
        """Return the figures (`COLUMNS`) by columns of `lives`, "level, field" or "agency"."""
        sums = ", ".join(f"SUM({_WHEN[name]})" for name in COLUMNS)
        width = group.count(",") + 1
        statement = f"SELECT {group}, {sums} FROM lives GROUP BY {group}"  # noqa: S608 - own words
        rows = self._connection.execute(statement, self._bounds)
        counted = {tuple(row[:width]): tuple(int(one or 0) for one in row[width:]) for row in rows}
        return {key: counts for key, counts in counted.items() if any(counts)}

    def total(self) -> Counts:
        """Return the figures of all."""
        return tuple(sum(column) for column in zip(*self.by("agency").values(), strict=True))

    def total_time(self, group: str) -> dict[str, tuple[int, int]]:
        """Return index 1 by a column of `lives` ("" for all): points, and dossiers with a result.

        Shorter than promised 2, on the day 1, longer 0; without an appointment it is not scored.
        """
        points = f"CASE WHEN {_EARLY} THEN 2 WHEN {_LATE} THEN 0 ELSE 1 END"
        scored = f"{_ENDED} AND ended_as = 'resolved' AND due_at IS NOT NULL"
        key = group or "''"
        statement = f"SELECT {key}, SUM({points}), COUNT(*) FROM lives WHERE {scored} GROUP BY 1"  # noqa: S608 - own words
        rows = self._connection.execute(statement, self._bounds)
        return {row[0]: (row[1], row[2]) for row in rows}

    def faces(self) -> dict[str, int]:
        """Return how many chose each face in answers entered within the bounds."""
        rows = self._connection.execute(
            "SELECT overall, COUNT(*) FROM ratings WHERE overall IS NOT NULL AND ended_at IS NULL "
            "AND entered_at >= :start AND entered_at < :end GROUP BY overall",
            self._bounds,
        )
        return dict(rows)

    def beside(self, statements: Mapping[str, str]) -> dict[str, int]:
        """Return what each statement counts, under its name; days are the bounds' own."""
        days = {"first": "2026-07-01", "last": "2026-09-30"}
        return {
            name: int(self._connection.execute(statement, self._bounds | days).fetchone()[0])
            for name, statement in statements.items()
        }
