"""The Quản trị page over a real store, with tasks that run at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.paths import STORE_NAME
from app.services.access.accounts import Accounts
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import OfficeCalendar
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.settings import SettingsFile
from app.ui.administration.administration_page import AdministrationPage
from app.ui.shell.messages import Messages
from app.ui.shell.page_actions import ADMINISTRATION_ACTIONS
from tests.services.store_builders import (
    ADMIN,
    FakeTime,
    a_store,
    an_agency,
    an_office,
    cheap_passwords,
    the_actor,
)
from tests.ui.administration.desk import Desk
from tests.ui.contexts import a_context, services_on
from tests.ui.inline import InlineTasks


@pytest.fixture(scope="session")
def founded_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an office and an agency, to copy: founding one takes long."""
    folder = tmp_path_factory.mktemp("founded")
    database = a_store(folder)
    an_office(database, Clock(FakeTime()))
    an_agency(database)
    database.close()
    return folder / STORE_NAME


@pytest.fixture
def desk(tmp_path: Path, founded_store: Path) -> Iterator[Desk]:
    clock = Clock(FakeTime())
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(founded_store, folder / STORE_NAME)
    database = Database(sqlite_engine(folder / STORE_NAME))
    actor = the_actor(database, ADMIN.login)
    tx = Transactions(database, clock)
    made = Desk(
        database=database,
        actor=actor,
        tasks=InlineTasks(),
        accounts=Accounts(tx, cheap_passwords()),
        office=Office(tx),
        calendar=OfficeCalendar(tx),
        reasons=Reasons(tx),
        settings=SettingsFile(folder),
    )
    made.context = a_context(
        made.tasks,
        lambda: made.actor,
        clock,
        messages=Messages(made.window, made.say, clock.now),
        actions=ADMINISTRATION_ACTIONS,
        folder=folder,
        print_queued=lambda: made.printed.append(True),
        printing=SimpleNamespace(
            queues=lambda: ("HP_A5",), print_test=lambda _setup, _media, _head: None
        ),
        apply_theme=made.themes.append,
        take_text_size=made.text_sizes.append,
    )
    made.services = services_on(database, clock, tmp_path)
    made.services.accounts = made.accounts
    made.services.reasons = made.reasons
    yield made
    database.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AdministrationPage:
    made = AdministrationPage(desk.context, desk.services)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.activated()
    with qtbot.waitExposed(made):
        made.show()
    return made
