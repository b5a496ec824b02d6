"""Every mark of a period by the indices that are scored per dossier."""

from collections.abc import Iterator, Mapping
from functools import partial

from sqlalchemy.orm import Session

from app.services.evaluation import phrases
from app.services.evaluation.known_facts import FactBook
from app.services.evaluation.marks import Mark, Whose
from app.services.evaluation.own_time import own_steps
from app.services.evaluation.population import Names, Settled
from app.services.evaluation.scales import BY_PUBLICITY, BY_TIME
from app.services.figures.period import Period
from app.vocabulary.evaluation import EvaluationIndex
from app.wording.labels import label


def whose_dossier(one: Settled, names: Names) -> Whose:
    """Return whom the marks of a dossier count for."""
    level = names.versions[one.version_id].level
    return Whose(names.agency_of(one.agency_id), level, one.officer_id)


def time_marks(settled: tuple[Settled, ...], names: Names) -> Iterator[Mark]:
    """Yield index 1 of every dossier that had an appointment.

    Taken from the system: it knows both instants of every dossier, a slip those of a few.
    """
    for one in settled:
        if one.due_at is None:
            continue
        points = BY_TIME[one.timeliness]
        why = partial(phrases.total_time, one.due_at, one.ended_at, one.timeliness, points)
        whose = whose_dossier(one, names)
        yield Mark(EvaluationIndex.TOTAL_TIME, points, whose, one.code, one.version_id, why)


def step_marks(
    session: Session, period: Period, settled: Mapping[int, Settled], names: Names
) -> Iterator[Mark]:
    """Yield index 2 of every unit that had a time of its own with a dossier.

    The office's own step is the officer's who received the dossier.
    """
    for step in own_steps(session, period):
        one = settled[step.dossier_id]
        is_own = step.unit_id == names.office_id
        level = names.versions[one.version_id].level
        whose = Whose(step.unit_id, level, one.officer_id if is_own else None)
        why = partial(
            phrases.own_time,
            names.agency(step.unit_id).name,
            step.due_at,
            step.ended_at,
            step.timeliness,
            step.points,
        )
        yield Mark(EvaluationIndex.OWN_TIME, step.points, whose, one.code, one.version_id, why)


def publicity_marks(settled: tuple[Settled, ...], names: Names, facts: FactBook) -> Iterator[Mark]:
    """Yield index 6 of every dossier whose procedure's publicity was noted for its day."""
    for one in settled:
        fact = facts.at(names.versions[one.version_id].procedure_id, one.received_at)
        if fact is None:
            continue
        points = BY_PUBLICITY[fact.publicity]
        why = partial(phrases.scored, label(fact.publicity), points)
        whose = Whose(names.agency_of(one.agency_id), names.versions[one.version_id].level)
        yield Mark(EvaluationIndex.PUBLICITY, points, whose, one.code, one.version_id, why)
