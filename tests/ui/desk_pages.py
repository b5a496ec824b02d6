"""The pages of the desk over a real counter, with inline tasks and a strip that can be read."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.services.ledger.records import Actor
from app.ui.shell.actions import ACTIONS, ActionBook, ActionSpec
from app.ui.shell.messages import Messages, NoticeKind, StripAction
from app.ui.shell.page_context import PageContext
from tests.services.desk_builders import Counter
from tests.ui.contexts import AnsweringDialogs, RecordingNavigator, a_context
from tests.ui.inline import InlineTasks


class Ground:
    """What every page is given; `said` keeps the strip, `opened` what was asked for."""

    def __init__(self, counter: Counter, window: QWidget, *actions: ActionSpec) -> None:
        self.counter = counter
        self.tasks = InlineTasks()
        self.actions = ActionBook((*ACTIONS, *actions))
        self.said: list[tuple[NoticeKind, str]] = []
        self.offers: dict[str, StripAction] = {}
        self.messages = Messages(window, self._say, counter.clock.now)
        self.navigator = RecordingNavigator()
        self.files = AnsweringDialogs()
        self.prints = 0

    @property
    def last(self) -> str:
        """The last sentence on the strip."""
        return self.said[-1][1] if self.said else ""

    @property
    def opened(self) -> list[object]:
        """The codes of the dossiers that were to be shown."""
        return self.navigator.all("open_dossier")

    def context(self, actor: Actor | Callable[[], Actor], **others: Any) -> PageContext:
        """Return what a page is given; `others` are fields of PageContext."""
        fields: dict[str, Any] = {
            "navigate": self.navigator,
            "files": self.files,
            "print_queued": self.print_job,
        }
        return a_context(
            self.tasks,
            actor if callable(actor) else lambda: actor,
            self.counter.clock,
            messages=self.messages,
            actions=self.actions,
            **(fields | others),
        )

    def correct(self, words: str) -> None:
        """Press the strip's button `words`."""
        self.offers[words][1]()

    def print_job(self) -> None:
        self.prints += 1

    def _say(self, text: str, kind: NoticeKind, actions: Sequence[StripAction]) -> None:
        self.said.append((kind, text))
        self.offers = {action[0]: action for action in actions}
