"""What the backup tab is given: services, the two workers, folders, and the way to a restore."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.services.backup.backups import Backups
from app.services.backup.people import WhoRestores
from app.services.backup.records import BackupMade, BackupTried
from app.services.ledger.records import Actor
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.shell.strip import NoticeKind, StripAction

Say = Callable[[str, NoticeKind, tuple[StripAction, ...]], None]
Failed = Callable[[UserError], None]


class BackupRunner(Protocol):
    """Runs backups and tries on a thread of its own, one after another.

    `told` carries what is being done and how far it is (0 to 1); `rested` that nothing runs now.
    """

    @property
    def told(self) -> SignalInstance: ...

    @property
    def rested(self) -> SignalInstance: ...

    @property
    def is_running(self) -> bool: ...

    def make(self, done: Callable[[BackupMade], None], failed: Failed) -> None: ...

    def try_out(
        self, actor: Actor, source: Path, done: Callable[[BackupTried], None], failed: Failed
    ) -> None: ...

    def cancel(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFolders:
    """Where this desk's backups go, as text for the page; `second` is empty for none."""

    main: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupParts:
    """The tab's connections.

    `restore` closes the store and puts the backup back; None where the store is shared: that is
    done on the server, by the command line.
    """

    backups: Backups
    runner: BackupRunner
    approving: ApprovalParts
    say: Say
    actor: Callable[[], Actor]
    folders: Callable[[], BackupFolders]
    choose_folders: Callable[[BackupFolders], None]
    ask_folder: Callable[[QWidget, str], str]
    ask_file: Callable[[QWidget, str], Path | None]
    restore: Callable[[Path, WhoRestores], None] | None
