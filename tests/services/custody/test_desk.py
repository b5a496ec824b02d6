"""What waits to go, what is on the way, what has arrived: every desk sees its own."""

from datetime import timedelta

from app.vocabulary.dossiers import HandoffItemState
from tests.services.desk_builders import Counter, a_procedure

HOUR = timedelta(hours=1)


def test_waiting_dossiers_stand_by_agency_oldest_first(counter: Counter) -> None:
    first = counter.code("Anh")
    counter.time.advance(HOUR)
    other = counter.code("Bình", case_id=counter.same_day_case)
    second = counter.code("Chi")
    queues = counter.handoff_desk.waiting(counter.officer)
    assert [(q.agency_name, [row.code for row in q.dossiers]) for q in queues] == [
        ("Phòng Kinh tế", [first, second]),
        ("Phòng Văn hóa - Xã hội", [other]),
    ]
    assert queues[0].oldest_received_at == counter.time.now - HOUR
    assert queues[0].agency_id == counter.economy


def test_a_dossier_without_agency_waits_last_and_has_no_duty_to_go(counter: Counter) -> None:
    case_id = a_procedure(counter.database, counter.time.now, None, "3.000003")
    code = counter.code(case_id=case_id)
    counter.code()
    counter.time.advance(timedelta(days=3))
    with_agency, without = counter.handoff_desk.waiting(counter.officer)
    assert with_agency.overdue
    assert (without.agency_id, without.agency_name) == (0, "")
    assert [row.code for row in without.dossiers] == [code]
    assert without.overdue == frozenset()


def test_what_is_on_a_slip_no_longer_waits(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    assert counter.handoff_desk.waiting(counter.officer) == []
    (slip,) = counter.handoff_desk.on_the_way(counter.officer)
    assert (slip.number, slip.to_name, slip.open_codes) == ("1/PBG", "Phòng Kinh tế", (code,))
    assert slip.sender_name == counter.officer.name


def test_what_came_back_from_an_agency_stands_apart(counter: Counter) -> None:
    back, new = counter.code("Anh"), counter.code("Bình")
    counter.handoffs.send(counter.officer, counter.economy, [back])
    counter.handoffs.accept(counter.economy_officer, [back])
    counter.handoffs.send(counter.economy_officer, counter.officer.unit_id, [back])
    counter.handoffs.accept(counter.officer, [back])
    queues = counter.handoff_desk.waiting(counter.officer)
    assert [(q.is_back, [row.code for row in q.dossiers]) for q in queues] == [
        (False, [new]),
        (True, [back]),
    ]


def test_what_an_agency_holds_waits_to_go_to_the_counter(counter: Counter) -> None:
    code = counter.code()
    assert counter.handoff_desk.waiting(counter.economy_officer) == []
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    (queue,) = counter.handoff_desk.waiting(counter.economy_officer)
    assert queue.agency_id == counter.officer.unit_id
    assert [row.code for row in queue.dossiers] == [code]
    assert counter.handoff_desk.waiting(counter.culture_officer) == []


def test_each_agency_sees_only_what_comes_to_it(counter: Counter) -> None:
    code = counter.code()
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    assert [slip.number for slip in counter.handoff_desk.incoming(counter.economy_officer)] == [
        sent.number
    ]
    assert counter.handoff_desk.incoming(counter.culture_officer) == []
    assert counter.handoff_desk.incoming(counter.officer) == []
    assert counter.handoff_desk.slip_of_form(counter.culture_officer, sent.number) is None
    found = counter.handoff_desk.slip_of_form(counter.economy_officer, sent.number)
    assert found is not None
    assert found.open_codes == (code,)


def test_a_slip_leaves_the_lists_once_all_of_it_is_answered(counter: Counter) -> None:
    codes = [counter.code(), counter.code()]
    sent = counter.handoffs.send(counter.officer, counter.economy, codes)
    counter.handoffs.accept(counter.economy_officer, codes[:1])
    (slip,) = counter.handoff_desk.on_the_way(counter.officer)
    assert [item.state for item in slip.items] == [
        HandoffItemState.ACCEPTED,
        HandoffItemState.SENT,
    ]
    assert slip.open_count == 1
    counter.handoffs.decline(counter.economy_officer, codes[1], "sai phòng")
    assert counter.handoff_desk.on_the_way(counter.officer) == []
    assert counter.handoff_desk.slip_of_form(counter.officer, sent.number) is None


def test_refused_papers_come_back_with_the_reason_until_sent_again(counter: Counter) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.decline(counter.economy_officer, code, "thiếu bản chính")
    (item,) = counter.handoff_desk.refused_back(counter.officer)
    assert (item.code, item.reason) == (code, "thiếu bản chính")
    counter.handoffs.send(counter.officer, counter.economy, [code])
    assert counter.handoff_desk.refused_back(counter.officer) == []
    counter.handoffs.recall(counter.officer, code)
    assert counter.handoff_desk.refused_back(counter.officer) == []


def test_received_after_three_is_flagged_for_the_next_morning(counter: Counter) -> None:
    early = counter.code("Anh")
    counter.time.advance(timedelta(hours=6, minutes=30))  # 15:30
    late = counter.code("Bình")
    (queue,) = counter.handoff_desk.waiting(counter.officer)
    assert queue.next_morning == {late}
    assert queue.overdue == frozenset()
    counter.time.advance(timedelta(hours=2))  # 17:30: the working day is over
    (queue,) = counter.handoff_desk.waiting(counter.officer)
    assert queue.overdue == {early}
    counter.handoffs.send(counter.officer, counter.economy, [early, late])
    (slip,) = counter.handoff_desk.on_the_way(counter.officer)
    assert {item.code: item.is_next_morning for item in slip.items} == {early: False, late: True}


def test_the_next_morning_is_the_next_working_morning(counter: Counter) -> None:
    counter.time.advance(timedelta(hours=6, minutes=30))
    code = counter.code()
    counter.time.advance(timedelta(days=1))  # Tuesday 24/11/2026 is a holiday
    (queue,) = counter.handoff_desk.waiting(counter.officer)
    assert queue.overdue == frozenset()
    counter.time.advance(timedelta(days=1))
    (queue,) = counter.handoff_desk.waiting(counter.officer)
    assert queue.overdue == {code}
