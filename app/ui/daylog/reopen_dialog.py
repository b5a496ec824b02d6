"""Opening a closed day again: the reason here, then the second person's password."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.closing.records import ClosingStanding, Reopened
from app.services.container import Services
from app.services.periods.records import locked_days_words
from app.ui.approving.approved_work import run_approved
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label, set_tone
from app.wording.texts import day_text

_REASON_MAX = 500


class ReopenDialog(FormDialog):
    """Stays open with its reason until two people have agreed."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        day: date,
        done: Callable[[Reopened], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Mở lại ngày {day_text(day)}", "Mở lại ngày", parent)
        self._context = context
        self._services = services
        self._day = day
        self._done = done
        self.reason = QLineEdit()
        self.reason.setMaxLength(_REASON_MAX)
        told = label(
            f"Ngày {day_text(day)} và các ngày đã khóa sau đó được mở lại. Phiếu khóa đã in vẫn "
            "còn trong sổ; lần mở lại, lý do và tên hai người hiện trên trang này và trên mọi bảng "
            "tổng hợp.",
            "quiet",
            wrap=True,
        )
        self.warning = label("", "body", wrap=True)
        set_tone(self.warning, Tone.WARN)
        self.warning.hide()
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.warning, 1, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do mở lại", self.reason), 2, 0)
        self.reason.setFocus()
        self.submitted.connect(self._on_submitted)
        context.read(services.closings.standing, day).then(self._show_standing)

    def _show_standing(self, standing: ClosingStanding) -> None:
        words = locked_days_words(standing.locked_periods)
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _on_submitted(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.board.show_problems({"reason": "Chưa có lý do mở lại ngày. Hãy ghi lý do."})
            return
        day = self._day
        run_approved(
            self,
            self._context,
            self._services,
            lambda approval: self._context.write(
                self._services.closings.reopen, day, reason, approval
            ),
            self._done,
            changed=(Change.OFFICE,),
            what=f"Mở lại ngày {day_text(day)} và các ngày đã khóa sau đó. Lý do: {reason}",
        )
