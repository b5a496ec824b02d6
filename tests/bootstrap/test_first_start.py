"""From an empty data folder to work: the demo's accounts sign in with one click."""

from functools import partial
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.clock import Clock
from app.settings import Settings, SettingsFile
from app.ui.first_start.demo_accounts import DemoAccounts
from app.ui.first_start.first_start_page import FirstStartPage
from tests.services.store_builders import FakeTime

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


def test_one_click_on_a_demo_account_signs_in(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = Settings(keystore="file", pdf_folder=str(tmp_path / "pdf"))
    SettingsFile(tmp_path).save(settings)
    with patch("app.services.access.passwords.PasswordHasher", _CHEAP):
        program = Program(qapp, tmp_path, "", Clock(FakeTime()))
        program.start(settings)
        first = program.gate.centralWidget()
        assert isinstance(first, FirstStartPage)
        first.demo.click()
        qtbot.waitUntil(lambda: bool(first.findChildren(DemoAccounts)), timeout=60_000)
        (accounts,) = first.findChildren(DemoAccounts)
        accounts.table.go_to("tiepnhan1")
        accounts.go_on.click()
        qtbot.waitUntil(lambda: program.window is not None, timeout=60_000)
        qtbot.waitUntil(lambda: program.tasks.is_idle, timeout=60_000)
        window = program.window
        assert window is not None
        assert window.actor.login == "tiepnhan1"
        window.shell.close()
    for one in (window.shell, window, program.gate, program):
        one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
