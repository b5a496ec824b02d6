"""Closing sheets scanned anywhere in the window: held against the store, and told."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from app.services.closing.confirming import is_sheet
from app.services.closing.records import SheetScan
from app.services.container import Services
from app.services.scan_shapes import is_scan, may_become_scan
from app.ui.desk.scan_banner import tell_sheet
from app.ui.runtime.scan_filter import ScanRules
from app.ui.runtime.tasks import Change
from app.ui.shell.main_window import MainWindow
from app.ui.shell.page_context import PageContext


class SheetScans:
    """Takes the scans that are closing sheets; all others are somebody else's."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        shell: MainWindow,
        other: Callable[[str], bool] | None = None,
    ) -> None:
        self._context = context
        self._services = services
        self._shell = shell
        self._other = other

    def pass_on(self, text: str) -> None:
        """Take a scan that is a closing sheet, and give the window every other one.

        A dialog in front gets its scans itself, and a covered window none.
        """
        is_free = not self._shell.is_covered() and QApplication.activeModalWidget() is None
        if not (is_free and self.take(text)):
            self._shell.take_scan(text)

    def take(self, text: str) -> bool:
        """Hold a closing sheet against the store; say whether the scan was one.

        `other` takes the scans that are another paper without a page of its own.
        """
        if not is_sheet(text):
            return self._other is not None and self._other(text)
        scan = self._services.closing_sheets.scan
        self._context.write(scan, text).then(self._on_scanned, changed=(Change.OFFICE,))
        return True

    def _on_scanned(self, scan: SheetScan) -> None:
        tell_sheet(self._context.messages, scan)


def scan_rules(expects: Callable[[str], bool]) -> ScanRules:
    """Return what text is a scan: what the services can read, and what a page says it expects."""
    return ScanRules(
        is_scan=lambda text: is_scan(text) or expects(text), may_become=may_become_scan
    )
