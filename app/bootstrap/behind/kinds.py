"""Every kind of rows that a report's figures open to."""

from collections.abc import Mapping

from app.bootstrap.behind.dossiers import dossier_rows
from app.bootstrap.board import Board
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.ui.reporting.listing import RowsKind


def rows_kinds(board: Board) -> Mapping[str, RowsKind]:
    """Return how the rows of each register are read, listed and opened, by its name."""
    return {DOSSIERS: dossier_rows(board.desk.periods, board.open_dossier)}
