"""Work off the window's thread: one serial worker, one way back, one way to fail.

A worker gets a plain callable and a bound signal; it never touches a widget.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from types import MethodType
from typing import Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
    SignalInstance,
)
from typing_extensions import override

from app.errors import SessionOverError, UserError, of_the_disk

BUSY_AFTER_MS = 500


class Change(Enum):
    """What a write may have altered; pages that show it read again."""

    DOSSIERS = auto()
    HANDOFFS = auto()
    CATALOGUE = auto()
    OFFICE = auto()
    PEOPLE = auto()
    PRINT_QUEUE = auto()
    REGISTERS = auto()
    PETITIONS = auto()


T = TypeVar("T")
Failed = Callable[[UserError], None]
Crash = Callable[[BaseException], None]


class TaskRunner(Protocol):
    """What pages depend on; the window has `Tasks`, tests run inline."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def busy_changed(self) -> SignalInstance: ...

    def read(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None: ...

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        changed: Iterable[Change] = (),
        failed: Failed | None = None,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    work: Callable[[], object]
    done: Callable[..., None]
    failed: Failed | None
    changes: frozenset[Change]


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    job: Job
    value: object
    error: Exception | None


def attempt(job: Job) -> TaskOutcome:
    """Run the job's work and keep whatever came of it."""
    try:
        return TaskOutcome(job, job.work(), None)
    except OSError as fault:
        return TaskOutcome(job, None, of_the_disk(fault) or fault)
    except Exception as error:  # noqa: BLE001 - the one place where every failure is caught
        return TaskOutcome(job, None, error)


def settle(outcome: TaskOutcome, notice: Failed, crash: Crash) -> None:
    """Hand the outcome to whoever asked, unless its widget has gone meanwhile."""
    job = outcome.job
    match outcome.error:
        case None:
            if _is_alive(job.done):
                job.done(outcome.value)
        case SessionOverError() as error:
            # Whoever waits hears of it, and the window is covered whatever they make of it.
            notice(error)
            if job.failed and _is_alive(job.failed):
                job.failed(error)
        case UserError() as error:
            (job.failed if job.failed and _is_alive(job.failed) else notice)(error)
        case error:
            crash(error)


def _is_alive(callback: Callable[..., None]) -> bool:
    if isinstance(callback, partial):
        inner = (callback.func, *callback.args)
        return all(_is_alive(part) for part in inner if callable(part))
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


class _Worker(QRunnable):
    def __init__(self, job: Job, finished: SignalInstance) -> None:
        super().__init__()
        self._job = job
        self._finished = finished

    @override
    def run(self) -> None:
        self._finished.emit(attempt(self._job))


class Latest:
    """Lets only the answer to the newest question through."""

    def __init__(self) -> None:
        self._newest = 0

    def only(self, done: Callable[[T], None]) -> Callable[[T], None]:
        """Return `done` for the question asked now; a later call makes this one silent."""
        self._newest += 1
        return partial(self._deliver, self._newest, done)

    def forget(self) -> None:
        """Silence every answer still under way."""
        self._newest += 1

    def _deliver(self, number: int, done: Callable[[T], None], value: T) -> None:
        if number == self._newest:
            done(value)


class NewestAnswers:
    """Keeps, for each method of a widget, the answers to older questions from it."""

    def __init__(self) -> None:
        self._asked: WeakKeyDictionary[QObject, dict[str, Latest]] = WeakKeyDictionary()

    def only(self, done: Callable[[T], None]) -> Callable[[T], None]:
        """Return `done`, silent once another question has the same method of a widget."""
        if not isinstance(done, MethodType) or not isinstance(done.__self__, QObject):
            return done
        asked = self._asked.setdefault(done.__self__, {})
        return asked.setdefault(done.__name__, Latest()).only(done)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A question to a service, not asked yet."""

    tasks: TaskRunner
    work: Callable[[], T]
    newest: NewestAnswers

    def then(self, done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Ask on the worker; `done` gets the answer, `failed` what a person can cure.

        Of the questions with one method of one widget as `done`, only the newest is answered.
        """
        self.tasks.read(self.work, self.newest.only(done), failed)


@dataclass(frozen=True, slots=True)
class Write(Generic[T]):
    """An act, not done yet."""

    tasks: TaskRunner
    work: Callable[[], T]

    def then(
        self,
        done: Callable[[T], None],
        *,
        changed: Iterable[Change] = (),
        failed: Failed | None = None,
    ) -> None:
        """Do it on the worker; pages that show what is `changed` then read again."""
        self.tasks.write(self.work, done, changed, failed)


class Tasks(QObject):
    """Runs reads and writes one after another on its own thread.

    `notice` gets what a person can cure and nobody else took, and always the end of a session;
    `crash` gets everything else.
    """

    changed = Signal(object)
    busy_changed = Signal(bool)
    _finished = Signal(object)

    def __init__(
        self,
        notice: Failed,
        crash: Crash,
        busy_after_ms: int = BUSY_AFTER_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notice = notice
        self._crash = crash
        self._waiting = 0
        self._is_busy = False
        self._is_closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._busy_timer = QTimer(self, singleShot=True, interval=busy_after_ms)
        self._busy_timer.timeout.connect(self._on_busy_timeout)
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether everything asked for so far was answered."""
        return self._waiting == 0

    def read(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        self._start(Job(work, done, failed, frozenset()))

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        changed: Iterable[Change] = (),
        failed: Failed | None = None,
    ) -> None:
        self._start(Job(work, done, failed, frozenset(changed)))

    def drain(self) -> None:
        """Finish and deliver what was asked for, then take nothing more."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        self._is_closed = True
        self._pool.waitForDone()
        self._busy_timer.stop()

    def _start(self, job: Job) -> None:
        if self._is_closed:
            return
        self._waiting += 1
        if self._waiting == 1:
            self._busy_timer.start()
        self._pool.start(_Worker(job, self._finished))

    def _on_finished(self, outcome: TaskOutcome) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self._busy_timer.stop()
            self._set_busy(is_busy=False)
        settle(outcome, self._notice, self._crash)
        if outcome.error is None and outcome.job.changes:
            self.changed.emit(outcome.job.changes)

    def _on_busy_timeout(self) -> None:
        self._set_busy(is_busy=True)

    def _set_busy(self, *, is_busy: bool) -> None:
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)
