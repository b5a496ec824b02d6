"""Báo cáo quý, put together: the report's tab and the way from a figure to its rows."""

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.bootstrap.behind.kinds import rows_kinds
from app.bootstrap.board import Board
from app.bootstrap.printing import Typeset
from app.printing.raster import page_sizes
from app.reports.quarter.content import Behind, ReportText
from app.reports.quarter.files import write_report_files
from app.reports.quarter.sections.publishing import DECISIONS, IN_FORCE
from app.reports.quarter.text_pdf import report_pdf
from app.ui.desk.saving import open_file
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.reporting.parts import ReportParts
from app.ui.reporting.report_tab import NO_PAGE
from app.vocabulary import RegisterKind

REPORT_TAB: Final = "Báo cáo quý"
_REGISTERS: Final = "registers"
_PLACES: Final = {
    DECISIONS: (_REGISTERS, "Công bố TTHC"),
    IN_FORCE: (_REGISTERS, "Công bố TTHC"),
    RegisterKind.INSPECTIONS.value: (_REGISTERS, "Kiểm tra"),
    RegisterKind.FINDINGS.value: (_REGISTERS, "Kiểm tra"),
    RegisterKind.ONE_STOP_UNITS.value: (_REGISTERS, "Bộ phận Một cửa"),
    RegisterKind.REGULATIONS.value: (_REGISTERS, "Văn bản quy định"),
    RegisterKind.ACTIVITIES.value: (_REGISTERS, "Truyền thông, tập huấn"),
}
"""Page and tab that keep the rows behind a figure."""


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
        write_files=write_report_files,
        ask_folder=lambda parent: ask_report_folder(board, parent),
        open_folder=open_file,
        kinds=rows_kinds(board),
        open_behind=lambda behind: _open_behind(board, behind),
    )


def typeset(text: ReportText) -> Typeset:
    """Return the report as the very pages that are printed."""
    pdf = report_pdf(text)
    return Typeset(pdf, page_sizes(pdf))


def ask_report_folder(board: Board, parent: QWidget) -> Path | None:
    """Ask for the folder that a report's files go to; None on turning back."""
    chosen = board.ask_folder(parent, "", "Chọn thư mục ghi báo cáo")
    return Path(chosen) if chosen else None


def _open_behind(board: Board, behind: Behind) -> None:
    """Go to the page that keeps the rows; say so where this person has no such page."""
    place = _PLACES.get(behind.register)
    if board.shell is None or place is None:
        return
    key, tab = place
    if not board.shell.has_page(key):
        board.said.info(NO_PAGE)
        return
    page = board.shell.show_page(key)
    if tab and isinstance(page, TabbedPage):
        page.show_tab(tab)
