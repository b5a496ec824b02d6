"""Indices 7 and 8 from the register of petitions; what was found false counts against nobody."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from app.services.evaluation.evaluation import Evaluation, missing
from app.services.evaluation.records import ScoreOf
from app.services.petitions.petitions import Petitions
from app.services.ratings.records import Answers, Tap
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.petitions import Finding, PetitionAbout, PetitionKind
from app.vocabulary.ratings import SaidAttitude
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY, score_of, sums
from tests.services.petitions.builders import (
    ANSWERED,
    CONDUCT,
    Said,
    found,
    to_unit,
    typed,
)

DAY = timedelta(days=1)
FRIDAY, LATER = MONDAY + 4 * DAY, MONDAY + 40 * DAY
SEVEN, EIGHT = EvaluationIndex.ATTITUDE, EvaluationIndex.COMPLAINTS


@pytest.fixture
def petitions(counter: Counter, tmp_path: Path) -> Petitions:
    return counter.petitions


def _complain(
    counter: Counter, petitions: Petitions, acts: Sequence[Said] = (), **about: str
) -> int:
    new = typed(kind=PetitionKind.FEEDBACK, about=PetitionAbout.CONDUCT, **about)
    petition_id = petitions.receive(counter.admin, new).petition_id
    _act(counter, petitions, petition_id, acts)
    return petition_id


def _act(counter: Counter, petitions: Petitions, petition_id: int, acts: Sequence[Said]) -> None:
    for act, said in acts:
        petitions.act(counter.admin, petition_id, act, said)


def _praise(counter: Counter, code: str) -> None:
    answers = Answers(attitude=SaidAttitude.GOOD)
    tap = Tap(answer_id=f"tap-{code}", at=counter.time.now, answers=answers, code=code)
    counter.ratings.tap(counter.officer, tap)


def test_a_complaint_brings_nought_whatever_the_slip_says_unless_it_proves_false(
    counter: Counter, evaluation: Evaluation, petitions: Petitions
) -> None:
    wronged, praised = counter.resolved(), counter.resolved()
    for code in (wronged, praised):
        _praise(counter, code)
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, SEVEN)) == (2, 2)
    petition = _complain(
        counter, petitions, [CONDUCT, to_unit(counter.economy)], dossier_code=wronged
    )
    _complain(counter, petitions, dossier_code=wronged)  # twice of one dossier is once
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, SEVEN)) == (1, 2)
    assert sums(score_of(table, SEVEN, EvaluatedKind.AGENCY, "PVH")) == (1, 2)
    of = ScoreOf(EvaluatedKind.UNIT, "", SEVEN)
    lines = evaluation.lines(counter.admin, MONDAY, FRIDAY, of)
    assert {line.dossier_code: line.points for line in lines} == {wronged: 0, praised: 1}
    assert any(line.why.startswith("Bị phản ánh, kiến nghị số ") for line in lines)
    _act(counter, petitions, petition, [found(Finding.FALSE)])
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, SEVEN)) == (1, 2)  # the second complaint stands


def test_a_complaint_found_false_lets_the_slip_speak_again(
    counter: Counter, evaluation: Evaluation, petitions: Petitions
) -> None:
    code = counter.resolved()
    _praise(counter, code)
    _complain(
        counter,
        petitions,
        [CONDUCT, to_unit(counter.economy), found(Finding.FALSE)],
        dossier_code=code,
    )
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, SEVEN)) == (1, 1)


def test_a_complaint_of_an_officer_counts_against_them_and_one_of_nobody_against_none(
    counter: Counter, evaluation: Evaluation, petitions: Petitions
) -> None:
    _complain(counter, petitions, officer_login="canbo.a")
    _complain(counter, petitions)
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, SEVEN)) == (0, 1)
    assert sums(score_of(table, SEVEN, EvaluatedKind.OFFICER, "canbo.a")) == (0, 1)


def test_index_8_asks_whether_complaints_were_answered_in_time_or_put_off(
    counter: Counter, evaluation: Evaluation, petitions: Petitions
) -> None:
    def eight() -> tuple[int, str]:
        table = evaluation.of_period(counter.admin, MONDAY, LATER)
        score = score_of(table, EIGHT)
        return score.points, score.why

    assert eight() == (0, missing(EIGHT))
    counter.returned("Anh")
    assert eight() == (2, "Không có phản ánh nào đến hạn trả lời: 2 điểm")
    open_one = _complain(counter, petitions, [CONDUCT, to_unit(counter.economy)])
    assert eight()[0] == 2
    for _one in range(9):
        _complain(
            counter, petitions, [CONDUCT, to_unit(counter.economy), found(Finding.TRUE), ANSWERED]
        )
    assert eight() == (2, "9/9 phản ánh được trả lời đúng hạn (100 %): 2 điểm")
    counter.time.advance(30 * DAY)
    assert eight() == (
        0,
        "9/10 phản ánh được trả lời đúng hạn (90 %), 1 phản ánh để kéo dài: 0 điểm",
    )
    _act(counter, petitions, open_one, [found(Finding.TRUE), ANSWERED])
    assert eight() == (1, "9/10 phản ánh được trả lời đúng hạn (90 %): 1 điểm")
    of = ScoreOf(EvaluatedKind.UNIT, "", EIGHT)
    lines = evaluation.lines(counter.admin, MONDAY, LATER, of)
    assert [line.why for line in lines][:2] == [
        "Quá hạn trả lời, xác minh: phản ánh đúng",
        "Trả lời đúng hạn, xác minh: phản ánh đúng",
    ]
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    figure = quality.figure("petitions_answered")
    assert figure is not None
    assert (figure.part, figure.whole) == (9, 10)
    assert "trong 15 ngày làm việc" in figure.formula
