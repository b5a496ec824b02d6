"""Report periods as the JSON documents of `motcua period`."""

from dataclasses import asdict

from app.commands.frame import iso
from app.services.periods.records import DossierCounts, PeriodLine, PeriodView


def counts_document(counts: DossierCounts) -> dict[str, object]:
    """Return one row of form II.06a; names as of `motcua summary`."""
    own = asdict(counts)
    late = {"received": own.pop("late_received"), "ended": own.pop("late_ended")}
    return {"taken_on": counts.taken_on, **own, "late_entries": late}


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
