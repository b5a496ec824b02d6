"""What the exchange page does about keys: trust one, end one, save this station's card."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.exchange.key_card import KeyCard
from app.services.exchange.records import PeerLine
from app.ui.desk.scan_banner import ScanBanner
from app.ui.exchange.key_dialog import EndKeyDialog, KeyDialog
from app.ui.exchange.parts import ExchangeParts
from app.ui.runtime.tasks import Change


class KeyActs(QWidget):
    """Its dialogs belong to `page`; what came of them is told on `banner`."""

    def __init__(self, parts: ExchangeParts, banner: ScanBanner, page: QWidget) -> None:
        super().__init__(page)
        self.hide()
        self._parts = parts
        self._banner = banner
        self._page = page

    def add_key(self, payload: str = "") -> None:
        """Ask for another office's card and the fingerprint on its paper."""
        dialog = KeyDialog(self._page)
        dialog.card.setPlainText(payload)
        if payload:
            dialog.fingerprint.setFocus()
        dialog.submitted.connect(partial(self._confirm, dialog))
        dialog.open()

    def ask_key(self) -> None:
        self.add_key()

    def end_key(self, line: PeerLine | None) -> None:
        """Ask why the newest key in force of the chosen office is no longer trusted."""
        keys = [key for key in line.keys if key.ended_at is None] if line else []
        if line is None or not keys:
            return
        dialog = EndKeyDialog(line.name, keys[-1].fingerprint, self._page)
        dialog.submitted.connect(partial(self._end, dialog, keys[-1].key_id))
        dialog.open()

    def save_card(self) -> None:
        """Save this station's card, to be printed and carried."""
        actor, peers = self._parts.actor(), self._parts.services.peers
        self._parts.tasks.read(lambda: peers.card(actor), self._on_card)

    def _on_card(self, card: KeyCard) -> None:
        out = self._parts.files.to_save(self._page, f"the-khoa-{card.code}.pdf")
        if out is None:
            return
        save = self._parts.save_card
        self._parts.tasks.read(
            lambda: save(card, out),
            lambda _none: self._banner.good(f"Dấu vân tay: {card.fingerprint}", f"Đã lưu {out}"),
            self._on_failed,
        )

    def _confirm(self, dialog: KeyDialog) -> None:
        actor, peers = self._parts.actor(), self._parts.services.peers
        payload, typed = dialog.payload, dialog.fingerprint.text()
        dialog.run(
            self._parts.tasks,
            lambda: peers.confirm(actor, payload, typed),
            self._on_trusted,
            (Change.OFFICE,),
        )

    def _end(self, dialog: EndKeyDialog, key_id: int) -> None:
        actor, peers = self._parts.actor(), self._parts.services.peers
        reason = dialog.reason.text()
        dialog.run(
            self._parts.tasks,
            lambda: peers.end(actor, key_id, reason),
            lambda line: self._banner.good(f"Đã ngừng tin khóa của {line.name}"),
            (Change.OFFICE,),
        )

    def _on_trusted(self, line: PeerLine) -> None:
        self._banner.good(f"Đã tin khóa của {line.name}", "Giờ có thể lập phiếu bàn giao tới đó.")

    def _on_failed(self, error: UserError) -> None:
        self._banner.bad("Không làm được", error.message)
