"""Which promised dates a calendar leaves behind: told before it is saved, never moved by it."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from app.clock import from_local
from app.services.deadlines.calendar import HoursSpan, WorkingHours
from app.services.dossiers.decision import Decision
from app.services.intake.calendar_moves import DayChange, HoursChange, MovedDossier
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action
from app.vocabulary.office import DayKind
from tests.services.desk_builders import Counter, a_procedure
from tests.services.store_builders import MONDAY_MORNING

_WEDNESDAY, _FRIDAY, _SATURDAY = date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 28)
_MONDAY = date(2026, 11, 30)
_OFF = DayKind.OFF


def codes(moved: tuple[MovedDossier, ...]) -> list[str]:
    return [one.code for one in moved]


def hours(start: time, end: time) -> WorkingHours:
    return WorkingHours(((HoursSpan(start, end),),) * 5 + ((), ()))


def test_a_day_off_in_the_way_moves_a_date_and_one_behind_it_does_not(counter: Counter) -> None:
    made = counter.dossier()
    counter.code("Trần Bình", case_id=counter.same_day_case)
    (moved,) = counter.calendar_moves.preview(counter.admin, DayChange(_WEDNESDAY, _OFF))
    assert (moved.code, moved.owner, moved.is_paused) == (made.code, "Nguyễn Thị Ánh", False)
    assert moved.printed_due == made.due.due_at == from_local(_FRIDAY, time(9))
    assert moved.counted_due == from_local(_MONDAY, time(9))
    assert moved.why.endswith("25/11 nghỉ lễ; 28–29/11 cuối tuần; hẹn 30/11")
    assert codes(counter.calendar_moves.preview(counter.admin, DayChange(_FRIDAY, _OFF))) == [
        made.code
    ]
    for day in (date(2026, 11, 22), _SATURDAY, _MONDAY):
        assert counter.calendar_moves.preview(counter.admin, DayChange(day, _OFF)) == ()


def test_preview_changes_nothing_and_saving_moves_no_promise(counter: Counter) -> None:
    made = counter.dossier()
    wanted = counter.calendar_moves.preview(counter.admin, DayChange(_WEDNESDAY, _OFF, "Mất điện"))
    assert counter.calendar_moves.of(counter.admin) == ()
    counter.calendar.set_day(counter.admin, _WEDNESDAY, _OFF, "Mất điện")
    assert counter.tracking.one(counter.officer, made.code).row.due_at == made.due.due_at
    assert counter.calendar_moves.of(counter.admin) == wanted
    assert codes(wanted) == [made.code]


def test_a_worked_saturday_and_a_day_given_back_move_dates_too(counter: Counter) -> None:
    counter.time.now = from_local(_FRIDAY, time(9))
    code = counter.code()
    (moved,) = counter.calendar_moves.preview(counter.admin, DayChange(_SATURDAY, DayKind.WORKED))
    assert moved.counted_due == moved.printed_due - timedelta(days=1)
    counter.calendar.set_day(counter.admin, date(2026, 12, 2), _OFF, "Nhầm")
    counter.time.now += timedelta(minutes=1)
    later = counter.code("Trần Bình")
    assert codes(counter.calendar_moves.of(counter.admin)) == [code]
    ordinary = DayChange(date(2026, 12, 2), None)
    assert codes(counter.calendar_moves.preview(counter.admin, ordinary)) == [later]


def test_what_was_left_behind_before_is_not_blamed_on_the_next_change(counter: Counter) -> None:
    code = counter.code()
    counter.calendar.set_day(counter.admin, _WEDNESDAY, _OFF, "Mất điện")
    assert codes(counter.calendar_moves.of(counter.admin)) == [code]
    assert counter.calendar_moves.preview(counter.admin, DayChange(date(2026, 12, 25), _OFF)) == ()
    assert counter.calendar_moves.preview(counter.admin, DayChange(_WEDNESDAY, None)) == ()


def test_other_hours_move_dates_counted_in_hours(counter: Counter) -> None:
    case_id = a_procedure(
        counter.database,
        MONDAY_MORNING,
        counter.economy,
        "3.000003",
        time_unit=TimeUnit.WORKING_HOUR,
        time_value=Decimal(4),
    )
    code = counter.code("Trần Bình", case_id=case_id)
    days_code = counter.code()
    shorter = HoursChange(hours(time(8), time(11)))
    (moved,) = counter.calendar_moves.preview(counter.admin, shorter)
    assert moved.code == code
    assert moved.counted_due > moved.printed_due
    counter.office.set_hours(counter.admin, shorter.hours)
    assert codes(counter.calendar_moves.of(counter.admin)) == [code]
    assert days_code not in codes(counter.calendar_moves.of(counter.admin))


def test_one_that_waits_is_told_as_waiting(counter: Counter) -> None:
    code = counter.code()
    counter.decide(code, Action.ASK_PAYMENT, note="thuế")
    (moved,) = counter.calendar_moves.preview(counter.admin, DayChange(_WEDNESDAY, _OFF))
    assert (moved.code, moved.is_paused) == (code, True)


def test_a_wait_that_is_over_is_counted_with_it(counter: Counter) -> None:
    code = counter.code()
    counter.decide(code, Action.ASK_PAYMENT, note="thuế")
    counter.time.advance(timedelta(days=2))
    counter.decide(code, Action.PAYMENT_IN)
    promised = counter.tracking.one(counter.officer, code).row.due_at
    assert promised == from_local(_MONDAY, time(9))
    assert counter.calendar_moves.of(counter.admin) == ()
    (moved,) = counter.calendar_moves.preview(counter.admin, DayChange(_MONDAY, _OFF, "Nghỉ"))
    counter.calendar.set_day(counter.admin, _MONDAY, _OFF, "Nghỉ")
    assert counter.calendar_moves.of(counter.admin) == (moved,)


def test_an_extended_dossier_never_moves(counter: Counter) -> None:
    made = counter.dossier()
    assert made.due.due_at is not None
    said = Decision(note="chờ", new_due_at=made.due.due_at + timedelta(days=10))
    counter.decisions.decide(counter.officer, made.code, Action.EXTEND, said)
    assert counter.calendar_moves.preview(counter.admin, DayChange(_WEDNESDAY, _OFF)) == ()
    counter.calendar.set_day(counter.admin, _WEDNESDAY, _OFF, "Nghỉ")
    assert counter.calendar_moves.of(counter.admin) == ()


def test_what_is_done_or_promised_anew_is_not_told(counter: Counter) -> None:
    first, second = counter.code(), counter.code("Trần Bình")
    counter.decide(second, Action.WITHDRAW, note="thôi")
    counter.calendar.set_day(counter.admin, _WEDNESDAY, _OFF, "Nghỉ")
    assert codes(counter.calendar_moves.of(counter.admin)) == [first]
    counter.rescheduling.reschedule(counter.officer, first, "nghỉ")
    assert counter.calendar_moves.of(counter.admin) == ()


@pytest.mark.parametrize("kind", [_OFF, DayKind.WORKED, None])
def test_a_day_s_reach_is_no_narrower_than_counting_all_of_it_anew(
    counter: Counter, kind: DayKind | None
) -> None:
    """Every day of six weeks, saved for good: the dates that moved are those that were told."""
    cases = [counter.case_id, counter.same_day_case]
    for number, (unit, value) in enumerate(
        [(TimeUnit.CALENDAR_DAY, 5), (TimeUnit.MONTH, 1), (TimeUnit.WORKING_HOUR, 12)]
    ):
        made = {"time_unit": unit, "time_value": Decimal(value)}
        cases.append(
            a_procedure(counter.database, MONDAY_MORNING, None, f"4.00000{number}", **made)
        )
    for hour in (9, 16):
        counter.time.now = from_local(date(2026, 11, 23), time(hour))
        for case_id in cases:
            counter.code(f"Người {case_id} lúc {hour}", case_id=case_id)
    known = {day.day: day for day in counter.calendar.days(counter.admin, 2026).days}
    for offset in range(-2, 40, 3):
        day = date(2026, 11, 23) + timedelta(days=offset)
        told = counter.calendar_moves.preview(counter.admin, DayChange(day, kind, "Thử"))
        before = known.get(day)
        if kind is None and before is None:
            assert told == ()
            continue
        if kind is None:
            counter.calendar.remove_day(counter.admin, day)
        else:
            counter.calendar.set_day(counter.admin, day, kind, "Thử")
        assert counter.calendar_moves.of(counter.admin) == told
        if before is None:
            counter.calendar.remove_day(counter.admin, day)
        else:
            counter.calendar.set_day(
                counter.admin, day, before.kind, before.reason, before.decision
            )
