"""Quản trị, put together."""

from collections.abc import Callable

from app.bootstrap.board import Board
from app.bootstrap.folders import choose_folder
from app.settings import Settings
from app.ui.administration.administration_page import AdministrationPage
from app.ui.administration.parts import AdministrationParts, DeskSettings
from app.ui.widgets.printer_editor import PrinterWork


def administration_page(board: Board) -> AdministrationPage:
    """Return the page of office, accounts, calendar and desk."""
    desk, file = board.desk, board.file

    def change(alter: Callable[[Settings], Settings]) -> None:
        file.save(alter(file.load()))

    return AdministrationPage(
        AdministrationParts(
            tasks=board.tasks,
            say=board.say_on_strip,
            actor=board.actor,
            today=board.clock.today,
            office=desk.office,
            calendar=desk.calendar,
            moves=desk.calendar_moves,
            rescheduling=desk.rescheduling,
            print_queued=board.print_job,
            accounts=desk.accounts,
            approvals=desk.approvals,
            reasons=desk.reasons,
            printing=PrinterWork(
                queues=board.printing.queues,
                print_test=lambda setup, media: board.printing.print_test(
                    setup, media, desk.letterhead(board.actor())
                ),
                choose_folder=choose_folder,
            ),
            desk=DeskSettings(
                load=file.load,
                change=change,
                apply_theme=board.apply_theme,
                take_text_size=board.take_text_size,
            ),
            book=board.actions,
        )
    )
