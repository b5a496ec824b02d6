"""The evaluation of a period as one JSON document: whole numbers, and tenths as decimal text.

An index without data is null, never 0; its `why` says what is missing.
"""

from typing import Any

from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    ProcessingRow,
    QualityFigure,
    SaidTimes,
    ServiceQuality,
)


def evaluation_dict(table: EvaluationTable, quality: ServiceQuality) -> dict[str, Any]:
    """Return both records as plain values."""
    return {
        "unit": table.unit_code,
        "unit_name": table.unit_name,
        "from": table.first_day.isoformat(),
        "to": table.last_day.isoformat(),
        "as_of": table.as_of.isoformat(),
        "rows": [_row(row) for row in table.rows],
        "rules": list(table.rules),
        "said_times": _times(table.said_times),
        "quality": [_figure(figure) for figure in quality.figures],
        "processing": [_processing(row) for row in quality.processing],
    }


def _times(times: SaidTimes | None) -> dict[str, int] | None:
    if times is None:
        return None
    return {
        "answered": times.answered,
        "differing": times.differing,
        "said_late": times.said_late,
    }


def _row(row: EvaluationRow) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": row.kind.value,
        "key": row.key,
        "name": row.name,
        "indices": [_score(score) for score in row.scores],
        "total": _text(row.total),
        "possible": row.possible,
        "full": row.full,
        "on_full_scale": _text(row.on_full_scale),
    }
    if row.done_permille is not None:
        return {**said, "done_permille": row.done_permille}
    return {**said, "grade": None if row.grade is None else row.grade.value}


def _score(score: IndexScore) -> dict[str, Any]:
    return {
        "index": score.index.value,
        "points": score.points if score.count else None,
        "count": score.count,
        "value": _text(score.value),
        "why": score.why,
    }


def _figure(figure: QualityFigure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "number": figure.number,
        "title": figure.title,
        "formula": figure.formula,
        "part": figure.part,
        "whole": figure.whole,
        "percent": _text(figure.percent),
        "note": figure.note,
    }


def _processing(row: ProcessingRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "received": {
            "total": row["received"],
            "carried_over": row.carried_over,
            "online": row.online,
            "counter": row.counter,
            "post": row.post,
        },
        "done": {
            "total": row["done"],
            "carried_over": row.done_carried,
            "new": row.done_new,
            "late": row.done_late,
        },
        "running": {
            "total": row["running"],
            "in_time": row.running_in_time,
            "late": row.running_late,
        },
        "paused": {"total": row["paused"], "in_time": row.paused_in_time, "late": row.paused_late},
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
