"""The Quản trị page over a real store, with tasks that run at once."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.paths import STORE_NAME
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.forms.keys import KeyFolder
from app.services.intake.calendar_moves import CalendarMoves
from app.services.intake.rescheduling import Rescheduling
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache, OfficeCalendar
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.settings import SettingsFile
from app.ui.administration.administration_page import AdministrationPage
from app.ui.administration.parts import (
    ADMINISTRATION_ACTIONS,
    AdministrationParts,
    DeskSettings,
)
from app.ui.shell.actions import ACTIONS, ActionBook
from app.ui.widgets.printer_editor import PrinterWork
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
    made.parts = AdministrationParts(
        tasks=made.tasks,
        say=made.say,
        actor=lambda: made.actor,
        today=lambda: date(2026, 11, 23),
        office=made.office,
        calendar=made.calendar,
        moves=CalendarMoves(tx),
        rescheduling=Rescheduling(tx, CalendarCache(), KeyFolder(tmp_path).load_or_create(1)),
        print_queued=lambda: made.printed.append(True),
        accounts=made.accounts,
        approvals=Approvals(tx, cheap_passwords()),
        reasons=made.reasons,
        printing=PrinterWork(
            queues=lambda: ("HP_A5",),
            print_test=lambda _setup, _media: None,
            choose_folder=lambda _parent, _present: "",
        ),
        desk=DeskSettings(
            load=made.settings.load,
            change=made.settings.change,
            apply_theme=made.themes.append,
            take_text_size=made.text_sizes.append,
        ),
        book=ActionBook((*ACTIONS, *ADMINISTRATION_ACTIONS)),
    )
    yield made
    database.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AdministrationPage:
    made = AdministrationPage(desk.parts)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.activated()
    with qtbot.waitExposed(made):
        made.show()
    return made
