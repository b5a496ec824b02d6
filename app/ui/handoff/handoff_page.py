"""The handoff page: one scan does what the dossier needs, whether it goes or comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.custody.records import AgencyQueue, ScannedHandoff, SlipItem, SlipView
from app.services.intake.identity import looks_like_card
from app.services.ledger.records import Actor
from app.services.office.records import AgencyLine
from app.ui.desk.cards import GAP, page_layout
from app.ui.desk.dossier_columns import short_code
from app.ui.desk.scan_banner import CodeLine, ScanBanner
from app.ui.handoff.acts import HandoffActs
from app.ui.handoff.slips_card import RefusedCard, SlipsCard
from app.ui.handoff.waiting_card import WaitingCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import label
from app.wording import buttons, captions, prompts, sentences, states

AGAIN_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffPageData:
    """All the page shows, read in one go."""

    queues: Sequence[AgencyQueue]
    moving: Sequence[SlipView]
    arriving: Sequence[SlipView]
    refused: Sequence[SlipItem]
    agencies: Sequence[AgencyLine]


class HandoffPage(QWidget):
    def __init__(
        self,
        context: PageContext,
        services: Services,
        parent: QWidget | None = None,
        *,
        again_ms: int = AGAIN_MS,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._wanted_picks: list[str] = []
        self._is_sending = False
        now = context.clock.now
        self.banner = ScanBanner(
            "Quét hồ sơ để giao hoặc nhận",
            "Hồ sơ ở đây lên phiếu của cơ quan kế tiếp; hồ sơ vừa đến được nhận ngay.",
        )
        self.code_line = CodeLine(prompts.CODE, "Mã hồ sơ cần giao hoặc nhận")
        self.waiting = WaitingCard(now, context.actions.key_text("handoff.close_slip"), self)
        self.moving = SlipsCard(
            states.ON_THE_WAY,
            now,
            "Không có phiếu nào đang đi. F12 đóng phiếu và giao.",
            is_outgoing=True,
            parent=self,
        )
        self.arriving = SlipsCard(
            "Đến", now, "Chưa có hồ sơ nào giao tới đây.", is_outgoing=False, parent=self
        )
        self.refused = RefusedCard(now)
        self._acts = HandoffActs(context, services, self.banner, self)
        self._attach = partial(self._acts.attach_signed, self.moving)
        self._clock = QTimer(self, interval=again_ms)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()
        self._arrange()
        self._connect()
        self._bind()

    def activated(self) -> None:
        self.reload()
        first = self.arriving.slips if self._is_agency() else self.waiting.queues
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if changes & {Change.DOSSIERS, Change.HANDOFFS, Change.OFFICE}:
            self.reload()

    def handle_scan(self, text: str) -> bool:
        """Take every scan but an identity card, which the box knows how to search for."""
        if looks_like_card(text):
            return False
        self._scan(text)
        return True

    def reload(self) -> None:
        self._context.read(_read_page, self._services).then(self._show)

    def close_slips(self) -> None:
        """Send the slips being made, one per receiver, and print them."""
        drafts = self.waiting.drafts()
        if not drafts:
            self.banner.notice(
                "Chưa có hồ sơ nào trên phiếu", "Quét hồ sơ, hoặc chọn trong danh sách rồi Space."
            )
            return
        if any(not draft.to_id for draft in drafts):
            self.waiting.ask_target()
            self.banner.bad("Chưa chọn cơ quan nhận", "Chọn ở ô “Giao tới” rồi nhấn F12 lại.")
            return
        if self._is_sending:
            return
        self._is_sending = True
        self.waiting.close_button.setEnabled(False)
        self._acts.send(drafts)

    def accept_all(self) -> None:
        """Accept every open dossier of the slip that arrived."""
        slip = self.arriving.current_slip()
        if slip is not None and slip.open_codes:
            self._acts.accept(slip.open_codes)

    def decline(self) -> None:
        """Ask why the chosen dossier is refused."""
        items = self.arriving.open_items()
        if len(items) != 1:
            self.banner.notice(
                "Chọn một hồ sơ để không nhận", "Mỗi hồ sơ không nhận cần một lý do riêng."
            )
            return
        code = short_code(items[0].code)
        self.arriving.ask(f"Lý do không nhận {code}", prompts.DECLINE_EXAMPLE)

    def record_receiver(self) -> None:
        """Ask who signed for the chosen dossiers on paper."""
        items = self.moving.open_items()
        if items:
            asked = f"Ai đã ký nhận {len(items)} hồ sơ?"
            self.moving.ask(asked, captions.RECEIVER_NAME, with_time=True)

    def recall(self) -> None:
        """Take the chosen dossiers back before they are accepted."""
        codes = tuple(item.code for item in self.moving.open_items())
        if codes:
            self._acts.recall(codes)

    def _arrange(self) -> None:
        rows = page_layout(self)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label("Bàn giao hồ sơ", "title"))
        head.addStretch(1)
        self.code_line.setFixedWidth(px(300))
        head.addWidget(self.code_line)
        rows.addLayout(head)
        rows.addWidget(self.banner)
        rows.addWidget(self.refused)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        cards: list[tuple[QWidget, int]] = [
            (self.waiting, 19),
            (self.moving, 12),
            (self.arriving, 12),
        ]
        for made, share in reversed(cards) if self._is_agency() else cards:
            columns.addWidget(made, share)
        rows.addLayout(columns, 1)

    def _connect(self) -> None:
        self.code_line.entered.connect(self._scan)
        self.waiting.close_wanted.connect(self.close_slips)
        self.arriving.answered.connect(self._on_decline_answered)
        self.moving.answered.connect(partial(self._acts.record_answer, self.moving))
        for one in (self.waiting, self.moving, self.arriving):
            one.dossier_opened.connect(self._context.navigate.open_dossier)
        self.refused.dossier_opened.connect(self._context.navigate.open_dossier)
        self.moving.add_button("Đã nhận…", Icon.RECEIVE, self.record_receiver)
        self.moving.add_button(buttons.RECALL, Icon.UNDO, self.recall)
        self.moving.add_button(buttons.PRINT_AGAIN, Icon.PRINT, self._reprint_current)
        self.moving.add_wide_button(buttons.CHOOSE_SIGNED_SLIP, Icon.ADD, self._attach)
        self.moving.slips.files_dropped.connect(self._acts.signed_slips.keep)
        self.arriving.add_button("Nhận tất cả", Icon.CHECK, self.accept_all)
        self.arriving.add_button("Không nhận…", Icon.REFUSED, self.decline)
        self._acts.sent.connect(self._on_sent)
        self._acts.declined.connect(self.arriving.stop_asking)
        self._acts.decline_refused.connect(self.arriving.show_problem)
        self._acts.recorded.connect(self.moving.stop_asking)
        self._acts.record_refused.connect(self.moving.show_problem)
        self._acts.failed.connect(self._on_failed)

    def _bind(self) -> None:
        bind = self._context.actions.bind
        bind("handoff.close_slip", self.close_slips, self)
        bind("handoff.scan", self._go_to_code, self)
        bind("handoff.accept_all", self.accept_all, self)
        bind("handoff.decline", self.decline, self)
        bind("handoff.received", self.record_receiver, self)
        bind("handoff.signed_slip", self._attach, self)
        bind("handoff.recall", self.recall, self)
        bind("handoff.control_slip", self._acts.print_control_slips, self)
        bind("handoff.confirm", self._confirm, self)
        bind("act.back", self._on_escape, self)

    def _is_agency(self) -> bool:
        actor = self._context.actor()
        return actor.unit_id != actor.office_id

    def _show(self, data: HandoffPageData) -> None:
        self.waiting.set_board(data.queues, data.agencies)
        self.moving.set_slips(data.moving)
        self.arriving.set_slips(data.arriving)
        self.refused.set_items(data.refused)
        wanted, self._wanted_picks = self._wanted_picks, []
        for code in wanted:
            self._pick(code)

    def _scan(self, text: str) -> None:
        # Scans come faster than answers: each is picked, not the newest alone.
        self._context.read(self._services.scans.for_handoff, text).then(
            partial(self._on_scanned), self._on_scan_failed
        )

    def _on_scanned(self, scan: ScannedHandoff) -> None:
        dossier = scan.dossier
        if dossier.refusal:
            self.banner.refused("Không giao nhận được", dossier.refusal, dossier.verdict)
        elif scan.slip is not None:
            self.arriving.go_to(scan.slip.handoff_id)
            self.banner.good(
                f"Phiếu {scan.slip.number}: {scan.slip.open_count} hồ sơ chờ nhận",
                "Ctrl+Shift+A nhận tất cả, hoặc quét từng hồ sơ.",
            )
        elif scan.has_arrived:
            self._acts.accept((dossier.code,))
        elif self.waiting.has(dossier.code):
            self._pick(dossier.code)
        else:
            self._wanted_picks.append(dossier.code)
            self.reload()

    def _pick(self, code: str) -> None:
        if self.waiting.is_picked(code):
            self.waiting.pick(code)
            self.banner.notice(f"{short_code(code)} đã ở trên phiếu này", "F12 đóng và in phiếu.")
        elif self.waiting.has(code):
            name = self.waiting.pick(code)
            self.banner.good(f"{short_code(code)} → {name}", "F12 đóng và in phiếu.")

    def _on_decline_answered(self, reason: str) -> None:
        items = self.arriving.open_items()
        if len(items) == 1:
            self._acts.decline(items[0].code, reason)
        else:
            self.arriving.stop_asking()

    def _on_sent(self, codes: tuple[str, ...]) -> None:
        self._is_sending = False
        self.waiting.forget(codes)

    def _on_failed(self) -> None:
        self._is_sending = False
        self.reload()

    def _on_scan_failed(self, error: UserError) -> None:
        self.banner.bad(sentences.FAILED, error.message)

    def _reprint_current(self) -> None:
        slip = self.moving.current_slip()
        if slip is not None:
            self._acts.reprint(slip.form_id)

    def _confirm(self) -> None:
        for one in (self.moving, self.arriving):
            if one.is_asking():
                one.give_answer()

    def _on_escape(self) -> None:
        self.moving.stop_asking()
        self.arriving.stop_asking()
        self.banner.clear()

    def _go_to_code(self) -> None:
        self.code_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_minute(self) -> None:
        if self.isVisible():
            self.reload()


def _read_page(actor: Actor, services: Services) -> HandoffPageData:
    desk = services.handoff_desk
    return HandoffPageData(
        queues=desk.waiting(actor),
        moving=desk.on_the_way(actor),
        arriving=desk.incoming(actor),
        refused=desk.refused_back(actor),
        agencies=services.office.agencies(actor),
    )
