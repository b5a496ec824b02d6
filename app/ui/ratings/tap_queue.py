"""Taps on their way to the store: none is lost while it is busy, none is counted twice."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.errors import InvalidInputError, UserError
from app.services.ratings.records import Rated, Tap
from app.ui.ratings.parts import RatingParts
from app.ui.runtime.tasks import Change

RETRY_MS: Final = 5_000


class TapQueue(QObject):
    """Sends one tap after another, oldest first; what the store does not take is tried again.

    A tap is known by its answer_id: one that was stored although nobody heard of it is not stored a
    second time. What waits outlives the program in a file.
    """

    def __init__(
        self, parts: RatingParts, retry_ms: int = RETRY_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
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
        self._parts.tasks.read(self._parts.waiting.kept, self._on_read)

    def add(self, tap: Tap) -> None:
        """Take one more."""
        self._waiting.append(tap)
        self.send()

    def send(self) -> None:
        """Offer the oldest to the store, unless one is under way."""
        if self._is_sending or not self._waiting:
            return
        self._is_sending = True
        tap, actor = self._waiting[0], self._parts.actor()
        self._parts.tasks.write(
            lambda: self._parts.ratings.tap(actor, tap),
            self._on_stored,
            (Change.DOSSIERS,),
            self._on_failed,
        )

    def end(self) -> None:
        """Keep what waits for the next window; nothing is sent any more."""
        self._timer.stop()
        self._is_sending = True
        if self._waiting:
            self._parts.waiting.keep(self.waiting)

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
        self._parts.tasks.read(lambda: self._parts.waiting.keep(taps), _ignore)


def _ignore(_none: None) -> None:
    """Nothing follows: the file is there."""
