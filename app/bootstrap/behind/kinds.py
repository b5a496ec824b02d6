"""Every kind of rows that a report's figures open to."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.bootstrap.behind.dossiers import dossier_rows
from app.bootstrap.behind.evaluation import (
    Opening,
    quality_rows,
    rating_rows,
    score_rows,
    time_rows,
)
from app.bootstrap.behind.petitions import petition_rows
from app.bootstrap.board import Board
from app.evaluation_vocabulary import EvaluationIndex
from app.reports.quarter.sections.evaluation import EVALUATION, QUALITY, RATINGS, TIMES
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.reports.quarter.sections.petitions import PETITIONS
from app.services.periods.calendar import ReportPeriod
from app.services.petitions.records import PetitionRow
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.petitions.page import PetitionsPage
from app.ui.reporting.listing import RowsKind
from app.ui.reporting.report_tab import NO_PAGE

EVALUATION_TAB: Final = "Đánh giá"
_PETITIONS_PAGE: Final = "petitions"
_REPORTING_PAGE: Final = "reporting"


def rows_kinds(board: Board) -> Mapping[str, RowsKind]:
    """Return how the rows of each register are read, listed and opened, by its name."""
    desk = board.desk

    def open_petition(row: PetitionRow) -> None:
        open_petition_numbered(board, row.petition_id, row.number)

    opening = Opening(
        dossier=board.open_dossier,
        petition=partial(open_petition_numbered, board),
        tab=partial(_open_evaluation, board),
    )
    return {
        DOSSIERS: dossier_rows(desk.periods, board.open_dossier),
        PETITIONS: petition_rows(desk.petitions, open_petition, _has(board, _PETITIONS_PAGE)),
        EVALUATION: score_rows(desk.evaluation, desk.evaluated_periods, opening),
        QUALITY: quality_rows(desk.evaluation, opening),
        RATINGS: rating_rows(desk.ratings, opening),
        TIMES: time_rows(desk.evaluation, opening),
    }


def open_petition_numbered(board: Board, petition_id: int, number: str) -> None:
    """Go to a petition; say so where this person has no page of petitions."""
    page = _page(board, _PETITIONS_PAGE)
    if isinstance(page, PetitionsPage):
        page.show_petition(petition_id, number)
    else:
        board.said.info(NO_PAGE)


def _open_evaluation(board: Board, period: ReportPeriod, index: EvaluationIndex | None) -> None:
    """Go to the tab of the evaluation, to an index of the whole office where one is named."""
    page = _page(board, _REPORTING_PAGE)
    if not isinstance(page, TabbedPage):
        return
    page.show_tab(EVALUATION_TAB)
    tab = page.tabs.currentWidget()
    if isinstance(tab, EvaluationTab):
        tab.show_period(period, index)


def _has(board: Board, key: str) -> Callable[[], bool]:
    return lambda: board.shell is not None and board.shell.has_page(key)


def _page(board: Board, key: str) -> QWidget | None:
    """Bring a page to the front and return it; None where this person has none."""
    if board.shell is None or not board.shell.has_page(key):
        return None
    return board.shell.show_page(key)
