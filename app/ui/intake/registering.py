"""Registering a form: check it, warn once, send it once; and what follows on the page."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.dossiers.decision import Decided
from app.services.dossiers.records import NewDossier, NotAccepted, Registered
from app.services.forms.notice_records import GuideSlipData
from app.services.forms.records import QueuedCopy
from app.services.intake.validation import check_intake
from app.services.ledger.records import Actor
from app.ui.intake.due_card import due_words
from app.ui.intake.opening import FormOpening
from app.ui.intake.papers import missing, named
from app.ui.intake.side_pane import SidePane
from app.ui.intake.typed import TypedIntake, to_new
from app.ui.runtime.tasks import Change, Write
from app.ui.shell.messages import StripAction
from app.ui.shell.page_context import PageContext
from app.wording import buttons, states

_MISSING = "Còn thiếu: "
_NOTE_OF_MISSING = re.compile(rf"(^|(?<=\. )|(?<=\n)| · ){_MISSING}.*$", re.DOTALL)


class Registering(QObject):
    """Registers a form, or corrects the dossier it corrects.

    `done` carries the Registered and the form it came from; `refused` a UserError.

    `served` is `done` for a same-day dossier that was returned as well.
    `papers_missing` carries the names; sending the same form again is the officer's consent.
    """

    done = Signal(object, object)
    served = Signal(object, object)
    refused = Signal(object)
    papers_missing = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self, context: PageContext, services: Services, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._is_busy = False
        self._consented: tuple[str, ...] = ()

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
        clock = self._context.clock
        new = to_new(typed, draft_id, clock.today())
        check_intake(new, clock.now())
        return new

    def _send(self, new: NewDossier, typed: TypedIntake, *, finishes: bool) -> None:
        self._set_busy(is_busy=True)
        act = self._finishing(new) if finishes else self._act(new, typed)
        act.then(
            partial(self._on_done, typed, finishes),
            changed=(Change.DOSSIERS, Change.PRINT_QUEUE),
            failed=self._on_failed,
        )

    def _act(self, new: NewDossier, typed: TypedIntake) -> Write[Registered]:
        write, services = self._context.write, self._services
        if typed.correcting:
            code, reason, seen = typed.correcting, typed.reason, typed.seen_receipt
            return write(services.corrections.correct, code, new, reason, seen=seen)
        return write(services.intake.register, new)

    def _finishing(self, new: NewDossier) -> Write[Registered]:
        wants_receipt = self._context.settings.load().same_day_receipt
        return self._context.write(_finish, self._services, new, wants_receipt=wants_receipt)

    def _on_done(self, typed: TypedIntake, finishes: bool, registered: Registered) -> None:  # noqa: FBT001
        self._set_busy(is_busy=False)
        self._context.print_queued()
        if not typed.correcting:
            self._context.served(registered.code)
        (self.served if finishes else self.done).emit(registered, typed)

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(is_busy=False)
        self.refused.emit(error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.busy_changed.emit(is_busy)


class AfterSubmit(QObject):
    """Shows the outcome of an act, begins the next form, corrects or reprints what was done last.

    `correct_wanted` carries the code of the dossier to correct. `last_form` is the form registered
    last; with `keeps_people` the next one begins with its people.
    """

    correct_wanted = Signal(str)

    def __init__(
        self,
        context: PageContext,
        services: Services,
        opening: FormOpening,
        side: SidePane,
        begin: Callable[[TypedIntake], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._opening = opening
        self._side = side
        self._begin = begin
        self._code = ""
        self._form_id = 0
        self.last_form = TypedIntake()
        self.keeps_people = False

    def take_registered(self, registered: Registered, typed: TypedIntake) -> None:
        """Tell of a registration or a correction, which can be corrected again."""
        words = "Đã sửa và in lại giấy tiếp nhận" if typed.correcting else states.RECEIVED
        self._go_on(typed)
        self._show_receipt(registered, words)
        _weekday, instant = due_words(registered.due)
        self._code, self._form_id = registered.code, registered.form_id
        self._context.messages.done(
            f"{words} {registered.code} · hẹn {instant}"
            if registered.due.due_at
            else f"{words} {registered.code} · chưa định ngày trả",
            [(buttons.EDIT, self.correct), (buttons.PRINT_AGAIN, self.print_again)],
        )

    def take_served(self, registered: Registered, typed: TypedIntake) -> None:
        """Tell of a same-day dossier that is received and returned: nothing is left to correct."""
        self._go_on(typed)
        self._show_receipt(registered, "Đã tiếp nhận và trả ngay")
        self._code, self._form_id = "", registered.form_id
        self._context.messages.done(
            f"Đã tiếp nhận và trả ngay {registered.code}",
            [(buttons.PRINT_FORM, self.print_again), self._open_button(registered.code)],
        )

    def take_refused(self, refused: NotAccepted, typed: TypedIntake) -> None:
        """Tell of a dossier refused at the desk."""
        self._go_on(typed)
        self._side.show_form(refused.notice, f"Phiếu từ chối số {refused.notice.number}")
        self._side.show_refused(refused)
        self._code, self._form_id = "", refused.form_id
        self._context.messages.done(
            f"Đã từ chối tiếp nhận {refused.code} · phiếu số {refused.notice.number}",
            [(buttons.PRINT_AGAIN, self.print_again), self._open_button(refused.code)],
        )

    def take_guided(self, decided: Decided, typed: TypedIntake) -> None:
        """Tell of a guide slip; the form it was made from can be gone on with."""
        slip = decided.form
        if not isinstance(slip, GuideSlipData):
            return
        reopen = self._opening.finish_with_way_back(typed)
        self._begin(TypedIntake(channel=typed.channel))
        self._side.show_form(slip, f"Phiếu hướng dẫn số {slip.number}")
        self._code, self._form_id = "", decided.form_id
        self._context.messages.done(
            f"Đã lập phiếu hướng dẫn {slip.number}",
            [(buttons.PRINT_AGAIN, self.print_again), ("Nhập tiếp", reopen)],
        )

    def correct(self) -> None:
        """Ask for the correction of the dossier registered last."""
        if self._code:
            self.correct_wanted.emit(self._code)
        else:
            self._context.messages.info("Chưa có hồ sơ nào vừa tiếp nhận để sửa lại.")

    def print_again(self) -> None:
        """Print the last form once more."""
        if not self._form_id:
            self._context.messages.info("Chưa có giấy nào vừa in ở trang Tiếp nhận để in lại.")
            return
        self._context.write(self._services.print_queue.reprint, self._form_id).then(
            self._on_reprinted, changed={Change.PRINT_QUEUE}
        )

    def _go_on(self, typed: TypedIntake) -> None:
        self.last_form = typed
        self._opening.finish()
        following = typed.of_same_people() if self.keeps_people else None
        if not typed.correcting or following is not None:
            self._begin(following or TypedIntake(channel=typed.channel))

    def _show_receipt(self, registered: Registered, words: str) -> None:
        self._side.show_form(registered.receipt, f"Giấy tiếp nhận số {registered.receipt.number}")
        self._side.show_done(registered, words)

    def _open_button(self, code: str) -> StripAction:
        return (buttons.OPEN_DOSSIER, partial(self._context.navigate.open_dossier, code))

    def _on_reprinted(self, job: QueuedCopy) -> None:
        self._context.print_queued()
        self._context.messages.done(f"Đã gửi in lại {job.title} (bản {job.copy_no}).")


def _finish(
    actor: Actor, services: Services, new: NewDossier, *, wants_receipt: bool
) -> Registered:
    finished = services.same_day.receive_and_finish(actor, new, wants_receipt=wants_receipt)
    return finished.registered


def noted(note: str, names: tuple[str, ...]) -> str:
    """Return the note with what is missing at its end, in place of what was missing before."""
    own = _NOTE_OF_MISSING.sub("", note).strip()
    if not names:
        return own
    return " · ".join(part for part in (own, f"{_MISSING}{named(names)}") if part)
