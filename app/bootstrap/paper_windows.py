"""The two dialogs of a window that show papers: what waits for a printer, and one issued form."""

from collections.abc import Callable

from app.bootstrap.board import Board
from app.ui.printing.form_book_view import FormBookParts
from app.ui.printing.issued_form import IssuedFormDialog, IssuedFormParts
from app.ui.printing.print_list import PrintList, PrintListParts
from app.ui.shell.main_window import MainWindow


class PaperWindows:
    """Each is made when first asked for and kept with its window."""

    def __init__(self, board: Board, shell: MainWindow, emptied: Callable[[int], None]) -> None:
        self._board = board
        self._shell = shell
        self._emptied = emptied
        self._print_list: PrintList | None = None
        self._form: IssuedFormDialog | None = None

    def show_print_list(self) -> None:
        """Show what waits for a printer."""
        board = self._board
        if self._print_list is None:
            self._print_list = PrintList(
                PrintListParts(
                    tasks=board.tasks,
                    queue=board.desk.print_queue,
                    actor=board.actor,
                    send=board.print_job,
                    typeset=board.printing.typeset,
                    book=FormBookParts(
                        book=board.desk.form_book,
                        today=board.desk.clock.today,
                        form=self._form_parts(),
                    ),
                ),
                self._shell,
            )
            self._print_list.emptied.connect(self._emptied)
        self._print_list.open_list()

    def show_form(self, form_id: int) -> None:
        """Show an issued form: the very PDF that was printed and kept."""
        if self._form is None:
            self._form = IssuedFormDialog(self._form_parts(), self._shell)
        self._form.open_form(form_id)

    def _form_parts(self) -> IssuedFormParts:
        board = self._board
        return IssuedFormParts(
            tasks=board.tasks,
            queue=board.desk.print_queue,
            actor=board.actor,
            send=board.print_job,
            pages=board.printing.typeset_issued,
            attachments=board.desk.attachments,
        )
