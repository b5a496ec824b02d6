"""Every kind of rows that a report's figures open to."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.bootstrap.behind.dossiers import dossier_rows
from app.bootstrap.behind.petitions import petition_rows
from app.bootstrap.board import Board
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.reports.quarter.sections.petitions import PETITIONS
from app.services.petitions.records import PetitionRow
from app.ui.petitions.page import PetitionsPage
from app.ui.reporting.listing import RowsKind

_PETITIONS_PAGE = "petitions"


def rows_kinds(board: Board) -> Mapping[str, RowsKind]:
    """Return how the rows of each register are read, listed and opened, by its name."""
    desk = board.desk

    def open_petition(row: PetitionRow) -> None:
        page = _page(board, _PETITIONS_PAGE)
        if isinstance(page, PetitionsPage):
            page.show_petition(row.petition_id, row.number)

    return {
        DOSSIERS: dossier_rows(desk.periods, board.open_dossier),
        PETITIONS: petition_rows(desk.petitions, open_petition, _has(board, _PETITIONS_PAGE)),
    }


def _has(board: Board, key: str) -> Callable[[], bool]:
    return lambda: board.shell is not None and board.shell.has_page(key)


def _page(board: Board, key: str) -> QWidget | None:
    """Bring a page to the front and return it; None where this person has none."""
    if board.shell is None or not board.shell.has_page(key):
        return None
    return board.shell.show_page(key)
