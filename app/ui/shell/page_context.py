"""What every page of a window is connected through."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.outputs import OutputPlace, Outputs
from app.reports.formats import ExportFormat
from app.services.forms.notice_records import Letterhead
from app.services.forms.records import FormData, FormOnFile
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.services.periods.calendar import ReportPeriod
from app.services.worklist.records import OfEntry
from app.settings import SettingsFile, ThemeMode
from app.ui.runtime.backup_rounds import BackupRounds
from app.ui.runtime.kept_answers import KeptAnswers
from app.ui.runtime.tasks import NewestAnswers, Read, TaskRunner, Write
from app.ui.shell.actions import ActionBook
from app.ui.shell.file_dialogs import FileDialogs, open_file
from app.ui.shell.messages import Messages
from app.ui.widgets.pdf_view import PageSource
from app.ui.widgets.printer_editor import PrinterSetup
from app.vocabulary.dossiers import Action
from app.vocabulary.evaluation import EvaluationIndex
from app.vocabulary.forms import Media
from app.window_state import TextPercent

if TYPE_CHECKING:
    from app.services.backup.people import WhoRestores

T = TypeVar("T")
P = ParamSpec("P")

NO_PAGE = "Tài khoản này không có trang giữ các dòng của số liệu đó."


class Navigator(Protocol):
    """Brings a page, or the dialog of a form, to the front and tells it what to show."""

    def open_dossier(self, code: str) -> None: ...

    def open_dossier_for(self, code: str, action: Action) -> None: ...

    def open_correction(self, code: str) -> None: ...

    def open_return(self, code: str) -> None: ...

    def open_petition(self, petition_id: int, number: str = "") -> None: ...

    def open_entry(self, entry: OfEntry) -> None: ...

    def open_decision(self, decision_id: int) -> None: ...

    def open_evaluation(self, period: ReportPeriod, index: EvaluationIndex | None) -> None: ...

    def open_form(self, form_id: int) -> None: ...

    def has_page(self, key: str) -> bool: ...


class Printing(Protocol):
    """The printers of this desk; each call is for the worker and raises PrinterError."""

    def queues(self) -> tuple[str, ...]: ...

    def typeset(self, data: FormData, copy_no: int = 1) -> PageSource: ...

    def typeset_issued(self, form: FormOnFile) -> PageSource: ...

    def print_test(self, setup: PrinterSetup, media: Media, head: Letterhead) -> None: ...

    def send_unkept(self, pdf: bytes, title: str, media: Media) -> None: ...


@dataclass(slots=True, kw_only=True)
class PageContext:
    """The worker, the keys, the strip, the printers, and who acts now.

    `served` is told the code of each dossier just received or returned here. `print_queued` sends
    what is queued to the printers and returns at once. `restore` closes the store and puts a backup
    in its place.
    """

    actor: Callable[[], Actor]
    clock: Clock
    tasks: TaskRunner
    actions: ActionBook
    messages: Messages
    navigate: Navigator
    printing: Printing
    print_queued: Callable[[], None]
    outputs: Outputs
    settings: SettingsFile
    backups: BackupRounds
    apply_theme: Callable[[ThemeMode], object]
    take_text_size: Callable[[TextPercent], object]
    restore: "Callable[[Path, WhoRestores], None]"
    files: FileDialogs = field(default_factory=FileDialogs)
    served: Callable[[str], None] = lambda _code: None
    newest: NewestAnswers = field(default_factory=NewestAnswers)
    kept: KeptAnswers = field(default_factory=KeptAnswers)

    def may(self, right: Right) -> bool:
        """Say whether who works here has a right."""
        return allows(right, self.actor().roles)

    def read(
        self, ask: Callable[Concatenate[Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Read[T]:
        """Return a question to the store alone, asked as who works here now.

        The answer to the same question is kept while nothing in the store has changed.
        """
        work = partial(self.kept.answer, ask, self.actor(), args, kwargs)
        return Read(self.tasks, work, self.newest)

    def work(
        self, ask: Callable[Concatenate[Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Read[T]:
        """Return what reads or makes files, pages, keys or copies too: done anew each time."""
        return Read(self.tasks, partial(ask, self.actor(), *args, **kwargs), self.newest)

    def write(
        self, act: Callable[Concatenate[Actor, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Write[T]:
        """Return an act of a service, done as who works here now."""
        return Write(self.tasks, partial(act, self.actor(), *args, **kwargs))

    def export(
        self,
        parent: QWidget,
        name: str,
        fmt: ExportFormat,
        write: Callable[[Actor, OutputPlace], object],
        *,
        is_personal: bool = False,
    ) -> None:
        """Ask where a file goes, let `write` fill it on the worker, tell where it is.

        `is_personal`: people's facts in full, readable by this account of the machine alone.
        """
        path = self.files.save_export(parent, name, fmt)
        if path is not None:
            self.write_export(path, fmt, write, is_personal=is_personal)

    def write_export(
        self,
        path: Path,
        fmt: ExportFormat,
        write: Callable[[Actor, OutputPlace], object],
        *,
        is_personal: bool = False,
    ) -> None:
        """Let `write` fill the file that a person has named, on the worker; tell where it is."""
        actor = self.actor()

        def work() -> None:
            write(actor, self.outputs.place(path, fmt.output, is_personal=is_personal))

        self.tasks.read(work, partial(self._tell_exported, path))

    def _tell_exported(self, path: Path, _none: None) -> None:
        self.messages.done(
            f"Đã xuất {path.name} vào {path.parent}.", [("Mở tệp", partial(open_file, path))]
        )
