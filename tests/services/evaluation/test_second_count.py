"""A made-up quarter is scored twice, by the program and over the raw rows: to the last digit."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.paths import STORE_NAME
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.records import EvaluationTable, ScoreOf, ServiceQuality
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from tests.services.desk_builders import Counter
from tests.services.evaluation.comparing import differences
from tests.services.evaluation.generated import END, FIRST, LAST, START, a_quarter
from tests.services.evaluation.plain_count import Plain
from tests.services.evaluation.plain_store import Counted

_DOSSIERS = 400


@dataclass(frozen=True, slots=True)
class Twice:
    """What the program says, and what the rows say."""

    counter: Counter
    evaluation: Evaluation
    table: EvaluationTable
    quality: ServiceQuality
    plain: Counted


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    folder = tmp_path_factory.mktemp("quarter")
    counter = a_quarter(folder, _DOSSIERS)
    evaluation = counter.evaluation
    table = evaluation.of_period(counter.admin, FIRST, LAST)
    quality = evaluation.quality(counter.admin, FIRST, LAST)
    plain = Plain(folder / "data" / STORE_NAME, START, END).count()
    yield Twice(counter, evaluation, table, quality, plain)
    counter.database.close()


def test_every_index_and_every_number_is_the_same_counted_over_the_rows(twice: Twice) -> None:
    assert differences(twice.table, twice.quality, twice.plain) == []


def test_the_quarter_has_every_index_every_score_and_every_kind_of_lateness(twice: Twice) -> None:
    unit = twice.table.rows[0]
    assert all(score.count for score in unit.scores)
    assert len(twice.table.rows) == 9
    assert twice.plain.told == {"paid_online": (19, 40), "reused": (3, 20)}
    row = twice.quality.processing[0]
    assert all(
        (row.carried_over, row.done_late, row.running_late, row.paused_in_time, row.paused_late)
    )


@pytest.mark.parametrize("fault", ["points", "count", "cell", "row", "told", "times"])
def test_a_difference_of_one_is_seen(twice: Twice, fault: str) -> None:
    plain = twice.plain
    tally = plain.tallies[1, ("unit", "")]
    if fault == "points":
        tally.points += 1
        found = differences(twice.table, twice.quality, plain)
        tally.points -= 1
    elif fault == "count":
        tally.count += 1
        found = differences(twice.table, twice.quality, plain)
        tally.count -= 1
    elif fault == "cell":
        plain.processing[""]["post"] += 1
        found = differences(twice.table, twice.quality, plain)
        plain.processing[""]["post"] -= 1
    elif fault == "told":
        del plain.told["reused"]
        found = differences(twice.table, twice.quality, plain)
        plain.told["reused"] = (3, 20)
    elif fault == "times":
        answered, differing, late = plain.said_times
        plain.said_times = (answered, differing + 1, late)
        found = differences(twice.table, twice.quality, plain)
        plain.said_times = (answered, differing, late)
    else:
        plain.tallies[1, ("agency", "PXX")].count = 1
        found = differences(twice.table, twice.quality, plain)
        del plain.tallies[1, ("agency", "PXX")]
    assert len(found) == 1


def test_what_is_behind_each_index_adds_up_to_it(twice: Twice) -> None:
    for index in (EvaluationIndex.OWN_TIME, EvaluationIndex.ATTITUDE, EvaluationIndex.PUBLICITY):
        of = ScoreOf(EvaluatedKind.UNIT, "", index)
        lines = twice.evaluation.lines(twice.counter.admin, FIRST, LAST, of)
        score = twice.table.rows[0].score(index)
        assert score is not None
        assert (sum(line.points or 0 for line in lines), len(lines)) == (score.points, score.count)


def test_every_answer_about_the_time_that_differs_is_listed(twice: Twice) -> None:
    disputes = twice.evaluation.time_disputes(twice.counter.admin, FIRST, LAST)
    late = [one.is_late_said for one in disputes]
    assert (len(disputes), sum(late)) == twice.plain.said_times[1:]
    assert late == sorted(late, reverse=True)
    assert 0 < sum(late) < len(disputes) < twice.plain.said_times[0]
