"""What happens around the store that a person should know in time: little room, a bad place."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from app.bootstrap.sealing import StoreSealing
from app.bootstrap.store_checking import FIRST_S, StoreChecking
from app.models.clouds import cloud_of, cloud_warning
from app.models.database import Database
from app.services.container import Services
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Tasks
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import Messages

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
