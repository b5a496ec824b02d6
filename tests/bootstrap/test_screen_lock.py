"""A desk nobody sits at: covered whole, locked in the store, and as it was for its officer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import delete, select, update

from app.clock import Clock
from app.errors import SessionOverError
from app.models.dossiers import Draft
from app.models.people import DeskSession, Officer, OfficerRole
from app.services.ledger.records import Actor
from app.settings import Settings, SettingsFile
from app.ui.intake.page import IntakePage
from app.ui.shell.actions import ACTIONS
from app.ui.shell.crash_dialog import CrashDialog
from app.ui.shell.messages import Question
from app.ui.signing_in.change_password_dialog import ChangePasswordDialog
from app.vocabulary.people import Role
from tests.bootstrap.started import LONG_AWAY, Started, a_program, visible_widgets
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, logged_acts, the_actor

_NAME = "Đoàn Thị Bí Mật"
_CARD = "072185001234||Trần Thị Bưởi|14031985|Nữ|Khu phố 3, phường Tân Ninh|01012022"


@pytest.fixture
def started(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, no_window_left: None
) -> Iterator[Started]:
    with a_program(qapp, tmp_path / "data", qtbot) as made:
        yield made


@pytest.fixture
def desk(started: Started) -> Started:
    started.sign_in("phu.trach")
    return started


def type_owner(desk: Started) -> IntakePage:
    page = desk.intake
    desk.window.shell.show_page("intake")
    page.sheet.people.owner_name.setText(_NAME)
    page.keeper.touch()
    return page


def what_shows(desk: Started) -> list[str]:
    """Return what is in sight beside the cover and the bare window around it."""
    cover, shell, gate = desk.cover, desk.window.shell, desk.program.gate
    return visible_widgets(
        lambda widget: (
            widget in {gate, shell}
            or widget is cover
            or cover.isAncestorOf(widget)
            or (isinstance(widget, QStackedWidget) and widget is shell.centralWidget())
        )
    )


def session(desk: Started) -> DeskSession:
    with desk.other.read() as reading:
        row = reading.scalars(select(DeskSession).order_by(DeskSession.id.desc())).first()
        assert row is not None
        reading.expunge(row)
        return row


def calls(desk: Started, actor: Actor) -> None:
    """Ask the service itself, past the window."""
    opening = desk.program._opened()
    opening.open().tracking.late_count(actor)


def test_every_page_is_covered_and_comes_back(desk: Started) -> None:
    shell = desk.window.shell
    keys = [spec.key.removeprefix("page.") for spec in ACTIONS if spec.key.startswith("page.")]
    shown = [key for key in keys if key in shell._specs]
    assert len(shown) >= 7
    for key in shown:
        page = shell.show_page(key)
        desk.settle()
        assert page.isVisible()
        desk.window.lock()
        desk.settle()
        assert what_shows(desk) == [], key
        assert shell.windowTitle() == "Một Cửa"
        desk.unlock()
        assert page.isVisible(), key
        assert shell.page_key == key


def open_password(desk: Started) -> QWidget:
    desk.window.actions.do("session.change_password")
    dialog = desk.dialog(ChangePasswordDialog)
    dialog.old.setText("nửa chừng")
    return dialog


def open_question(desk: Started) -> QWidget:
    return desk.window.messages.ask(Question(text=f"Trả cho {_NAME}?", act="Trả"), lambda: None)


def open_report(desk: Started) -> QWidget:
    desk.window.messages.report(ValueError())
    return desk.dialog(CrashDialog)


def open_palette(desk: Started) -> QWidget:
    return desk.window.shell.show_palette()


def open_keys(desk: Started) -> QWidget:
    return desk.window.shell.show_keys()


def open_print_list(desk: Started) -> QWidget:
    desk.window.show_print_list()
    desk.settle()
    return next(one for one in desk.window.shell.findChildren(QDialog) if one.isVisible())


_DIALOGS = [open_password, open_question, open_report, open_palette, open_keys, open_print_list]


@pytest.mark.parametrize("opens", _DIALOGS, ids=lambda one: one.__name__)
def test_every_dialog_goes_out_of_sight_and_comes_back_as_it_was(
    desk: Started, opens: object
) -> None:
    assert callable(opens)
    dialog = opens(desk)
    assert dialog.isVisible()
    desk.window.lock()
    desk.settle()
    assert what_shows(desk) == []
    assert QApplication.activeModalWidget() is None
    desk.unlock()
    assert dialog.isVisible()
    if isinstance(dialog, ChangePasswordDialog):
        assert dialog.old.text() == "nửa chừng"
    dialog.close()
    desk.settle()


def test_list_under_a_field_is_covered_and_what_opens_late_waits(desk: Started) -> None:
    shell = desk.window.shell
    floating = QLabel(_NAME, shell)
    floating.show()
    desk.window.lock()
    floating.show()
    floating.raise_()
    box = desk.window.messages.tell(_NAME)
    late = QDialog(shell)
    late.open()
    desk.settle()
    assert what_shows(desk) == []
    desk.unlock()
    assert [box.isVisible(), late.isVisible(), floating.isVisible()] == [True, True, False]
    for one in (box, late):
        one.close()
    floating.deleteLater()
    late.deleteLater()


def test_draft_is_in_the_store_before_the_screen_is_covered(desk: Started) -> None:
    page = type_owner(desk)
    desk.window.lock()
    desk.settle()
    with desk.other.read() as reading:
        (draft,) = reading.scalars(select(Draft)).all()
        assert _NAME in draft.content
    assert session(desk).locked_at is not None
    desk.unlock()
    assert page.sheet.people.owner_name.text() == _NAME


def test_locked_session_is_refused_by_the_service_itself(desk: Started) -> None:
    actor = desk.window.actor
    calls(desk, actor)
    desk.window.lock()
    desk.settle()
    with pytest.raises(SessionOverError, match="đang khóa"):
        calls(desk, actor)
    desk.unlock()
    calls(desk, desk.window.actor)
    assert logged_acts(desk.other)[-2:] == ["session_locked", "session_unlocked"]


def test_wrong_passwords_at_the_cover_slow_down_like_signing_in(desk: Started) -> None:
    desk.window.lock()
    for _ in range(3):
        desk.unlock("sai mật khẩu rồi")
        assert "chưa đúng" in desk.cover.hint.text()
    desk.unlock()
    assert "tạm dừng" in desk.cover.hint.text()
    desk.time.advance(LONG_AWAY / 13)
    desk.unlock()
    assert not desk.window.screen_lock.is_locked


def test_scans_and_keys_do_nothing_at_a_covered_window(desk: Started) -> None:
    page = type_owner(desk)
    before = page.typed()
    desk.window.lock()
    desk.settle()
    desk.window.shell.take_scan(_CARD)
    for spec in desk.window.actions.specs:
        if spec.key == "window.quit" or not spec.shortcut:
            continue
        QTest.keySequence(desk.cover.password, QKeySequence(spec.shortcut))
    desk.settle()
    assert what_shows(desk) == []
    assert desk.window.shell.page_key == "intake"
    desk.unlock()
    assert page.typed() == before


def test_session_over_anywhere_covers_the_window_and_opens_no_box(desk: Started) -> None:
    with desk.other.write() as writing:
        writing.execute(update(DeskSession).values(locked_at=desk.time.now))
    desk.window.shell.show_page("handoff")
    desk.settle()
    assert desk.window.screen_lock.is_locked
    assert "đang khóa" in desk.cover.hint.text()
    assert not desk.window.shell.findChildren(QDialog)
    desk.unlock()
    assert desk.window.shell.strip.text == ""


def test_session_of_yesterday_goes_on_as_a_new_one(desk: Started) -> None:
    first = desk.window.actor
    desk.time.advance(LONG_AWAY)
    desk.window.look_around()
    desk.settle()
    assert desk.window.screen_lock.is_locked
    desk.unlock()
    assert desk.window.actor == replace(first, session_id=desk.window.actor.session_id)
    assert desk.window.actor.session_id != first.session_id
    calls(desk, desk.window.actor)


def test_another_person_gets_a_window_of_their_own_and_the_draft_stays(desk: Started) -> None:
    type_owner(desk)
    first = desk.window.actor
    desk.window.lock()
    desk.settle()
    desk.cover.other_person_wanted.emit()
    desk.settle()
    assert desk.program.window is None
    assert desk.program.gate.isVisible()
    assert session(desk).ended_at is not None
    second = desk.sign_in("canbo.a")
    assert second.actor.login == "canbo.a"
    second.shell.show_page("intake")
    desk.settle()
    assert second.shell.strip.text == ""
    assert desk.intake.sheet.people.owner_name.text() == ""
    desk.window.actions.do("session.change_officer")
    desk.settle()
    desk.sign_in(first.login)
    assert "Có bản nháp" in desk.window.shell.strip.text


def test_rights_taken_elsewhere_take_the_page_away(desk: Started) -> None:
    actor = the_actor(desk.other, "phu.trach")
    assert "daylog" in desk.window.shell._specs
    with desk.other.write() as writing:
        writing.execute(
            delete(OfficerRole).where(
                OfficerRole.officer_id == actor.officer_id, OfficerRole.role == Role.SUPERVISOR
            )
        )
    before = desk.window
    before.look_around()
    desk.settle()
    assert desk.window is not before
    assert desk.window.actor.roles == {Role.OFFICER}
    assert "daylog" not in desk.window.shell._specs
    assert "Vai trò của bạn vừa thay đổi" in desk.window.shell.strip.text


def test_account_put_out_of_use_elsewhere_covers_the_window(desk: Started) -> None:
    with desk.other.write() as writing:
        writing.execute(update(Officer).where(Officer.login == "phu.trach").values(is_active=False))
    desk.window.look_around()
    desk.settle()
    assert desk.window.screen_lock.is_locked
    assert "ngừng hoạt động" in desk.cover.hint.text()
    desk.unlock(GOOD_PASSWORD)
    assert desk.window.screen_lock.is_locked


@pytest.mark.parametrize("minutes", [5, 2])
def test_nobody_at_the_desk_for_five_minutes_or_less_locks_it(
    started: Started, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    wall = FakeTime()
    monkeypatch.setattr("app.bootstrap.screen_lock.Clock", lambda: Clock(wall))
    assert Settings().lock_after_minutes == 5
    SettingsFile(started.data).change(lambda kept: replace(kept, lock_after_minutes=minutes))
    window = started.sign_in("canbo.a")
    for _ in range(3):
        wall.advance(timedelta(minutes=minutes, seconds=-1))
        QTest.keyClick(window.shell, Qt.Key.Key_Shift)
    assert not window.screen_lock.is_locked
    wall.advance(timedelta(minutes=minutes))
    QTest.keyClick(window.shell, Qt.Key.Key_Shift)
    assert window.screen_lock.is_locked
    started.settle()
    assert session(started).locked_at is not None


def test_lock_of_the_machine_itself_locks_the_desk(desk: Started) -> None:
    desk.window.screen_lock.system.locked.emit()
    assert desk.window.screen_lock.is_locked


def test_window_is_left_by_ending_its_session(desk: Started) -> None:
    window = desk.window
    window.shell.close()
    assert session(desk).ended_at is not None
    for one in (window.shell, window):
        one.deleteLater()
