"""Keeps the half-typed form in the store, and offers what a crash or a break left behind."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import local_date
from app.errors import UserError
from app.services.dossiers.records import SavedDraft
from app.services.ledger.records import Actor
from app.ui.shell.page_context import PageContext
from app.wording import buttons, nouns
from app.wording.texts import day_text, time_text

SAVE_AFTER_MS = 2000


class DraftStore(Protocol):
    """Where drafts are kept, each officer's own."""

    def save(self, actor: Actor, draft_id: str, content: str) -> None: ...

    def discard(self, actor: Actor, draft_id: str) -> None: ...

    def waiting(self, actor: Actor) -> tuple[SavedDraft, ...]: ...


@dataclass(frozen=True, slots=True)
class DraftWords:
    """What a page calls its drafts, and how what one became is shown.

    `open_stored` shows it by its code; `open_words` are on its button.
    """

    open_stored: Callable[[str], None]
    open_words: str
    noun: str = nouns.DRAFTS


class DraftKeeper(QObject):
    """`content` returns the form as text, "" for one in which nothing would be lost.

    `saved` carries when the draft was kept, None when nothing is; `reopen_wanted` a draft.
    """

    saved = Signal(object)
    reopen_wanted = Signal(object)

    def __init__(
        self,
        context: PageContext,
        drafts: DraftStore,
        words: DraftWords,
        content: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._drafts = drafts
        self._words = words
        self._content = content
        self._kept = ""
        self._owes_a_save = False
        self._has_looked = False
        self._left: list[SavedDraft] = []
        self.draft_id = _fresh_id()
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        context.tasks.changed.connect(self._on_store_heard)

    @property
    def kept(self) -> str:
        """What is kept of the form now."""
        return self._kept

    def touch(self) -> None:
        """Save soon: at most one save in two seconds, however fast somebody types."""
        if not self._timer.isActive():
            self._timer.start()

    def save_now(self) -> None:
        """Keep what is typed if it has changed; an emptied form is not kept any longer."""
        self._timer.stop()
        content = self._content()
        self._owes_a_save = False
        if content == self._kept:
            return
        before, self._kept = self._kept, content
        if not content:
            self.discard(self.draft_id)
            return
        self._context.write(self._drafts.save, self.draft_id, content).then(
            partial(self._on_saved, self._context.clock.now()),
            failed=partial(self._on_not_saved, before),
        )

    def begin(self, draft_id: str = "", kept: str = "") -> None:
        """Start another draft, or go on with one that is kept already."""
        self._timer.stop()
        self.draft_id = draft_id or _fresh_id()
        self._kept = kept
        self.saved.emit(None)

    def discard(self, draft_id: str) -> None:
        """Forget a kept draft."""
        self._context.write(self._drafts.discard, draft_id).then(self._on_discarded)

    def look(self) -> None:
        """Offer, once, what an earlier run of the program left behind."""
        if self._has_looked:
            return
        self._has_looked = True
        self._context.read(self._drafts.waiting).then(self._on_waiting_found)

    def _on_waiting_found(self, found: tuple[SavedDraft, ...]) -> None:
        self._left = [draft for draft in found if draft.draft_id != self.draft_id]
        self._offer_next()

    def _offer_next(self) -> None:
        if not self._left:
            return
        newest = self._left.pop(0)
        noun, when = self._words.noun, _when(newest, self._context.clock.now())
        if newest.registered_as:
            self.discard(newest.draft_id)
            became = "đã bị từ chối tiếp nhận, mã" if newest.was_refused else "đã tiếp nhận thành"
            self._context.messages.info(
                f"{noun[:1].upper()}{noun[1:]} lúc {when} {became} {newest.registered_as}.",
                [
                    (
                        self._words.open_words,
                        partial(self._words.open_stored, newest.registered_as),
                    )
                ],
            )
            return
        self._context.messages.info(
            f"Có {noun} lúc {when} chưa tiếp nhận.",
            [
                (buttons.REOPEN, partial(self.reopen_wanted.emit, newest)),
                (buttons.DROP, partial(self._drop_offered, newest.draft_id)),
            ],
        )

    def _drop_offered(self, draft_id: str) -> None:
        self.discard(draft_id)
        self._context.messages.info(f"Đã bỏ {self._words.noun}.")
        self._offer_next()

    def _on_saved(self, at: datetime, _nothing: None) -> None:
        self.saved.emit(at)

    def _on_not_saved(self, before: str, error: UserError) -> None:
        self._kept, self._owes_a_save = before, True
        self._context.messages.refused(error)

    def _on_store_heard(self, _changes: object) -> None:
        """Try again what could not be kept: the store is within reach."""
        if self._owes_a_save:
            self.touch()

    def _on_discarded(self, _nothing: None) -> None:
        self.saved.emit(None)


def _fresh_id() -> str:
    return str(uuid.uuid4())


def _when(draft: SavedDraft, now: datetime) -> str:
    at, day = time_text(draft.saved_at), local_date(draft.saved_at)
    return at if day == local_date(now) else f"{at} ngày {day_text(day)}"
