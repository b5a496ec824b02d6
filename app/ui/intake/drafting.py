"""Keeps the half-typed form in the store, and offers what a crash or a break left behind."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import local_date
from app.errors import UserError
from app.services.dossiers.records import SavedDraft
from app.ui.intake.parts import IntakeParts
from app.ui.intake.typed import TypedIntake, encode
from app.wording import day_text, time_text

SAVE_AFTER_MS = 2000


class DraftKeeper(QObject):
    """`saved` carries when the draft was kept, None when nothing is; `reopen_wanted` a draft."""

    saved = Signal(object)
    reopen_wanted = Signal(object)

    def __init__(
        self,
        parts: IntakeParts,
        typed: Callable[[], TypedIntake],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._typed = typed
        self._kept = ""
        self._owes_a_save = False
        self._has_looked = False
        self._left: list[SavedDraft] = []
        self.draft_id = _fresh_id()
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        parts.tasks.changed.connect(self._on_store_heard)

    @property
    def content(self) -> str:
        """What is kept of the form now."""
        return self._kept

    def touch(self) -> None:
        """Save soon: at most one save in two seconds, however fast somebody types."""
        if not self._timer.isActive():
            self._timer.start()

    def save_now(self) -> None:
        """Keep what is typed if it has changed; an emptied form is not kept any longer."""
        self._timer.stop()
        typed = self._typed()
        content = "" if typed.is_blank else encode(typed)
        self._owes_a_save = False
        if content == self._kept:
            return
        before, self._kept = self._kept, content
        actor, draft_id = self._parts.actor(), self.draft_id
        drafts = self._parts.services.drafts
        if not content:
            self.discard(draft_id)
            return
        self._parts.tasks.write(
            lambda: drafts.save(actor, draft_id, content),
            partial(self._on_saved, self._parts.clock.now()),
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
        actor = self._parts.actor()
        self._parts.tasks.write(
            lambda: self._parts.services.drafts.discard(actor, draft_id), self._on_discarded
        )

    def look(self) -> None:
        """Offer, once, what an earlier run of the program left behind."""
        if self._has_looked:
            return
        self._has_looked = True
        actor = self._parts.actor()
        self._parts.tasks.read(
            lambda: self._parts.services.drafts.waiting(actor), self._on_waiting_found
        )

    def _on_waiting_found(self, found: tuple[SavedDraft, ...]) -> None:
        self._left = [draft for draft in found if draft.draft_id != self.draft_id]
        self._offer_next()

    def _offer_next(self) -> None:
        if not self._left:
            return
        newest = self._left.pop(0)
        if newest.registered_as:
            self.discard(newest.draft_id)
            became = "đã bị từ chối tiếp nhận, mã" if newest.was_refused else "đã tiếp nhận thành"
            self._parts.messages.info(
                f"Bản nháp lúc {_when(newest, self._parts.clock.now())} {became} "
                f"{newest.registered_as}.",
                [("Mở hồ sơ", partial(self._parts.open_dossier, newest.registered_as))],
            )
            return
        self._parts.messages.info(
            f"Có bản nháp lúc {_when(newest, self._parts.clock.now())} chưa tiếp nhận.",
            [
                ("Mở lại", partial(self.reopen_wanted.emit, newest)),
                ("Bỏ", partial(self._drop_offered, newest.draft_id)),
            ],
        )

    def _drop_offered(self, draft_id: str) -> None:
        self.discard(draft_id)
        self._parts.messages.info("Đã bỏ bản nháp.")
        self._offer_next()

    def _on_saved(self, at: datetime, _nothing: None) -> None:
        self.saved.emit(at)

    def _on_not_saved(self, before: str, error: UserError) -> None:
        self._kept, self._owes_a_save = before, True
        self._parts.messages.refused(error)

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
