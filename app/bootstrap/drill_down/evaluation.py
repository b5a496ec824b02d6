"""What is behind the figures of the evaluation, of QĐ 766/QĐ-TTg and of the ratings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.records import IndexScore, ScoredLine, ScoreOf, TimeDispute
from app.services.ledger.records import Actor
from app.services.periods.calendar import ReportPeriod
from app.services.periods.sections import EvaluatedPeriods
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import RatingBehind
from app.ui.evaluation import columns
from app.ui.reporting.listing import RowsKind, RowsListing, RowsRequest
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording import nouns

_DOSSIERS: Final = "hồ sơ"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTarget:
    """Where a row leads: its dossier, its petition, or the tab that keeps the figure."""

    dossier: Callable[[str], None]
    petition: Callable[[int, str], None]
    tab: Callable[[ReportPeriod, EvaluationIndex | None], None]

    def line(self, period: ReportPeriod, line: ScoredLine) -> None:
        """Go to what a line is about; what is neither leads to the tab."""
        if line.dossier_code:
            self.dossier(line.dossier_code)
        elif line.petition is not None:
            self.petition(*line.petition)
        else:
            self.tab(period, None)


def score_rows(evaluation: Evaluation, periods: EvaluatedPeriods, opening: RowTarget) -> RowsKind:
    """Return how an index is listed line by line; the total and the class by their indices."""

    def read(
        actor: Actor, asked: RowsRequest
    ) -> RowsListing[IndexScore] | RowsListing[tuple[int, ScoredLine]]:
        if not asked.behind.figure:
            table = periods.of_period(actor, asked.period.key).table
            return _indices(table.of(EvaluatedKind.UNIT)[0].scores, asked, opening)
        of = ScoreOf(EvaluatedKind.UNIT, "", EvaluationIndex(asked.behind.figure))
        lines = evaluation.lines(actor, asked.behind.first_day, asked.behind.last_day, of)
        return _lines(lines, asked, opening)

    return RowsKind(read=read, may_open=lambda: True)


def quality_rows(evaluation: Evaluation, opening: RowTarget) -> RowsKind:
    """Return how what a ratio of QĐ 766 counts is listed."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[tuple[int, ScoredLine]]:
        behind = asked.behind
        lines = evaluation.quality_lines(actor, behind.first_day, behind.last_day, behind.figure)
        return _lines(lines, asked, opening)

    return RowsKind(read=read, may_open=lambda: True)


def time_rows(evaluation: Evaluation, opening: RowTarget) -> RowsKind:
    """Return how dossiers are listed whose citizens say another time than the system."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[TimeDispute]:
        behind = asked.behind
        return RowsListing(
            rows=evaluation.time_disputes(actor, behind.first_day, behind.last_day),
            columns=columns.TIMES,
            key=lambda one: one.dossier_code,
            noun=_DOSSIERS,
            open_row=lambda one: opening.dossier(one.dossier_code),
        )

    return RowsKind(read=read, may_open=lambda: True)


def rating_rows(ratings: Ratings, opening: RowTarget) -> RowsKind:
    """Return how answers and slips are listed: what was said, never by whom."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[RatingBehind]:
        behind = asked.behind

        def open_row(row: RatingBehind) -> None:
            if row.code:
                opening.dossier(row.code)
            else:
                opening.tab(asked.period, None)

        return RowsListing(
            rows=ratings.rows_behind(actor, behind.figure, (behind.first_day, behind.last_day)),
            columns=columns.RATINGS,
            key=lambda row: row.key,
            noun="phiếu" if behind.figure.startswith("slips.") else nouns.RATINGS,
            open_row=open_row,
        )

    return RowsKind(read=read, may_open=lambda: True)


def _indices(
    scores: tuple[IndexScore, ...], asked: RowsRequest, opening: RowTarget
) -> RowsListing[IndexScore]:
    return RowsListing(
        rows=scores,
        columns=columns.INDICES,
        key=lambda score: score.index,
        noun="chỉ số",
        open_row=lambda score: opening.tab(asked.period, score.index),
    )


def _lines(
    lines: tuple[ScoredLine, ...], asked: RowsRequest, opening: RowTarget
) -> RowsListing[tuple[int, ScoredLine]]:
    return RowsListing(
        rows=tuple(enumerate(lines)),
        columns=columns.columns_of(lines),
        key=lambda numbered: numbered[0],
        noun=columns.noun_of(lines),
        open_row=lambda numbered: opening.line(asked.period, numbered[1]),
    )
