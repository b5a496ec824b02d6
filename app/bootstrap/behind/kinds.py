"""Every kind of rows that a report's figures open to."""

from collections.abc import Callable, Mapping
from functools import partial

from app.bootstrap.behind.dossiers import dossier_rows
from app.bootstrap.behind.evaluation import (
    Opening,
    quality_rows,
    rating_rows,
    score_rows,
    time_rows,
)
from app.bootstrap.behind.petitions import petition_rows
from app.bootstrap.behind.publishing import decision_rows, procedure_rows
from app.bootstrap.behind.registers import register_rows
from app.bootstrap.board import Board
from app.bootstrap.ways import PETITIONS_PAGE, REGISTERS_PAGE
from app.reports.quarter.sections.evaluation import EVALUATION, QUALITY, RATINGS, TIMES
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.reports.quarter.sections.petitions import PETITIONS
from app.reports.quarter.sections.publishing import DECISIONS, IN_FORCE
from app.ui.reporting.listing import RowsKind
from app.ui.reporting.report_tab import NO_PAGE
from app.vocabulary.registers import RegisterKind


def rows_kinds(board: Board) -> Mapping[str, RowsKind]:
    """Return how the rows of each register are read, listed and opened, by its name."""
    desk, ways = board.desk, board.ways
    opening = Opening(
        dossier=ways.open_dossier,
        petition=partial(open_petition, board),
        tab=ways.open_evaluation,
    )
    may_open_petitions = _has(board, PETITIONS_PAGE)
    may_open_registers = _has(board, REGISTERS_PAGE)
    entries = register_rows(desk.register_counts, ways.open_entry, may_open_registers)
    return {
        DOSSIERS: dossier_rows(desk.periods, desk.late_reasons, ways.open_dossier),
        PETITIONS: petition_rows(desk.petitions, ways.open_petition, may_open_petitions),
        DECISIONS: decision_rows(desk.publishing, ways.open_decision, may_open_registers),
        IN_FORCE: procedure_rows(desk.publishing, ways.open_decision, may_open_registers),
        EVALUATION: score_rows(desk.evaluation, desk.evaluated_periods, opening),
        QUALITY: quality_rows(desk.evaluation, opening),
        RATINGS: rating_rows(desk.ratings, opening),
        TIMES: time_rows(desk.evaluation, opening),
        **{kind.value: entries for kind in RegisterKind},
    }


def open_petition(board: Board, petition_id: int, number: str) -> None:
    """Go to a petition; say so where this person has no page of petitions."""
    if board.ways.has_page(PETITIONS_PAGE):
        board.ways.open_petition(petition_id, number)
    else:
        board.said.info(NO_PAGE)


def _has(board: Board, key: str) -> Callable[[], bool]:
    return lambda: board.ways.has_page(key)
