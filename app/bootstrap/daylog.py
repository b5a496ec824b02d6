"""Nhật ký ngày, put together."""

from functools import partial

from app.bootstrap.board import Board
from app.bootstrap.sheet_scans import tell_sheet
from app.bootstrap.writing import write_money, write_register, write_summary, write_unmasked
from app.services.ledger.rights import Right, allows
from app.services.money.takings import Takings
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.daylog.closing_parts import ClosingParts
from app.ui.daylog.money_tab import MoneyTabParts
from app.ui.daylog.page import DaylogPage
from app.ui.daylog.parts import DaylogParts
from app.ui.daylog.unmasked import UnmaskedParts


def daylog_page(board: Board) -> DaylogPage:
    """Return the page of a day's figures, its closing and its exports."""
    approval = ApprovalParts(tasks=board.tasks, approvals=board.desk.approvals, actor=board.actor)
    page = DaylogPage(
        DaylogParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            figures=board.desk.summaries,
            write_export=partial(write_summary, board.desk),
            ask_path=board.ask_path,
            money=MoneyTabParts(
                tasks=board.tasks,
                messages=board.said,
                actor=board.actor,
                source=Takings(board.desk.cash, board.desk.settlement),
                write=partial(write_money, board.desk),
                ask_path=board.ask_path,
            ),
            digital=board.desk.digitisation,
            write_register=partial(write_register, board.desk),
            closing=_closing(board, approval),
            unmasked=UnmaskedParts(
                approval=approval,
                ask_path=board.ask_path,
                write=partial(write_unmasked, board.desk),
            ),
        )
    )
    page.dossier_wanted.connect(board.open_dossier)
    return page


def _closing(board: Board, approval: ApprovalParts) -> ClosingParts:
    return ClosingParts(
        tasks=board.tasks,
        actor=board.actor,
        closings=board.desk.closings,
        sheets=board.desk.closing_sheets,
        approval=approval,
        may_close=lambda: allows(Right.CLOSE_DAY, board.actor().roles),
        typeset=board.printing.typeset,
        print_job=board.print_job,
        show_form=board.show_form,
        tell=partial(tell_sheet, board.said),
    )
