"""The indices that are scored per dossier, from what really happened at a counter."""

from datetime import date, timedelta

import pytest

from app.errors import InvalidInputError
from app.services.dossiers.decision import Decision
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.facts import FactNotes
from app.vocabulary.dossiers import Action, Channel, Outcome
from app.vocabulary.evaluation import (
    EvaluatedKind,
    EvaluationIndex,
    OneStopWork,
    OnlineLevel,
    Publicity,
)
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY, a_fact, score_of, sums

FRIDAY = date(2026, 11, 27)
NEXT = date(2026, 12, 4)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")


def _through(counter: Counter, code: str, wait: timedelta = timedelta(0)) -> None:
    """Send a dossier to Kinh tế, wait there, and enter its result."""
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    counter.time.advance(wait)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, GRANTED)


def test_index_1_counts_dossiers_with_their_results_by_their_appointments(
    counter: Counter, evaluation: Evaluation
) -> None:
    _through(counter, counter.code())  # three working days: two days early
    counter.resolved()  # the same day: on time
    late = counter.code()
    _through(counter, late, 5 * DAY)
    counter.code()  # still open
    table = evaluation.of_period(counter.admin, MONDAY, NEXT)
    assert sums(score_of(table, EvaluationIndex.TOTAL_TIME)) == (3, 3)
    assert score_of(table, EvaluationIndex.TOTAL_TIME).why == "3 điểm của 3 hồ sơ"
    economy = score_of(table, EvaluationIndex.TOTAL_TIME, EvaluatedKind.AGENCY, "PKT")
    assert sums(economy) == (2, 2)
    level = score_of(table, EvaluationIndex.TOTAL_TIME, EvaluatedKind.LEVEL, "commune")
    assert sums(level) == (3, 3)
    officer = score_of(table, EvaluationIndex.TOTAL_TIME, EvaluatedKind.OFFICER, "canbo.a")
    assert sums(officer) == (3, 3)


def test_index_1_leaves_out_the_withdrawn_the_stopped_and_other_periods(
    counter: Counter, evaluation: Evaluation
) -> None:
    for action in (Action.WITHDRAW, Action.STOP):
        said = Decision(note="Theo đơn", items=("Không còn nhu cầu",), ground="Đơn")
        counter.decisions.decide(counter.officer, counter.code(), action, said)
    counter.time.advance(2 * DAY)  # the day between is a holiday
    counter.resolved()
    table = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    score = score_of(table, EvaluationIndex.TOTAL_TIME)
    assert sums(score) == (0, 0)
    assert score.value is None
    assert score.why.startswith("Chưa có dữ liệu")
    table = evaluation.of_period(counter.admin, MONDAY + DAY, FRIDAY)
    assert sums(score_of(table, EvaluationIndex.TOTAL_TIME)) == (1, 1)


def test_index_2_judges_each_unit_by_its_own_step(routed: Counter, evaluation: Evaluation) -> None:
    code = routed.code()  # 09:00, half a day: until the end of the same day
    routed.handoffs.send(routed.officer, routed.economy, [code])
    routed.handoffs.accept(routed.economy_officer, [code])
    routed.time.advance(2 * DAY)  # one working day was Kinh tế's, and a holiday: just on time
    routed.handoffs.send(routed.economy_officer, routed.culture, [code])
    routed.time.advance(2 * DAY)  # on the way: the step ended when the paper was handed over
    routed.handoffs.accept(routed.culture_officer, [code])
    routed.time.advance(HOUR)
    routed.decisions.decide(routed.officer, code, Action.RESOLVE, GRANTED)
    table = evaluation.of_period(routed.admin, MONDAY, NEXT)
    own = EvaluationIndex.OWN_TIME
    office = score_of(table, own, EvaluatedKind.AGENCY, table.unit_code)
    assert sums(office) == (1, 1)
    assert sums(score_of(table, own, EvaluatedKind.AGENCY, "PKT")) == (1, 1)
    assert sums(score_of(table, own, EvaluatedKind.AGENCY, "PVH")) == (2, 1)
    assert sums(score_of(table, own)) == (4, 3)
    assert sums(score_of(table, own, EvaluatedKind.OFFICER, "canbo.a")) == (1, 1)


def test_index_2_takes_the_worst_of_the_times_a_unit_held_a_dossier(
    routed: Counter, evaluation: Evaluation
) -> None:
    code = routed.code()
    for wait in (HOUR, 3 * DAY):
        routed.handoffs.send(routed.officer, routed.economy, [code])
        routed.handoffs.accept(routed.economy_officer, [code])
        routed.time.advance(wait)
        routed.handoffs.send(routed.economy_officer, routed.admin.office_id, [code])
        routed.handoffs.accept(routed.officer, [code])
    routed.decisions.decide(routed.officer, code, Action.RESOLVE, GRANTED)
    table = evaluation.of_period(routed.admin, MONDAY, NEXT)
    economy = score_of(table, EvaluationIndex.OWN_TIME, EvaluatedKind.AGENCY, "PKT")
    assert sums(economy) == (0, 1)


def test_index_2_has_no_data_where_the_route_gives_no_unit_a_time(
    counter: Counter, evaluation: Evaluation
) -> None:
    _through(counter, counter.code())
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert score_of(table, EvaluationIndex.OWN_TIME).count == 0


def test_index_6_takes_what_held_on_the_day_a_dossier_was_received(
    counter: Counter, evaluation: Evaluation, notes: FactNotes
) -> None:
    counter.resolved()
    notes.note(counter.admin, ["2.000002"], a_fact())
    counter.time.advance(DAY)
    notes.note(
        counter.admin,
        ["2.000002"],
        a_fact(valid_from=MONDAY + DAY, publicity=Publicity.ONE_OF_THEM),
    )
    counter.resolved()
    _through(counter, counter.code())  # nothing was noted of its procedure
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, EvaluationIndex.PUBLICITY)) == (3, 2)


def test_index_5_divides_the_procedures_in_force(
    counter: Counter, evaluation: Evaluation, notes: FactNotes
) -> None:
    counter.resolved()
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert score_of(table, EvaluationIndex.AT_ONE_STOP).count == 0
    notes.note(counter.admin, ["2.000002"], a_fact())
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    score = score_of(table, EvaluationIndex.AT_ONE_STOP)
    assert sums(score) == (2, 1)
    assert "1/2 thủ tục được thẩm định" in score.why
    notes.note(
        counter.admin,
        ["1.000001", "2.000002"],
        a_fact(one_stop_work=OneStopWork.RECEIVED_AND_RETURNED),
    )
    table = evaluation.of_period(counter.admin, MONDAY, FRIDAY)
    assert sums(score_of(table, EvaluationIndex.AT_ONE_STOP)) == (1, 1)


def test_index_9_asks_for_online_dossiers_none_of_them_late(
    counter: Counter, evaluation: Evaluation, notes: FactNotes
) -> None:
    codes = ["1.000001", "2.000002"]
    notes.note(counter.admin, codes, a_fact(online_level=OnlineLevel.NONE))
    counter.code(channel=Channel.ONLINE)
    for _one in range(2):
        counter.code()
    nine = EvaluationIndex.ONLINE
    assert sums(score_of(evaluation.of_period(counter.admin, MONDAY, MONDAY), nine)) == (0, 1)
    notes.note(counter.admin, codes[:1], a_fact(online_level=OnlineLevel.PARTIAL))
    score = score_of(evaluation.of_period(counter.admin, MONDAY, MONDAY), nine)
    assert sums(score) == (2, 1)
    assert "1/3 hồ sơ nộp trực tuyến (33,33 %), không hồ sơ nào trễ hạn: 2 điểm" in score.why
    counter.time.advance(7 * DAY)
    table = evaluation.of_period(counter.admin, MONDAY, NEXT)
    assert "1 hồ sơ trực tuyến trễ hạn: 1 điểm" in score_of(table, nine).why
    past = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    assert sums(score_of(past, nine)) == (2, 1)


def test_index_9_has_no_data_while_nothing_was_received_or_noted(
    counter: Counter, evaluation: Evaluation, notes: FactNotes
) -> None:
    nine = EvaluationIndex.ONLINE
    counter.code(channel=Channel.ONLINE)
    assert score_of(evaluation.of_period(counter.admin, MONDAY, MONDAY), nine).count == 0
    notes.note(counter.admin, ["1.000001"], a_fact())
    assert score_of(evaluation.of_period(counter.admin, MONDAY, MONDAY), nine).count == 1
    later = evaluation.of_period(counter.admin, MONDAY + DAY, MONDAY + DAY)
    assert score_of(later, nine).count == 0


def test_an_evaluation_is_of_days_in_their_order(counter: Counter, evaluation: Evaluation) -> None:
    with pytest.raises(InvalidInputError):
        evaluation.of_period(counter.admin, FRIDAY, MONDAY)
