"""A counter with a real store and the intake page in front of it, for tests and pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from app.clock import Clock
from app.models.catalogue import Procedure
from app.models.database import Database
from app.models.dossiers import Dossier
from app.printing.outbox import render
from app.printing.raster import page_image
from app.services.container import Services
from app.services.dossiers.records import ProcedureChoice
from app.services.forms.records import FormData, ReceiptData
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.settings import SettingsFile
from app.ui.intake.page import IntakePage
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.file_dialogs import FileDialogs
from app.ui.shell.messages import Messages, NoticeKind, StripAction
from app.ui.shell.page_actions import INTAKE_ACTIONS
from app.ui.widgets.pdf_view import PagePixels, PageSource
from tests.services.intake_builders import BIRTH, an_officer, catalogue
from tests.services.store_builders import FakeTime, a_copied_store, a_store, an_office, the_actor
from tests.ui.contexts import RecordingNavigator, a_context, services_on

A5_POINTS = (419.53, 595.28)


class Pages:
    """The pages of a receipt, as the window looks at them."""

    sizes: Sequence[tuple[float, float]]

    def __init__(self, data: FormData) -> None:
        self.data = data
        self.pdf = render(data, 1)
        self.sizes = (A5_POINTS,)

    def render(self, page: int, dpi: float) -> PagePixels:
        drawn = page_image(self.pdf, page, round(dpi))
        return PagePixels(drawn.width, drawn.height, drawn.rgb)


class BlankPages:
    """A page of a receipt's size with nothing on it, for tests that do not look at it."""

    sizes: Sequence[tuple[float, float]] = (A5_POINTS,)

    def __init__(self, _data: FormData) -> None:
        pass

    def render(self, page: int, dpi: float) -> PagePixels:
        width, height = (round(points * dpi / 72) for points in self.sizes[page])
        return PagePixels(width, height, b"\xff" * (width * height * 3))


@dataclass
class Said:
    text: str
    kind: NoticeKind
    actions: Sequence[StripAction]


@dataclass
class Desk:
    """The page with everything it talks to; `press` and `scan` are counted.

    `forms` are all that were set for the eye, `typeset` the receipts among them; `switched`
    what the desk said of receipts of same-day work, the last of it holds, as of `portal_files`.
    """

    page: IntakePage
    database: Database
    tx: Transactions
    actor: Actor
    time: FakeTime
    ids: dict[str, int]
    services: Services
    said: list[Said]
    printed: list[int]
    served: list[str]
    opened: list[str]
    typeset: list[ReceiptData]
    forms: list[FormData]
    settings: SettingsFile
    portal_files: list[Path]
    remake: Callable[[], IntakePage]
    strokes: int = 0
    lost: list[IntakePage] = field(default_factory=list)

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press one key where the focus is."""
        self.strokes += 1
        QTest.keyClick(self.focused(), key, modifier)

    def write(self, text: str) -> None:
        """Type letters where the focus is, each a stroke."""
        for char in text:
            self.strokes += 1
            QTest.keyClicks(self.focused(), char)

    def scan(self, text: str) -> bool:
        """Scan: one stroke, as the window hands it to the page."""
        self.strokes += 1
        return self.page.handle_scan(text)

    def register(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def stored(self) -> list[Dossier]:
        """Return the dossiers of the store in order."""
        with self.database.read() as session:
            found = list(session.scalars(select(Dossier).order_by(Dossier.id)))
            session.expunge_all()
            return found

    def strip_button(self, words: str) -> Callable[[], None]:
        """Return what the newest sentence's button called `words` does."""
        return next(act for name, act in self.said[-1].actions if name == words)

    def choose(self, code: str) -> None:
        """Put a procedure on the sheet as if it had been picked."""
        form = self.services.choices.form(self.actor, self.ids[code])
        self.page.sheet.take_procedure(
            ProcedureChoice(form.procedure_id, code, form.name, form.field)
        )

    def fill(self, code: str = BIRTH.code) -> None:
        """Fill the form in: a procedure, a card, all papers, those asked for at times too."""
        self.choose(code)
        self.page.handle_scan(CARD)
        self.page.sheet.papers.mark_all()
        papers = self.page.sheet.papers.table.papers
        for row, entry in enumerate(papers.entries):
            if not entry.is_present:
                papers.flip(row)

    def ask(self) -> None:
        """Ask at once for what the page asks for after a moment."""
        self.page.live.ask()


class _LastFile(FileDialogs):
    """Answers with the newest of `paths`."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths

    def open(self, *_asked: object) -> Path | None:
        return self._paths[-1] if self._paths else None


def found_counter(folder: Path) -> None:
    """Create a store with an office, an officer and three procedures in `folder`."""
    clock = Clock(FakeTime())
    database = a_store(folder)
    admin = an_office(database, clock)
    catalogue(Transactions(database, clock), admin)
    an_officer(database)
    database.close()


def a_desk(
    tasks: TaskRunner,
    folder: Path,
    counter_store: Path,
    pages: Callable[[FormData], PageSource] = Pages,
) -> Desk:
    """Return a counter over a copy of `counter_store`; the caller closes its database.

    `pages` sets what is looked at beside the form.
    """
    time = FakeTime()
    clock = Clock(time)
    database = a_copied_store(counter_store, folder)
    tx = Transactions(database, clock)
    with database.read() as session:
        rows = session.execute(select(Procedure.code, Procedure.id))
        ids = {row.code: row.id for row in rows}
    actor = the_actor(database, "canbo.a")
    services = services_on(database, clock, folder)
    settings = SettingsFile(folder)
    portal_files: list[Path] = []
    dialogs = _LastFile(portal_files)
    said: list[Said] = []
    printed: list[int] = []
    served: list[str] = []
    opened: list[str] = []
    typeset: list[ReceiptData] = []
    forms: list[FormData] = []

    def typesetting(data: FormData) -> PageSource:
        forms.append(data)
        if isinstance(data, ReceiptData):
            typeset.append(data)
        return pages(data)

    def make() -> IntakePage:
        host = QWidget()
        messages = Messages(
            host, lambda text, kind, acts: said.append(Said(text, kind, acts)), clock.now
        )
        context = a_context(
            tasks,
            lambda: actor,
            clock,
            messages=messages,
            actions=INTAKE_ACTIONS,
            folder=folder,
            printing=SimpleNamespace(typeset=typesetting),
            print_queued=lambda: printed.append(len(services.print_queue.queued(actor))),
            navigate=RecordingNavigator(hears={"open_dossier": opened.append}),
            served=served.append,
            files=dialogs,
        )
        page = IntakePage(context, services)
        host.setParent(page)
        host.hide()
        return page

    return Desk(
        page=make(),
        database=database,
        tx=tx,
        actor=actor,
        time=time,
        ids=ids,
        services=services,
        said=said,
        printed=printed,
        served=served,
        opened=opened,
        typeset=typeset,
        forms=forms,
        settings=settings,
        portal_files=portal_files,
        remake=make,
    )


A_MINUTE = timedelta(minutes=1)
CARD = "072185001234||Trần Thị Bưởi|14031985|Nữ|Khu phố 3, phường Tân Ninh|01012022"
OTHER_CARD = "072090005678||Lê Văn Cam|02051990|Nam|Khu phố 5, phường Tân Ninh|01012022"
