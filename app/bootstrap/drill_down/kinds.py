"""Every kind of rows that a report's figures open to."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from app.bootstrap.drill_down.evaluation import (
    RowTarget,
    quality_rows,
    rating_rows,
    score_rows,
    time_rows,
)
from app.bootstrap.drill_down.publishing import decision_rows, procedure_rows
from app.bootstrap.drill_down.registers import register_rows
from app.bootstrap.navigator import PETITIONS_PAGE, REGISTERS_PAGE
from app.reports.quarter.sections.evaluation import EVALUATION, QUALITY, RATINGS, TIMES
from app.reports.quarter.sections.one_stop import DOSSIERS, OVERDUE, REASON
from app.reports.quarter.sections.petitions import PETITIONS
from app.reports.quarter.sections.publishing import DECISIONS, IN_FORCE
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.periods.late_reasons import LateReasons
from app.services.periods.periods import Periods
from app.services.petitions.petitions import Petitions
from app.services.petitions.records import PetitionBehind
from app.ui.desk.register_table import COLUMNS, ShownRow, shown_rows
from app.ui.petitions.columns import behind_columns
from app.ui.reporting.listing import RowsKind, RowsListing, RowsRequest
from app.ui.shell.page_context import PageContext
from app.vocabulary.reports import RegisterKind
from app.wording import nouns

_PARTS: Final = {OVERDUE: ("ended.late", "open.overdue")}
"""The figures that one is made of; each other is its own."""


def dossier_rows(
    periods: Periods, reasons: LateReasons, open_dossier: Callable[[str], None]
) -> RowsKind:
    """Return how dossiers are listed; everybody who sees figures can open one."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[ShownRow]:
        figure, where = asked.behind.figure, dict(asked.behind.where)
        found = [
            row
            for part in _PARTS.get(figure, (figure,))
            for row in periods.rows_behind(actor, asked.period.key, part)
        ]
        if REASON in where:
            said = reasons.of(actor, [row.code for row in found])
            found = [
                row
                for row in found
                if (said[row.code].reason if row.code in said else "") == where[REASON]
            ]
        return RowsListing(
            rows=shown_rows(found, asked.as_of, date.max),
            columns=COLUMNS,
            key=lambda shown: shown.row.code,
            noun="hồ sơ",
            open_row=lambda shown: open_dossier(shown.row.code),
        )

    return RowsKind(read=read, may_open=lambda: True)


def petition_rows(
    petitions: Petitions, open_petition: Callable[[int, str], None], may_open: Callable[[], bool]
) -> RowsKind:
    """Return how petitions are listed as they stood at the end of the period."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[PetitionBehind]:
        behind = asked.behind
        days = (behind.first_day, behind.last_day)
        return RowsListing(
            rows=petitions.rows_behind(actor, behind.figure, days),
            columns=behind_columns(asked.as_of),
            key=lambda one: (one.row.petition_id, one.ordinal),
            noun=nouns.PETITIONS,
            open_row=lambda one: open_petition(one.row.petition_id, one.row.number),
        )

    return RowsKind(read=read, may_open=may_open)


def rows_kinds(context: PageContext, services: Services) -> Mapping[str, RowsKind]:
    """Return how the rows of each register are read, listed and opened, by its name."""
    to = context.navigate
    opening = RowTarget(dossier=to.open_dossier, petition=to.open_petition, tab=to.open_evaluation)
    may_open_petitions = partial(to.has_page, PETITIONS_PAGE)
    may_open_registers = partial(to.has_page, REGISTERS_PAGE)
    entries = register_rows(services.register_counts, to.open_entry, may_open_registers)
    publishing = services.publishing
    return {
        DOSSIERS: dossier_rows(services.periods, services.late_reasons, to.open_dossier),
        PETITIONS: petition_rows(services.petitions, to.open_petition, may_open_petitions),
        DECISIONS: decision_rows(publishing, to.open_decision, may_open_registers),
        IN_FORCE: procedure_rows(publishing, to.open_decision, may_open_registers),
        EVALUATION: score_rows(services.evaluation, services.evaluated_periods, opening),
        QUALITY: quality_rows(services.evaluation, opening),
        RATINGS: rating_rows(services.ratings, opening),
        TIMES: time_rows(services.evaluation, opening),
        **{kind.value: entries for kind in RegisterKind},
    }
