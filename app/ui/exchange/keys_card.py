"""The offices with a store of their own, and what waits for each."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from app.outputs import OutputKind
from app.printing.forms.key_card import key_card_pdf
from app.services.container import Services
from app.services.exchange.key_card import KeyCard, card_text, read_card
from app.services.exchange.records import PeerKeyLine, PeerLine
from app.services.ledger.records import Actor
from app.ui.desk.cards import HeadedCard
from app.ui.desk.scan_banner import ScanBanner
from app.ui.exchange.bundle_card import peer_columns
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.record_form import RecordForm, reason_field
from app.ui.widgets.table_view import RowTable
from app.wording import buttons as button_words
from app.wording import captions, prompts, sentences
from app.wording.texts import moment_text


class PeersCard(HeadedCard):
    """Its buttons are the page's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Đơn vị có kho riêng", parent)
        self.table = RowTable[PeerLine](
            peer_columns(),
            lambda line: line.unit_id,
            empty_text="Chưa tin khóa của đơn vị nào. Hãy xin thẻ khóa của họ rồi “Thêm khóa…”.",
        )
        self.table.setAccessibleName("Đơn vị có kho riêng")
        self.detail = label("", "quiet", wrap=True)
        self.export = button(button_words.EXPORT_HANDOVERS, "plain", Icon.SEND)
        self.results = button(button_words.EXPORT_RESULTS, "plain", Icon.EXPORT)
        self.card = button("Lưu thẻ khóa", "plain", Icon.KEY)
        self.add = button("Thêm khóa…", "plain", Icon.ADD)
        self.end = button("Ngừng tin…", "plain", Icon.LOCK)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export, 0, 0)
        buttons.addWidget(self.results, 0, 1)
        buttons.addWidget(self.card, 1, 0, 1, 2)
        buttons.addWidget(self.add, 2, 0)
        buttons.addWidget(self.end, 2, 1)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(buttons)
        self.table.row_selected.connect(self._tell)

    def set_peers(self, peers: Sequence[PeerLine]) -> None:
        """Show `peers`; the chosen one stays."""
        self.table.set_rows(peers)
        if self.table.current_row() is None and peers:
            self.table.selectRow(0)
        waiting = sum(line.to_send + line.results for line in peers)
        self.set_count(f"{waiting} đang chờ" if waiting else "")
        self._tell()

    def current(self) -> PeerLine | None:
        return self.table.current_row()

    def allow(self, *, exchange: bool, trust: bool) -> None:
        """Hide what this person may not do."""
        for made in (self.export, self.results):
            made.setVisible(exchange)
        for made in (self.add, self.end):
            made.setVisible(trust)

    def _tell(self) -> None:
        line = self.current()
        self.export.setEnabled(line is not None and line.to_send > 0)
        self.results.setEnabled(line is not None and line.results > 0)
        self.end.setEnabled(line is not None and line.is_trusted)
        if line is None:
            self.detail.setText("")
            return
        out = moment_text(line.last_out_at) if line.last_out_at else "chưa có"
        back = moment_text(line.last_in_at) if line.last_in_at else "chưa có"
        self.detail.setText(f"{line.code} · gói xuất gần nhất: {out} · gói nhập gần nhất: {back}")


# What the exchange page does about keys: trust one, end one, save this station's card.

_CARD_HEIGHT = 88


class KeyDialog(FormDialog):
    """A card scanned, pasted or read from a file; the fingerprint is never filled in for anyone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tin khóa của đơn vị khác", "Tin khóa này", parent)
        self.card = QPlainTextEdit()
        self.card.setFixedHeight(px(_CARD_HEIGHT))
        self.card.setPlaceholderText(
            "Quét mã trên thẻ khóa, hoặc kéo tệp thẻ khóa .txt vào trang Trao đổi gói"
        )
        self.card.setTabChangesFocus(True)
        self.fingerprint = QLineEdit()
        self.fingerprint.setPlaceholderText("25 chữ số, đọc từ tờ giấy của đơn vị kia")
        self.whose = label("", "body", wrap=True)
        self.fields.addWidget(self.board.add("card", "&Thẻ khóa", self.card), 0, 0)
        self.fields.addWidget(self.whose, 1, 0)
        self.fields.addWidget(
            self.board.add("fingerprint", "&Dấu vân tay trên giấy", self.fingerprint), 2, 0
        )
        self.card.textChanged.connect(self._on_card_changed)
        self.card.setFocus()

    @property
    def payload(self) -> str:
        return self.card.toPlainText()

    def handle_scan(self, text: str) -> bool:
        """Take the digits of a scanned card; the fingerprint is next."""
        if not text.isdigit():
            return False
        self.card.setPlainText(text)
        self.fingerprint.setFocus()
        return True

    def _on_card_changed(self) -> None:
        try:
            card = read_card(self.payload)
        except UserError:
            self.whose.setText("")
            return
        set_tone(self.whose, Tone.NORMAL)
        what = "khóa đơn vị, tin mọi máy được chứng nhận" if card.is_office else "khóa của một máy"
        self.whose.setText(f"Thẻ của: {card.name} ({card.code}), {what}")


class KeyActs(QWidget):
    """Its dialogs belong to `page`; what came of them is told on `banner`."""

    def __init__(
        self, context: PageContext, services: Services, banner: ScanBanner, page: QWidget
    ) -> None:
        super().__init__(page)
        self.hide()
        self._context = context
        self._services = services
        self._banner = banner
        self._page = page

    def add_key(self, payload: str = "") -> None:
        """Ask for another office's card and the fingerprint on its paper."""
        dialog = KeyDialog(self._page)
        dialog.card.setPlainText(payload)
        if payload:
            dialog.fingerprint.setFocus()
        confirm, write = self._services.peers.confirm, self._context.write
        dialog.ask(
            lambda: write(confirm, dialog.payload, dialog.fingerprint.text()),
            self._on_trusted,
            (Change.OFFICE,),
        )

    def ask_key(self) -> None:
        self.add_key()

    def end_key(self, line: PeerLine | None) -> None:
        """Ask why the newest key in force of the chosen office is no longer trusted."""
        keys = [key for key in line.keys if key.ended_at is None] if line else []
        if line is None or not keys:
            return
        key, today = keys[-1], self._context.clock.today
        form = RecordForm(
            (reason_field("ví dụ: máy đã thanh lý", lines=1),),
            f"Ngừng tin khóa của {line.name}",
            "Ngừng tin khóa",
            today,
            self._page,
            told=_ended(key),
        )
        end, write = self._services.peers.end, self._context.write
        form.ask(
            lambda: write(end, key.key_id, form.text()),
            lambda line: self._banner.good(f"Đã ngừng tin khóa của {line.name}"),
            (Change.OFFICE,),
        )

    def save_card(self) -> None:
        """Save the office's card and this station's, to be printed and carried."""
        self._context.work(_cards, self._services).then(self._on_cards)

    def _on_cards(self, cards: Sequence[KeyCard]) -> None:
        card = cards[0]
        name = f"the-khoa-{card.code}.pdf"
        out = self._context.files.save(self._page, prompts.SAVE_TO, name, "Tệp (*.pdf)")
        if out is None:
            return
        title = f"{_fingerprint_of(card)}: {card.fingerprint}"
        self._context.work(save_key_cards, self._services, cards, out).then(
            lambda _none: self._banner.good(title, f"Đã lưu {out}"),
            self._on_failed,
        )

    def _on_trusted(self, line: PeerLine) -> None:
        self._banner.good(f"Đã tin khóa của {line.name}", "Giờ có thể lập phiếu bàn giao tới đó.")

    def _on_failed(self, error: UserError) -> None:
        self._banner.bad(sentences.FAILED, error.message)


def _cards(actor: Actor, services: Services) -> tuple[KeyCard, ...]:
    """Return the office's card where there is one, and this station's."""
    office, station = services.peers.office_card(actor), services.peers.card(actor)
    return (station,) if office is None else (office, station)


def _ended(key: PeerKeyLine) -> str:
    """Return which key would end, and what would end with it."""
    if not key.is_office:
        return f"Khóa của một máy, dấu vân tay: {key.fingerprint}"
    return f"Khóa đơn vị và mọi máy nó chứng nhận, dấu vân tay: {key.fingerprint}"


def _fingerprint_of(card: KeyCard) -> str:
    return captions.OFFICE_KEY_FINGERPRINT if card.is_office else captions.STATION_KEY_FINGERPRINT


def save_key_cards(actor: Actor, services: Services, cards: Sequence[KeyCard], out: Path) -> None:
    """Save key cards for paper and, beside it, for a stick; for the worker.

    Raises InvalidInputError (`out`), StoreError.
    """
    outputs = services.outputs
    paper = outputs.place(out, OutputKind.PDF)
    digits = outputs.place(out.with_suffix(".txt"), OutputKind.KEY_CARD)
    paper.write(key_card_pdf(*cards, is_demo=services.office.facts(actor).is_demo))
    digits.write(card_text(*cards).encode())
