"""What happens around the store that a person should know in time: little room, a bad place."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread, get_native_id
from typing import Final

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from app.clock import Clock
from app.errors import StoreError
from app.models.changes import Heard
from app.models.clouds import cloud_of, cloud_warning
from app.models.database import Database
from app.models.feeds import feed_of
from app.services.container import Services
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Tasks
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import Messages

_STOP_S = 5.0


class OwnThread(QObject):
    """Does `run` on a thread of its own; what it emits reaches whoever listens in their own."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_over = Event()
        self._thread = Thread(target=self.run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Go no further; returns when the thread has ended."""
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join(_STOP_S)

    def run(self) -> None:
        """Work until the end, or until `_is_over` is set."""
        raise NotImplementedError


_BREATH_S: Final = 0.001


class StoreSealing(OwnThread):
    """Goes through the files once after the start; `failed` says what stands in the way.

    The next start tries again: a plain file is as good as a sealed one until then.
    """

    failed = Signal(str)

    def __init__(
        self, seal_plain: Callable[[], Iterator[Path]], parent: QObject | None = None
    ) -> None:
        super().__init__("store-sealing", parent)
        self._seal_plain = seal_plain

    @override
    def run(self) -> None:
        try:
            for _sealed in self._seal_plain():
                if self._is_over.wait(_BREATH_S):
                    return
        except StoreError as fault:
            self.failed.emit(fault.message)


FIRST_S: Final = 10.0
"""The first pages of the window come before the check."""
_PAUSE_S: Final = 0.5
_LOOK_S: Final = 600.0
_LOW_PRIORITY: Final = 15


class StoreChecking(OwnThread):
    """Goes on with the full check of a local store whenever it is due.

    `failed` says that the store is damaged, or what keeps the check from reading it.
    """

    failed = Signal(str)

    def __init__(
        self, database: Database, clock: Clock, first_s: float, parent: QObject | None = None
    ) -> None:
        super().__init__("store-checking", parent)
        self._database = database
        self._clock = clock
        self._first_s = first_s

    @override
    def stop(self) -> None:
        self._is_over.set()
        with self._database.without_page_check():
            pass
        super().stop()

    @override
    def run(self) -> None:
        check = self._database.page_check
        if check is None or self._is_over.wait(self._first_s):
            return
        _step_back()
        while True:
            pause = _LOOK_S
            if check.is_due(self._clock.now()):
                try:
                    pause = _LOOK_S if check.step(self._clock.now()) == 1 else _PAUSE_S
                except StoreError as fault:
                    self.failed.emit(fault.message)
                    return
            if self._is_over.wait(pause):
                return


def _step_back() -> None:
    """Let every other thread of the machine go first, where the system knows such a thing."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _LOW_PRIORITY)


_KEYS: Final = ("pages", "room", "marks", "cloud")


@dataclass(frozen=True, slots=True)
class StoreWarning:
    """What is wrong, in a few words for the strip's corner and in a sentence that says what to do.

    `key` names what it is about.
    """

    key: str
    short: str
    sentence: str


def warnings_of(desk: Services) -> tuple[StoreWarning, ...]:
    """Look at the pages, the disk, the high-water record and where the data folder lies."""
    database, found = desk.database, []
    if database.page_check is not None and database.page_check.is_damaged:
        found.append(StoreWarning("pages", "Kho dữ liệu bị hỏng", database.stopped))
    if database.room is not None and (said := database.room.warning()):
        found.append(StoreWarning("room", f"Ổ đĩa còn {database.room.free_mb()} MB", said))
    if database.high_water is not None and database.high_water.trouble:
        trouble = database.high_water.trouble
        found.append(StoreWarning("marks", "Chưa ghi được sổ mốc", trouble))
    if not database.is_shared and (said := cloud_warning(desk.data)):
        found.append(StoreWarning("cloud", f"Kho nằm trong {cloud_of(desk.data)}", said))
    return tuple(found)


def look_after(database: Database) -> None:
    """Do what an idle moment is for: move the log into the store, keep some room in reserve.

    Raises StoreError when the disk does not take it; nothing is lost then.
    """
    try:
        database.checkpoint()
    finally:
        if database.room is not None:
            database.room.keep()


class StoreCare:
    """Looks after the store of one window and shows the warnings.

    Each stands in the corner, and is said when it comes, also when it comes back.
    """

    def __init__(self, desk: Services, tasks: Tasks, shell: MainWindow, messages: Messages) -> None:
        self._database = desk.database
        self._sealing = StoreSealing(desk.files.seal_plain)
        self._sealing.failed.connect(messages.warn)
        self._checking = StoreChecking(desk.database, desk.clock, FIRST_S)
        self._checking.failed.connect(self._on_check_failed)
        self._tasks = tasks
        self._shell = shell
        self._messages = messages
        self._said: frozenset[str] = frozenset()

    def start(self) -> None:
        """Begin: an idle moment, the check of all pages, the files of earlier versions."""
        self.look_after()
        self._checking.start()
        self._sealing.start()

    def stop(self) -> None:
        """Go no further with pages and files; returns when nothing is worked at."""
        self._checking.stop()
        self._sealing.stop()

    def look_after(self) -> None:
        """Use an idle moment, on the worker."""
        self._tasks.read(partial(look_after, self._database), lambda _none: None)

    def _on_check_failed(self, sentence: str) -> None:
        self._messages.warn(sentence)
        self._said |= {"pages"}

    def tell(self, warnings: Sequence[StoreWarning]) -> None:
        """Show what is wrong now, and take away what no longer is."""
        shown = {one.key: one for one in warnings}
        for key in _KEYS:
            self._shell.set_state(key, shown[key].short if key in shown else "", Tone.WARN)
        for one in warnings:
            if one.key not in self._said:
                self._messages.warn(one.sentence)
        self._said = frozenset(shown)


# Listens for other desks on a thread of its own and tells the window what was heard.


class StoreWatch(OwnThread):
    """`heard` carries what came in; it reaches whoever listens in their own thread."""

    heard = Signal(object)

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        super().__init__("store-watch", parent)
        self._feed = feed_of(database)

    @override
    def run(self) -> None:
        try:
            while not self._is_over.is_set():
                news = self._feed.listen()
                if news is not Heard.NOTHING and not self._is_over.is_set():
                    self.heard.emit(news)
                self._is_over.wait(self._feed.pause_s)
        finally:
            self._feed.close()


def tell(news: object, shell: MainWindow, messages: Messages) -> None:
    """Say that the shared store is out of reach, and that it is back; a change is not spoken of."""
    if news is Heard.LOST:
        shell.set_state("store", "Mất kết nối máy chủ, đang nối lại…", Tone.LATE)
        messages.warn(
            "Mất kết nối tới máy chủ dữ liệu. Nội dung đang gõ vẫn còn; chương trình đang tự nối "
            "lại, khi có mạng hãy làm tiếp."
        )
    elif news is Heard.BACK:
        shell.set_state("store", "")
        messages.done("Đã nối lại máy chủ dữ liệu. Hãy làm tiếp việc đang dở.")
