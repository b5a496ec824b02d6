"""Indices 3, 4 and 7: from what citizens answered, the newest answer to each question."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.services.dossiers.decision import Decision
from app.services.evaluation.evaluation import Evaluation
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.people import Role
from app.vocabulary.ratings import SaidAttitude, SaidContacts, SaidOthers
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY, score_of, sums
from tests.services.store_builders import an_actor

DAY = timedelta(days=1)
WEDNESDAY, FRIDAY = MONDAY + 2 * DAY, MONDAY + 4 * DAY
CONTACTS, OTHERS, ATTITUDE = (
    EvaluationIndex.CONTACTS,
    EvaluationIndex.OTHER_AGENCIES,
    EvaluationIndex.ATTITUDE,
)


def _say(counter: Counter, ratings: Ratings, code: str, **said: Any) -> int:
    tap = Tap(answer_id=str(uuid4()), at=counter.time.now, answers=Answers(**said), code=code)
    return ratings.tap(counter.officer, tap).rating_id


def test_each_question_is_scored_2_1_or_0_and_one_left_open_not_at_all(
    counter: Counter, evaluation: Evaluation
) -> None:
    said: tuple[dict[str, Any], ...] = (
        {"contacts": SaidContacts.NONE, "others": SaidOthers.NONE},
        {"contacts": SaidContacts.ONE, "others": SaidOthers.ONE_STOP},
        {"contacts": SaidContacts.MORE, "others": SaidOthers.MORE},
        {"contacts": SaidContacts.MORE, "is_own_fault": True},
        {"attitude": SaidAttitude.GOOD},
    )
    for answers in said:
        _say(counter, counter.ratings, counter.resolved(), **answers)
    _say(counter, counter.ratings, "", contacts=SaidContacts.MORE)  # nobody's dossier
    table = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    assert sums(score_of(table, CONTACTS)) == (5, 4)
    assert sums(score_of(table, OTHERS)) == (3, 3)
    assert sums(score_of(table, ATTITUDE)) == (1, 1)
    assert sums(score_of(table, CONTACTS, EvaluatedKind.AGENCY, "PVH")) == (5, 4)
    assert sums(score_of(table, CONTACTS, EvaluatedKind.OFFICER, "canbo.a")) == (5, 4)


def test_the_newest_answer_in_force_to_each_question_counts(
    counter: Counter, evaluation: Evaluation
) -> None:
    code = counter.resolved()
    _say(counter, counter.ratings, code, contacts=SaidContacts.MORE, others=SaidOthers.NONE)
    counter.time.advance(timedelta(hours=1))
    newest = _say(counter, counter.ratings, code, contacts=SaidContacts.ONE)
    table = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    assert (sums(score_of(table, CONTACTS)), sums(score_of(table, OTHERS))) == ((1, 1), (2, 1))
    supervisor = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    counter.ratings.end(supervisor, newest, "Nhập nhầm phiếu")
    table = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    assert sums(score_of(table, CONTACTS)) == (0, 1)


def test_index_7_is_early_on_time_or_late_and_nought_with_a_complaint(
    counter: Counter, evaluation: Evaluation
) -> None:
    def through(days: int, attitude: SaidAttitude) -> None:
        code = counter.resolved()
        counter.time.advance(days * DAY)
        _say(counter, counter.ratings, code, attitude=attitude)

    through(0, SaidAttitude.NO_COMPLAINT)  # on time, the same day
    assert sums(score_of(evaluation.of_period(counter.admin, MONDAY, MONDAY), ATTITUDE)) == (1, 1)
    counter.time.advance(DAY)  # a holiday: what comes now is due tomorrow
    through(0, SaidAttitude.GOOD)
    through(0, SaidAttitude.COMPLAINT)
    assert sums(score_of(evaluation.of_period(counter.admin, MONDAY, FRIDAY), ATTITUDE)) == (3, 3)


def test_an_answer_before_the_end_waits_for_the_period_of_the_end(
    counter: Counter, evaluation: Evaluation
) -> None:
    code = counter.code(case_id=counter.same_day_case)
    _say(counter, counter.ratings, code, attitude=SaidAttitude.GOOD, contacts=SaidContacts.NONE)
    counter.time.advance(2 * DAY)
    said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, said)
    first = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    assert (sums(score_of(first, CONTACTS)), sums(score_of(first, ATTITUDE))) == ((2, 1), (0, 0))
    after = evaluation.of_period(counter.admin, WEDNESDAY, FRIDAY)
    assert (sums(score_of(after, CONTACTS)), sums(score_of(after, ATTITUDE))) == ((0, 0), (0, 1))
