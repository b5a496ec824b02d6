"""The ways from one page to another: each brings a page to the front and tells it what to show."""

from collections.abc import Callable

from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.intake.page import IntakePage
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

    def search(self, text: str) -> None:
        """Show the dossiers found by `text`."""
        page = self._shell().show_page("dossiers")
        if isinstance(page, DossiersPage):
            page.search(text)
