"""What every page of a window is connected through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.bootstrap.backup_rounds import BackupRounds
from app.bootstrap.desk import Desk
from app.bootstrap.folders import choose_folder
from app.bootstrap.printing import Printing
from app.bootstrap.ways import Ways
from app.clock import Clock
from app.services.backup.people import WhoRestores
from app.services.ledger.records import Actor
from app.settings import SettingsFile, ThemeMode
from app.ui.desk.saving import PathAsker
from app.ui.desk.saving import ask_path as ask_export_path
from app.ui.desk.serving import nobody_waits
from app.ui.runtime.tasks import Tasks
from app.ui.shell.actions import ActionBook
from app.ui.shell.main_window import MainWindow
from app.ui.shell.messages import Messages
from app.ui.shell.strip import NoticeKind, StripAction
from app.vocabulary.dossiers import Action
from app.window_state import TextPercent


@dataclass(slots=True, kw_only=True)
class Board:
    """What every page is connected through; `messages` and `shell` come with the window.

    `ask_path` and `ask_folder` ask where an export goes: a demonstration answers by itself.
    `served` is told the code of each dossier just received or returned here.
    """

    desk: Desk
    actor: Callable[[], Actor]
    tasks: Tasks
    actions: ActionBook
    printing: Printing
    file: SettingsFile
    print_job: Callable[[], None]
    open_dossier: Callable[[str], None]
    open_for: Callable[[str, Action], None]
    ways: Ways
    correct: Callable[[str], None]
    give_back: Callable[[str], None]
    show_form: Callable[[int], None]
    apply_theme: Callable[[ThemeMode], object]
    take_text_size: Callable[[TextPercent], object]
    clock: Clock
    restore: Callable[[Path, WhoRestores], None]
    ask_path: PathAsker = ask_export_path
    ask_folder: Callable[[QWidget, str, str], str] = choose_folder
    served: Callable[[str], None] = nobody_waits
    messages: Messages | None = None
    shell: MainWindow | None = None
    backing: BackupRounds = field(init=False)

    def __post_init__(self) -> None:
        """Let backups run beside the window."""
        self.backing = BackupRounds(self.desk.backups, self._report)

    def say_on_strip(self, text: str, kind: NoticeKind, actions: Sequence[StripAction]) -> None:
        """Tell something on the window's strip."""
        if self.shell is not None:
            self.shell.say(text, kind, actions)

    def _report(self, error: BaseException) -> None:
        self.said.report(error)

    @property
    def said(self) -> Messages:
        """The window's messages; pages are made after it is."""
        if self.messages is None:
            message = "a page was made before its window"
            raise RuntimeError(message)
        return self.messages
