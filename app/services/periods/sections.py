"""What a report tells of a period besides its dossiers: counted now, or as it was frozen."""

from app.services.evaluation.quality import quality_in
from app.services.evaluation.table import evaluation_in
from app.services.figures.closed import judged_days
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import ReportPeriod
from app.services.periods.frozen import read_frozen
from app.services.periods.locks import lock_in_force
from app.services.periods.records import Sections
from app.services.petitions.figures import petition_figures_in
from app.services.publishing.counts import published_in
from app.services.ratings.figures import figures_in as rating_figures_in
from app.services.registers.counting import figures_in as register_figures_in


def sections_in(reading: Reading, report: ReportPeriod) -> Sections:
    """Return a period's sections inside another service's transaction: frozen where it is locked.

    What is entered late counts in the next one, by `services/figures/entered_late.py`. Raises
    InvalidInputError for a period outside the program's calendar, RuleBrokenError where the
    figures of one do not add up.
    """
    session, office_id = reading.session, reading.actor.office_id
    lock = lock_in_force(session, office_id, report.key)
    frozen = None if lock is None else read_frozen(lock.figures).sections
    if frozen is not None:
        return frozen
    span = judged_days(reading, report.first_day, report.last_day)
    return Sections(
        published=published_in(session, office_id, span.first_day, span.last_day, span.last_day),
        petitions=petition_figures_in(session, span),
        registers=register_figures_in(session, office_id, span),
        ratings=rating_figures_in(session, span),
        evaluation=evaluation_in(session, span),
        quality=quality_in(session, span),
    )
