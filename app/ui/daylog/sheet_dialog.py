"""Typing what is printed on a closing sheet, where no scanner reads it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.closing.records import SheetScan, SheetVerdict
from app.services.container import Services
from app.ui.desk.sheet_verdict import tell_sheet
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label

_DIGITS_MAX = 400


class SheetDialog(FormDialog):
    """Closes when the sheet is one; what was typed wrong stays to be mended."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__("Đối chiếu phiếu khóa ngày", "Đối chiếu", parent)
        self._context = context
        self._services = services
        self.digits = QLineEdit()
        self.digits.setMaxLength(_DIGITS_MAX)
        told = label(
            "Quét mã trên phiếu, hoặc gõ 100 chữ số đầu chuỗi in trên phiếu; dấu cách không sao.",
            "quiet",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("anchor", "&Dãy số trên phiếu", self.digits), 1, 0)
        self.digits.setFocus()
        self.submitted.connect(self._on_submitted)

    def handle_scan(self, text: str) -> bool:
        """Take a scan as if it were typed."""
        self.digits.setText(text)
        self.submit.click()
        return True

    def _on_submitted(self) -> None:
        text = "".join(self.digits.text().split())
        self.submit.setEnabled(False)
        self._context.write(self._services.closing_sheets.scan, text).then(
            self._on_scanned, changed=(Change.OFFICE,), failed=self.fail
        )

    def _on_scanned(self, scan: SheetScan) -> None:
        self.submit.setEnabled(True)
        if scan.verdict is SheetVerdict.FORGED:
            self.board.show_problems({"anchor": scan.message})
            return
        self.accept()
        tell_sheet(self._context.messages, scan)
