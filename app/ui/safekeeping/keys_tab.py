"""Khóa và mã hóa: how the store is kept, its key on paper, and the keys that sign forms."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from app.errors import UserError
from app.printing.forms.recovery_sheet import TITLE, recovery_sheet_pdf
from app.services.container import Services
from app.services.exchange.office_keys import OfficeKeyState
from app.services.forms.signing import StationKey
from app.services.ledger.records import Actor
from app.services.safekeeping.store_keys import KeyChange, RecoverySheet, StoreKeyState
from app.ui.approving.approval_dialog import ask_approval
from app.ui.desk.tabbed_page import PageTab
from app.ui.safekeeping.office_key_acts import OfficeKeyActs
from app.ui.safekeeping.signing_keys_card import SigningKeysCard
from app.ui.safekeeping.store_key_card import RecoverySheetDialog, StoreKeyCard
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.record_form import RecordForm, reason_field
from app.vocabulary.people import GuardedAct
from app.wording import buttons, sentences

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

_Found = tuple[StoreKeyState, tuple[StationKey, ...], OfficeKeyState | None]


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
        self._office_key: OfficeKeyState | None = None
        acts = OfficeKeyActs(context, services, self.load, self._on_failed, self)
        self.signing.make_office.clicked.connect(acts.ask_first)
        self.signing.replace_office.clicked.connect(lambda: acts.ask_another(self._office_key))
        self.signing.certify.clicked.connect(lambda: acts.ask_certificate(self.signing.current()))
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
        state, keys, self._office_key = found
        self.store.show_state(state)
        self.signing.show_keys(keys, self._office_key)

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
    return (
        services.store_keys.state(actor),
        services.key_renewal.keys(actor),
        services.office_keys.state(actor),
    )


def _print(actor: Actor, services: Services, printing: Printing, sheet: RecoverySheet) -> None:
    """Print at once and keep no file. Raises PrinterError."""
    pdf = recovery_sheet_pdf(services.letterhead(actor), sheet)
    printing.send_unkept(pdf, TITLE, "A4")
