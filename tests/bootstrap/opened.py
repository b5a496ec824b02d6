"""Windows of signed-in people over one store, opened for real and closed again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.stores import services_over
from app.services.ledger.records import Actor
from app.settings import SettingsFile
from app.ui.runtime.tasks import Tasks
from tests.services.worklist.works import Works

if TYPE_CHECKING:
    from app.errors import UserError


def _fail(error: BaseException) -> None:
    raise error


class Opened:
    """Windows that were opened, and the worker behind them."""

    def __init__(self, works: Works, folder: Path, qtbot: QtBot) -> None:
        self._works = works
        self._file = SettingsFile(folder / "settings.toml")
        self._qtbot = qtbot
        self.desk = services_over(works.counter.database, folder, works.counter.clock, "Máy 1")
        self.notices: list[UserError] = []
        self.tasks = Tasks(self.notices.append, _fail)
        self.windows: list[CounterWindow] = []

    def open(self, actor: Actor) -> CounterWindow:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        window = CounterWindow(app, self.desk, actor, file=self._file, tasks=self.tasks)
        self.windows.append(window)
        window.show()
        window.come_to_front()
        self._qtbot.waitUntil(window.shell.isActiveWindow)
        self.settle()
        return window

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.tasks.is_idle)

    def until(self, holds: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(holds()))

    def close(self) -> None:
        self.settle()
        for window in self.windows:
            window.take_down()
        self.tasks.drain()
        self.desk.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
