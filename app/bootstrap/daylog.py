"""Nhật ký ngày, put together."""

from functools import partial

from app.bootstrap.board import Board
from app.bootstrap.writing import write_register, write_unmasked
from app.reports.cash_export import export_money
from app.reports.export import export_summary
from app.services.money.takings import Takings
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.daylog.money_tab import MoneyTabParts
from app.ui.daylog.page import DaylogPage
from app.ui.daylog.parts import DaylogParts
from app.ui.daylog.unmasked import UnmaskedParts


def daylog_page(board: Board) -> DaylogPage:
    """Return the page of a day's figures, its closing and its exports."""
    page = DaylogPage(
        DaylogParts(
            tasks=board.tasks,
            actions=board.actions,
            messages=board.said,
            clock=board.clock,
            actor=board.actor,
            figures=board.desk.summaries,
            write_export=export_summary,
            ask_path=board.ask_path,
            money=MoneyTabParts(
                tasks=board.tasks,
                messages=board.said,
                actor=board.actor,
                source=Takings(board.desk.cash, board.desk.settlement),
                write=export_money,
                ask_path=board.ask_path,
            ),
            digital=board.desk.digitisation,
            write_register=partial(write_register, board.desk.register_book),
            unmasked=UnmaskedParts(
                approval=ApprovalParts(
                    tasks=board.tasks, approvals=board.desk.approvals, actor=board.actor
                ),
                ask_path=board.ask_path,
                write=partial(write_unmasked, board.desk.register_book),
            ),
        )
    )
    page.dossier_wanted.connect(board.open_dossier)
    return page
