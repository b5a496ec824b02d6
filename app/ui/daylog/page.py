"""The day's log for supervisors: choose a period, read its figures, open what is behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.errors import UserError
from app.reports.export import export_summary
from app.reports.formats import ExportFormat, as_of_text, file_name
from app.reports.register_book import FORMATS, book_file_name
from app.reports.register_book_export import write_register_book
from app.services.container import Services
from app.services.figures.catalogue import DossierFigure
from app.services.figures.records import DailySummary, RegisterRow
from app.services.ledger.visibility import may_disclose
from app.ui.daylog.closing import PageClosing
from app.ui.daylog.digital_tab import DigitalTab
from app.ui.daylog.lists import DIGITAL, MONEY, ChosenGroup, Lists
from app.ui.daylog.money_tab import MoneyTab
from app.ui.daylog.pictures import Pictures
from app.ui.daylog.tiles import Tiles
from app.ui.daylog.unmasked import UnmaskedRegister
from app.ui.desk.period_bar import PeriodBar, PeriodDays
from app.ui.desk.tabbed_page import choose_tab
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.file_dialogs import FORMAT_WORDS
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, label
from app.vocabulary.reports import GroupBy
from app.wording import buttons, states
from app.wording.texts import money_text

_SHOWN = frozenset({Change.DOSSIERS, Change.HANDOFFS, Change.CATALOGUE, Change.OFFICE})
_PATIENCE_MS = 200


@dataclass(frozen=True, slots=True)
class _Behind:
    """A figure whose dossiers are shown: its words, its dotted name, its group."""

    title: str
    figure: str
    group: tuple[GroupBy, str] | None = None


class DaylogPage(QWidget):
    """Reads a summary whenever its period or the store changes."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._context = context
        self._services = services
        self._latest_behind = Latest()
        self._summary: DailySummary | None = None
        self._is_blank = True
        self._behind: _Behind | None = None
        self.period = PeriodBar(context.clock.today)
        self.export = button(buttons.EXPORT, which=Icon.EXPORT)
        self.closing = PageClosing(context, services, self)
        self.tiles = Tiles(self)
        self.pictures = Pictures(self)
        self.money = MoneyTab(context, services)
        self.digital = DigitalTab(context, services)
        self.lists = Lists(self.money, self.digital, self)
        self._as_of = label("", "caption")
        self._fees = label("", "caption")
        self._menu = QMenu(self.export)
        # A quick answer replaces the old figures; a slow one must not leave them standing.
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._arrange()
        self._connect()
        self._bind_actions()

    @property
    def summary(self) -> DailySummary | None:
        """The summary on the screen."""
        return self._summary

    def activated(self) -> None:
        """Read again: the page came to the front."""
        self._read(self.period.span)

    def choose_tab(self, place: int) -> None:
        """Bring the list at `place` (from 0) to the front."""
        choose_tab(self.lists.tabs, place)

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read again when something counted here has changed."""
        if changes & _SHOWN:
            self._read(self.period.span)

    def start_export(self, fmt: ExportFormat) -> None:
        """Ask where to, and write the summary on the screen there."""
        summary = self._summary
        if summary is None:
            return
        self._context.export(
            self,
            file_name(summary, fmt),
            fmt,
            lambda _actor, place: export_summary(summary, fmt, place),
        )

    def start_register(self, fmt: ExportFormat) -> None:
        """Write the register book of the period on the screen: in full for who may see it so."""
        if may_disclose(self._context.actor().roles):
            self.start_unmasked(fmt)
        else:
            self.start_masked(fmt)

    def start_masked(self, fmt: ExportFormat) -> None:
        """Ask where to, and write the register book with addresses and telephones hidden."""
        span = self.period.span
        write = partial(write_register_book, self._services, (span.first, span.last), fmt)
        name = book_file_name(span.first, span.last, fmt)
        self._context.export(self, name, fmt, write, is_personal=True)

    def start_unmasked(self, fmt: ExportFormat) -> None:
        """Ask why, and write the register book with people's addresses and telephones in full."""
        UnmaskedRegister(self._context, self._services, self).start(self.period.span, fmt)

    def open_export_menu(self) -> None:
        """Offer the kinds of file, the first of them chosen."""
        if self.export.isEnabled():
            self._menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))
            self._menu.setActiveAction(self._menu.actions()[0])

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.period, 1)
        head.addWidget(self.export)
        head.addWidget(self.closing.button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 12, 24, 12)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.closing.bar)
        rows.addWidget(self.tiles)
        rows.addWidget(self.pictures, 4)
        rows.addWidget(self.lists, 6)
        foot = QHBoxLayout()
        foot.addWidget(self._as_of)
        foot.addStretch(1)
        foot.addWidget(self._fees)
        rows.addLayout(foot)
        self._fill_menu()

    def _fill_menu(self) -> None:
        for fmt, words in FORMAT_WORDS.items():
            self._menu.addAction(f"{words}…").triggered.connect(partial(self.start_export, fmt))
        self._menu.addSeparator()
        for fmt in FORMATS:
            words = f"Sổ theo dõi hồ sơ ({fmt.suffix[1:].upper()})…"
            self._menu.addAction(words).triggered.connect(partial(self.start_register, fmt))
        for fmt in FORMATS:
            words = f"Sổ theo dõi hồ sơ, che địa chỉ, điện thoại ({fmt.suffix[1:].upper()})…"
            self._menu.addAction(words).triggered.connect(partial(self.start_masked, fmt))
        self.export.setMenu(self._menu)
        self.export.setEnabled(False)

    def _connect(self) -> None:
        self._patience.timeout.connect(self._tell_counting)
        self.period.span_chosen.connect(self._on_span_chosen)
        self.period.problem_found.connect(self._on_problem_found)
        self.tiles.figure_chosen.connect(self._on_figure_chosen)
        self.tiles.due_chosen.connect(self.lists.show_due)
        self.lists.figure_chosen.connect(self._on_group_figure_chosen)
        self.lists.dossier_wanted.connect(self._context.navigate.open_dossier)
        self.lists.tabs.currentChanged.connect(lambda: self._read_tab(self.period.span))
        self.money.dossier_wanted.connect(self._context.navigate.open_dossier)
        self.closing.show_span(self.period.span)

    def _bind_actions(self) -> None:
        book = self._context.actions
        for key, act in (
            ("daylog.previous", self.period.go_back),
            ("daylog.next", self.period.go_forth),
            ("daylog.today", self.period.go_today),
            ("daylog.export", self.open_export_menu),
            ("daylog.close", self.closing.start),
        ):
            if book.has(key):
                book.bind(key, act, self)

    def _read(self, span: PeriodDays) -> None:
        self._as_of.setText(states.COUNTING)
        if self._is_blank:
            self._tell_counting()
        elif not self._patience.isActive():
            self._patience.start()
        self._context.read(self._services.summaries.of_period, span.first, span.last).then(
            self._show, self._on_failed
        )
        self._read_tab(span)

    def _read_tab(self, span: PeriodDays) -> None:
        """Read the money or the scans of a period while their tab is in sight."""
        at = self.lists.tabs.currentIndex()
        if at == MONEY:
            self.money.show_span(span)
        elif at == DIGITAL:
            self.digital.show_span(span)

    def _show(self, summary: DailySummary) -> None:
        self._patience.stop()
        self._is_blank = False
        self._summary = summary
        self.closing.show_summary(summary)
        self.tiles.show_summary(summary)
        self.pictures.show_summary(summary)
        self.lists.show_summary(summary, self._context.clock.today())
        self._as_of.setText(as_of_text(summary))
        self._fees.setText(f"Phí, lệ phí đã thu: {money_text(summary.total.fees_vnd)}")
        self.export.setEnabled(summary.total.adds_up)
        if self._behind is not None and self.lists.has_behind:
            self._read_behind(self._behind, self._fill_behind)

    def _tell_counting(self) -> None:
        """Say that figures are being counted; those of another period go away meanwhile."""
        if self._summary is None:
            self._clear(states.COUNTING)
        self.tiles.show_counting(states.COUNTING)

    def _clear(self, why: str) -> None:
        self._patience.stop()
        self._is_blank = True
        self._summary = None
        self.tiles.clear()
        self.pictures.clear(why)
        self.lists.clear(why)
        self._fees.setText("")
        self.export.setEnabled(False)

    def _on_failed(self, error: UserError) -> None:
        self._clear(states.NO_FIGURES)
        self._as_of.setText("")
        self.tiles.show_error(error.message)

    def _on_span_chosen(self, span: PeriodDays) -> None:
        self._summary = None
        self.export.setEnabled(False)
        self._patience.start()
        self._behind = None
        self._latest_behind.forget()
        self.lists.forget_behind()
        self.closing.show_span(span)
        self._read(span)

    def _on_problem_found(self, text: str) -> None:
        self._context.messages.warn(text)

    def _on_figure_chosen(self, measure: DossierFigure) -> None:
        self._open_behind(_Behind(measure.title, measure.code))

    def _on_group_figure_chosen(self, measure: DossierFigure, group: ChosenGroup) -> None:
        title = f"{measure.title}, {group.name}"
        self._open_behind(_Behind(title, measure.code, (group.by, group.key)))

    def _open_behind(self, behind: _Behind) -> None:
        self._behind = behind
        self._read_behind(behind, self._bring_behind)

    def _read_behind(
        self, behind: _Behind, done: Callable[[tuple[RegisterRow, ...]], None]
    ) -> None:
        span, rows_behind = self.period.span, self._services.summaries.rows_behind
        self._context.read(rows_behind, span.first, span.last, behind.figure, behind.group).then(
            self._latest_behind.only(done)
        )

    def _bring_behind(self, rows: tuple[RegisterRow, ...]) -> None:
        self._fill_behind(rows)
        self.lists.bring_behind()

    def _fill_behind(self, rows: tuple[RegisterRow, ...]) -> None:
        if self._summary is not None and self._behind is not None:
            today = self._context.clock.today()
            self.lists.fill_behind(self._behind.title, rows, self._summary.as_of, today)
