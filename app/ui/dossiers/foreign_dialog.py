"""Why a dossier that another unit works on is to be opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import ForeignDossierError, UserError
from app.services.container import Services
from app.services.dossiers.records import DossierView
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label
from app.ui.widgets.reason_edit import ReasonEdit


class ForeignDialog(FormDialog):
    """Asks for the reason; `reason` has what was typed."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__("Mở hồ sơ của đơn vị khác", "Mở và ghi nhật ký", parent)
        self.reason = ReasonEdit()
        told = label(
            f"Hồ sơ {code} không thuộc đơn vị của bạn. Hồ sơ mở ra chỉ để xem, dữ liệu cá nhân "
            "được che; tên bạn, giờ mở và lý do được ghi nhật ký.",
            "body",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()


class ForeignOpening:
    """Asks why, opens the dossier masked and gives it to `show`; the log says who looked."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        page: QWidget,
        show: Callable[[DossierView], None],
    ) -> None:
        self._context = context
        self._services = services
        self._page = page
        self._show = show

    def take_refusal(self, code: str, error: UserError) -> None:
        """Ask why where a reason opens what was refused; tell the person otherwise."""
        if isinstance(error, ForeignDossierError):
            self.ask_why(code)
        else:
            self._context.messages.refused(error)

    def ask_why(self, code: str) -> None:
        """Ask for the reason in a dialog over the page."""
        dialog = ForeignDialog(code, self._page)
        dialog.submitted.connect(lambda: self._open(code, dialog))
        dialog.open()

    def _open(self, code: str, dialog: ForeignDialog) -> None:
        reason = dialog.reason.toPlainText()
        dialog.run(
            self._context.write(self._services.tracking.open_foreign, code, reason), self._show
        )
