"""Report periods as the JSON documents of `motcua period`."""

from app.commands.frame import iso
from app.services.periods.records import DossierCounts, PeriodLine, PeriodView


def counts_document(counts: DossierCounts) -> dict[str, object]:
    """Return one row of form II.06a; names as of `motcua summary`."""
    return {
        "taken_on": counts.taken_on,
        "carried_over": counts.carried_over,
        "received": {
            "counter": counts.received.counter,
            "online": counts.received.online,
            "post": counts.received.post,
        },
        "ended": {
            "early": counts.ended.early,
            "on_time": counts.ended.on_time,
            "late": counts.ended.late,
        },
        "open": {"in_time": counts.open.in_time, "overdue": counts.open.overdue},
        "paused": counts.paused,
        "refused": counts.refused,
        "withdrawn": counts.withdrawn,
        "stopped": counts.stopped,
        "not_accepted": counts.not_accepted,
        "returned": counts.returned,
        "waiting_collection": counts.waiting_collection,
        "late_entries": {"received": counts.late_received, "ended": counts.late_ended},
    }


def period_document(line: PeriodLine) -> dict[str, object]:
    """Return how a period stands."""
    period, lock = line.period, line.lock
    return {
        "period": period.key,
        "name": period.name,
        "from": period.first_day.isoformat(),
        "to": period.last_day.isoformat(),
        "state": line.state.value,
        "can_lock": not line.refusal,
        "why": line.refusal,
        "lock": None
        if lock is None
        else {
            "ordinal": lock.ordinal,
            "at": iso(lock.locked_at),
            "by": lock.locked_by,
            "log_seq": lock.log_seq,
            "chain_head": lock.chain_head,
        },
        "reopened": [
            {
                "ordinal": one.ordinal,
                "at": iso(one.reopened_at),
                "by": one.reopened_by,
                "second": one.reopened_with,
                "reason": one.reason,
            }
            for one in line.undone
        ],
    }


def view_document(view: PeriodView) -> dict[str, object]:
    """Return a period and its figures."""
    figures = view.figures
    return {
        **period_document(view.line),
        "as_of": iso(figures.as_of),
        "total": counts_document(figures.total),
        "rows": [
            {"level": row.level.value, "field": row.field, **counts_document(row.counts)}
            for row in figures.rows
        ],
        "agencies": [
            {"code": row.code, "name": row.name, **counts_document(row.counts)}
            for row in figures.agencies
        ],
        "late_reasons": [
            {
                "reason": None if row.reason is None else row.reason.value,
                "ended_late": row.ended_late,
                "open_overdue": row.open_overdue,
            }
            for row in figures.reasons
        ],
        "problems": list(view.problems),
    }
