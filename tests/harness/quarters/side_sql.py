"""Petitions and registers of a quarter by plain SQL, each figure under the name it has there.

A petition's event is late after the instant that was set for it when it was due.
"""

from collections.abc import Mapping
from typing import Final

_IN: Final = "at >= :start AND at < :end"
_STOOD: Final = (
    "(SELECT e.status FROM petition_events e WHERE e.petition_id = p.id AND e.at < {until} "
    "ORDER BY e.ordinal DESC LIMIT 1)"
)
_DUE: Final = (
    "(SELECT e.due_at FROM petition_events e WHERE e.petition_id = p.id AND e.at < :end "
    "ORDER BY e.ordinal DESC LIMIT 1)"
)
_OPEN: Final = "('received', 'to_forward', 'in_study', 'decided')"
_RECEIVED: Final = "FROM petitions WHERE received_at >= :start AND received_at < :end"


def _timed(name: str, where: str) -> dict[str, str]:
    events = f"SELECT COUNT(*) FROM petition_events WHERE {_IN} AND {where}"  # noqa: S608 - own words
    return {
        f"{name}.in_time": f"{events} AND at <= met_due_at",
        f"{name}.late": f"{events} AND at > met_due_at",
    }


def _open(which: str) -> str:
    return (
        f"SELECT COUNT(*) FROM petitions p WHERE received_at < :end "  # noqa: S608 - own words
        f"AND {_STOOD.format(until=':end')} IN {_OPEN} AND {_DUE} {which} :end"
    )


def _held(kind: str, what: str) -> str:
    return (
        f"SELECT COALESCE({what}, 0) FROM activities WHERE kind = '{kind}' "  # noqa: S608 - own words
        "AND held_on BETWEEN :first AND :last"
    )


def _issued(also: str, what: str = "COUNT(*)") -> str:
    return (
        f"SELECT COALESCE({what}, 0) FROM regulations WHERE issued_on BETWEEN :first AND :last "  # noqa: S608 - own words
        f"AND {also}"
    )


def _equipped(also: str) -> str:
    return (
        "SELECT COUNT(*) FROM one_stop_units WHERE valid_from <= :last "  # noqa: S608 - own words
        f"AND (valid_to IS NULL OR valid_to >= :last) AND {also}"
    )


PETITIONS: Final[Mapping[str, str]] = {
    "carried_over": "SELECT COUNT(*) FROM petitions p WHERE received_at < :start "  # noqa: S608 - own words
    f"AND {_STOOD.format(until=':start')} IN {_OPEN}",
    **{
        f"channel {channel}": f"SELECT COUNT(*) {_RECEIVED} AND channel = '{channel}'"
        for channel in ("written", "phone", "opinion_slip", "online", "in_person", "post")
    },
    **_timed("answered", "act = 'answer'"),
    **_timed("refused", "act = 'classify' AND status = 'refused'"),
    **_timed("forwarded", "act = 'forward'"),
    **_timed("published", "act = 'publish'"),
    **{
        status: f"SELECT COUNT(*) FROM petition_events WHERE {_IN} AND status = '{status}'"  # noqa: S608 - own words
        for status in ("passed_on", "withdrawn")
    },
    "open_in_time": _open(">="),
    "open_overdue": _open("<"),
}
REGISTERS: Final[Mapping[str, str]] = {
    "inspections_planned": "SELECT COUNT(*) FROM inspections "
    "WHERE planned_month BETWEEN :first AND :last",
    "inspections_done": "SELECT COUNT(*) FROM inspections WHERE held_on BETWEEN :first AND :last",
    "regulations": _issued("1"),
    "legal_regulations": _issued("is_legal"),
    "with_procedures": _issued("procedures > 0"),
    "legal_with_procedures": _issued("procedures > 0 AND is_legal"),
    "procedures": _issued("1", "SUM(procedures)"),
    "communication": _held("communication", "COUNT(*)"),
    "communication_participants": _held("communication", "SUM(participants)"),
    "training": _held("training", "COUNT(*)"),
    "training_participants": _held("training", "SUM(participants)"),
    "units": _equipped("1"),
    **{
        name: _equipped(f"{name} > 0")
        for name in ("cameras", "queue_machines", "kiosks", "scanners", "touch_screens")
    },
}
