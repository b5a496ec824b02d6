"""The window of an encrypted store whose key is gone asks for the sheet, and goes on to sign in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.keys import KEYS_FOLDER, secrets_of
from app.bootstrap.program import Program
from app.bootstrap.stores import new_store
from app.clock import Clock
from app.services.office.setup import Setup
from app.services.safekeeping.paper import paper_digits
from app.settings import SettingsFile
from app.ui.signing_in.recovery_page import RecoveryPage
from app.ui.signing_in.sign_in_page import SignInPage
from tests.services.store_builders import ADMIN, OFFICE, FakeTime, cheap_passwords


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of an encrypted store with an office."""
    with new_store(tmp_path, is_encrypted=True) as database:
        Setup(database, Clock(FakeTime()), cheap_passwords()).create_office(OFFICE, ADMIN)
    database.close()
    return tmp_path


@pytest.fixture
def digits(data: Path) -> str:
    """What stands on the sheet; the key itself is gone from this machine."""
    secret = secrets_of(data).current()
    assert secret is not None
    shutil.rmtree(data / KEYS_FOLDER)
    return " ".join(paper_digits(secret))


@pytest.fixture
def program(data: Path, digits: str, qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    assert digits
    made = Program(qapp, data, "", Clock(FakeTime()))
    made.start(SettingsFile(data).load())
    qtbot.waitUntil(lambda: isinstance(made.gate.centralWidget(), RecoveryPage), timeout=60_000)
    yield made
    made.tasks.drain()
    opening = made._opened()
    opening.close()
    made.gate.deleteLater()
    made.deleteLater()


def test_the_sheet_opens_the_way_to_sign_in(program: Program, digits: str, qtbot: QtBot) -> None:
    page = program.gate.centralWidget()
    assert isinstance(page, RecoveryPage)
    page.digits.setPlainText(digits)
    page.submit.click()
    qtbot.waitUntil(lambda: isinstance(program.gate.centralWidget(), SignInPage), timeout=60_000)
    assert program._opened().office_name() == (OFFICE.name, False)


def test_wrong_digits_leave_the_page_where_it_is(program: Program, qtbot: QtBot) -> None:
    page = program.gate.centralWidget()
    assert isinstance(page, RecoveryPage)
    page.digits.setPlainText("12345678")
    page.submit.click()
    qtbot.waitUntil(lambda: bool(page.problem()), timeout=60_000)
    assert program.gate.centralWidget() is page
