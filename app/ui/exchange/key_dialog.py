"""Trusting another office's key: read the card, then type the fingerprint from the paper."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from app.services.exchange.key_card import read_card
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label, set_tone

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
        self.whose.setText(f"Thẻ của: {card.name} ({card.code})")


class EndKeyDialog(FormDialog):
    """Why a key is no longer trusted."""

    def __init__(self, name: str, fingerprint: str, parent: QWidget | None = None) -> None:
        super().__init__(f"Ngừng tin khóa của {name}", "Ngừng tin khóa", parent)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("ví dụ: máy đã thanh lý")
        self.fields.addWidget(label(f"Dấu vân tay: {fingerprint}", "quiet", wrap=True), 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()
