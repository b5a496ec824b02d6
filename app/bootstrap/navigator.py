"""Leads from one page to another: each is brought to the front and told what to show."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from app.services.periods.calendar import ReportPeriod
from app.services.worklist.records import OfEntry
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.shell.page_context import NO_PAGE
from app.vocabulary.dossiers import Action
from app.vocabulary.evaluation import EvaluationIndex
from app.vocabulary.reports import REGISTER_TITLES, RegisterKind
from app.wording import captions, headings

if TYPE_CHECKING:
    from app.ui.shell.main_window import MainWindow

PETITIONS_PAGE: Final = "petitions"
REGISTERS_PAGE: Final = "registers"
REPORTING_PAGE: Final = "reporting"
EVALUATION_TAB: Final = headings.EVALUATION
REPORT_TAB: Final = "Báo cáo quý"
KEYS_TAB: Final = "Khóa và mã hóa"
PUBLISHING_TAB: Final = headings.PUBLISHING
SPECIAL_REGISTER_TABS: Final[Mapping[RegisterKind, str]] = {
    RegisterKind.INSPECTIONS: headings.INSPECTIONS,
    RegisterKind.FINDINGS: headings.INSPECTIONS,
    RegisterKind.ONE_STOP_UNITS: captions.ONE_STOP_UNIT,
}
"""Registers kept in a tab that shows more; every other one has a tab of its title."""
REGISTER_TABS: Final = {**REGISTER_TITLES, **SPECIAL_REGISTER_TABS}
"""The tab that keeps each register."""


class WindowNavigator:
    """Leads through the window that `shell` returns.

    `show_form` shows an issued form there; `tell` says what this person cannot be led to.
    """

    def __init__(
        self,
        shell: "Callable[[], MainWindow]",
        show_form: Callable[[int], None],
        tell: Callable[[str], None],
    ) -> None:
        self._shell = shell
        self.open_form = show_form
        self._tell = tell

    def open_dossier(self, code: str) -> None:
        """Show one dossier's page."""
        from app.ui.dossiers.dossiers_page import DossiersPage

        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.open(code)

    def open_dossier_for(self, code: str, action: Action) -> None:
        """Show one dossier where `action` is done, its question open."""
        from app.ui.dossiers.dossiers_page import DossiersPage

        if action is Action.RETURN:
            self.open_return(code)
            return
        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.open_for(code, action)

    def open_correction(self, code: str) -> None:
        """Show the intake page with a dossier to be corrected."""
        from app.ui.intake.page import IntakePage

        page = self._shell().show_page("intake")
        if isinstance(page, IntakePage):
            page.open_correction(code)

    def open_return(self, code: str) -> None:
        """Show the return page with the check of one dossier."""
        from app.ui.returning.returning_page import ReturningPage

        page = self._shell().show_page("returning")
        if isinstance(page, ReturningPage):
            page.start(code)

    def open_petition(self, petition_id: int, number: str = "") -> None:
        """Show one petition, what may be done to it in front; `number` narrows the list to it."""
        from app.ui.petitions.page import PetitionsPage

        if not self.has_page(PETITIONS_PAGE):
            self._tell(NO_PAGE)
            return
        page = self._shell().show_page(PETITIONS_PAGE)
        if isinstance(page, PetitionsPage):
            page.open(petition_id, number)

    def open_entry(self, entry: OfEntry) -> None:
        """Show an entry of any register."""
        from app.ui.registers.register_tab import EntryTab

        tab = self._register_tab(REGISTER_TABS[entry.kind])
        if isinstance(tab, EntryTab):
            tab.open_entry(entry.kind, entry.number, entry.of_number)

    def open_decision(self, decision_id: int) -> None:
        """Show a decision that publishes procedures."""
        from app.ui.publishing.publishing_tab import PublishingTab

        tab = self._register_tab(PUBLISHING_TAB)
        if isinstance(tab, PublishingTab):
            tab.open_decision(decision_id)

    def open_evaluation(self, period: ReportPeriod, index: EvaluationIndex | None) -> None:
        """Show a period's evaluation, an index of the whole office in front where one is named."""
        from app.ui.evaluation.evaluation_tab import EvaluationTab

        page = self._shell().show_page(REPORTING_PAGE)
        tab = page.show_tab(EVALUATION_TAB) if isinstance(page, TabbedPage) else None
        if isinstance(tab, EvaluationTab):
            tab.show_period(period, index)

    def has_page(self, key: str) -> bool:
        """Say whether this person has a page."""
        return self._shell().has_page(key)

    def search(self, text: str) -> None:
        """Show the dossiers found by `text`."""
        from app.ui.dossiers.dossiers_page import DossiersPage

        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.search(text)

    def _register_tab(self, title: str) -> QWidget | None:
        page = self._shell().show_page(REGISTERS_PAGE)
        return page.show_tab(title) if isinstance(page, TabbedPage) else None
