"""The set of QĐ 766/QĐ-TTg: late by its own measure, in a table that adds up."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from app.services.dossiers.decision import Decision
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.records import EvaluationTable, ProcessingRow, ServiceQuality
from app.vocabulary.dossiers import Action, Channel, Outcome
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY

DAY = timedelta(days=1)
LATER = MONDAY + 25 * DAY
GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
ASKED = Decision(note="Thiếu tờ khai", items=("Tờ khai",), ground="Điều 1", approver="Lê Văn Duyệt")


def _decide(counter: Counter, code: str, action: Action, said: Decision = GRANTED) -> None:
    counter.decisions.decide(counter.officer, code, action, said)


def _late(row: ProcessingRow) -> int:
    return row.done_late + row.running_late + row.paused_late


def _all(made: ServiceQuality) -> ProcessingRow:
    return made.processing[0]


def _ratio(made: ServiceQuality, key: str) -> tuple[int | None, int | None]:
    figure = made.figure(key)
    assert figure is not None, key
    return figure.part, figure.whole


def test_what_was_waited_for_is_taken_off_and_not_begun_again(
    counter: Counter, evaluation: Evaluation
) -> None:
    code = counter.at_agency()
    counter.time.advance(2 * DAY)  # one working day is gone: the day between is a holiday
    _decide(counter, code, Action.ASK_SUPPLEMENT, ASKED)
    counter.time.advance(DAY)
    _decide(counter, code, Action.SUPPLEMENT_IN, Decision())
    counter.time.advance(4 * DAY)  # Monday 09:00: the third working day of the measure
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert _ratio(quality, "on_time_all") == (1, 1)
    counter.time.advance(DAY)  # the measure's day is over
    _decide(counter, code, Action.RESOLVE)
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert _ratio(quality, "on_time_done") == (0, 1)
    table = evaluation.of_period(counter.admin, MONDAY, LATER)
    assert table.rows[0].scores[0].points == 1  # by the law it is due on this Tuesday


def test_a_second_request_is_late_at_once(counter: Counter, evaluation: Evaluation) -> None:
    code = counter.at_agency()
    for _one in range(2):
        assert _ratio(evaluation.quality(counter.admin, MONDAY, LATER), "on_time_all") == (1, 1)
        _decide(counter, code, Action.ASK_SUPPLEMENT, ASKED)
        counter.time.advance(timedelta(minutes=5))
        if not _one:
            _decide(counter, code, Action.SUPPLEMENT_IN, Decision())
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert _ratio(quality, "on_time_all") == (0, 1)
    assert (_all(quality).paused_in_time, _all(quality).paused_late) == (0, 1)
    past = evaluation.quality(counter.admin, MONDAY - DAY, MONDAY - DAY)
    assert _all(past)["received"] == 0


def test_who_waits_is_judged_by_when_the_wait_began(
    counter: Counter, evaluation: Evaluation
) -> None:
    timely, late = counter.at_agency(), counter.at_agency()
    _decide(counter, timely, Action.ASK_PAYMENT, Decision(note="Lệ phí"))
    counter.time.advance(7 * DAY)
    _decide(counter, late, Action.ASK_PAYMENT, Decision(note="Lệ phí"))
    counter.time.advance(7 * DAY)
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert (_all(quality).paused_in_time, _all(quality).paused_late) == (1, 1)
    _decide(counter, timely, Action.WITHDRAW, Decision(note="Xin rút", items=("Xin rút",)))
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert (_all(quality).done_new, _all(quality).done_late) == (1, 0)


@pytest.mark.parametrize("law", ["", "Luật Đất đai 2024, Điều 22"])
def test_waiting_for_others_is_never_taken_off(
    counter: Counter, evaluation: Evaluation, law: str
) -> None:
    code = counter.at_agency()
    _decide(counter, code, Action.ASK_OPINION, Decision(note="Hỏi Sở", special_law=law))
    counter.time.advance(7 * DAY)
    row = _all(evaluation.quality(counter.admin, MONDAY, LATER))
    assert (row.running_late, row.paused_in_time, row.paused_late) == (1, 0, 0)
    _decide(counter, code, Action.OPINION_IN, Decision())
    _decide(counter, code, Action.RESOLVE)
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert _ratio(quality, "on_time_done") == (0, 1)
    table = evaluation.of_period(counter.admin, MONDAY, LATER)
    assert table.rows[0].scores[0].points == (2 if law else 0)  # the law's own time


def test_an_apology_after_expiry_leaves_the_measure_late(
    counter: Counter, evaluation: Evaluation
) -> None:
    code = counter.at_agency()
    _decide(counter, code, Action.ASK_SUPPLEMENT, ASKED)
    counter.time.advance(timedelta(minutes=5))
    _decide(counter, code, Action.SUPPLEMENT_IN, Decision())
    counter.time.advance(7 * DAY)
    new_due = counter.time.now + 3 * DAY
    _decide(counter, code, Action.EXTEND, Decision(note="Chờ", new_due_at=new_due))
    assert _all(evaluation.quality(counter.admin, MONDAY, LATER)).running_late == 1
    _decide(counter, code, Action.RESOLVE)
    assert _all(evaluation.quality(counter.admin, MONDAY, LATER)).done_late == 1
    table = evaluation.of_period(counter.admin, MONDAY, LATER)
    assert table.rows[0].scores[0].points == 0


def test_the_citizens_late_collecting_is_not_the_offices(
    counter: Counter, evaluation: Evaluation
) -> None:
    counter.resolved()
    counter.time.advance(9 * DAY)
    quality = evaluation.quality(counter.admin, MONDAY, LATER)
    assert _ratio(quality, "on_time_done") == (1, 1)


def test_the_table_says_what_came_in_and_where_it_is_by_agency(
    counter: Counter, evaluation: Evaluation
) -> None:
    old = counter.at_agency()
    counter.time.advance(2 * DAY)
    start = MONDAY + 2 * DAY
    counter.resolved(channel=Channel.ONLINE)
    counter.code(channel=Channel.POST)
    paused = counter.at_agency()
    _decide(counter, paused, Action.ASK_SUPPLEMENT, ASKED)
    counter.time.advance(9 * DAY)
    _decide(counter, old, Action.RESOLVE)
    quality = evaluation.quality(counter.admin, start, LATER)
    whole, culture, economy = (
        _all(quality),
        *sorted(quality.processing[1:], key=lambda row: row.key, reverse=True),
    )
    assert (whole.carried_over, whole.online, whole.counter, whole.post) == (1, 1, 1, 1)
    assert (whole.done_carried, whole.done_new, whole.done_late) == (1, 1, 1)
    assert (whole.running_in_time, whole.running_late) == (0, 1)
    assert (whole.paused_in_time, whole.paused_late) == (1, 0)
    assert [whole[sum_] for sum_ in ("received", "done", "running", "paused")] == [4, 2, 1, 1]
    assert (culture.key, culture["received"], _late(culture)) == ("PVH", 1, 0)
    assert (economy.key, economy["received"], _late(economy)) == ("PKT", 3, 2)
    assert quality.figures[0].percent == Decimal("50.00")


def test_nothing_at_all_is_no_data_and_never_nought(
    counter: Counter, evaluation: Evaluation
) -> None:
    quality = evaluation.quality(counter.admin, MONDAY, MONDAY)
    assert [figure.percent for figure in quality.figures] == [None] * len(quality.figures)
    assert all(figure.formula for figure in quality.figures)


def test_both_records_can_be_kept_and_read_back(counter: Counter, evaluation: Evaluation) -> None:
    counter.resolved()
    table = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    quality = evaluation.quality(counter.admin, MONDAY, MONDAY)
    assert msgspec.json.decode(msgspec.json.encode(table), type=EvaluationTable) == table
    assert msgspec.json.decode(msgspec.json.encode(quality), type=ServiceQuality) == quality


@pytest.mark.parametrize("count", [0, 1, 3])
def test_dossiers_with_results_are_digital_or_not(
    counter: Counter, evaluation: Evaluation, count: int
) -> None:
    for _one in range(count):
        counter.resolved()
    quality = evaluation.quality(counter.admin, MONDAY, MONDAY)
    assert _ratio(quality, "electronic") == (0, count)
    assert _ratio(quality, "paid_online") == (None, None)
