"""The four tabs of the editor: facts, cases, routes, papers; together they are one draft."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import InvalidInputError
from app.services.catalogue.records import AgencyEntry, PaperDraft, ProcedureDraft
from app.services.container import Services
from app.services.ledger.records import Actor
from app.text import fold, words
from app.ui.catalogue.fields import LEVELS, choices, choose, field_row
from app.ui.catalogue.list_editor import cases_editor, papers_editor
from app.ui.catalogue.route_editor import RouteEditor
from app.ui.catalogue.typed import TypedCase, read_case
from app.ui.look.tokens import px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.lookup_field import LookupField, LookupRow
from app.vocabulary.office import Level
from app.wording import captions

_MOST_OFFERED = 50


class InfoForm(QWidget):
    """The first tab: code, name, field, level, decision, agency."""

    edited = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.board = ProblemBoard(self)
        self.code = QLineEdit()
        self.level = choices(LEVELS, "Cấp thực hiện")
        self.decision = QLineEdit()
        self.name = QPlainTextEdit()
        self.field = LookupField(
            lambda text: context.read(_find_fields, services, text),
            none_found="Chưa có lĩnh vực này; tên gõ ở đây vẫn được giữ.",
        )
        self.agency = LookupField(
            lambda text: context.read(_find_agencies, services, text),
            none_found="Không có cơ quan nào khớp; hãy thêm ở thẻ Cơ quan giải quyết.",
        )
        self._arrange()
        self._connect()

    def show_draft(self, draft: ProcedureDraft, *, is_new: bool) -> None:
        """Show a procedure's facts without telling anybody; a stored code cannot be changed."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.board.clear_problems()
        self.code.setText(draft.code)
        self.code.setReadOnly(not is_new)
        choose(self.level, draft.level)
        self.decision.setText(draft.decision)
        self.name.setPlainText(draft.name)
        self.field.show_choice(_text_row(draft.field))
        self.agency.show_choice(_text_row(draft.agency_name, draft.agency_code))
        for line in (self.field, self.agency):
            line.setCursorPosition(0)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def draft(self) -> ProcedureDraft:
        """Return what is typed. Raises InvalidInputError for an agency nobody knows."""
        chosen = self.agency.choice
        if self.agency.text().strip() and chosen is None:
            raise InvalidInputError(
                "agency",
                "Chưa có cơ quan này. Hãy chọn trong danh sách hoặc thêm ở thẻ Cơ quan giải quyết.",
            )
        code = chosen.value if chosen is not None and self.agency.text().strip() else ""
        return ProcedureDraft(
            code=self.code.text(),
            name=self.name.toPlainText(),
            field=self.field.text(),
            level=Level(self.level.currentData()),
            decision=self.decision.text(),
            agency_name=self.agency.text(),
            agency_code=str(code),
        )

    def start(self) -> None:
        (self.name if self.code.isReadOnly() else self.code).setFocus()

    def _arrange(self) -> None:
        self.code.setPlaceholderText("1.001193")
        self.decision.setPlaceholderText("163/QĐ-BTP")
        self.field.setPlaceholderText("Gõ hoặc ↓ để chọn")
        self.agency.setPlaceholderText("Gõ tên hoặc mã, ↓ để xem danh sách")
        self.name.setFixedHeight(px(76))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(
            field_row(
                (self.board.add("code", captions.PROCEDURE_CODE, self.code), 150),
                (self.board.add("level", "Cấp thực hiện", self.level), 130),
                (self.board.add("decision", captions.PUBLISHING_DECISION, self.decision), 0),
            )
        )
        rows.addWidget(self.board.add("name", captions.PROCEDURE_NAME, self.name))
        rows.addWidget(self.board.add("field", captions.FIELD, self.field))
        rows.addWidget(self.board.add("agency", captions.RESOLVING_AGENCY, self.agency))
        rows.addStretch(1)

    def _connect(self) -> None:
        for line in (self.code, self.decision, self.field, self.agency):
            line.textEdited.connect(self.edited)
        self.field.chosen.connect(self.edited)
        self.agency.chosen.connect(self.edited)
        self.name.textChanged.connect(self.edited)
        self.level.currentIndexChanged.connect(self.edited)


def _find_fields(actor: Actor, services: Services, text: str) -> Sequence[LookupRow]:
    fields = services.procedures.fields(actor)
    fitting = [field for field in fields if _has_words(field, text)]
    return [row for field in fitting[:_MOST_OFFERED] if (row := _text_row(field))]


def _find_agencies(actor: Actor, services: Services, text: str) -> Sequence[LookupRow]:
    agencies = services.agencies.list(actor)
    fitting = [each for each in agencies if _has_words(f"{each.name} {each.code}", text)]
    return [_agency_row(each) for each in fitting[:_MOST_OFFERED]]


def _has_words(text: str, wanted: str) -> bool:
    own = fold(text)
    return all(word in own for word in words(wanted))


def _agency_row(agency: AgencyEntry) -> LookupRow:
    return LookupRow(value=agency.code, title=agency.name, detail=agency.code)


def _text_row(title: str, value: str = "") -> LookupRow | None:
    return LookupRow(value=value, title=title, detail=value) if title else None


INFO, CASES, ROUTES, PAPERS = range(4)
_TITLES = ("Thông tin", captions.CASE, "Quy trình", captions.PAPERS)


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
