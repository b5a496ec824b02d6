"""What a calendar or other hours leave behind: told before saving, promised anew by an act."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.services.dossiers.records import NewDossier, Owner, Registered
from app.services.dossiers.tracking import Tracking
from app.services.forms.keys import KeyFolder
from app.services.intake.intake import Intake
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.ui.administration.administration_page import AdministrationPage
from app.ui.administration.calendar_tab import CalendarTab, DayDialog
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import DayKind
from app.vocabulary.people import Role
from tests.services.desk_builders import a_procedure
from tests.services.store_builders import MONDAY_MORNING, FakeTime, an_actor
from tests.ui.administration.desk import Desk
from tests.ui.record_forms import fill

_WEDNESDAY = date(2026, 11, 25)
Register = Callable[[str], Registered]


@pytest.fixture
def tx(desk: Desk) -> Transactions:
    return Transactions(desk.database, Clock(FakeTime()))


@pytest.fixture
def register(desk: Desk, tx: Transactions, tmp_path: Path) -> Register:
    """Registers a dossier of 20 working hours, which every change of the calendar moves."""
    case_id = a_procedure(
        desk.database,
        MONDAY_MORNING,
        None,
        "9.000009",
        time_value=Decimal(20),
        time_unit=TimeUnit.WORKING_HOUR,
    )
    officer = an_actor(desk.database, Role.OFFICER, login="canbo.dem")
    intake = Intake(tx, CalendarCache(), KeyFolder(tmp_path).load_or_create(1))

    def made(name: str) -> Registered:
        return intake.register(officer, NewDossier(str(uuid4()), case_id, Owner(name)))

    return made


@pytest.fixture
def tab(page: AdministrationPage) -> CalendarTab:
    page.tabs.setCurrentWidget(page.calendar)
    return page.calendar


def typed(dialog: DayDialog, day: str = "25/11/2026") -> DayDialog:
    fill(dialog, day=day, reason="Mất điện")
    return dialog


def is_off(desk: Desk, day: date = _WEDNESDAY) -> bool:
    days = {one.day: one for one in desk.calendar.days(desk.actor, day.year).days}
    return day in days and days[day].kind is DayKind.OFF


def leave_behind(tab: CalendarTab) -> None:
    """Take the Wednesday off, after the list was shown."""
    dialog = typed(tab.open_new())
    dialog.submit.click()
    dialog.submit.click()


def due(desk: Desk, tx: Transactions, code: str) -> object:
    return Tracking(tx, CalendarCache()).one(desk.actor, code).row.due_at


def test_the_list_is_shown_before_a_day_is_saved(
    tab: CalendarTab, desk: Desk, tx: Transactions, register: Register
) -> None:
    made = [register("Nguyễn Thị Ánh"), register("Trần Bình")]
    dialog = typed(tab.open_new())
    dialog.submit.click()
    assert not is_off(desk)
    assert dialog.moves.isVisible()
    assert dialog.moves.text.text().startswith("2 hồ sơ đang mở sẽ lệch với hẹn đã in.")
    rows = dialog.moves.table.rows_model.rows
    assert [row.code for row in rows] == [one.code for one in made]
    assert dialog.submit.text().strip().startswith("Vẫn lưu ngày")
    dialog.submit.click()
    assert is_off(desk)
    assert due(desk, tx, made[0].code) == made[0].due.due_at
    assert not dialog.isVisible()


def test_another_day_typed_is_told_anew(tab: CalendarTab, desk: Desk, register: Register) -> None:
    register("Nguyễn Thị Ánh")
    dialog = typed(tab.open_new())
    dialog.submit.click()
    typed(dialog, "26/11/2026").submit.click()
    assert not is_off(desk, date(2026, 11, 26))
    dialog.submit.click()
    assert is_off(desk, date(2026, 11, 26))
    assert not is_off(desk)


def test_a_day_nobody_waits_for_is_saved_at_once(
    tab: CalendarTab, desk: Desk, register: Register
) -> None:
    register("Nguyễn Thị Ánh")
    typed(tab.open_new(), "23/12/2026").submit.click()
    assert is_off(desk, date(2026, 12, 23))
    assert not tab.moved.isVisible()


def test_a_removed_day_asks_in_the_page_first(
    tab: CalendarTab, desk: Desk, register: Register
) -> None:
    typed(tab.open_new()).submit.click()
    register("Nguyễn Thị Ánh")
    tab.table.go_to(_WEDNESDAY)
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert is_off(desk)
    assert tab.question.isVisible()
    assert tab.question.title.text() == "Bỏ ngày 25/11/2026 (Mất điện)"
    QTest.keyClick(tab.question.proceed, Qt.Key.Key_Escape)
    assert is_off(desk)
    assert not tab.question.isVisible()
    tab.remove.click()
    tab.question.proceed.click()
    assert not is_off(desk)
    assert not tab.question.isVisible()


def test_what_was_left_behind_stays_in_the_page(tab: CalendarTab, register: Register) -> None:
    made = register("Nguyễn Thị Ánh")
    assert not tab.moved.isVisible()
    leave_behind(tab)
    assert tab.moved.isVisible()
    assert tab.moved.title.text().startswith("Hồ sơ lệch lịch: 1 hồ sơ")
    (row,) = tab.moved.table.rows_model.rows
    assert (row.code, row.printed_due) == (made.code, made.due.due_at)
    tab.following.click()
    assert tab.moved.isVisible()


def test_marked_dossiers_are_promised_anew(
    tab: CalendarTab, desk: Desk, tx: Transactions, register: Register, qtbot: QtBot
) -> None:
    first, second = register("Nguyễn Thị Ánh"), register("Trần Bình")
    leave_behind(tab)
    card = tab.moved
    card.reason.setText("nghỉ theo 12/TB-UBND")
    card.table.rows_model.set_checked([card.table.rows_model.rows[0]])
    counted = card.table.rows_model.rows[0].counted_due
    tab.window().activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    card.reason.setFocus()
    QTest.keyClick(card.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert due(desk, tx, first.code) == counted
    assert due(desk, tx, second.code) == second.due.due_at
    assert [row.code for row in card.table.rows_model.rows] == [second.code]
    assert desk.said[-1][0].startswith("Đã hẹn 1 hồ sơ theo lịch mới")
    assert desk.printed == [True]
    assert card.reason.text() == ""
    card.all.click()
    card.reason.setText("nghỉ")
    card.act.click()
    assert not card.isVisible()


@pytest.mark.parametrize(
    ("is_marked", "reason", "said"), [(False, "nghỉ", "Chưa chọn"), (True, " ", "lý do")]
)
def test_what_is_missing_is_told_in_the_card(
    tab: CalendarTab, desk: Desk, register: Register, *, is_marked: bool, reason: str, said: str
) -> None:
    register("Nguyễn Thị Ánh")
    leave_behind(tab)
    if is_marked:
        tab.moved.all.click()
    tab.moved.reason.setText(reason)
    tab.moved.act.click()
    assert said in tab.moved.notice.text()
    assert tab.moved.notice.isVisible()
    assert tab.moved.act.isEnabled()
    assert tab.moved.reason.text() == reason
    assert desk.printed == []


def test_who_may_not_promise_sees_the_list_alone(
    tab: CalendarTab, desk: Desk, register: Register
) -> None:
    register("Nguyễn Thị Ánh")
    desk.actor = an_actor(desk.database, Role.ADMINISTRATOR, login="chi.quantri")
    leave_behind(tab)
    card = tab.moved
    assert len(card.table.rows_model.rows) == 1
    assert not any(one.isVisible() for one in (card.act, card.all, card.reason))
    assert "cán bộ Một cửa" in card.title.text()


def test_other_hours_are_asked_about_first(
    page: AdministrationPage, desk: Desk, register: Register
) -> None:
    page.tabs.setCurrentWidget(page.hours)
    tab = page.hours
    register("Nguyễn Thị Ánh")
    tab.editor.days[2].edits[0].setText("9h")  # Wednesday begins later
    before = desk.office.hours(desk.actor)
    tab.save.click()
    assert desk.office.hours(desk.actor) == before
    assert tab.question.isVisible()
    assert len(tab.question.preview.table.rows_model.rows) == 1
    tab.question.proceed.click()
    assert desk.office.hours(desk.actor) != before
    assert not tab.question.isVisible()
