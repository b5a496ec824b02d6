"""A summary as the JSON document of the command line."""

from dataclasses import asdict

import msgspec

from app.clock import to_local
from app.reports.identity import check_sums
from app.services.figures.period import ClosingMark
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
        "total": asdict(summary.total),
    }
    if by:
        document["by"] = by.value
        document["groups"] = [
            {"key": group.key, "name": group.name, **asdict(group.figures)}
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
