"""The ways from one page to another: each brings a page to the front and tells it what to show."""

from collections.abc import Callable

from app.services.worklist.records import OfEntry
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.intake.page import IntakePage
from app.ui.petitions.page import PetitionsPage
from app.ui.registers.register_tab import INSPECTIONS_TAB, InspectionsTab
from app.ui.returning.returning_page import ReturningPage
from app.ui.shell.main_window import MainWindow
from app.vocabulary import Action


class Ways:
    """Leads through the window that `shell` returns, which is made after its pages' makers are."""

    def __init__(self, shell: Callable[[], MainWindow]) -> None:
        self._shell = shell

    def open_dossier(self, code: str) -> None:
        """Show one dossier's page."""
        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.open(code)

    def open_dossier_for(self, code: str, action: Action) -> None:
        """Show one dossier where `action` is done, its question open."""
        if action is Action.RETURN:
            self.open_return(code)
            return
        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.open_for(code, action)

    def open_correction(self, code: str) -> None:
        """Show the intake page with a dossier to be corrected."""
        page = self._shell().show_page("intake")
        if isinstance(page, IntakePage):
            page.open_correction(code)

    def open_return(self, code: str) -> None:
        """Show the return page with the check of one dossier."""
        page = self._shell().show_page("returning")
        if isinstance(page, ReturningPage):
            page.start(code)

    def open_petition(self, petition_id: int) -> None:
        """Show one petition, what may be done to it in front."""
        page = self._shell().show_page("petitions")
        if isinstance(page, PetitionsPage):
            page.open(petition_id)

    def open_entry(self, entry: OfEntry) -> None:
        """Show an entry of a register that comes due: an inspection or what one has found."""
        page = self._shell().show_page("registers")
        if not isinstance(page, TabbedPage):
            return
        page.show_tab(INSPECTIONS_TAB)
        tab = page.tabs.currentWidget()
        if isinstance(tab, InspectionsTab):
            tab.open_entry(entry.kind, entry.number, entry.of_number)

    def search(self, text: str) -> None:
        """Show the dossiers found by `text`."""
        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.search(text)
