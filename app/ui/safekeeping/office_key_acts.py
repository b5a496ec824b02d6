"""What the keys' tab does with the office's key: made, replaced by two people, used to certify."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.exchange.key_card import KeyCard
from app.services.exchange.office_keys import OfficeKeyState
from app.services.forms.signing import StationKey
from app.ui.approving.approval_dialog import ask_approval
from app.ui.shell.messages import Question
from app.ui.shell.page_context import PageContext
from app.ui.widgets.record_form import RecordForm, reason_field
from app.vocabulary.people import GuardedAct
from app.wording import buttons, sentences

_WHY_REPLACED: Final = replace(
    reason_field("ví dụ: máy giữ khóa đã hỏng, nghi lộ khóa", lines=1),
    longest=200,
    missing=sentences.NO_OFFICE_KEY_REASON,
)
_WHAT: Final = (
    "Khóa đơn vị cũ bị hủy. Đơn vị khác không tin máy nào của đơn vị theo khóa mới trước khi họ "
    "đối chiếu dấu vân tay mới; các máy khác của đơn vị phải được chứng nhận lại."
)


class OfficeKeyActs(QWidget):
    """Its dialogs belong to `page`; `on_done` shows the keys anew."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        on_done: Callable[[], None],
        on_failed: Callable[[UserError], None],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self.hide()
        self._context = context
        self._services = services
        self._on_done, self._on_failed = on_done, on_failed
        self._page = page

    def ask_first(self) -> None:
        """Ask before the office's first key is made: it changes what other stations may send."""
        self._context.messages.ask(
            Question(
                text="Tạo khóa đơn vị ở máy này?",
                detail="Máy này giữ khóa và chứng nhận cho các máy khác của đơn vị. Sau đó máy "
                "chưa được chứng nhận vẫn in được giấy nhưng không lập được gói gửi đơn vị "
                "khác; đơn vị nhận gói phải dùng phiên bản 0.8.0 trở lên.",
                act="Tạo khóa",
            ),
            self._make,
        )

    def ask_another(self, state: OfficeKeyState | None) -> None:
        """Ask why the office's key is replaced, and then a second person."""
        if state is None:
            return
        form = RecordForm(
            (_WHY_REPLACED,),
            "Thay khóa đơn vị",
            buttons.CONTINUE,
            self._context.clock.today,
            self._page,
            told=_WHAT,
        )
        form.accept_with(
            lambda: str(form.values()["reason"]), partial(self._approve, state.subject)
        )

    def ask_certificate(self, key: StationKey | None) -> None:
        """Show the digits of a station's key, and certify it once they were compared."""
        if key is None:
            return
        self._context.work(self._services.office_keys.card, key.key_id).then(
            partial(self._compare, key), self._on_failed
        )

    def _make(self) -> None:
        self._context.write(self._services.office_keys.make).then(
            lambda _state: self._told(sentences.OFFICE_KEY_MADE), failed=self._on_failed
        )

    def _approve(self, subject: str, reason: str) -> None:
        ask_approval(
            self._context,
            self._services,
            GuardedAct.RENEW_OFFICE_KEY,
            subject,
            partial(self._replace, reason),
            self._page,
            what=_WHAT,
        )

    def _replace(self, reason: str, approval_id: int) -> None:
        self._context.write(self._services.office_keys.replace, approval_id, reason).then(
            lambda _state: self._told(sentences.OFFICE_KEY_REPLACED), failed=self._on_failed
        )

    def _compare(self, key: StationKey, card: KeyCard) -> None:
        self._context.messages.ask(
            Question(
                text=f"Chứng nhận khóa ký số {key.key_id} của {key.station}?",
                detail=f"Dấu vân tay: {card.fingerprint}\n\nHãy đối chiếu với thẻ khóa lưu ở chính "
                "máy đó (trang Trao đổi gói). Đơn vị khác sẽ tin mọi gói ký bằng khóa này.",
                act="Chứng nhận",
            ),
            partial(self._certify, key, card),
        )

    def _certify(self, key: StationKey, card: KeyCard) -> None:
        done = sentences.STATION_CERTIFIED.format(key_id=key.key_id, digits=card.fingerprint)
        self._context.write(self._services.office_keys.certify, key.key_id).then(
            lambda _state: self._told(done), failed=self._on_failed
        )

    def _told(self, done: str) -> None:
        self._context.messages.done(done)
        self._on_done()
