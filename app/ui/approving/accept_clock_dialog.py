"""Accepting the machine's clock although it is behind the log: a reason, then two people."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.container import Services
from app.services.office.machine_clock import ClockBehind
from app.ui.approving.approved_work import run_approved
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label
from app.wording.texts import moment_text

_REASON_MAX = 500


class AcceptClockDialog(FormDialog):
    """Stays open with its reason until it was approved."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        behind: ClockBehind,
        done: Callable[[None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Giờ máy lùi so với nhật ký", "Chấp nhận giờ máy", parent)
        self._context = context
        self._services = services
        self._behind = behind
        self._done = done
        self.reason = QLineEdit()
        self.reason.setMaxLength(_REASON_MAX)
        told = label(
            f"Máy đang chỉ {moment_text(behind.now)}; việc ghi gần nhất lúc "
            f"{moment_text(behind.latest_at)}. Nếu giờ máy sai: đóng hộp này, chỉnh giờ của máy "
            "rồi làm tiếp. Nếu giờ máy đúng: ghi lý do, hai người cùng xác nhận; lần chấp nhận này "
            "hiện trong mọi lần kiểm tra và kiểm toán nhật ký.",
            "body",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()
        self.submitted.connect(self._on_submitted)

    def _on_submitted(self) -> None:
        reason, accept = self.reason.text().strip(), self._services.machine_clock.accept
        run_approved(
            self,
            self._context,
            self._services,
            lambda approval: self._context.write(accept, reason, approval),
            self._done,
            changed=tuple(Change),
            what=f"Chấp nhận giờ máy {moment_text(self._behind.now)}. Lý do: {reason}",
        )
