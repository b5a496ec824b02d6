"""Tasks that run at once, for tests of widgets."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app.ui.runtime.tasks import Change, Failed, Job, attempt, settle

if TYPE_CHECKING:
    from app.errors import UserError

T = TypeVar("T")


class InlineTasks(QObject):
    """Runs work on the spot; keeps notices in `notices`, raises what is a bug."""

    changed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.notices: list[UserError] = []

    def read(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        self._run(Job(work, done, failed, frozenset()))

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        changed: Iterable[Change] = (),
        failed: Failed | None = None,
    ) -> None:
        self._run(Job(work, done, failed, frozenset(changed)))

    def _run(self, job: Job) -> None:
        outcome = attempt(job)
        settle(outcome, self.notices.append, _raise)
        if outcome.error is None and job.changes:
            self.changed.emit(job.changes)


def _raise(error: BaseException) -> None:
    raise error
