"""Every open paper stands in one column, that of who answers for it, and says for how long."""

from datetime import timedelta

import pytest

from app.errors import RuleBrokenError
from app.models.base import FOREVER
from app.services.custody.custody_board import CustodyBoard, WorkedSince, working_day
from app.services.custody.location_records import Bucket, HeldPaper, UnitColumn
from app.services.custody.locations import Custodians
from app.services.deadlines.counting import working_time_between
from app.services.dossiers.decision import Decision
from app.services.office.calendar import load_working_calendar
from app.vocabulary.dossiers import Action, Outcome
from tests.services.desk_builders import Counter


def board(counter: Counter) -> CustodyBoard:
    return counter.custody_board


def keepers(counter: Counter) -> Custodians:
    return counter.keepers


def columns(counter: Counter) -> dict[int, UnitColumn]:
    return {column.unit_id: column for column in board(counter).columns(counter.officer)}


def paper_of(counter: Counter, code: str) -> HeldPaper:
    found = [
        paper
        for column in columns(counter).values()
        for paper in column.papers
        if paper.code == code
    ]
    assert len(found) == 1
    return found[0]


def at_economy(counter: Counter) -> str:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.time.advance(timedelta(minutes=30))
    counter.handoffs.accept(counter.economy_officer, [code])
    return code


def test_a_paper_on_its_way_is_still_its_sender_s(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    paper = paper_of(counter, code)
    assert (paper.bucket, paper.to_name) == (Bucket.ON_THE_WAY, "Phòng Kinh tế")
    assert set(columns(counter)) == {counter.officer.office_id}


def test_the_holder_s_column_counts_from_acceptance(counter: Counter) -> None:
    code = at_economy(counter)
    taken_at = counter.time.now
    counter.time.advance(timedelta(hours=1))
    (paper,) = columns(counter)[counter.economy].papers
    assert (paper.code, paper.since, paper.bucket) == (code, taken_at, Bucket.IN_TIME)
    assert paper.worked == timedelta(hours=1)


def test_late_paused_and_ended_papers_are_told_apart(counter: Counter) -> None:
    late, paused, resolved = (at_economy(counter) for _each in range(3))
    by_law = Decision(note="hỏi Sở Tư pháp", special_law="Luật Hộ tịch 2014, Điều 36")
    counter.decisions.decide(counter.officer, paused, Action.ASK_OPINION, by_law)
    counter.decide(resolved, Action.RESOLVE, outcome=Outcome.GRANTED)
    counter.time.advance(timedelta(days=30))
    assert paper_of(counter, late).bucket is Bucket.LATE
    assert paper_of(counter, paused).bucket is Bucket.PAUSED
    waiting = paper_of(counter, resolved)
    assert (waiting.bucket, waiting.due_at) == (Bucket.IN_TIME, None)
    first, _second = board(counter).columns(counter.officer)
    assert first.unit_id == counter.economy
    assert (first.count(Bucket.LATE), first.count(Bucket.PAUSED)) == (1, 1)


def test_what_is_with_the_citizen_is_nobody_s(counter: Counter) -> None:
    counter.returned()
    code = counter.code()
    counter.decide(code, Action.WITHDRAW, note="theo đơn", gives_papers_back=True)
    assert columns(counter) == {}


def test_what_was_withdrawn_at_an_agency_is_still_answered_for(counter: Counter) -> None:
    code = at_economy(counter)
    counter.decide(code, Action.WITHDRAW, note="theo đơn")
    assert [paper.code for paper in columns(counter)[counter.economy].papers] == [code]


def test_an_agency_sees_its_own_papers_only(counter: Counter) -> None:
    at_economy(counter)
    here = counter.code()
    assert board(counter).columns(counter.culture_officer) == ()
    seen = board(counter).columns(counter.economy_officer)
    assert [column.unit_id for column in seen if column.papers[0].code != here] == [counter.economy]


def test_what_nobody_touched_for_days_is_listed(counter: Counter) -> None:
    code = at_economy(counter)
    taken_at = counter.time.now
    with counter.database.read() as session:
        calendar = load_working_calendar(session, counter.officer.office_id)
    while board(counter).untouched(counter.officer, 2) == ():
        counter.time.advance(timedelta(hours=1))
        assert counter.time.now - taken_at < timedelta(days=8)
    (paper,) = board(counter).untouched(counter.officer, 2)
    assert paper.code == code
    assert paper.worked >= 2 * working_day(calendar, counter.time.now) - timedelta(hours=1)
    assert board(counter).untouched(counter.officer, 4) == ()


def test_desk_and_shelf_are_told_until_the_paper_moves(counter: Counter) -> None:
    code = at_economy(counter)
    colleague = keepers(counter).colleagues(counter.economy_officer)[0]
    keepers(counter).put(
        counter.economy_officer, [code], officer_id=colleague.officer_id, place="Tủ 2, ngăn B"
    )
    paper = paper_of(counter, code)
    assert (paper.keeper_name, paper.place) == (colleague.name, "Tủ 2, ngăn B")
    view = counter.tracking.one(counter.officer, code)
    assert view.timeline[-1].title == "Chuyển trong đơn vị"
    assert "Tủ 2" in view.timeline[-1].detail
    for there in (counter.officer.office_id, counter.economy):
        counter.time.advance(timedelta(minutes=5))
        counter.handoffs.send(counter.officer, there, [code])
        counter.handoffs.accept(counter.officer, [code])
    paper = paper_of(counter, code)
    assert (paper.keeper_name, paper.place) == ("", "")
    assert paper.since > view.timeline[-1].happened_at
    assert paper.since < FOREVER


def test_only_who_holds_a_paper_may_move_it_inside(counter: Counter) -> None:
    code = at_economy(counter)
    with pytest.raises(RuleBrokenError, match="đơn vị khác giữ"):
        keepers(counter).put(counter.officer, [code], place="Tủ 1")
    here = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [here])
    with pytest.raises(RuleBrokenError, match="trên đường"):
        keepers(counter).put(counter.officer, [here], place="Tủ 1")


def test_the_whole_board_is_one_reading(counter: Counter) -> None:
    code = at_economy(counter)
    counter.time.advance(timedelta(days=8))
    view = board(counter).view(counter.officer, 2)
    assert view.columns == board(counter).columns(counter.officer)
    assert view.untouched == {code}
    assert board(counter).view(counter.officer, 30).untouched == frozenset()
    assert view.absent_ids == frozenset()
    assert view.day == timedelta(hours=7, minutes=30)


def test_another_shelf_leaves_the_keeper_until_the_paper_moves(counter: Counter) -> None:
    code = counter.code()
    me = counter.officer
    keepers(counter).put(me, [code], officer_id=me.officer_id, place="Tủ 1")
    keepers(counter).put(me, [code], place="Tủ 2")
    paper = paper_of(counter, code)
    assert (paper.keeper_id, paper.place) == (me.officer_id, "Tủ 2")
    counter.handoffs.send(me, counter.economy, [code])
    counter.time.advance(timedelta(minutes=5))
    counter.handoffs.accept(counter.economy_officer, [code])
    counter.time.advance(timedelta(minutes=5))
    counter.handoffs.send(counter.economy_officer, me.office_id, [code])
    counter.time.advance(timedelta(minutes=5))
    counter.handoffs.accept(me, [code])
    keepers(counter).put(me, [code], place="Tủ 3")
    paper = paper_of(counter, code)
    assert (paper.keeper_id, paper.place) == (None, "Tủ 3")


def test_working_time_from_many_instants_is_the_same(counter: Counter) -> None:
    with counter.database.read() as session:
        calendar = load_working_calendar(session, counter.officer.office_id)
    now = counter.time.now
    worked = WorkedSince(calendar, now)
    for hours in (-5, 0, 1, 7, 23, 30, 100, 500, 90, 2000):
        since = now - timedelta(hours=hours, minutes=7)
        assert worked(since) == working_time_between(since, now, calendar)
