"""What the handoff page does to the store, and how it tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.clock import to_local
from app.errors import UserError
from app.services.container import Services
from app.services.custody.control_slips import ControlSlips
from app.services.custody.handoffs import Handoffs
from app.services.custody.records import SentSlip, SlipView
from app.services.forms.records import QueuedCopy
from app.services.ledger.records import Actor
from app.ui.desk.dossier_columns import short_code
from app.ui.desk.scan_banner import ScanBanner
from app.ui.files.files_card import keep_signed_slip
from app.ui.handoff.slips_card import SlipsCard
from app.ui.handoff.waiting_card import SlipDraft
from app.ui.runtime.tasks import Change, Write
from app.ui.shell.page_context import PageContext
from app.wording import buttons, sentences


class SignedSlips(QObject):
    """Banner and strip say what was kept, and what was not and why."""

    def __init__(
        self, context: PageContext, services: Services, banner: ScanBanner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._banner = banner
        self._page = parent

    def ask(self, slip: SlipView) -> None:
        """Ask for the scan of a signed slip and keep it."""
        paths = self._context.files.open_many(
            self._page, f"Chọn bản quét phiếu {slip.number} đã ký"
        )
        self.keep(slip, paths)

    def keep(self, slip: SlipView, paths: Sequence[Path]) -> None:
        """Keep the files as the signed slip; a refused one stops the rest."""
        if not paths:
            return
        keep, year = keep_signed_slip, to_local(slip.sent_at).year
        self._context.write(keep, self._services.attachments, slip.number, paths, year=year).then(
            partial(self._on_kept, slip.number),
            changed=(Change.DOSSIERS,),
            failed=self._on_refused,
        )

    def _on_kept(self, number: str, count: int) -> None:
        self._banner.good(f"Đã lưu phiếu {number} có chữ ký", f"{count} tệp, xem ở trang hồ sơ.")
        self._context.messages.done(f"Đã lưu {count} tệp phiếu {number} đã ký.")

    def _on_refused(self, error: UserError) -> None:
        self._banner.bad("Chưa lưu được phiếu đã ký", error.message)
        self._context.messages.refused(error)


T = TypeVar("T")

_CHANGED = (Change.DOSSIERS, Change.HANDOFFS, Change.PRINT_QUEUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The slips that went, and why the next one did not."""

    sent: tuple[SentSlip, ...]
    problem: UserError | None = None


def send_drafts(actor: Actor, handoffs: Handoffs, drafts: Sequence[SlipDraft]) -> Sending:
    """Send one slip after another; what went stays sent when the next one cannot go."""
    sent: list[SentSlip] = []
    for draft in drafts:
        try:
            sent.append(handoffs.send(actor, draft.to_id, draft.codes))
        except UserError as problem:
            return Sending(sent=tuple(sent), problem=problem)
    return Sending(sent=tuple(sent))


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed for dossiers on paper, and when; None is now."""

    name: str
    at: datetime | None


class HandoffActs(QObject):
    """Sends, accepts, refuses, recalls; banner and strip say what happened.

    `sent` carries the codes that went; `decline_refused` and `record_refused` the sentence that
    belongs at what was asked.
    """

    sent = Signal(object)
    declined = Signal()
    decline_refused = Signal(str)
    recorded = Signal()
    record_refused = Signal(str)
    failed = Signal()

    def __init__(
        self, context: PageContext, services: Services, banner: ScanBanner, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._banner = banner
        self._last_sent: tuple[str, ...] = ()
        self.signed_slips = SignedSlips(context, services, banner, parent)

    def send(self, drafts: Sequence[SlipDraft]) -> None:
        self._run(self._context.write(send_drafts, self._services.handoffs, drafts), self._on_sent)

    def accept(self, codes: Sequence[str]) -> None:
        self._run(
            self._context.write(self._services.handoffs.accept, codes),
            partial(self._on_accepted, tuple(codes), "", ()),
        )

    def record_answer(self, card: SlipsCard, name: str) -> None:
        """Record who signed for the chosen dossiers, and when, as typed below `card`."""
        slip, codes = card.current_slip(), [item.code for item in card.open_items()]
        if slip is None or not codes:
            card.stop_asking()
            return
        try:
            signed = Signed(name.strip(), card.answered_at())
        except ValueError as fault:
            card.show_problem(str(fault))
            return
        self.record_signed(slip, codes, signed)

    def attach_signed(self, card: SlipsCard) -> None:
        """Keep the scan of the slip chosen on `card`, signed on paper."""
        slip = card.current_slip()
        if slip is not None:
            self.signed_slips.ask(slip)

    def record_signed(self, slip: SlipView, codes: Sequence[str], signed: Signed) -> None:
        """Record what was signed for on paper; the strip then offers to keep the paper's scan."""
        offer = (buttons.ATTACH_SIGNED_SLIP, partial(self.signed_slips.ask, slip))
        self._context.write(
            self._services.handoffs.accept, codes, receiver_name=signed.name, happened_at=signed.at
        ).then(
            partial(self._on_signed, tuple(codes), signed.name, offer),
            changed=_CHANGED,
            failed=self._on_signed_refused,
        )

    def decline(self, code: str, reason: str) -> None:
        self._context.write(self._services.handoffs.decline, code, reason).then(
            partial(self._on_declined, code), changed=_CHANGED, failed=self._on_decline_refused
        )

    def recall(self, codes: tuple[str, ...]) -> None:
        self._run(
            self._context.write(self._services.handoffs.recall_all, codes),
            partial(self._on_recalled, len(codes)),
        )

    def reprint(self, form_id: int) -> None:
        self._run(
            self._context.write(self._services.print_queue.reprint, form_id), self._on_reprinted
        )

    def print_control_slips(self) -> None:
        """Print the sheet that goes with each paper of the slips sent last, as they stand now."""
        codes = self._last_sent
        if not codes:
            self._context.messages.warn("Chưa giao hồ sơ nào ở quầy này từ khi mở trang.")
            return
        self._run(
            self._context.write(_issue_control_slips, self._services.control_slips, codes),
            partial(self._on_slips_printed, len(codes)),
        )

    def _on_slips_printed(self, count: int, _done: object) -> None:
        self._context.messages.done(f"Đang in {count} phiếu kiểm soát.")
        self._context.print_queued()

    def _on_sent(self, sending: Sending) -> None:
        codes = tuple(code for slip in sending.sent for code in slip.codes)
        self.sent.emit(codes)
        if codes:
            self._last_sent = codes
            self._tell_sent(sending, codes)
            self._context.print_queued()
        if sending.problem is not None:
            self._banner.bad("Có phiếu chưa giao được", sending.problem.message)
            self._context.messages.refused(sending.problem)

    def _tell_sent(self, sending: Sending, codes: tuple[str, ...]) -> None:
        slips = "; ".join(f"phiếu {slip.number} tới {slip.to_name}" for slip in sending.sent)
        self._banner.good(f"Đã giao {len(codes)} hồ sơ", f"P{slips[1:]}")
        undo = (buttons.RECALL, partial(self.recall, codes))
        again = [
            (buttons.PRINT_AGAIN, partial(self.reprint, slip.form_id)) for slip in sending.sent[:1]
        ]
        shown = again if len(sending.sent) == 1 else []
        sheets = (buttons.CONTROL_SLIP, self.print_control_slips)
        self._context.messages.done(f"Đã giao {len(codes)} hồ sơ: {slips}.", [undo, *shown, sheets])

    def _on_signed(
        self, codes: tuple[str, ...], name: str, offer: tuple[str, Callable[[], None]], _done: None
    ) -> None:
        self.recorded.emit()
        self._on_accepted(codes, name, (offer,), None)

    def _on_signed_refused(self, error: UserError) -> None:
        self.record_refused.emit(error.message)

    def _on_accepted(
        self,
        codes: tuple[str, ...],
        receiver_name: str,
        offers: Sequence[tuple[str, Callable[[], None]]],
        _done: None,
    ) -> None:
        what = short_code(codes[0]) if len(codes) == 1 else f"{len(codes)} hồ sơ"
        by = f" · {receiver_name}" if receiver_name else ""
        self._banner.good(f"Đã nhận {what}{by}")
        self._context.messages.done(f"Đã ghi nhận bàn giao {what}{by}.", offers)

    def _on_declined(self, code: str, _done: None) -> None:
        self.declined.emit()
        self._banner.notice(f"Không nhận {short_code(code)}", "Hồ sơ trở về nơi giao kèm lý do.")
        self._context.messages.done(f"Đã ghi không nhận hồ sơ {code}.")

    def _on_decline_refused(self, error: UserError) -> None:
        self.decline_refused.emit(error.message)

    def _on_recalled(self, count: int, _done: None) -> None:
        self._banner.notice(f"Đã thu hồi {count} hồ sơ", "Hồ sơ trở lại danh sách chờ giao.")
        self._context.messages.done(
            f"Đã thu hồi {count} hồ sơ khỏi phiếu; hãy gạch trên phiếu giấy."
        )

    def _on_reprinted(self, job: QueuedCopy) -> None:
        self._context.messages.done(f"Đã gửi in lại phiếu {job.number}.")
        self._context.print_queued()

    def _run(self, act: Write[T], done: Callable[[T], None]) -> None:
        act.then(done, changed=_CHANGED, failed=self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self._banner.bad(sentences.FAILED, error.message)
        self._context.messages.refused(error)
        self.failed.emit()


def _issue_control_slips(actor: Actor, slips: ControlSlips, codes: Sequence[str]) -> None:
    for code in codes:
        slips.issue(actor, code)
