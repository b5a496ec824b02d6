"""Locking a period: what is frozen and signed, what forbids it, who may open it again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.clock import end_of_day
from app.errors import ConflictError, InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.forms import PublicKey
from app.models.log import LogEntry
from app.models.periods import LateEntry, PeriodLock
from app.services.ledger.checking import StoreCheck
from app.services.ledger.closed_days import locked_from, shut_in
from app.services.ledger.rights import Right
from app.services.periods.calendar import Cutoff
from app.services.periods.checking import period_log_problems, period_problems
from app.services.periods.locks import frozen_text, is_period_signed, read_frozen, signed_of
from app.services.periods.records import PeriodState
from app.vocabulary.people import GuardedAct, Role
from app.vocabulary.reports import LateReason
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, at, week
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    a_copied_store,
    a_stranger,
    an_actor,
    logged_acts,
)

ONE, TWO, THREE = week(1), week(2), week(3)
_DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Reporter:
    database = a_copied_store(empty_store, tmp_path)
    reporter = a_reporter(a_counter(tmp_path, FakeTime(BEGINNING), database))
    reporter.receive(at(FIRST))
    reporter.go_to(TWO.first_day)
    return reporter


def _locks(desk: Reporter) -> list[PeriodLock]:
    with desk.counter.database.read() as session:
        found = list(session.scalars(select(PeriodLock).order_by(PeriodLock.id)))
        session.expunge_all()
        return found


def _problems(desk: Reporter) -> list[str]:
    return StoreCheck(desk.counter.database, (period_problems, period_log_problems)).problems()


def _alter(desk: Reporter, statement: str) -> None:
    with desk.counter.database.write() as session:
        session.execute(text(statement))


def test_lock_freezes_signs_and_logs_the_figures_of_its_days(desk: Reporter) -> None:
    before = desk.figures(ONE)
    desk.close(ONE.last_day)
    line = desk.periods.lock(desk.boss, ONE.key, seen=desk.periods.show(desk.boss, ONE.key).digest)
    (row,) = _locks(desk)
    assert line.state is PeriodState.LOCKED
    assert line.lock is not None
    assert (line.lock.ordinal, line.lock.locked_by) == (1, desk.boss.name)
    frozen = read_frozen(row.figures)
    assert frozen.total == before.total
    assert before.sections is None
    assert frozen.sections is not None
    assert frozen.sections.evaluation.rows
    assert frozen_text(frozen) == row.figures
    assert desk.figures(ONE) == read_frozen(row.figures)
    with desk.counter.database.read() as session:
        entry = session.scalars(select(LogEntry).where(LogEntry.seq == row.log_seq)).one()
        key = bytes.fromhex(session.scalars(select(PublicKey.public_key)).one())
    assert (entry.act, entry.hash) == ("period_locked", row.chain_head)
    signed = signed_of(row, before.unit_code)
    assert is_period_signed(signed, row.signature, key)
    others = (
        replace(signed, unit_code="000.00.16.H53"),
        replace(signed, key=TWO.key),
        replace(signed, first_day=signed.first_day + _DAY),
        replace(signed, last_day=signed.last_day + _DAY),
        replace(signed, ordinal=2),
        replace(signed, figures=row.figures.replace("1", "2", 1)),
        replace(signed, log_seq=row.log_seq + 1),
        replace(signed, chain_head="0" * 64),
    )
    assert not any(is_period_signed(one, row.signature, key) for one in others)
    assert _problems(desk) == []


def test_a_lock_of_another_unit_counts_for_that_unit_alone(desk: Reporter) -> None:
    """Neither is an entry late for it, nor does a day stand within it."""
    desk.lock(ONE)
    office = desk.boss.office_id
    other = a_stranger(desk.counter.database).office_id
    database = desk.counter.database
    end_at = _locks(desk)[0].end_at
    for unit, locked in ((office, (ONE.key,)), (other, ())):
        with database.read() as session:
            assert locked_from(session, unit, FIRST) == locked
            assert shut_in(session, unit).locked_until == (end_at if locked else None)
    _alter(desk, f"UPDATE period_locks SET unit_id = {other}")  # noqa: S608
    with database.read() as session:
        assert locked_from(session, office, FIRST) == ()
        assert locked_from(session, other, FIRST) == (ONE.key,)
        assert shut_in(session, office).locked_until is None
        assert shut_in(session, other).locked_until == end_at
    assert desk.counter.closings.standing(desk.boss, FIRST).locked_periods == ()
    desk.receive(at(FIRST + _DAY))
    with database.read() as session:
        assert session.scalars(select(LateEntry)).all() == []


def test_what_changes_nothing_of_the_day_is_not_late(desk: Reporter) -> None:
    code = desk.receive(at(FIRST))
    dossier_id = desk.counter.tracking.one(desk.boss, code).row.dossier_id
    desk.lock(ONE)
    with desk.counter.tx.write(desk.boss, Right.PRINT) as work:
        work.log("reprint", {}, dossier_id=dossier_id, happened_at=at(FIRST))
    with desk.counter.database.read() as session:
        assert session.scalars(select(LateEntry)).all() == []


@pytest.mark.parametrize(
    ("day", "locked"),
    [
        (ONE.first_day - _DAY, (ONE.key, TWO.key)),
        (ONE.last_day, (ONE.key, TWO.key)),
        (ONE.last_day + _DAY, (TWO.key,)),
        (TWO.last_day, (TWO.key,)),
        (TWO.last_day + _DAY, ()),
    ],
)
def test_a_day_is_held_by_the_locked_periods_that_reach_to_it(
    desk: Reporter, day: date, locked: tuple[str, ...]
) -> None:
    desk.lock(ONE)
    desk.go_to(THREE.first_day)
    desk.lock(TWO)
    assert desk.counter.closings.standing(desk.boss, day).locked_periods == locked
    desk.reopen(TWO)
    still = desk.counter.closings.standing(desk.boss, day).locked_periods
    assert still == tuple(key for key in locked if key == ONE.key)
    with desk.counter.database.read() as session:
        until = shut_in(session, desk.boss.office_id).locked_until
    assert until == end_of_day(ONE.last_day)


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [(end_of_day(ONE.last_day) - timedelta(minutes=1), True), (end_of_day(ONE.last_day), False)],
)
def test_an_entry_is_late_before_the_end_of_the_locked_period_and_not_at_it(
    desk: Reporter, moment: datetime, is_late: bool
) -> None:
    desk.lock(ONE)
    desk.receive(moment)
    with desk.counter.database.read() as session:
        noted = session.scalars(select(LateEntry)).all()
    assert len(noted) == is_late


def test_frozen_text_reads_back_and_is_the_same_text(desk: Reporter) -> None:
    figures = desk.figures(ONE)
    assert read_frozen(frozen_text(figures)) == figures
    assert frozen_text(read_frozen(frozen_text(figures))) == frozen_text(figures)


def test_period_with_a_day_that_is_not_closed_is_not_locked(desk: Reporter) -> None:
    desk.close(ONE.last_day - _DAY)
    line = desk.periods.show(desk.boss, ONE.key).line
    assert line.state is PeriodState.OPEN
    with pytest.raises(RuleBrokenError, match=r"Hãy khóa ngày 08/11/2026 ở trang Nhật ký ngày"):
        desk.periods.lock(desk.boss, ONE.key)
    with pytest.raises(RuleBrokenError, match="mới khóa được"):
        desk.periods.lock(desk.boss, TWO.key)
    with pytest.raises(RuleBrokenError, match="chưa bắt đầu"):
        desk.periods.lock(desk.boss, THREE.key)
    assert _locks(desk) == []


def test_locked_period_is_not_locked_again(desk: Reporter) -> None:
    desk.lock(ONE)
    with pytest.raises(RuleBrokenError, match="đã khóa lúc"):
        desk.periods.lock(desk.boss, ONE.key)


def test_figures_that_changed_since_they_were_seen_are_not_locked(desk: Reporter) -> None:
    seen = desk.periods.show(desk.boss, ONE.key).digest
    desk.receive(at(FIRST + _DAY))
    desk.close(ONE.last_day)
    with pytest.raises(ConflictError, match="quầy khác"):
        desk.periods.lock(desk.boss, ONE.key, seen=seen)


_BROKEN = "UPDATE dossier_states SET is_open = 0 WHERE ordinal = 1"
"""A dossier that is neither open nor ended: received it is, so nothing adds up."""


def test_period_with_a_broken_identity_is_shown_but_cannot_be_locked(desk: Reporter) -> None:
    desk.close(ONE.last_day)
    _alter(desk, _BROKEN)
    view = desk.periods.show(desk.boss, ONE.key)
    assert not view.figures.total.adds_up
    assert any("“Tổng số”" in problem for problem in view.problems)
    with pytest.raises(RuleBrokenError, match=r"tổng tiếp nhận 1 khác đã giải quyết 0"):
        desk.periods.lock(desk.boss, ONE.key)
    assert _locks(desk) == []


def test_period_that_does_not_continue_the_locked_one_before_it_is_not_locked(
    desk: Reporter,
) -> None:
    desk.lock(ONE)
    desk.go_to(THREE.first_day)
    desk.close(TWO.last_day)
    _alter(desk, "UPDATE dossier_states SET from_at = '2026-11-10 02:00:00.000000'")
    _alter(desk, "UPDATE dossiers SET received_at = '2026-11-10 02:00:00.000000'")
    with pytest.raises(RuleBrokenError, match="tồn đầu kỳ 0 khác số còn lại 1 của kỳ trước"):
        desk.periods.lock(desk.boss, TWO.key)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE period_locks SET figures = replace(figures, '1', '2')", "chữ ký không đúng"),
        ("UPDATE period_locks SET ordinal = 2", "chữ ký không đúng"),
        ("UPDATE period_locks SET reopened_at = locked_at", "nhật ký không kể như trong kho"),
        ("DELETE FROM period_locks", "Kho không còn lần khóa kỳ"),
        ("UPDATE dossier_states SET channel = 'post'", "tính lại khác với số liệu đã khóa"),
        ("DELETE FROM late_entries", "tính lại khác với số liệu đã khóa"),
    ],
)
def test_check_finds_what_was_changed_behind_a_lock(
    desk: Reporter, statement: str, said: str
) -> None:
    desk.lock(ONE)
    desk.receive(at(FIRST + _DAY))
    assert _problems(desk) == []
    _alter(desk, statement)
    assert any(said in problem for problem in _problems(desk))


def test_reopening_takes_two_and_opens_what_rests_on_it_and_stays_visible(desk: Reporter) -> None:
    desk.lock(ONE)
    desk.go_to(THREE.first_day)
    desk.lock(TWO)
    assert desk.reopen(ONE) == (ONE.name, TWO.name)
    one = desk.periods.show(desk.boss, ONE.key).line
    assert one.state is PeriodState.REOPENED
    (undone,) = one.undone
    assert (undone.ordinal, undone.reopened_by) == (1, desk.boss.name)
    assert (undone.reopened_with, undone.reason) == (desk.second.name, "Sửa theo văn bản 12/VP")
    assert logged_acts(desk.counter.database)[-1] == "period_reopened"
    again = desk.periods.lock(desk.boss, ONE.key)
    assert again.lock is not None
    assert (again.lock.ordinal, len(again.undone)) == (2, 1)
    assert _problems(desk) == []


def test_reopening_a_later_period_leaves_the_earlier_one_locked(desk: Reporter) -> None:
    desk.lock(ONE)
    desk.go_to(THREE.first_day)
    desk.lock(TWO)
    assert desk.reopen(TWO) == (TWO.name,)
    assert desk.periods.show(desk.boss, ONE.key).line.state is PeriodState.LOCKED


def test_reopening_opens_an_earlier_period_that_was_locked_by_its_rule(desk: Reporter) -> None:
    """What was entered between the two locks is not in the earlier one: the later held it back."""
    desk.go_to(THREE.first_day)
    desk.lock(TWO)
    desk.receive(at(FIRST + _DAY))
    desk.lock(ONE)
    assert desk.figures(ONE).total.received.total == 1
    assert desk.reopen(TWO) == (TWO.name, ONE.name)
    assert desk.figures(ONE).total.received.total == 2
    assert _problems(desk) == []


def test_reopening_is_refused_without_reason_second_person_or_lock(desk: Reporter) -> None:
    with pytest.raises(RuleBrokenError, match="chưa khóa nên không cần mở lại"):
        desk.reopen(ONE)
    desk.lock(ONE)
    with pytest.raises(InvalidInputError, match="Chưa có lý do"):
        desk.periods.reopen(desk.boss, ONE.key, "  ", 1)
    with pytest.raises(NotAllowedError):
        desk.periods.reopen(desk.boss, ONE.key, "Sửa theo văn bản", 0)
    for_other = desk.approvals.by_second(
        desk.boss, desk.second.login, GOOD_PASSWORD, GuardedAct.REOPEN_PERIOD, TWO.key
    )
    with pytest.raises(NotAllowedError):
        desk.periods.reopen(desk.boss, ONE.key, "Sửa theo văn bản", for_other)
    assert desk.periods.show(desk.boss, ONE.key).line.state is PeriodState.LOCKED


def test_officer_neither_sees_nor_locks_periods(desk: Reporter) -> None:
    officer = an_actor(desk.counter.database, Role.OFFICER, login="canbo.moi")
    with pytest.raises(NotAllowedError):
        desk.periods.show(officer, ONE.key)
    with pytest.raises(NotAllowedError):
        desk.periods.lock(officer, ONE.key)


def test_cutoff_moves_the_quarters_after_it_and_never_a_locked_one(desk: Reporter) -> None:
    admin = desk.counter.admin
    calendar = desk.periods.set_cutoff(admin, Cutoff(date(2026, 1, 1), 14))
    assert calendar.named("2026-Q4").days_text == "15/09/2026–14/12/2026"
    desk.go_to(date(2026, 12, 21))
    desk.lock(calendar.named("2026-Q4"))
    with pytest.raises(RuleBrokenError, match=r"Quý IV năm 2026 đã khóa với các ngày 15/09/2026"):
        desk.periods.set_cutoff(admin, Cutoff(date(2026, 10, 1), 0))
    after = desk.periods.set_cutoff(admin, Cutoff(date(2027, 1, 1), 0))
    assert after.named("2027-Q1").days_text == "15/12/2026–31/03/2027"
    assert desk.periods.calendar(desk.boss).cutoffs == after.cutoffs
    with pytest.raises(InvalidInputError, match="từ 1 đến 28"):
        desk.periods.set_cutoff(admin, Cutoff(date(2028, 1, 1), 29))


def test_year_lists_its_periods_and_the_custom_ones_that_were_locked(desk: Reporter) -> None:
    desk.lock(ONE)
    lines = desk.periods.of_year(desk.boss, 2026)
    assert [line.period.key for line in lines] == [
        *("2026-Q1", "2026-Q2", "2026-H1", "2026-Q3", "2026-9M", "2026-Q4", "2026-H2", "2026"),
        ONE.key,
    ]
    states = {line.period.key: line.state for line in lines}
    assert states["2026-Q3"] is PeriodState.OPEN
    assert states["2026-Q4"] is PeriodState.RUNNING
    assert states[ONE.key] is PeriodState.LOCKED
    future = desk.periods.of_year(desk.boss, 2027)
    assert {line.state for line in future} == {PeriodState.FUTURE}


def test_late_dossier_gets_a_reason_and_the_newest_is_counted(desk: Reporter) -> None:
    reasons = desk.counter.late_reasons
    (row,) = desk.periods.rows_behind(desk.boss, ONE.key, "open.overdue")
    officer = desk.counter.officer
    before = {one.reason: one.open_overdue for one in desk.figures(ONE).reasons}
    assert (before[None], len(before)) == (1, 7)
    reasons.record(officer, row.code, LateReason.OTHER)
    said = reasons.record(officer, row.code, LateReason.COORDINATION, "Cơ quan thuế trả chậm")
    assert reasons.of(desk.boss, [row.code, "không có"]) == {row.code: said}
    after = {one.reason: one.open_overdue for one in desk.figures(ONE).reasons}
    assert (after[LateReason.COORDINATION], after[LateReason.OTHER], after[None]) == (1, 0, 0)


def test_reason_may_be_given_after_the_day_was_closed_and_changes_no_locked_period(
    desk: Reporter,
) -> None:
    desk.lock(ONE)
    desk.close(TWO.first_day)
    frozen = desk.figures(ONE)
    (row,) = desk.periods.rows_behind(desk.boss, ONE.key, "open")
    desk.counter.late_reasons.record(desk.counter.officer, row.code, LateReason.LAW)
    assert desk.figures(ONE) == frozen
    assert _problems(desk) == []


def test_dossier_in_time_needs_no_reason(desk: Reporter) -> None:
    code = desk.counter.code()
    with pytest.raises(RuleBrokenError, match="không quá hạn"):
        desk.counter.late_reasons.record(desk.counter.officer, code, LateReason.LAW)


@pytest.mark.parametrize("year", [-1, 0, 1999, 10_000, 2**31])
def test_a_year_outside_the_calendar_is_refused_in_words(desk: Reporter, year: int) -> None:
    with pytest.raises(InvalidInputError):
        desk.periods.of_year(desk.boss, year)
