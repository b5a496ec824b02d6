"""The page Danh mục: it arranges its parts and passes between them."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.services.catalogue.records import ProcedureRow, ProcedureView
from app.services.container import Services
from app.ui.catalogue.agencies_tab import AgenciesTab
from app.ui.catalogue.counters_tab import CountersTab
from app.ui.catalogue.editor import ProcedureEditor
from app.ui.catalogue.import_panel import ImportPanel
from app.ui.catalogue.procedure_list import ProcedureList
from app.ui.desk.tabbed_page import choose_tab
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.file_dialogs import CATALOGUES
from app.ui.shell.messages import Question
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.layouts import FlowRow
from app.wording import buttons, captions, headings, prompts

PROCEDURES, AGENCIES, COUNTERS, IMPORT = range(4)
_TABS = (captions.PROCEDURE, captions.RESOLVING_AGENCY, "Quầy")
_LIST_WIDTH = 384


class CataloguePage(QWidget):
    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._context = context
        self._services = services
        self._is_loaded = False
        self.tabs = QTabBar()
        self.import_button = button(buttons.IMPORT_FILE, "plain", Icon.IMPORT, hint="Ctrl+O")
        self.starter_button = button("Danh mục có sẵn", "plain", Icon.CATALOGUE)
        self.add_button = button(buttons.ADD_PROCEDURE, "plain", Icon.ADD, hint="Ctrl+N")
        self.stack = QStackedWidget(self)
        self.list = ProcedureList(context, services, self.stack)
        self.editor = ProcedureEditor(context, services, self.stack)
        self.agencies = AgenciesTab(context, services, self.stack)
        self.counters = CountersTab(context, services, self.stack)
        self.importing = ImportPanel(context, services, self.stack)
        self._arrange()
        self._connect()
        self._bind_actions()

    def activated(self) -> None:
        """Read what is shown; the search has the focus."""
        if not self._is_loaded:
            self._is_loaded = True
            self._load()
        self.list.go_to_search()

    def choose_tab(self, place: int) -> None:
        """Bring the tab at `place` (from 0) to the front, also from an import."""
        choose_tab(self.tabs, place)
        self._show_tab()

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read again what has changed; what is being typed stays."""
        if changes & {Change.CATALOGUE, Change.OFFICE}:
            self._load()

    def add(self) -> None:
        """Start an empty procedure."""
        self._leave_editor(self._show_new)

    def ask_file(self) -> None:
        """Ask for a file and show what importing it would do."""
        path = self._context.files.open(self, prompts.CHOOSE_CATALOGUE, CATALOGUES)
        if path is not None:
            self.stack.setCurrentIndex(IMPORT)
            self.importing.open_file(path)

    def offer_starter(self) -> None:
        """Show what taking the starter catalogue in would do."""
        self.stack.setCurrentIndex(IMPORT)
        self.importing.open_starter()

    def search(self) -> None:
        """Go to the search of the list."""
        self.tabs.setCurrentIndex(PROCEDURES)
        self._show_tab()
        self.list.go_to_search()

    def _arrange(self) -> None:
        for title in _TABS:
            self.tabs.addTab(title)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Phần của danh mục")
        head = FlowRow()
        heading = label(headings.CATALOGUE, "title")
        heading.setContentsMargins(0, 0, 16, 0)
        head.addWidget(heading)
        head.addWidget(self.tabs)
        head.addStretch()
        for key in (self.starter_button, self.import_button, self.add_button):
            head.addWidget(key)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(12)
        rows.addLayout(head)
        rows.addWidget(self.stack, 1)
        for body in (self._procedures(), self.agencies, self.counters, self.importing):
            self.stack.addWidget(body)

    def _procedures(self) -> QWidget:
        body = QWidget(self.stack)
        left, right = card(body), card(body)
        for frame, part in ((left, self.list), (right, self.editor)):
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(part)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left.setMinimumWidth(px(_LIST_WIDTH))
        row.addWidget(left, 4)
        row.addWidget(right, 5)
        return body

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.tabs.tabBarClicked.connect(self._on_tab_clicked)
        self.add_button.clicked.connect(self.add)
        self.import_button.clicked.connect(self.ask_file)
        self.starter_button.clicked.connect(self.offer_starter)
        self.list.procedure_chosen.connect(self._on_procedure_chosen)
        self.editor.saved.connect(self._on_saved)
        self.importing.left.connect(self._show_tab)
        self.importing.finished.connect(self._on_imported)

    def _bind_actions(self) -> None:
        book = self._context.actions
        for key, act in (
            ("catalogue.save", self.editor.save),
            ("catalogue.add", self.add),
            ("catalogue.import", self.ask_file),
            ("catalogue.search", self.search),
        ):
            if book.has(key):
                book.bind(key, act, self)
        for one in self.editor.lists:
            book.bind("catalogue.up", one.up.click, one)
            book.bind("catalogue.down", one.down.click, one)

    def _load(self) -> None:
        self.list.load_fields()
        self.list.load()
        self.agencies.load()
        self.counters.load()

    def _show_tab(self) -> None:
        self.stack.setCurrentIndex(self.tabs.currentIndex())

    def _on_tab_clicked(self, place: int) -> None:
        if place >= 0:
            self.stack.setCurrentIndex(place)

    def _on_imported(self) -> None:
        self.tabs.setCurrentIndex(PROCEDURES)
        self._show_tab()

    def _on_saved(self, view: ProcedureView) -> None:
        self.list.go_to(view.procedure_id)

    def _show_new(self) -> None:
        self.tabs.setCurrentIndex(PROCEDURES)
        self._show_tab()
        self.list.go_to(None)
        self.editor.show_new()
        self.editor.bodies.info.start()

    def _on_procedure_chosen(self, row: ProcedureRow) -> None:
        if row.procedure_id != self.editor.procedure_id:
            self._leave_editor(lambda: self._open(row.procedure_id))

    def _open(self, procedure_id: int) -> None:
        self.list.go_to(procedure_id)
        self._context.read(self._services.procedures.one, procedure_id).then(self.editor.show_view)

    def _leave_editor(self, act: Callable[[], None]) -> None:
        """Do `act`, asking first where typing would be lost."""
        if not self.editor.is_dirty:
            act()
            return
        self.list.go_to(self.editor.procedure_id)
        self._context.messages.ask(
            Question(
                text="Thủ tục đang sửa chưa được lưu.",
                detail="Mở thủ tục khác thì những gì vừa gõ sẽ mất.",
                act=buttons.UNDO_CHANGES,
                stay="Sửa tiếp",
            ),
            act,
        )
