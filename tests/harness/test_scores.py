"""The harness of scores: it holds for a handful, and it sees a rule that was shifted."""

from pathlib import Path

import pytest

from app.services.evaluation import gathering, measure
from app.vocabulary.dossiers import Timeliness
from tests.harness.scores import score_twice


def test_a_handful_is_scored_alike_twice(tmp_path: Path) -> None:
    watched = score_twice(tmp_path, 60, seed=9)
    assert watched.problems == []
    assert watched.figures > 100


@pytest.mark.parametrize("fault", ["time", "second request"])
def test_a_rule_that_was_shifted_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    if fault == "time":
        shifted = {Timeliness.EARLY: 2, Timeliness.ON_TIME: 2, Timeliness.LATE: 0}
        monkeypatch.setattr(gathering, "BY_TIME", shifted)
    else:
        monkeypatch.setattr(measure, "MOST_REQUESTS", 2)
    assert score_twice(tmp_path, 120, seed=9).problems
