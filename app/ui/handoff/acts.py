"""What the handoff page does to the store, and how it tells of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.custody.records import SlipView
from app.ui.desk.scan_banner import ScanBanner
from app.ui.desk.spans import short_code
from app.ui.handoff.parts import HandoffParts, Sending, SlipDraft, send_drafts
from app.ui.handoff.signing import SignedSlips, SigningParts
from app.ui.handoff.slips_card import SlipsCard
from app.ui.runtime.tasks import Change

_CHANGED = (Change.DOSSIERS, Change.HANDOFFS, Change.PRINT_QUEUE)


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

    def __init__(self, parts: HandoffParts, banner: ScanBanner, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._banner = banner
        self._last_sent: tuple[str, ...] = ()
        self.signed_slips = SignedSlips(
            SigningParts(
                tasks=parts.tasks,
                messages=parts.messages,
                actor=parts.actor,
                attachments=parts.services.attachments,
                ask_paths=parts.ask_scans,
            ),
            banner,
            parent,
        )

    def send(self, drafts: Sequence[SlipDraft]) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(lambda: send_drafts(handoffs, actor, drafts), self._on_sent)

    def accept(self, codes: Sequence[str]) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(
            lambda: handoffs.accept(actor, codes), partial(self._on_accepted, tuple(codes), "", ())
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
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        offer = ("Đính kèm phiếu đã ký", partial(self.signed_slips.ask, slip))
        self._parts.tasks.write(
            lambda: handoffs.accept(actor, codes, receiver_name=signed.name, happened_at=signed.at),
            partial(self._on_signed, tuple(codes), signed.name, offer),
            _CHANGED,
            self._on_signed_refused,
        )

    def decline(self, code: str, reason: str) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._parts.tasks.write(
            lambda: handoffs.decline(actor, code, reason),
            partial(self._on_declined, code),
            _CHANGED,
            self._on_decline_refused,
        )

    def recall(self, codes: tuple[str, ...]) -> None:
        actor, handoffs = self._parts.actor(), self._parts.services.handoffs
        self._write(
            lambda: handoffs.recall_all(actor, codes), partial(self._on_recalled, len(codes))
        )

    def reprint(self, form_id: int) -> None:
        actor, queue = self._parts.actor(), self._parts.services.queue
        self._write(lambda: queue.reprint(actor, form_id).number, self._on_reprinted)

    def print_control_slips(self) -> None:
        """Print the sheet that goes with each paper of the slips sent last, as they stand now."""
        codes = self._last_sent
        if not codes:
            self._parts.messages.warn("Chưa giao hồ sơ nào ở quầy này từ khi mở trang.")
            return
        actor, slips = self._parts.actor(), self._parts.services.control_slips
        self._write(
            lambda: [slips.issue(actor, code) for code in codes],
            partial(self._on_slips_printed, len(codes)),
        )

    def _on_slips_printed(self, count: int, _done: object) -> None:
        self._parts.messages.done(f"Đang in {count} phiếu kiểm soát.")
        self._parts.print_job()

    def _on_sent(self, sending: Sending) -> None:
        codes = tuple(code for slip in sending.sent for code in slip.codes)
        self.sent.emit(codes)
        if codes:
            self._last_sent = codes
            self._tell_sent(sending, codes)
            self._parts.print_job()
        if sending.problem is not None:
            self._banner.bad("Có phiếu chưa giao được", sending.problem.message)
            self._parts.messages.refused(sending.problem)

    def _tell_sent(self, sending: Sending, codes: tuple[str, ...]) -> None:
        slips = "; ".join(f"phiếu {slip.number} tới {slip.to_name}" for slip in sending.sent)
        self._banner.good(f"Đã giao {len(codes)} hồ sơ", f"P{slips[1:]}")
        undo = ("Thu hồi", partial(self.recall, codes))
        again = [("In lại", partial(self.reprint, slip.form_id)) for slip in sending.sent[:1]]
        shown = again if len(sending.sent) == 1 else []
        sheets = ("Phiếu kiểm soát", self.print_control_slips)
        self._parts.messages.done(f"Đã giao {len(codes)} hồ sơ: {slips}.", [undo, *shown, sheets])

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
        self._parts.messages.done(f"Đã ghi nhận bàn giao {what}{by}.", offers)

    def _on_declined(self, code: str, _done: None) -> None:
        self.declined.emit()
        self._banner.notice(f"Không nhận {short_code(code)}", "Hồ sơ trở về nơi giao kèm lý do.")
        self._parts.messages.done(f"Đã ghi không nhận hồ sơ {code}.")

    def _on_decline_refused(self, error: UserError) -> None:
        self.decline_refused.emit(error.message)

    def _on_recalled(self, count: int, _done: None) -> None:
        self._banner.notice(f"Đã thu hồi {count} hồ sơ", "Hồ sơ trở lại danh sách chờ giao.")
        self._parts.messages.done(f"Đã thu hồi {count} hồ sơ khỏi phiếu; hãy gạch trên phiếu giấy.")

    def _on_reprinted(self, number: str) -> None:
        self._parts.messages.done(f"Đã gửi in lại phiếu {number}.")
        self._parts.print_job()

    def _write(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._parts.tasks.write(work, done, _CHANGED, self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self._banner.bad("Không làm được", error.message)
        self._parts.messages.refused(error)
        self.failed.emit()
