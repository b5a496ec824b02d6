"""Quản trị: office, accounts, hours, calendar, reasons for administrators; the desk for all."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.services.container import Services
from app.ui.administration.accounts_tab import AccountsTab
from app.ui.administration.appearance_tab import AppearanceTab
from app.ui.administration.calendar_tab import CalendarTab
from app.ui.administration.office_tabs import HoursTab, OfficeTab, PrintersTab
from app.ui.administration.reasons_tab import ReasonsTab
from app.ui.desk.tabbed_page import choose_tab
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import label
from app.vocabulary.people import Role
from app.wording import captions, headings


class AdministrationPage(QWidget):
    """A tab reads its content when it is first shown; whoever acts decides which tabs there are."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.office = OfficeTab(context, services)
        self.accounts = AccountsTab(context, services)
        self.hours = HoursTab(context, services)
        self.calendar = CalendarTab(context, services)
        self.reasons = ReasonsTab(context, services)
        self.printers = PrintersTab(context, services)
        self.appearance = AppearanceTab(context)
        self._loaders = {
            self.office: self.office.load,
            self.accounts: self.accounts.load,
            self.hours: self.hours.load,
            self.calendar: self.calendar.load,
            self.reasons: self.reasons.load,
            self.printers: self.printers.load,
            self.appearance: self.appearance.load,
        }
        for tab in self._loaders:
            tab.setParent(self)
            tab.hide()
        self._loaded: set[QWidget] = set()
        self._context = context
        self._shows_all: bool | None = None
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(label(headings.ADMINISTRATION, "title"))
        rows.addWidget(self.tabs, 1)
        self._offer_tabs()
        self.tabs.currentChanged.connect(self._on_current_changed)

    def activated(self) -> None:
        """Offer the tabs of whoever acts now, and load the one in front."""
        self._offer_tabs()
        self._load_front()

    def choose_tab(self, place: int) -> None:
        """Bring the tab at `place` (from 0) to the front."""
        choose_tab(self.tabs.tabBar(), place)

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read tables again; what is being typed in the other tabs stays."""
        if Change.PEOPLE in changes and self.accounts in self._loaded:
            self.accounts.load()
        if Change.OFFICE in changes and self.calendar in self._loaded:
            self.calendar.load()
        if Change.OFFICE in changes and self.reasons in self._loaded:
            self.reasons.load()

    def _offer_tabs(self) -> None:
        shows_all = Role.ADMINISTRATOR in self._context.actor().roles
        if shows_all == self._shows_all:
            return
        self._shows_all = shows_all
        self._loaded.clear()
        self.tabs.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.tabs.clear()
        office = (
            (self.office, captions.UNIT),
            (self.accounts, captions.ACCOUNT),
            (self.hours, headings.WORKING_HOURS),
            (self.calendar, "Lịch nghỉ"),
            (self.reasons, headings.REASONS),
        )
        desk = ((self.printers, captions.PRINTER), (self.appearance, "Giao diện"))
        for tab, title in (*office, *desk) if shows_all else desk:
            self.tabs.addTab(tab, title)
        self.tabs.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def _on_current_changed(self) -> None:
        commit_input_method()
        self._load_front()

    def _load_front(self) -> None:
        front = self.tabs.currentWidget()
        if front in self._loaded:
            return
        self._loaded.add(front)
        self._loaders[front]()
