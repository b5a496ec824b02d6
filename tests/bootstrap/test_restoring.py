"""The whole program: a backup at the end of work, put back by two people, on a new machine too."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: TID251 - looked for, not opened
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.bootstrap.pages import pages_for
from app.bootstrap.program import Program
from app.clock import Clock
from app.models.log import LogEntry
from app.models.store import open_sqlite
from app.models.watermark import RESTORED
from app.paths import STORE_NAME
from app.services.backup.sealed import SUFFIX
from app.settings import Settings, SettingsFile
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.first_start.first_start_page import FirstStartPage
from app.ui.safekeeping.backup_tab import BackupTab
from app.ui.signing_in.restore_page import RestorePage
from app.ui.signing_in.sign_in_page import SignInPage
from app.vocabulary.people import Role
from tests.bootstrap.started import Started, a_program
from tests.services.store_builders import GOOD_PASSWORD, FakeTime

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Started]:
    with a_program(qapp, tmp_path / "data", qtbot) as started:
        yield started


@contextmanager
def a_program_again(app: QApplication, data: Path, qtbot: QtBot) -> Iterator[Program]:
    """Start the program over a data folder as it is; it is closed when the block ends."""
    settings = Settings(keystore="file")
    if not (data / "settings.toml").exists():
        SettingsFile(data).save(settings)
    with patch("app.services.access.passwords.PasswordHasher", _CHEAP):
        program = Program(app, data, "", Clock(FakeTime()))
        program.start(settings)
        qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=60_000)
        try:
            yield program
        finally:
            program.gate.close()
            for one in (program.gate, program):
                one.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def backup_tab(desk: Started) -> BackupTab:
    page = desk.window.shell.show_page("safekeeping")
    assert isinstance(page, TabbedPage)
    tab = page.tabs.widget(0)
    assert isinstance(tab, BackupTab)
    return tab


def acts(data: Path) -> list[str]:
    database = open_sqlite(data / STORE_NAME)
    with database.read() as session:
        found = list(session.scalars(select(LogEntry.act).order_by(LogEntry.id)))
    database.close()
    return found


def shut_boxes() -> list[str]:
    """Close the boxes in sight and return what they said."""
    boxes = [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]
    said = [f"{box.text()} {box.informativeText()}" for box in boxes if box.isVisible()]
    for box in boxes:
        box.close()
        box.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return said


def test_every_page_of_the_rail_opens_by_its_key(desk: Started) -> None:
    window = desk.sign_in("quanly")
    pages = pages_for(frozenset(Role), window.services, lambda: window.context)
    assert [window.actions.key_text(f"page.{one.key}") for one in pages] == [
        one.shortcut for one in pages
    ]


def test_closing_after_work_leaves_a_backup(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with a_program(qapp, tmp_path / "data", qtbot) as started:
        started.sign_in("canbo.a")
    (made,) = (tmp_path / "data" / "backups").glob(f"*{SUFFIX}")
    with a_program_again(qapp, tmp_path / "data", qtbot) as program:
        assert isinstance(program.gate.centralWidget(), SignInPage)
    assert list((tmp_path / "data" / "backups").glob(f"*{SUFFIX}")) == [made]


def test_two_people_put_a_backup_back_and_the_window_opens_on_it(
    desk: Started, qtbot: QtBot
) -> None:
    desk.sign_in("quanly")
    tab = backup_tab(desk)
    desk.settle()
    with qtbot.waitSignal(desk.window.context.backups.rested, timeout=60_000):
        tab.make.click()
    desk.settle()
    tab.table.selectRow(0)
    tab.restore.click()
    desk.settle()
    dialog = tab.findChild(ApprovalDialog)
    assert dialog is not None
    dialog.choose_second("phu.trach")
    dialog.password.setText(GOOD_PASSWORD)
    desk.other.close()
    dialog.submit.click()
    qtbot.waitUntil(lambda: desk.program.window is None, timeout=60_000)
    desk.settle()
    (said,) = shut_boxes()
    assert "Đã khôi phục" in said
    assert len(list(desk.data.glob("kho-cu-*"))) == 1
    desk.sign_in("quanly")
    assert RESTORED in acts(desk.data)


def test_on_a_new_machine_the_first_start_takes_a_backup_instead(
    desk: Started, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    backup = desk.program._opened().open().backups.make(tmp_path / f"usb{SUFFIX}").path
    new = tmp_path / "new"
    shutil.copytree(desk.data / "keys", new / "keys")
    with a_program_again(qapp, new, qtbot) as program:
        first = program.gate.centralWidget()
        assert isinstance(first, FirstStartPage)
        first.restore.click()
        page = program.gate.centralWidget()
        assert isinstance(page, RestorePage)
        page.choose_file(backup)
        qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=60_000)
        page.login.setText("quanly")
        page.password.setText(GOOD_PASSWORD)
        page.second.setText("phu.trach")
        page.second_password.setText(GOOD_PASSWORD)
        page.submit.click()
        qtbot.waitUntil(
            lambda: isinstance(program.gate.centralWidget(), SignInPage), timeout=60_000
        )
        qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=60_000)
        (said,) = shut_boxes()
        assert "Đã khôi phục" in said
    assert RESTORED in acts(new)
