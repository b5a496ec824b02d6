"""A summary as the JSON document of the command line."""

import msgspec

from app.clock import to_local
from app.reports.identity import check_sums
from app.services.counts import Figures
from app.services.figures.closed import ClosingMark
from app.services.figures.records import DailySummary
from app.vocabulary.periods import GroupBy


def summary_dict(summary: DailySummary, by: GroupBy | None) -> dict[str, object]:
    """Return the figures in total and, with `by`, per group; money in đồng, times ISO 8601.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    document: dict[str, object] = {
        "unit": {"code": summary.unit_code, "name": summary.unit_name},
        "from": summary.first_day.isoformat(),
        "to": summary.last_day.isoformat(),
        "as_of": to_local(summary.as_of).isoformat(),
        "is_demo": summary.is_demo,
        "closing": _closing(summary.closing),
        "total": _figures(summary.total),
    }
    if by:
        document["by"] = by.value
        document["groups"] = [
            {"key": group.key, "name": group.name, **_figures(group.figures)}
            for group in summary.groups.get(by, ())
        ]
    return document


def summary_json(summary: DailySummary, by: GroupBy | None) -> bytes:
    """Return `summary_dict` as indented UTF-8 with a line end.

    Raises RuleBrokenError where the figures do not add up.
    """
    return msgspec.json.format(msgspec.json.encode(summary_dict(summary, by)), indent=2) + b"\n"


def _closing(mark: ClosingMark) -> dict[str, object]:
    closed = None if mark.closed_at is None else to_local(mark.closed_at).isoformat()
    return {
        "closed_at": closed,
        "closed_by": mark.closed_by or None,
        "ordinal": mark.ordinal or None,
        "reopened": [
            {
                "day": line.day.isoformat(),
                "ordinal": line.ordinal,
                "closed_at": to_local(line.closed_at).isoformat(),
                "closed_by": line.closed_by,
                "reopened_at": to_local(line.reopened_at).isoformat(),
                "reopened_by": line.reopened_by,
                "reopened_with": line.reopened_with or None,
                "reason": line.reason,
            }
            for line in mark.reopened
        ],
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "carried_over": figures.carried_over,
        "received": {
            "counter": figures.received.counter,
            "online": figures.received.online,
            "post": figures.received.post,
        },
        "ended": {
            "early": figures.ended.early,
            "on_time": figures.ended.on_time,
            "late": figures.ended.late,
        },
        "open": {"in_time": figures.open.in_time, "overdue": figures.open.overdue},
        "paused": figures.paused,
        "refused": figures.refused,
        "withdrawn": figures.withdrawn,
        "stopped": figures.stopped,
        "supplements": figures.supplements,
        "not_accepted": figures.not_accepted,
        "returned": figures.returned,
        "waiting_collection": figures.waiting_collection,
        "fees_vnd": figures.fees_vnd,
        "handoffs": {
            "sent": figures.handoffs.sent,
            "accepted": figures.handoffs.accepted,
            "refused": figures.handoffs.refused,
            "outstanding": figures.handoffs.outstanding,
        },
    }
