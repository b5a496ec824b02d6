"""What citizens answer about the time stands beside what the system recorded; it scores nothing."""

from datetime import timedelta
from uuid import uuid4

import msgspec

from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.records import EvaluationTable, SaidTimes
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.vocabulary.people import Role
from app.vocabulary.ratings import SaidAttitude, SaidTime
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY
from tests.services.store_builders import an_actor

DAY = timedelta(days=1)


def _say(counter: Counter, ratings: Ratings, code: str, time: SaidTime | None) -> int:
    answers = Answers(time=time, attitude=SaidAttitude.GOOD)
    tap = Tap(answer_id=str(uuid4()), at=counter.time.now, answers=answers, code=code)
    return ratings.tap(counter.officer, tap).rating_id


def _times(counter: Counter, evaluation: Evaluation) -> SaidTimes | None:
    return evaluation.of_period(counter.admin, MONDAY, MONDAY).said_times


def test_an_answer_is_compared_with_the_system_and_one_that_differs_is_told(
    counter: Counter, evaluation: Evaluation
) -> None:
    same, later, sooner, silent = (counter.resolved() for _one in range(4))
    _say(counter, counter.ratings, same, SaidTime.AS_PROMISED)
    _say(counter, counter.ratings, sooner, SaidTime.SOONER)
    _say(counter, counter.ratings, later, SaidTime.LATER)
    _say(counter, counter.ratings, silent, None)
    _say(counter, counter.ratings, counter.code(), SaidTime.LATER)  # it has no result yet
    assert _times(counter, evaluation) == SaidTimes(answered=3, differing=2, said_late=1)
    first, second = evaluation.time_disputes(counter.admin, MONDAY, MONDAY)
    assert (first.dossier_code, second.dossier_code) == (later, sooner)
    assert first.said == "Muộn hơn hẹn (màn hình tại quầy)"
    assert first.recorded == "Đúng hạn (hẹn 23/11/2026 17:00, xong 09:00)"
    assert first.about == "Phòng Văn hóa - Xã hội"


def test_the_newest_answer_that_holds_is_compared(counter: Counter, evaluation: Evaluation) -> None:
    code = counter.resolved()
    _say(counter, counter.ratings, code, SaidTime.AS_PROMISED)
    counter.time.advance(timedelta(hours=1))
    newest = _say(counter, counter.ratings, code, SaidTime.LATER)
    assert _times(counter, evaluation) == SaidTimes(answered=1, differing=1, said_late=1)
    counter.ratings.end(
        an_actor(counter.database, Role.SUPERVISOR, login="phutrach"), newest, "Nhập nhầm phiếu"
    )
    assert _times(counter, evaluation) == SaidTimes(answered=1, differing=0, said_late=0)
    assert evaluation.time_disputes(counter.admin, MONDAY, MONDAY) == ()


def test_an_answer_changes_no_score_of_the_time(counter: Counter, evaluation: Evaluation) -> None:
    code = counter.resolved()
    before = evaluation.of_period(counter.admin, MONDAY, MONDAY).rows[0].scores[0]
    _say(counter, counter.ratings, code, SaidTime.LATER)
    assert evaluation.of_period(counter.admin, MONDAY, MONDAY).rows[0].scores[0] == before


def test_a_table_frozen_before_times_were_compared_is_read_as_not_knowing_them(
    counter: Counter, evaluation: Evaluation
) -> None:
    table = evaluation.of_period(counter.admin, MONDAY, MONDAY)
    assert table.said_times == SaidTimes(answered=0, differing=0, said_late=0)
    old = msgspec.json.decode(msgspec.json.encode(table))
    del old["said_times"]
    read = msgspec.json.decode(msgspec.json.encode(old), type=EvaluationTable)
    assert read.said_times is None
    assert read.rows == table.rows
