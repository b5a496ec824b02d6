"""Báo cáo, put together."""

from app.bootstrap.board import Board
from app.reports.dashboard_pdf import export_dashboard
from app.ui.desk.tabbed_page import TabbedPage, TitledTab
from app.ui.reporting.overview_tab import OverviewParts, OverviewTab


def reporting_page(board: Board) -> TabbedPage:
    """Return the page of what a supervisor looks at over months, and hands in."""
    return TabbedPage("Báo cáo", (TitledTab("Tổng quan", OverviewTab(_overview(board))),))


def _overview(board: Board) -> OverviewParts:
    return OverviewParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        source=board.desk.dashboard,
        write=export_dashboard,
        ask_path=board.ask_path,
    )
