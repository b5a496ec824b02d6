"""Every kind of rows that a report's figures open to."""

from collections.abc import Mapping
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
from app.bootstrap.navigator import PETITIONS_PAGE, REGISTERS_PAGE
from app.reports.quarter.sections.evaluation import EVALUATION, QUALITY, RATINGS, TIMES
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.reports.quarter.sections.petitions import PETITIONS
from app.reports.quarter.sections.publishing import DECISIONS, IN_FORCE
from app.services.container import Services
from app.ui.reporting.listing import RowsKind
from app.ui.shell.page_context import PageContext
from app.vocabulary.registers import RegisterKind


def rows_kinds(context: PageContext, services: Services) -> Mapping[str, RowsKind]:
    """Return how the rows of each register are read, listed and opened, by its name."""
    to = context.navigate
    opening = Opening(dossier=to.open_dossier, petition=to.open_petition, tab=to.open_evaluation)
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
