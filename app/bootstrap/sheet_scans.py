"""Closing sheets scanned anywhere in the window: held against the store, and told."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication

from app.bootstrap.board import Board
from app.services.closing.confirming import is_sheet
from app.services.closing.records import SheetScan, SheetVerdict
from app.services.scan_shapes import is_scan, may_become_scan
from app.ui.runtime.scan_filter import ScanRules
from app.ui.runtime.tasks import Change
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import Messages


class SheetScans:
    """Takes the scans that are closing sheets; all others are somebody else's."""

    def __init__(
        self, board: Board, shell: MainWindow, other: Callable[[str], bool] | None = None
    ) -> None:
        self._board = board
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
        board = self._board
        work = partial(board.desk.closing_sheets.scan, board.actor(), text)
        board.tasks.write(work, self._on_scanned, (Change.OFFICE,))
        return True

    def _on_scanned(self, scan: SheetScan) -> None:
        tell_sheet(self._board.said, scan)


def scan_rules(expects: Callable[[str], bool]) -> ScanRules:
    """Return what text is a scan: what the services can read, and what a page says it expects."""
    return ScanRules(
        is_scan=lambda text: is_scan(text) or expects(text), may_become=may_become_scan
    )


def tell_sheet(messages: Messages, scan: SheetScan) -> None:
    """Say what a scanned sheet has proved: on the strip, or where work must stop in a box."""
    match scan.verdict:
        case SheetVerdict.CONFIRMED:
            messages.done(scan.message)
        case SheetVerdict.KNOWN:
            messages.info(scan.message)
        case SheetVerdict.FORGED:
            messages.warn(scan.message)
        case SheetVerdict.MISSING:
            messages.tell("Kho đang mở không phải kho đã khóa ngày", scan.message)
