"""Báo cáo, put together."""

from pathlib import Path

from app.bootstrap.board import Board
from app.bootstrap.quarter_tab import REPORT_TAB, report_parts
from app.reports.dashboard_pdf import export_dashboard
from app.reports.evaluation_xlsx import SheetMark, export_evaluation
from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.ledger.rights import Right, allows
from app.ui.desk.tabbed_page import TabbedPage, TitledTab
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.evaluation.parts import EvaluationParts
from app.ui.reporting.overview_tab import OverviewParts, OverviewTab
from app.ui.reporting.report_tab import ReportTab


def reporting_page(board: Board) -> TabbedPage:
    """Return the page of what a supervisor looks at over months, and hands in."""
    return TabbedPage(
        "Báo cáo",
        (
            TitledTab("Tổng quan", OverviewTab(_overview(board))),
            TitledTab(REPORT_TAB, ReportTab(report_parts(board))),
            TitledTab("Đánh giá", EvaluationTab(_evaluation(board))),
        ),
    )


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


def _evaluation(board: Board) -> EvaluationParts:
    desk = board.desk

    def write(table: EvaluationTable, quality: ServiceQuality, path: Path) -> None:
        is_demo = desk.office.facts(board.actor()).is_demo
        mark = SheetMark(made_at=desk.clock.now(), is_demo=is_demo)
        export_evaluation(table, quality, mark, path)

    return EvaluationParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        evaluation=desk.evaluation,
        facts=desk.fact_notes,
        may_note=lambda: allows(Right.KEEP_REGISTERS, board.actor().roles),
        write=write,
        ask_path=board.ask_path,
        open_dossier=board.open_dossier,
    )
