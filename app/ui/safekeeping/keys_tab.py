"""Khóa và mã hóa: how the store is kept, its key on paper, and the keys that sign forms."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.errors import UserError
from app.printing.forms.recovery_sheet import TITLE, recovery_sheet_pdf
from app.services.container import Services
from app.services.forms.signing import StationKey
from app.services.ledger.records import Actor
from app.services.safekeeping.store_keys import KeyChange, RecoverySheet, StoreKeyState
from app.ui.approving.approval_dialog import ask_approval
from app.ui.desk.cards import HeadedCard
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.safekeeping.store_key_card import RecoverySheetDialog, StoreKeyCard
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.labels import WholeLabel, button
from app.ui.widgets.record_form import RecordForm, reason_field
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.people import GuardedAct
from app.wording import buttons, captions, sentences, states
from app.wording.texts import moment_text


class SigningKeysCard(HeadedCard):
    """Its button is the tab's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Khóa ký giấy tờ", parent)
        self.table = RowTable[StationKey](
            _COLUMNS, lambda row: row.key_id, empty_text="Đơn vị chưa có khóa ký nào."
        )
        self.table.setAccessibleName("Khóa ký giấy tờ")
        self.renew = button("Thay khóa của máy này…", "plain", Icon.KEY)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        told = WholeLabel("quiet")
        told.setText("Giấy ký bằng khóa đã thay vẫn kiểm tra được.")
        foot.addWidget(told, 1)
        foot.addWidget(self.renew)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)

    def show_keys(self, keys: Sequence[StationKey]) -> None:
        self.table.set_rows(keys)
        in_use = sum(key.ended_at is None for key in keys)
        self.set_count(f"{in_use} đang dùng")


def _state(key: StationKey) -> str:
    if key.ended_at is not None:
        return f"Đã thay {moment_text(key.ended_at)}"
    return "Máy này đang dùng" if key.is_own else states.IN_USE


def _tone(key: StationKey) -> Tone:
    if key.ended_at is not None:
        return Tone.QUIET
    return Tone.OK if key.is_own else Tone.NORMAL


def _whole(key: StationKey) -> str:
    why = f", lý do: {key.end_reason}" if key.end_reason else ""
    return f"Khóa số {key.key_id} của {key.station}, tạo {moment_text(key.made_at)}{why}"


_COLUMNS: list[Column[StationKey]] = [
    digits_column(captions.NUMBER, lambda key: str(key.key_id), 56, tip=_whole),
    text_column(captions.STATION, "station", tip=_whole),
    digits_column("Tạo lúc", lambda key: moment_text(key.made_at), 148, tip=_whole),
    text_column(captions.STATE_NOW, _state, 216, tip=_whole, tone=_tone),
]


_WHAT: Final = {
    KeyChange.ENCRYPT: "Kho dữ liệu được chép sang tệp mới đã mã hóa, tệp cũ bị ghi đè và xóa; bản "
    "quét, giấy đã in và gói chỉ mở được bằng kho. Từ đó mất khóa mà không có phiếu khôi phục là "
    "mất dữ liệu.",
    KeyChange.DECRYPT: "Kho dữ liệu được chép sang tệp mới không mã hóa: ai lấy được đĩa của máy "
    "là đọc được hồ sơ và mở được bản quét.",
    KeyChange.RENEW: "Đơn vị dùng khóa mới cho kho và các bản sao lưu sau này. Phiếu khôi phục cũ "
    "chỉ còn mở được các bản sao lưu cũ; phải in phiếu mới.",
}
_DONE: Final = {
    KeyChange.ENCRYPT: sentences.STORE_ENCRYPTED,
    KeyChange.DECRYPT: sentences.STORE_DECRYPTED,
    KeyChange.RENEW: sentences.STORE_KEY_CHANGED,
}
_SHEET_WHAT: Final = (
    "Các nhóm số của khóa hiện ra để in. Việc in được ghi vào nhật ký; các số không được ghi."
)

_Found = tuple[StoreKeyState, tuple[StationKey, ...]]


_WHY_RENEWED: Final = replace(
    reason_field("ví dụ: máy từng cho mượn, nghi lộ khóa", lines=1),
    longest=200,
    missing=sentences.NO_KEY_REASON,
)


class KeysTab(PageTab):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.store = StoreKeyCard()
        self.signing = SigningKeysCard()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.store, 5)
        whole.addWidget(self.signing, 6)
        self.store.change_wanted.connect(self.ask_change)
        self.store.sheet.clicked.connect(self.ask_sheet)
        self.signing.renew.clicked.connect(self.ask_renewal)
        self.setFocusProxy(self.store.sheet)

    @override
    def load(self) -> None:
        self._context.work(_found, self._services).then(self._show)

    def ask_change(self, change: KeyChange) -> None:
        """Ask a second person, then encrypt, decrypt or change the key."""
        ask_approval(
            self._context,
            self._services,
            change.act,
            "",
            partial(self._change, change),
            self,
            what=_WHAT[change],
        )

    def ask_sheet(self) -> None:
        """Ask for the own password again, then show the sheet to be printed."""
        act = GuardedAct.PRINT_RECOVERY
        ask_approval(
            self._context, self._services, act, "", self._make_sheet, self, what=_SHEET_WHAT
        )

    def ask_renewal(self) -> None:
        """Ask why the station's signing key is renewed, and then a second person."""
        form = RecordForm(
            (_WHY_RENEWED,),
            "Thay khóa ký của máy này",
            buttons.CONTINUE,
            self._context.clock.today,
            self,
            told="Khóa cũ bị hủy và không ký được nữa; giấy đã in vẫn kiểm tra được mãi. Đơn vị "
            "khác đang tin khóa cũ của máy này thì cần nhận thẻ khóa mới.",
        )
        form.accept_with(lambda: str(form.values()["reason"]), self._approve_renewal)

    def _show(self, found: _Found) -> None:
        state, keys = found
        self.store.show_state(state)
        self.signing.show_keys(keys)

    def _change(self, change: KeyChange, approval_id: int) -> None:
        self.store.set_waiting(is_waiting=True)
        self._context.write(self._services.store_keys.change, approval_id, change).then(
            partial(self._on_changed, change), failed=self._on_failed
        )

    def _on_changed(self, change: KeyChange, state: StoreKeyState) -> None:
        self.store.set_waiting(is_waiting=False)
        self.store.show_state(state)
        if state.sheet is None:
            actions = (("In phiếu khôi phục", self.ask_sheet),)
            text = f"{_DONE[change]} Hãy in phiếu khôi phục của khóa ngay."
            self._context.messages.warn(text, actions)
        else:
            self._context.messages.done(_DONE[change])

    def _make_sheet(self, approval_id: int) -> None:
        self._context.write(self._services.store_keys.sheet, approval_id).then(
            self._on_sheet, failed=self._on_failed
        )

    def _on_sheet(self, sheet: RecoverySheet) -> None:
        printing = self._context.work(_print, self._services, self._context.printing, sheet)
        RecoverySheetDialog(sheet, printing, self).open()
        self.load()

    def _approve_renewal(self, reason: str) -> None:
        subject = self._services.key_renewal.subject
        ask_approval(
            self._context,
            self._services,
            GuardedAct.RENEW_KEY,
            subject,
            partial(self._renew, reason),
            self,
            what=f"Khóa ký số {subject} của máy này bị hủy, giấy in từ nay ký bằng khóa mới. Giấy "
            "đã in vẫn kiểm tra được.",
        )

    def _renew(self, reason: str, approval_id: int) -> None:
        self._context.write(self._services.key_renewal.renew, approval_id, reason).then(
            self._on_renewed, failed=self._on_failed
        )

    def _on_renewed(self, key_id: int) -> None:
        self._context.messages.done(f"Máy này ký bằng khóa mới số {key_id}.")
        self.load()

    def _on_failed(self, error: UserError) -> None:
        self.store.set_waiting(is_waiting=False)
        self._context.messages.refused(error)
        self.load()


def _found(actor: Actor, services: Services) -> _Found:
    return services.store_keys.state(actor), services.key_renewal.keys(actor)


def _print(actor: Actor, services: Services, printing: Printing, sheet: RecoverySheet) -> None:
    """Print at once and keep no file. Raises PrinterError."""
    pdf = recovery_sheet_pdf(services.letterhead(actor), sheet)
    printing.send_unkept(pdf, TITLE, "A4")
