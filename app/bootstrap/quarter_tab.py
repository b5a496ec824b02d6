"""Báo cáo quý, put together: the report's tab and the way from a figure to its rows."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.bootstrap.behind.kinds import rows_kinds
from app.bootstrap.board import Board
from app.bootstrap.printing import Typeset
from app.printing.raster import page_sizes
from app.reports.quarter.content import ReportText
from app.reports.quarter.files import write_report_files
from app.reports.quarter.text_pdf import report_pdf
from app.ui.desk.saving import open_file
from app.ui.reporting.parts import ReportParts

REPORT_TAB: Final = "Báo cáo quý"


def report_parts(board: Board) -> ReportParts:
    """Return what the tab of a period's report is given."""
    return ReportParts(
        tasks=board.tasks,
        messages=board.said,
        clock=board.clock,
        actor=board.actor,
        reports=board.desk.quarter_reports,
        periods=board.desk.periods,
        notes=board.desk.report_notes,
        typeset=typeset,
        write_files=partial(write_report_files, outputs=board.desk.outputs),
        ask_folder=lambda parent: ask_report_folder(board, parent),
        open_folder=open_file,
        kinds=rows_kinds(board),
    )


def typeset(text: ReportText) -> Typeset:
    """Return the report as the very pages that are printed."""
    pdf = report_pdf(text)
    return Typeset(pdf, page_sizes(pdf))


def ask_report_folder(board: Board, parent: QWidget) -> Path | None:
    """Ask for the folder that a report's files go to; None on turning back."""
    chosen = board.ask_folder(parent, "", "Chọn thư mục ghi báo cáo")
    return Path(chosen) if chosen else None
