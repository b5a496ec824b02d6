"""Keeps the scan of a slip that was signed on paper, one file after another, on the worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.clock import to_local
from app.errors import UserError
from app.services.custody.records import SlipView
from app.services.files.attachments import Attachments
from app.services.files.reading import read_scan
from app.services.ledger.records import Actor
from app.ui.desk.scan_banner import ScanBanner
from app.ui.files.parts import ask_scans
from app.ui.runtime.tasks import Change, TaskRunner
from app.ui.shell.messages import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningParts:
    """What is needed to keep a scan; `ask_paths` asks for files under a title."""

    tasks: TaskRunner
    messages: Messages
    actor: Callable[[], Actor]
    attachments: Attachments
    ask_paths: Callable[[QWidget, str], Sequence[Path]] = ask_scans


class SignedSlips(QObject):
    """Banner and strip say what was kept, and what was not and why."""

    def __init__(self, parts: SigningParts, banner: ScanBanner, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self._banner = banner
        self._page = parent

    def ask(self, slip: SlipView) -> None:
        """Ask for the scan of a signed slip and keep it."""
        paths = self._parts.ask_paths(self._page, f"Chọn bản quét phiếu {slip.number} đã ký")
        self.keep(slip, paths)

    def keep(self, slip: SlipView, paths: Sequence[Path]) -> None:
        """Keep the files as the signed slip; a refused one stops the rest."""
        if not paths:
            return
        actor, attachments = self._parts.actor(), self._parts.attachments

        def work() -> int:
            for path in paths:
                attachments.add_signed_slip(
                    actor,
                    slip.number,
                    path.name,
                    read_scan(path),
                    year=to_local(slip.sent_at).year,
                )
            return len(paths)

        self._parts.tasks.write(
            work, partial(self._on_kept, slip.number), (Change.DOSSIERS,), self._on_refused
        )

    def _on_kept(self, number: str, count: int) -> None:
        self._banner.good(f"Đã lưu phiếu {number} có chữ ký", f"{count} tệp, xem ở trang hồ sơ.")
        self._parts.messages.done(f"Đã lưu {count} tệp phiếu {number} đã ký.")

    def _on_refused(self, error: UserError) -> None:
        self._banner.bad("Chưa lưu được phiếu đã ký", error.message)
        self._parts.messages.refused(error)
