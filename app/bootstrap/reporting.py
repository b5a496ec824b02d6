"""Báo cáo, put together."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.bootstrap.behind.kinds import open_petition
from app.bootstrap.board import Board
from app.bootstrap.quarter_tab import REPORT_TAB, ask_report_folder, report_parts
from app.bootstrap.safekeeping import approval_parts
from app.bootstrap.ways import EVALUATION_TAB
from app.outputs import OutputKind
from app.reports.dashboard_pdf import export_dashboard
from app.reports.evaluation_xlsx import SheetMark, export_evaluation
from app.reports.province.files import write_sum_files
from app.reports.province.forms import sum_head
from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.ledger.rights import Right, allows
from app.services.province.records import ProvinceSum
from app.ui.desk.saving import open_file
from app.ui.desk.tabbed_page import TabbedPage, TitledTab
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.evaluation.parts import EvaluationParts
from app.ui.periods.parts import PeriodsParts
from app.ui.periods.periods_tab import PeriodsTab
from app.ui.province.asking import ask_files, ask_to_write
from app.ui.province.parts import ProvinceParts, SumParts
from app.ui.province.province_tab import ProvinceTab
from app.ui.reporting.overview_tab import OverviewParts, OverviewTab
from app.ui.reporting.report_tab import ReportTab


def reporting_page(board: Board) -> TabbedPage:
    """Return the page of what a supervisor looks at over months, and hands in."""
    return TabbedPage(
        "Báo cáo",
        (
            TitledTab("Tổng quan", OverviewTab(_overview(board))),
            TitledTab("Kỳ báo cáo", PeriodsTab(_periods(board))),
            TitledTab(REPORT_TAB, ReportTab(report_parts(board))),
            TitledTab(EVALUATION_TAB, EvaluationTab(_evaluation(board))),
            TitledTab("Đơn vị gửi số liệu", ProvinceTab(_province(board))),
        ),
    )


def _overview(board: Board) -> OverviewParts:
    return OverviewParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        source=board.desk.dashboard,
        write=lambda view, path: export_dashboard(
            view, board.desk.outputs.place(path, OutputKind.PDF)
        ),
        ask_path=board.ask_path,
    )


def _evaluation(board: Board) -> EvaluationParts:
    desk = board.desk

    def write(table: EvaluationTable, quality: ServiceQuality, path: Path) -> None:
        place = desk.outputs.place(path, OutputKind.XLSX)
        is_demo = desk.office.facts(board.actor()).is_demo
        mark = SheetMark(made_at=desk.clock.now(), is_demo=is_demo)
        export_evaluation(table, quality, mark, place)

    return EvaluationParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        periods=desk.evaluated_periods,
        evaluation=desk.evaluation,
        facts=desk.fact_notes,
        told=desk.told_figures,
        may_note=lambda: allows(Right.KEEP_REGISTERS, board.actor().roles),
        write=write,
        ask_path=board.ask_path,
        open_dossier=board.open_dossier,
        open_petition=partial(open_petition, board),
    )


def _periods(board: Board) -> PeriodsParts:
    desk = board.desk

    def may(right: Right) -> Callable[[], bool]:
        return lambda: allows(right, board.actor().roles)

    return PeriodsParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        periods=desk.periods,
        reasons=desk.late_reasons,
        province=desk.province,
        approval=approval_parts(board),
        may_lock=may(Right.LOCK_PERIOD),
        may_set_cutoff=may(Right.EDIT_OFFICE),
        may_give_reason=may(Right.DECIDE),
        ask_path=ask_to_write,
        save=lambda made, path: made.file.save(desk.outputs.place(path, OutputKind.BUNDLE)),
        open_dossier=board.open_dossier,
    )


def _province(board: Board) -> ProvinceParts:
    desk = board.desk

    def write(told: ProvinceSum, folder: Path) -> tuple[Path, ...]:
        actor = board.actor()
        head = sum_head(told, desk.office.facts(actor), desk.clock.now(), actor)
        return write_sum_files(told, head, folder, outputs=desk.outputs)

    return ProvinceParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        periods=desk.periods,
        province=desk.province,
        may_take=lambda: allows(Right.LOCK_PERIOD, board.actor().roles),
        ask_files=ask_files,
        expected=desk.expected_units,
        sums=SumParts(
            tasks=board.tasks,
            messages=board.said,
            ask_folder=lambda parent: ask_report_folder(board, parent),
            write_files=write,
            open_folder=open_file,
        ),
    )
