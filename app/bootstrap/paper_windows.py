"""The two dialogs of a window that show papers: what waits for a printer, and one issued form."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.container import Services
from app.ui.shell.main_window import MainWindow
from app.ui.shell.page_context import PageContext

if TYPE_CHECKING:
    from app.ui.printing.issued_form import IssuedFormDialog
    from app.ui.printing.print_list import PrintList


class PaperWindows:
    """Each is made when first asked for and kept with its window."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        shell: MainWindow,
        emptied: Callable[[int], None],
    ) -> None:
        self._context = context
        self._services = services
        self._shell = shell
        self._emptied = emptied
        self._print_list: PrintList | None = None
        self._form: IssuedFormDialog | None = None

    def show_print_list(self) -> None:
        """Show what waits for a printer."""
        from app.ui.printing.print_list import PrintList

        if self._print_list is None:
            self._print_list = PrintList(self._context, self._services, self._shell)
            self._print_list.emptied.connect(self._emptied)
        self._print_list.open_list()

    def show_form(self, form_id: int) -> None:
        """Show an issued form: the very PDF that was printed and kept."""
        from app.ui.printing.issued_form import IssuedFormDialog

        if self._form is None:
            self._form = IssuedFormDialog(self._context, self._services, self._shell)
        self._form.open_form(form_id)
