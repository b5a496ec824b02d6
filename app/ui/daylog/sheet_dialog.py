"""Typing what is printed on a closing sheet, where no scanner reads it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.closing.records import SheetScan, SheetVerdict
from app.ui.daylog.closing_parts import ClosingParts
from app.ui.runtime.tasks import Change
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label

_DIGITS_MAX = 400


class SheetDialog(FormDialog):
    """Closes when the sheet is one; what was typed wrong stays to be mended."""

    def __init__(
        self, parts: ClosingParts, done: Callable[[SheetScan], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Đối chiếu phiếu khóa ngày", "Đối chiếu", parent)
        self._parts = parts
        self._done = done
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
        sheets, actor = self._parts.sheets, self._parts.actor()
        text = "".join(self.digits.text().split())
        self.submit.setEnabled(False)
        self._parts.tasks.write(
            lambda: sheets.scan(actor, text), self._on_scanned, (Change.OFFICE,), self.fail
        )

    def _on_scanned(self, scan: SheetScan) -> None:
        self.submit.setEnabled(True)
        if scan.verdict is SheetVerdict.FORGED:
            self.board.show_problems({"anchor": scan.message})
            return
        self.accept()
        self._done(scan)
