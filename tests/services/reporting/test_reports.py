"""The report of a period from a real store: frozen and live figures beside each other."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import InvalidInputError
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportCalendar, following
from app.services.periods.late_reasons import LateReasons
from app.services.reporting.notes import ReportNotes
from app.services.reporting.records import QuarterReport, TaskDraft
from app.services.reporting.reports import QuarterReports
from app.vocabulary.reports import LateReason, PeriodKind, RemarkPlace, ReportSection
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, at, week
from tests.services.store_builders import FakeTime, a_copied_store

_ONE, _TWO, _THREE = week(1), week(2), week(3)


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Reporter:
    """Two weeks: three dossiers in the first, which is locked, and two in the second."""
    database = a_copied_store(empty_store, tmp_path)
    reporter = a_reporter(a_counter(tmp_path, FakeTime(BEGINNING), database))
    for hour in (9, 10, 11):
        reporter.receive(at(FIRST, hour))
    reporter.go_to(_TWO.first_day, 17)
    reporter.lock(_ONE)
    for hour in (9, 10):
        reporter.receive(at(_TWO.first_day, hour))
    reporter.go_to(_THREE.first_day)
    return reporter


def _tx(desk: Reporter) -> Transactions:
    return desk.counter.tx


def _report(desk: Reporter, key: str = _TWO.key) -> QuarterReport:
    return QuarterReports(_tx(desk)).of_period(desk.boss, key)


def test_a_report_has_its_own_figures_beside_those_of_the_period_before(desk: Reporter) -> None:
    figures = _report(desk).figures
    assert figures.now.dossiers.total.received.total == 2
    assert figures.now.dossiers.total.carried_over == 3
    assert figures.now.is_locked is False
    assert figures.previous is not None
    assert figures.previous.dossiers.total.received.total == 3
    assert figures.previous.is_locked is True
    # Nobody kept books here a year ago: that is not the same as nothing received.
    assert figures.last_year is None


def test_a_locked_period_tells_what_was_frozen(desk: Reporter) -> None:
    before = _report(desk, _ONE.key).figures.now
    with desk.opened_days(FIRST):
        desk.receive(at(FIRST, 15))
    now = _report(desk, _ONE.key).figures.now
    assert now == before
    assert now.registers == before.registers
    assert _report(desk).figures.now.dossiers.total.late_received == 1


def test_overdue_dossiers_come_with_the_newest_reason(desk: Reporter) -> None:
    late = [line.code for line in _report(desk).overdue]
    assert len(late) == 5
    reasons = LateReasons(_tx(desk))
    reasons.record(desk.boss, late[0], LateReason.COORDINATION, "Chờ sở")
    reasons.record(desk.boss, late[0], LateReason.FUNDING, "Thiếu máy")
    told = {line.code: (line.reason, line.note) for line in _report(desk).overdue}
    assert told[late[0]] == (LateReason.FUNDING, "Thiếu máy")
    assert told[late[1]] == (None, "")
    assert all(line.ended_on is None and line.days > 0 for line in _report(desk).overdue)


def test_remarks_and_tasks_are_there_each_time_the_report_is_made(desk: Reporter) -> None:
    notes = ReportNotes(_tx(desk))
    notes.write(desk.boss, _TWO.key, ReportSection.ONE_STOP, RemarkPlace.AFTER, "Lời thêm.")
    notes.add_task(desk.boss, _THREE.key, TaskDraft(text="Việc tuần sau"))
    notes.add_task(desk.boss, _TWO.key, TaskDraft(text="Việc tuần này"))
    for _again in range(2):
        report = _report(desk)
        assert [remark.text for remark in report.remarks] == ["Lời thêm."]
        assert [task.text for task in report.tasks] == ["Việc tuần sau"]
        assert [task.text for task in report.set_before] == ["Việc tuần này"]
        desk.receive(at(_TWO.first_day, 14))


def test_an_unknown_period_is_none(desk: Reporter) -> None:
    with pytest.raises(InvalidInputError):
        _report(desk, "2026-Q9")


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("2019-Q2", "2019-Q3"),
        ("2019-Q4", "2020-Q1"),
        ("2019-H1", "2019-H2"),
        ("2019-H2", "2020-H1"),
        ("2019-9M", "2019-Q4"),
        ("2019", "2020"),
        ("2019-04-01..2019-04-07", "2019-04-08..2019-04-14"),
    ],
)
def test_tasks_are_set_for_the_period_that_follows(key: str, after: str) -> None:
    calendar = ReportCalendar()
    period = calendar.named(key)
    found = following(calendar, period)
    assert found.key == after
    if period.kind is not PeriodKind.NINE_MONTHS:
        assert found.first_day == period.last_day + timedelta(days=1)
    assert isinstance(found.first_day, date)
