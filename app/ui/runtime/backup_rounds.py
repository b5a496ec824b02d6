"""Backups beside the counter's work: due ones by themselves, others when asked, on own threads."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import UserError
from app.services.backup.records import CHECKING, BackupMade, BackupStoppedError, BackupTried
from app.services.ledger.records import Actor
from app.ui.runtime.tasks import Crash, Failed, Tasks

if TYPE_CHECKING:
    from app.services.backup.backups import Backups

LOOK_MS: Final = 60_000
FIRST_LOOK_MS: Final = 20_000
_BREATH_S: Final = 0.001

T = TypeVar("T")


class BackupRounds(QObject):
    """Runs one backup or try at a time on a thread of its own; the store's worker stays free.

    It looks by itself whether one is due, until `end`; `backups` is asked for on that thread.
    `told` carries what is being done and how far it is (0 to 1); `rested` that nothing runs.
    """

    told = Signal(str, float)
    rested = Signal()
    _progressed = Signal(str, float)

    def __init__(
        self, backups: "Callable[[], Backups]", crash: Crash, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._backups = backups
        self._tasks = Tasks(self._on_failed_alone, crash, parent=self)
        self._is_stopped = Event()
        self._is_running = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._first = QTimer(self, singleShot=True, interval=FIRST_LOOK_MS)
        self._first.timeout.connect(self._look)
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._timer.start()
        self._first.start()

    @property
    def is_running(self) -> bool:
        """Whether a backup is being made or tried now."""
        return self._is_running

    def end(self) -> None:
        """Look no more; stop what runs and wait until it has stopped."""
        self._timer.stop()
        self._first.stop()
        self.cancel()
        self._tasks.drain()

    def make(self, done: Callable[[BackupMade], None], failed: Failed) -> None:
        """Make a backup now."""
        self._run(lambda: self._backups().make(progress=self._progress), done, failed)

    def try_out(
        self, actor: Actor, source: Path, done: Callable[[BackupTried], None], failed: Failed
    ) -> None:
        """Restore a backup into a temporary place and check it."""
        self._run(lambda: self._backups().try_out(actor, source, self._progress), done, failed)

    def run(
        self,
        work: Callable[[Callable[[str, float], None]], T],
        done: Callable[[T], None],
        failed: Failed,
    ) -> None:
        """Do other long work here; it is given what to tell its progress with."""

        def breathing(doing: str, part: float) -> None:
            time.sleep(_BREATH_S)
            self._progress(doing, part)

        self._run(lambda: work(breathing), done, failed)

    def cancel(self) -> None:
        """Stop what runs now; nothing of it is left."""
        self._is_stopped.set()

    def _look(self) -> None:
        if self._is_running:
            return
        self._tasks.read(lambda: self._backups().is_due(), self._on_looked)

    def _on_looked(self, is_due: bool) -> None:  # noqa: FBT001 - the worker's answer
        if is_due and not self._is_running:
            self._run(
                lambda: self._backups().make_due(self._progress),
                lambda _made: None,
                self._on_failed_alone,
            )

    def _on_failed_alone(self, _error: UserError) -> None:
        """Leave it to the strip, which shows the age, and to the list with its reasons."""

    def _run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        self._is_stopped.clear()
        self._is_running = True
        self.told.emit("Đang bắt đầu", 0.0)

        def finished(answer: T) -> None:
            self._rest()
            done(answer)

        def refused(error: UserError) -> None:
            self._rest()
            failed(error)

        self._tasks.read(work, finished, refused)

    def _rest(self) -> None:
        self._is_running = False
        self.rested.emit()

    def _progress(self, doing: str, part: float) -> None:
        if self._is_stopped.is_set():
            raise BackupStoppedError("Đã dừng; không có gì thay đổi.")
        if doing == CHECKING:
            # The walk over the log is this program's own code: the window's thread goes first.
            time.sleep(_BREATH_S)
        self._progressed.emit(doing, part)

    def _on_progressed(self, doing: str, part: float) -> None:
        if self._is_running:
            self.told.emit(doing, part)
