"""The whole program over a small store: started, signed in, closed again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from argon2 import PasswordHasher
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.program import Program
from app.clock import Clock
from app.models.database import Database, sqlite_engine
from app.paths import STORE_NAME
from app.services.ledger.transactions import Transactions
from app.settings import Settings, SettingsFile
from app.ui.intake.page import IntakePage
from app.ui.shell.crash_dialog import CrashDialog
from app.ui.signing_in.sign_in_page import SignInPage
from app.vocabulary.people import Role
from tests.services.intake_builders import BIRTH, catalogue
from tests.services.ready_stores import furnish
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, a_store, an_actor, an_office

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
Kind = TypeVar("Kind", bound=QWidget)


class Started:
    """The program with its hands; `other` is a second line to its store."""

    def __init__(self, app: QApplication, data: Path, qtbot: QtBot) -> None:
        self.time = FakeTime()
        self.data = data
        self._qtbot = qtbot
        self._app = app
        _furnish(data)
        self.other = Database(sqlite_engine(data / STORE_NAME))
        self.program = Program(app, data, "", Clock(self.time))
        settings = Settings(keystore="file", pdf_folder=str(data / "pdf"))
        SettingsFile(data).save(settings)
        self.program.start(settings)
        self.settle()

    @property
    def window(self) -> CounterWindow:
        assert self.program.window is not None
        return self.program.window

    @property
    def cover(self) -> SignInPage:
        """What covers the window now."""
        (page,) = [one for one in self.window.shell.findChildren(SignInPage) if one.isVisible()]
        return page

    @property
    def intake(self) -> IntakePage:
        page = self.window.shell.page("intake")
        assert isinstance(page, IntakePage)
        return page

    def settle(self) -> None:
        """Wait until everything asked for is answered, and what follows from it too."""
        for _round in range(3):
            self._qtbot.waitUntil(lambda: self.program.tasks.is_idle, timeout=60_000)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self._app.processEvents()

    def sign_in(self, login: str) -> CounterWindow:
        page = self.program.gate.centralWidget()
        assert isinstance(page, SignInPage)
        page.login.setText(login)
        page.password.setText(GOOD_PASSWORD)
        page.submit.click()
        self.settle()
        self.window.come_to_front()
        return self.window

    def unlock(self, password: str = GOOD_PASSWORD) -> None:
        self.cover.password.setText(password)
        self.cover.submit.click()
        self.settle()

    def dialog(self, kind: type[Kind]) -> Kind:
        (found,) = self.window.shell.findChildren(kind)
        return found

    def close(self) -> None:
        self.settle()
        window, gate = self.program.window, self.program.gate
        reports = [one for one in self._app.topLevelWidgets() if isinstance(one, CrashDialog)]
        (window.shell if window else gate).close()
        for widget in (window.shell if window else None, window, gate, self.program):
            if widget is not None:
                widget.deleteLater()
        self.other.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert reports == []


def _furnish(data: Path) -> None:
    database = a_store(data)
    furnish(database, _found)
    database.close()


def _found(database: Database) -> None:
    clock = Clock(FakeTime())
    admin = an_office(database, clock)
    catalogue(Transactions(database, clock), admin, BIRTH)
    an_actor(database, Role.OFFICER, login="canbo.a")
    an_actor(database, Role.OFFICER, Role.SUPERVISOR, login="phu.trach")


@contextmanager
def a_program(app: QApplication, data: Path, qtbot: QtBot) -> Iterator[Started]:
    """Start the program over a new store with `canbo.a`, `phu.trach` and `quanly` in it."""
    with patch("app.services.access.passwords.PasswordHasher", _CHEAP):
        started = Started(app, data, qtbot)
        try:
            yield started
        finally:
            started.close()


def visible_widgets(is_allowed: Callable[[QWidget], bool]) -> list[str]:
    """Return every widget in sight that is not allowed to be."""
    return [
        f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}"
        for widget in QApplication.allWidgets()
        if widget.isVisible() and not is_allowed(widget)
    ]


LONG_AWAY = timedelta(hours=13)
