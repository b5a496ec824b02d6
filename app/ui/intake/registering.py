"""The act itself: checked at once, warned once, sent once; its answer goes to the page."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import InvalidInputError, UserError
from app.services.dossiers.records import NewDossier, Registered
from app.services.intake.validation import check_intake
from app.ui.intake.papers import missing, named
from app.ui.intake.parts import IntakeParts
from app.ui.intake.typed import TypedIntake, to_new
from app.ui.runtime.tasks import Change

_MISSING = "Còn thiếu: "
_NOTE_OF_MISSING = re.compile(rf"(^|(?<=\. )|(?<=\n)| · ){_MISSING}.*$", re.DOTALL)


class Registering(QObject):
    """`done` carries the Registered and the form it came from; `refused` a UserError.

    `served` is `done` for a same-day dossier that was returned as well.

    `papers_missing` carries the names; sending the same form again is the officer's consent.
    """

    done = Signal(object, object)
    served = Signal(object, object)
    refused = Signal(object)
    papers_missing = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, parts: IntakeParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._is_busy = False
        self._consented: tuple[str, ...] = ()

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def forget_consent(self) -> None:
        """Warn again: another form, or other papers."""
        self._consented = ()

    def send(self, typed: TypedIntake, draft_id: str, *, finishes: bool = False) -> None:
        """Register `typed`, or correct the dossier it corrects; nothing while one is under way.

        `finishes`: a same-day dossier is returned at once, too.
        """
        if self._is_busy:
            return
        try:
            new = self._checked(typed, draft_id, finishes=finishes)
        except InvalidInputError as error:
            self.refused.emit(error)
            return
        names = missing(typed.papers)
        if names and names != self._consented:
            self._consented = names
            self.papers_missing.emit(names)
            return
        self._send(replace(new, note=noted(new.note, names)), typed, finishes=finishes)

    def _checked(self, typed: TypedIntake, draft_id: str, *, finishes: bool) -> NewDossier:
        if typed.correcting and finishes:
            raise InvalidInputError(
                "reason", "Đang sửa một hồ sơ đã nhận nên không “Trả ngay” được ở đây."
            )
        if typed.correcting and not typed.reason.strip():
            raise InvalidInputError("reason", "Chưa ghi lý do sửa. Hãy ghi vì sao phải sửa.")
        clock = self._parts.clock
        new = to_new(typed, draft_id, clock.today())
        check_intake(new, clock.now())
        return new

    def _send(self, new: NewDossier, typed: TypedIntake, *, finishes: bool) -> None:
        self._set_busy(is_busy=True)
        self._parts.tasks.write(
            self._finishing(new) if finishes else self._act(new, typed),
            partial(self._on_done, typed, finishes),
            {Change.DOSSIERS, Change.PRINT_QUEUE},
            self._on_failed,
        )

    def _act(self, new: NewDossier, typed: TypedIntake) -> Callable[[], Registered]:
        actor, services = self._parts.actor(), self._parts.services
        if typed.correcting:
            code, reason, seen = typed.correcting, typed.reason, typed.seen_receipt
            return lambda: services.corrections.correct(actor, code, new, reason, seen=seen)
        return lambda: services.intake.register(actor, new)

    def _finishing(self, new: NewDossier) -> Callable[[], Registered]:
        actor, same_day = self._parts.actor(), self._parts.services.same_day
        wants_receipt = self._parts.same_day_receipt.is_on()
        return lambda: (
            same_day.receive_and_finish(actor, new, wants_receipt=wants_receipt).registered
        )

    def _on_done(self, typed: TypedIntake, finishes: bool, registered: Registered) -> None:  # noqa: FBT001
        self._set_busy(is_busy=False)
        self._parts.print_job()
        if not typed.correcting:
            self._parts.served(registered.code)
        (self.served if finishes else self.done).emit(registered, typed)

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(is_busy=False)
        self.refused.emit(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy_changed.emit(is_busy)


def noted(note: str, names: tuple[str, ...]) -> str:
    """Return the note with what is missing at its end, in place of what was missing before."""
    own = _NOTE_OF_MISSING.sub("", note).strip()
    if not names:
        return own
    return " · ".join(part for part in (own, f"{_MISSING}{named(names)}") if part)
