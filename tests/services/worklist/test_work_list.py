"""The list as a whole: order, counts, limit, what is not on it, and what is urgent."""

from datetime import time, timedelta

import pytest

from app.models.office import Unit, WorkingSpan
from app.services.deadlines.calendar import WorkingCalendar, WorkingHours
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID
from app.services.worklist.kinds import answer_due
from app.vocabulary.dossiers import Action, WorkKind
from app.vocabulary.people import Role
from tests.services.store_builders import a_stranger, an_actor
from tests.services.worklist.works import MANY, Works, local


def _three_kinds(works: Works) -> list[str]:
    """Leave two late dossiers, one due today and one with its result; return them in order."""
    result = works.at_agency()
    works.granted(result)
    first = works.at_agency()
    works.at(local(23, 10))
    second = works.at_agency()
    works.at(local(25, 10))
    today = works.at_agency()
    works.at(local(30, 8))
    return [first, second, today, result]


def test_the_worst_stands_first_and_the_longest_late_before_the_others(works: Works) -> None:
    codes = _three_kinds(works)
    view = works.list.of(works.supervisor, MANY)
    assert [item.code for item in view.items] == codes
    assert view.counts == {
        WorkKind.LATE: 2,
        WorkKind.DUE_TODAY: 1,
        WorkKind.WAITING_COLLECTION: 1,
    }
    assert list(view.counts) == sorted(view.counts, key=list(WorkKind).index)
    assert (view.total, view.urgent) == (4, 3)


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_a_limit_cuts_the_lines_and_not_the_counts(works: Works, limit: int) -> None:
    codes = _three_kinds(works)
    view = works.list.of(works.supervisor, limit)
    assert [item.code for item in view.items] == codes[:limit]
    assert view.total == 4


def test_the_longest_waiting_result_stands_first(works: Works) -> None:
    codes = []
    for _ in range(3):
        code = works.at_agency()
        works.counter.time.advance(timedelta(hours=1))
        works.granted(code)
        codes.append(code)
    assert [item.code for item in works.of()] == codes


def test_more_results_than_are_shown_are_all_counted(works: Works) -> None:
    for _ in range(3):
        works.granted(works.at_agency())
    view = works.list.of(works.supervisor, 2)
    assert (len(view.items), view.counts) == (2, {WorkKind.WAITING_COLLECTION: 3})
    assert works.list.of(works.counter.economy_officer, 2).counts == {}


def test_what_was_sent_on_is_no_longer_at_its_late_step(works: Works) -> None:
    code = works.at_agency(case_id=works.routed_case)
    works.at(local(24, 14, 30))
    assert works.one().kind is WorkKind.STEP_LATE
    works.send(code, works.counter.economy_officer, works.counter.officer.unit_id)
    assert works.of() == ()


def test_a_line_says_whose_where_and_since_when(works: Works) -> None:
    code = works.at_agency(name="Trần Thị Bưởi")
    works.at(local(27, 9))
    item = works.one()
    assert (item.code, item.owner_name) == (code, "Trần Thị Bưởi")
    assert (item.procedure_name, item.unit_name) == ("Thủ tục 1.000001", "Phòng Kinh tế")
    assert (item.since, item.due_at) == (local(26, 9), local(26, 9))


def test_what_is_in_time_and_in_good_hands_is_nobodys_worry(works: Works) -> None:
    works.at_agency()
    works.counter.code()
    works.send(works.counter.code())
    assert works.of() == ()
    assert works.list.urgent_counts(works.supervisor) == {}


def test_a_pause_is_not_late_whatever_its_old_date_says(works: Works) -> None:
    code = works.at_agency(case_id=works.routed_case)
    works.decide(code, Action.ASK_OPINION, special_law="Luật Đất đai 2024, Điều 22")
    for instant in (local(25, 8), local(26, 8), local(30, 8)):
        works.at(instant)
        assert works.of() == ()
        assert works.list.urgent_counts(works.supervisor) == {}


def test_waiting_for_others_without_a_law_is_due_and_late_as_any(works: Works) -> None:
    code = works.at_agency()
    works.decide(code, Action.ASK_OPINION)
    told = []
    for instant in (local(25, 8), local(26, 8), local(30, 8)):
        works.at(instant)
        told.append((works.one().kind, works.one().action))
    kinds = (WorkKind.NEAR_DUE, WorkKind.DUE_TODAY, WorkKind.LATE)
    assert told == [(kind, Action.EXTEND) for kind in kinds]


def test_a_late_dossier_with_an_apology_stays_late_and_names_the_new_date(works: Works) -> None:
    code = works.at_agency()
    works.at(local(30, 8))
    works.decide(code, Action.EXTEND, new_due_at=local(2, 9, month=12), approver="Đỗ Thị Mẫu")
    works.at(local(30, 9))
    item = works.one()
    assert item.kind is WorkKind.LATE
    assert "đã xin lỗi và hẹn lại 09:00 02/12" in item.text
    assert item.action is not Action.EXTEND


def test_the_days_of_the_unit_decide_when_a_supplement_is_over(works: Works) -> None:
    with works.counter.database.write() as session:
        office = session.get_one(Unit, works.counter.officer.office_id)
        office.supplement_days = 5
    code = works.at_agency()
    works.decide(code, Action.ASK_SUPPLEMENT, items=("Bản sao",))
    works.at(local(30, 16, 59))  # the fifth day is a Saturday; it ends on Monday
    assert works.of() == ()
    works.at(local(30, 17, 1))
    assert works.one().kind is WorkKind.SUPPLEMENT_OVER
    assert "7 ngày, quá 5 ngày" in works.one().text


def test_papers_given_back_wait_no_longer(works: Works) -> None:
    code = works.counter.code()
    works.decide(code, Action.WITHDRAW)
    works.decide(code, Action.GIVE_BACK)
    assert works.of() == ()


def test_a_dossier_without_agency_has_no_duty_to_go(works: Works) -> None:
    with works.counter.database.write() as session:
        session.connection().exec_driver_sql("UPDATE procedure_versions SET agency_id = NULL")
    works.counter.code()
    works.at(local(24, 17, 30))
    assert works.of() == ()


def test_another_unit_is_not_told(works: Works) -> None:
    works.at_agency(case_id=works.routed_case)
    works.at(local(28, 10))
    assert works.of(works.counter.culture_officer) == ()
    assert works.one(works.counter.economy_officer).kind is WorkKind.LATE


def test_who_is_handed_a_late_dossier_is_told_to_accept_it(works: Works) -> None:
    works.send(works.counter.code())
    works.at(local(30, 10))
    item = works.one(works.counter.economy_officer)
    assert (item.kind, item.action) == (WorkKind.LATE, Action.ACCEPT)


def test_who_is_both_officer_and_agency_officer_sees_the_desk(works: Works) -> None:
    both = an_actor(works.counter.database, Role.OFFICER, Role.AGENCY_OFFICER, login="haivai")
    works.granted(works.at_agency())
    assert works.one(both).kind is WorkKind.WAITING_COLLECTION


def test_the_console_is_shown_what_the_supervisor_is(works: Works) -> None:
    _three_kinds(works)
    office_id = works.counter.officer.office_id
    console = Actor(CONSOLE_ID, "console", "Dòng lệnh", office_id, "", office_id)
    told = works.of(console)
    assert [item.code for item in told] == [item.code for item in works.of()]
    assert {item.action for item in told} == {item.action for item in works.of()}


def test_another_office_of_the_store_is_not_told(works: Works) -> None:
    _three_kinds(works)
    stranger = a_stranger(works.counter.database, Role.SUPERVISOR)
    hours = {"unit_id": stranger.office_id, "weekday": 0, "start": time(8), "end": time(12)}
    with works.counter.database.write() as session:
        session.add(WorkingSpan(**hours))
    assert works.of(stranger) == ()


_CALENDAR = WorkingCalendar((), WorkingHours.ordinary(), frozenset())


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (local(23, 9), local(23, 17)),
        (local(23, 16, 59), local(23, 17)),
        (local(23, 17, 30), local(24, 17)),
        (local(27, 18), local(30, 17)),
        (local(28, 9), local(30, 17)),
    ],
)
def test_a_slip_is_to_be_answered_on_the_working_day_of_sending(
    sent: object, answered: object
) -> None:
    assert answer_due(sent, _CALENDAR) == answered  # type: ignore[arg-type]
