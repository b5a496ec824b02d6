"""What is due by day is late when its day is over, in every list and figure; else after its hour.

The dossier of these tests is received on Monday 23/11 at 09:00 with 3 working days; 24/11 is off,
so it is due on Friday 27/11 at 09:00.
"""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlalchemy import select, update

from app.clock import from_local
from app.models.dossiers import Dossier, DossierState
from app.services.custody.custody_board import CustodyBoard
from app.services.custody.location_records import Bucket
from app.services.dossiers.decision import Decision
from app.services.figures.period import period_of
from app.services.figures.register import overdue_at_end
from app.services.ledger.replay import replay_problems
from app.services.ledger.rights import Right
from app.services.office.calendar import CalendarCache
from app.services.worklist.worklist import WorkList
from app.vocabulary.catalogue import LatenessRule, OffHoursRule, TimeUnit
from app.vocabulary.dossiers import Action, Outcome, Timeliness, WorkKind
from tests.services.desk_builders import Counter, a_procedure

GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
EVERY_LIST = {"dossier", "overdue list", "overdue count", "work list", "register", "figures"}


def _at(day: int, hour: int) -> datetime:
    return from_local(date(2026, 11, day), time(hour))


def _choose(counter: Counter, **rules: OffHoursRule | LatenessRule) -> None:
    edit = counter.office.facts(counter.admin).edit
    counter.office.update(counter.admin, replace(edit, **rules))  # type: ignore[arg-type]


def _as_before_0_6(counter: Counter, code: str) -> None:
    """Let a dossier be as an upgrade finds it."""
    with counter.database.write() as session:
        own = select(Dossier.id).where(Dossier.code == code).scalar_subquery()
        session.execute(
            update(DossierState).where(DossierState.dossier_id == own).values(is_due_by_day=False)
        )
        session.execute(
            update(Dossier).where(Dossier.code == code).values(off_hours=OffHoursRule.MIXED)
        )


def _late_in(counter: Counter, code: str) -> set[str]:
    """Return which lists and figures call the only dossier late."""
    tx, calendars = counter.tx, CalendarCache()
    actor, today = counter.officer, counter.clock.today()
    work = WorkList(tx, calendars).of(actor, 50).items
    papers = [
        paper for column in CustodyBoard(tx, calendars).columns(actor) for paper in column.papers
    ]
    with tx.read(actor, Right.LOOK_UP) as reading:
        period = period_of(actor.office_id, today, today, counter.clock.now())
        register = overdue_at_end(reading, period)
    found = {
        "dossier": counter.tracking.one(actor, code).row.timeliness is Timeliness.OVERDUE,
        "overdue list": [one.code for one in counter.tracking.overdue(actor)] == [code],
        "overdue count": counter.tracking.late_count(actor) == 1,
        "work list": [one.code for one in work if one.kind is WorkKind.LATE] == [code],
        "register": [one.code for one in register] == [code],
        "figures": counter.summaries.figures(counter.admin, today, today).open.overdue == 1,
        "custody": [paper.bucket for paper in papers] == [Bucket.LATE],
    }
    return {name for name, is_late in found.items() if is_late}


def test_dossier_is_in_time_everywhere_until_its_due_day_is_over(counter: Counter) -> None:
    code = counter.code()
    for hour in (9, 16, 23):
        counter.time.now = _at(27, hour)
        assert _late_in(counter, code) == set()
    counter.time.now = _at(28, 8)
    assert _late_in(counter, code) == EVERY_LIST | {"custody"}


def test_dossier_is_late_everywhere_after_its_hour_where_the_office_says_so(
    counter: Counter,
) -> None:
    _choose(counter, lateness=LatenessRule.BY_HOUR)
    code = counter.code()
    counter.time.now = _at(27, 9)
    assert _late_in(counter, code) == set()
    counter.time.now = _at(27, 10)
    assert _late_in(counter, code) == EVERY_LIST | {"custody"}


@pytest.mark.parametrize(
    ("rule", "judged"),
    [
        (LatenessRule.BY_UNIT, Timeliness.ON_TIME),
        (LatenessRule.BY_DAY, Timeliness.ON_TIME),
        (LatenessRule.BY_HOUR, Timeliness.LATE),
    ],
)
def test_result_of_the_afternoon_is_judged_by_the_rule(
    counter: Counter, rule: LatenessRule, judged: Timeliness
) -> None:
    _choose(counter, lateness=rule)
    code = counter.code(case_id=a_procedure(counter.database, _at(2, 9), None, "1.000003"))
    counter.time.now = _at(27, 16)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, GRANTED)

    assert counter.tracking.one(counter.officer, code).row.timeliness is judged
    with counter.database.read() as session:
        assert list(replay_problems(session)) == []


@pytest.mark.parametrize("unit", [TimeUnit.WORKING_HOUR, TimeUnit.CLOCK_HOUR])
def test_time_in_hours_is_judged_by_the_hour(counter: Counter, unit: TimeUnit) -> None:
    case_id = a_procedure(
        counter.database, _at(2, 9), None, "1.000024", time_unit=unit, time_value=2
    )
    code = counter.code(case_id=case_id)
    assert counter.tracking.one(counter.officer, code).due.due_at == _at(23, 11)
    counter.time.now = _at(23, 14)
    assert counter.tracking.one(counter.officer, code).row.timeliness is Timeliness.OVERDUE


def test_choice_of_today_leaves_the_dossiers_of_before_as_they_were(counter: Counter) -> None:
    code = counter.code()
    _choose(counter, lateness=LatenessRule.BY_HOUR)
    counter.time.now = _at(27, 16)

    assert _late_in(counter, code) == set()


def test_dossier_of_an_earlier_release_stays_by_the_hour(counter: Counter) -> None:
    code = counter.code()
    _as_before_0_6(counter, code)
    counter.time.now = _at(27, 16)

    assert _late_in(counter, code) == EVERY_LIST | {"custody"}


def test_explanation_says_from_when_it_is_late(counter: Counter) -> None:
    by_day = counter.code()
    _choose(counter, lateness=LatenessRule.BY_HOUR)
    by_hour = counter.code("Lê Văn Hai")

    assert counter.tracking.one(counter.officer, by_day).due.steps[-1] == (
        "Quá hạn chỉ được tính khi hết ngày 27/11/2026 (Bộ luật Dân sự 2015, Điều 148 khoản 6)."
    )
    assert counter.tracking.one(counter.officer, by_hour).due.steps[-1] == (
        "Quá hạn được tính từ giờ hẹn."
    )


def test_receipt_on_a_day_off_keeps_the_rule_it_was_counted_by(counter: Counter) -> None:
    counter.time.now = _at(28, 9)
    literal = counter.code()
    _choose(counter, off_hours=OffHoursRule.NEXT_OPENING)
    opening = counter.code("Lê Văn Hai")

    # Saturday 28/11: Mon 30, Tue 1, Wed 2 to the end; or from Mon 30 07:30 to Thu 3 07:30.
    dues = [counter.tracking.one(counter.officer, code).due for code in (literal, opening)]
    assert [due.due_at for due in dues] == [
        from_local(date(2026, 12, 2), time(17)),
        from_local(date(2026, 12, 3), time(7, 30)),
    ]
    assert [due.today_at for due in dues] == [None, None]
    assert "ngày tiếp nhận không tính, theo cách tính của đơn vị" in dues[0].steps[0]
    assert any("Coi như tiếp nhận lúc 07:30" in step for step in dues[1].steps)


def test_dossier_of_an_earlier_release_keeps_what_it_was_told(counter: Counter) -> None:
    counter.time.now = _at(28, 9)
    _choose(counter, off_hours=OffHoursRule.NEXT_OPENING)
    code = counter.code()
    promised = counter.tracking.one(counter.officer, code).due.due_at
    _as_before_0_6(counter, code)
    _choose(counter, off_hours=OffHoursRule.DAY_OF_RECEIPT)

    due = counter.tracking.one(counter.officer, code).due
    assert (due.due_at, due.today_at) == (promised, None)
