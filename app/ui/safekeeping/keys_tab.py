"""Khóa và mã hóa: how the store is kept, its key on paper, and the keys that sign forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from app.errors import UserError
from app.services.forms.key_renewal import KeyRenewal, StationKey
from app.services.ledger.records import Actor
from app.services.safekeeping.store_keys import (
    KeyChange,
    RecoverySheet,
    StoreKeys,
    StoreKeyState,
)
from app.ui.approving.approval_dialog import ApprovalParts, ask_approval
from app.ui.desk.tabbed_page import PageTab
from app.ui.runtime.tasks import Latest, TaskRunner
from app.ui.safekeeping.renewal_dialog import RenewalDialog
from app.ui.safekeeping.sheet_dialog import SheetDialog
from app.ui.safekeeping.signing_keys_card import SigningKeysCard
from app.ui.safekeeping.store_key_card import StoreKeyCard
from app.ui.shell.strip import NoticeKind, StripAction
from app.vocabulary.people import GuardedAct

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
    KeyChange.ENCRYPT: "Đã mã hóa kho dữ liệu.",
    KeyChange.DECRYPT: "Đã bỏ mã hóa kho dữ liệu.",
    KeyChange.RENEW: "Đã đổi khóa.",
}
_SHEET_WHAT: Final = (
    "Các nhóm số của khóa hiện ra để in. Việc in được ghi vào nhật ký; các số không được ghi."
)

Say = Callable[[str, NoticeKind, Sequence[StripAction]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysParts:
    """What the tab is given.

    `print_sheet` prints at once and keeps no file; it runs on the worker and raises PrinterError.
    """

    tasks: TaskRunner
    actor: Callable[[], Actor]
    approval: ApprovalParts
    store_keys: StoreKeys
    renewal: KeyRenewal
    print_sheet: Callable[[RecoverySheet], None]
    say: Say


class KeysTab(PageTab):
    def __init__(self, parts: KeysParts) -> None:
        super().__init__()
        self._parts = parts
        self._latest = Latest()
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
        actor, parts = self._parts.actor(), self._parts
        parts.tasks.read(
            lambda: (parts.store_keys.state(actor), parts.renewal.keys(actor)),
            self._latest.only(self._show),
        )

    def ask_change(self, change: KeyChange) -> None:
        """Ask a second person, then encrypt, decrypt or change the key."""
        ask_approval(
            self._parts.approval,
            change.act,
            "",
            partial(self._change, change),
            self,
            what=_WHAT[change],
        )

    def ask_sheet(self) -> None:
        """Ask for the own password again, then show the sheet to be printed."""
        act = GuardedAct.PRINT_RECOVERY
        ask_approval(self._parts.approval, act, "", self._make_sheet, self, what=_SHEET_WHAT)

    def ask_renewal(self) -> None:
        """Ask why the station's signing key is renewed, and then a second person."""
        dialog = RenewalDialog(self)
        dialog.submitted.connect(partial(self._approve_renewal, dialog))
        dialog.open()

    def _show(self, found: tuple[StoreKeyState, tuple[StationKey, ...]]) -> None:
        state, keys = found
        self.store.show_state(state)
        self.signing.show_keys(keys)

    def _change(self, change: KeyChange, approval_id: int) -> None:
        actor, keys = self._parts.actor(), self._parts.store_keys
        self.store.set_waiting(is_waiting=True)
        self._parts.tasks.write(
            lambda: keys.change(actor, approval_id, change),
            partial(self._on_changed, change),
            failed=self._on_failed,
        )

    def _on_changed(self, change: KeyChange, state: StoreKeyState) -> None:
        self.store.set_waiting(is_waiting=False)
        self.store.show_state(state)
        if state.sheet is None:
            actions = (("In phiếu khôi phục", self.ask_sheet),)
            text = f"{_DONE[change]} Hãy in phiếu khôi phục của khóa ngay."
            self._parts.say(text, NoticeKind.WARNING, actions)
        else:
            self._parts.say(_DONE[change], NoticeKind.DONE, ())

    def _make_sheet(self, approval_id: int) -> None:
        actor, keys = self._parts.actor(), self._parts.store_keys
        self._parts.tasks.write(
            lambda: keys.sheet(actor, approval_id), self._on_sheet, failed=self._on_failed
        )

    def _on_sheet(self, sheet: RecoverySheet) -> None:
        SheetDialog(self._parts.tasks, sheet, self._parts.print_sheet, self).open()
        self.load()

    def _approve_renewal(self, dialog: RenewalDialog) -> None:
        reason = dialog.reason.text().strip()
        if not reason:
            dialog.board.show_problem("reason", "Hãy ghi lý do thay khóa ký.")
            return
        dialog.accept()
        subject = self._parts.renewal.subject
        ask_approval(
            self._parts.approval,
            GuardedAct.RENEW_KEY,
            subject,
            partial(self._renew, reason),
            self,
            what=f"Khóa ký số {subject} của máy này bị hủy, giấy in từ nay ký bằng khóa mới. Giấy "
            "đã in vẫn kiểm tra được.",
        )

    def _renew(self, reason: str, approval_id: int) -> None:
        actor, renewal = self._parts.actor(), self._parts.renewal
        self._parts.tasks.write(
            lambda: renewal.renew(actor, approval_id, reason),
            self._on_renewed,
            failed=self._on_failed,
        )

    def _on_renewed(self, key_id: int) -> None:
        self._parts.say(f"Máy này ký bằng khóa mới số {key_id}.", NoticeKind.DONE, ())
        self.load()

    def _on_failed(self, error: UserError) -> None:
        self.store.set_waiting(is_waiting=False)
        self._parts.say(error.message, NoticeKind.REFUSED, ())
        self.load()
