"""Taps on their way to the store: none is lost while it is busy, none is counted twice."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.ratings.records import Rated, Tap
from app.services.ratings.waiting_taps import WaitingTaps
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext

RETRY_MS: Final = 5_000


class TapQueue(QObject):
    """Sends one tap after another, oldest first; what the store does not take is tried again.

    A tap is known by its answer_id: one that was stored although nobody heard of it is not stored a
    second time. What waits outlives the program in a file.
    """

    def __init__(
        self,
        context: PageContext,
        services: Services,
        retry_ms: int = RETRY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._kept = WaitingTaps(services.data)
        self._waiting: list[Tap] = []
        self._is_sending = False
        self._has_kept = False
        self._timer = QTimer(self, singleShot=True, interval=retry_ms)
        self._timer.timeout.connect(self.send)

    @property
    def waiting(self) -> tuple[Tap, ...]:
        """What the store has not taken yet, oldest first."""
        return tuple(self._waiting)

    def begin(self) -> None:
        """Take up what an earlier window left behind."""
        self._context.tasks.read(self._kept.kept, self._on_read)

    def add(self, tap: Tap) -> None:
        """Take one more."""
        self._waiting.append(tap)
        self.send()

    def send(self) -> None:
        """Offer the oldest to the store, unless one is under way."""
        if self._is_sending or not self._waiting:
            return
        self._is_sending = True
        tap = self._waiting[0]
        self._context.write(self._services.ratings.tap, tap).then(
            self._on_stored, changed=(Change.DOSSIERS,), failed=self._on_failed
        )

    def end(self) -> None:
        """Keep what waits for the next window; nothing is sent any more."""
        self._timer.stop()
        self._is_sending = True
        if self._waiting:
            self._kept.keep(self.waiting)

    def _on_read(self, taps: tuple[Tap, ...]) -> None:
        if taps:
            self._has_kept = True
            self._waiting[:0] = taps
            self.send()

    def _on_stored(self, _rated: Rated) -> None:
        self._is_sending = False
        del self._waiting[0]
        if self._has_kept:
            self._keep()
        self.send()

    def _on_failed(self, error: UserError) -> None:
        self._is_sending = False
        if isinstance(error, InvalidInputError):
            self._without_reasons()
        self._keep()
        self._timer.start()

    def _without_reasons(self) -> None:
        """Let go of reasons that were taken off the list since: the face is what counts."""
        tap = self._waiting[0]
        self._waiting[0] = replace(tap, answers=replace(tap.answers, reasons=()))

    def _keep(self) -> None:
        taps = self.waiting
        self._has_kept = bool(taps)
        self._context.tasks.read(lambda: self._kept.keep(taps), _ignore)


def _ignore(_none: None) -> None:
    """Nothing follows: the file is there."""
