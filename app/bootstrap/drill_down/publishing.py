"""The decisions and the procedures behind a figure of what is published."""

from collections.abc import Callable
from typing import Final, TypeAlias

from app.reports.quarter.content import RowsReference
from app.reports.quarter.sections.publishing import (
    ABOLISHED,
    AGENCY,
    LATE,
    LEVEL,
    MISMATCHES,
    TOLD,
)
from app.services.ledger.records import Actor
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import (
    CountedAs,
    DecisionLine,
    ProcedureLine,
    StatedLine,
)
from app.ui.publishing.columns import DECISIONS, behind_number
from app.ui.publishing.columns import behind_columns as publishing_columns
from app.ui.reporting.listing import RowsKind, RowsListing, RowsRequest
from app.vocabulary.office import Level
from app.wording import nouns

Standing: TypeAlias = ProcedureLine | StatedLine
OpenDecision = Callable[[int], None]
_UNITS: Final = {MISMATCHES: "chỗ không khớp"}
"""What a figure of decisions adds up where it is not procedures."""


def decision_rows(
    publishing: Publishing, open_decision: OpenDecision, may_open: Callable[[], bool]
) -> RowsKind:
    """Return how decisions are listed, with how many procedures they come to."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[DecisionLine]:
        behind = asked.behind
        signed = publishing.figures(actor, behind.first_day, behind.last_day).decisions
        numbers = {line.decision_id: _number(line, behind) for line in signed}
        adds_up = behind.figure not in {"", LATE}
        rows = [line for line in signed if numbers[line.decision_id]]
        return RowsListing(
            rows=rows,
            columns=DECISIONS,
            key=lambda line: line.decision_id,
            noun="quyết định",
            open_row=lambda line: open_decision(line.decision_id),
            total=sum(numbers.values()) if adds_up else None,
            unit=_UNITS.get(behind.figure, "thủ tục"),
        )

    return RowsKind(read=read, may_open=may_open)


def procedure_rows(
    publishing: Publishing, open_decision: OpenDecision, may_open: Callable[[], bool]
) -> RowsKind:
    """Return how procedures in force are listed; those that are only stated stand behind them."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[Standing]:
        behind = asked.behind
        level, agency = _level(behind), dict(behind.where).get(AGENCY)
        column = CountedAs(behind.figure)
        found = publishing.behind(actor, behind.last_day, column, level, agency)
        rows: tuple[Standing, ...] = (*found.procedures, *found.stated)
        return RowsListing(
            rows=rows,
            columns=publishing_columns(level),
            key=_key,
            noun=nouns.LINES,
            open_row=lambda row: open_decision(row.decision_id),
            total=sum(behind_number(row, level) for row in rows),
            unit="thủ tục",
        )

    return RowsKind(read=read, may_open=may_open)


def _level(behind: RowsReference) -> Level | None:
    said = dict(behind.where).get(LEVEL)
    return None if said is None else Level(said)


def _number(line: DecisionLine, behind: RowsReference) -> int:
    """Return what a decision adds to a figure."""
    return {
        "": 1,
        TOLD: line.told.of(_level(behind)) or 0,
        ABOLISHED: line.abolished,
        MISMATCHES: len(line.mismatches),
        LATE: int(line.decided_on < behind.first_day),
    }[behind.figure]


def _key(row: Standing) -> tuple[str, int]:
    return row.code if isinstance(row, ProcedureLine) else "", row.decision_id
