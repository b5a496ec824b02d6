"""The backup tab, put together: folders, files, and the way to a restoration."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.bootstrap.board import Board
from app.bootstrap.folders import choose_folder
from app.bootstrap.safe_places import backup_places
from app.errors import InvalidInputError
from app.services.backup.header import SUFFIX
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.safekeeping.backup_parts import BackupFolders, BackupParts


def backup_parts(board: Board, approving: ApprovalParts) -> BackupParts:
    """Return what the tab is connected through."""
    desk = board.desk
    return BackupParts(
        backups=desk.backups,
        runner=board.backing,
        approving=approving,
        say=board.say_on_strip,
        actor=board.actor,
        folders=lambda: _folders(board),
        choose_folders=lambda chosen: choose_folders(board, chosen),
        ask_folder=lambda parent, present: choose_folder(parent, present, "Chọn thư mục sao lưu"),
        ask_file=ask_backup,
        restore=None if desk.database.is_shared else board.restore,
    )


def _folders(board: Board) -> BackupFolders:
    places = backup_places(board.desk.data)
    second = "" if places.second is None else str(places.second)
    return BackupFolders(main=str(places.main), second=second)


def choose_folders(board: Board, chosen: BackupFolders) -> None:
    """Keep where backups go from now on.

    Raises InvalidInputError for a second folder within the first, or the other way round.
    """
    if chosen.second:
        main, second = Path(chosen.main).resolve(), Path(chosen.second).resolve()
        if main.is_relative_to(second) or second.is_relative_to(main):
            raise InvalidInputError(
                "second",
                "Thư mục thứ hai trùng hoặc nằm trong thư mục sao lưu nên không che chở được gì. "
                "Hãy chọn ổ đĩa khác.",
            )
    present = _folders(board)

    def settled(wanted: str, shown: str, kept: str) -> str:
        return kept if wanted == shown else wanted

    board.file.change(
        lambda kept: replace(
            kept,
            backup_folder=settled(chosen.main, present.main, kept.backup_folder),
            backup_second_folder=settled(chosen.second, present.second, kept.backup_second_folder),
        )
    )


def ask_backup(parent: QWidget, folder: str) -> Path | None:
    """Ask for a backup's file in the system's own dialog."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Chọn bản sao lưu", folder, f"Bản sao lưu (*{SUFFIX});;Mọi tệp (*)"
    )
    return Path(chosen) if chosen else None
