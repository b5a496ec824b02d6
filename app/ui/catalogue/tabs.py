"""The four tabs of the editor: facts, cases, routes, papers; together they are one draft."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from app.services.catalogue.records import PaperDraft, ProcedureDraft
from app.services.container import Services
from app.ui.catalogue.info_form import InfoForm
from app.ui.catalogue.lists import cases_editor, papers_editor
from app.ui.catalogue.route_editor import RouteEditor
from app.ui.catalogue.typed import TypedCase, read_case
from app.ui.shell.page_context import PageContext

INFO, CASES, ROUTES, PAPERS = range(4)
_TITLES = ("Thông tin", "Trường hợp", "Quy trình", "Giấy tờ")


class EditorTabs(QStackedWidget):
    """`edited` follows every change that a person made; `bar` stands wherever there is room."""

    edited = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.bar = QTabBar()
        self.info = InfoForm(context, services)
        self.cases = cases_editor()
        self.routes = RouteEditor(context, services)
        self.papers = papers_editor()
        for title, body in zip(_TITLES, self._bodies, strict=True):
            self.bar.addTab(title)
            self.addWidget(body)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName("Phần của thủ tục")
        self._connect()

    def show_draft(
        self, draft: ProcedureDraft, cases: tuple[TypedCase, ...], *, is_new: bool
    ) -> None:
        """Show a version without telling anybody."""
        self.info.show_draft(draft, is_new=is_new)
        self.cases.show_items(cases)
        self.routes.show_cases(cases)
        self.routes.load_day()
        self.papers.show_items(draft.papers)
        self._show_counts()

    def input(self) -> ProcedureDraft:
        """Return what is typed. Raises InvalidInputError for what cannot be read."""
        cases = tuple(read_case(case, place) for place, case in enumerate(self.cases.items))
        return replace(self.info.draft(), cases=cases, papers=self.papers.items)

    def show_problem(self, field: str, text: str) -> bool:
        """Show a problem at its field, on whatever tab that is; False where nobody has it."""
        part, _, rest = field.partition(".")
        place, _, name = rest.partition(".")
        if part == "cases" and name.startswith("route"):
            self.bar.setCurrentIndex(ROUTES)
            self.routes.show_cases(self.cases.items, int(place))
            return self.routes.show_problem(name, text)
        if part in {"cases", "papers"}:
            editor = self.cases if part == "cases" else self.papers
            self.bar.setCurrentIndex(CASES if part == "cases" else PAPERS)
            return place.isdigit() and editor.show_problem(int(place), name, text)
        if not self.info.board.has(field):
            return False
        self.bar.setCurrentIndex(INFO)
        self.info.board.show_problem(field, text)
        return True

    def set_open(self, *, is_open: bool) -> None:
        """Let people type, or only read."""
        for body in self._bodies:
            body.setEnabled(is_open)

    @property
    def _bodies(self) -> tuple[QWidget, ...]:
        return (self.info, self.cases, self.routes, self.papers)

    def _connect(self) -> None:
        self.bar.currentChanged.connect(self._on_tab_chosen)
        for part in (self.info, self.cases, self.papers):
            part.edited.connect(self._on_edited)
        self.routes.edited.connect(self._on_route_edited)
        self.cases.add.clicked.connect(self._on_add_case_clicked)
        self.papers.add.clicked.connect(self._on_add_paper_clicked)

    def _show_counts(self) -> None:
        for tab, count in ((CASES, len(self.cases.items)), (PAPERS, len(self.papers.items))):
            self.bar.setTabText(tab, f"{_TITLES[tab]} ({count})")

    def _on_tab_chosen(self, tab: int) -> None:
        if tab == ROUTES:  # a case may have got another name or time meanwhile
            self.routes.show_cases(self.cases.items, self.routes.place)
        self.setCurrentIndex(tab)

    def _on_edited(self) -> None:
        self._show_counts()
        self.edited.emit()

    def _on_route_edited(self) -> None:
        self.cases.set_item(self.routes.place, self.routes.case)
        self.edited.emit()

    def _on_add_case_clicked(self) -> None:
        self.cases.add_item(TypedCase(name=""))

    def _on_add_paper_clicked(self) -> None:
        self.papers.add_item(PaperDraft("", original=1))
