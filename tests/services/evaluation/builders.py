"""What tests of the evaluation note and read."""

from datetime import date
from typing import Any

from app.services.evaluation.facts import FactDraft
from app.services.evaluation.records import EvaluationTable, IndexScore
from app.services.periods.manual_figures import ToldDraft
from app.vocabulary.evaluation import (
    EvaluatedKind,
    EvaluationIndex,
    OneStopWork,
    OnlineLevel,
    Publicity,
)

MONDAY = date(2026, 11, 23)


def a_fact(**said: Any) -> FactDraft:
    """Return a note that brings every point, from 23/11/2026 on, but for what is said."""
    wanted: dict[str, Any] = {
        "valid_from": MONDAY,
        "one_stop_work": OneStopWork.APPROVED,
        "publicity": Publicity.POSTED_AND_ELECTRONIC,
        "online_level": OnlineLevel.FULL,
    }
    return FactDraft(**(wanted | said))


def a_told_figure(
    part: int | None = 12, whole: int | None = 20, source: str = "Cổng Dịch vụ công, 23/11/2026"
) -> ToldDraft:
    """Return what somebody tells of a period: 12 of 20, but for what is said."""
    return ToldDraft(part=part, whole=whole, source=source)


def score_of(
    table: EvaluationTable,
    index: EvaluationIndex,
    kind: EvaluatedKind = EvaluatedKind.UNIT,
    key: str = "",
) -> IndexScore:
    """Return one index of one row, the unit's by default."""
    row = table.row(kind, key or table.unit_code)
    assert row is not None, (kind, key)
    score = row.score(index)
    assert score is not None, index
    return score


def sums(score: IndexScore) -> tuple[int, int]:
    """Return points and count."""
    return score.points, score.count
