"""Everything an evaluation of a period is made from, read once."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.services.evaluation.answers import answer_marks, answers_in
from app.services.evaluation.complaints import Complaints, complained_in, complaint_marks
from app.services.evaluation.known_facts import FactBook, facts_in
from app.services.evaluation.marks import Mark
from app.services.evaluation.population import Names, names_in, settled_in
from app.services.evaluation.scoring import publicity_marks, step_marks, time_marks
from app.services.evaluation.shares import Shares, shares_in
from app.services.figures.period import Period


@dataclass(frozen=True, slots=True)
class Gathered:
    """The marks of every index that is scored per dossier, and the shares of the others."""

    names: Names
    marks: tuple[Mark, ...]
    shares: Shares
    complaints: Complaints


def gather(session: Session, period: Period) -> Gathered:
    """Read what the evaluation of `period` is made from."""
    names = names_in(session, period.office_id)
    facts = facts_in(session, period.office_id)
    complaints = complained_in(session, period, names)
    return Gathered(
        names,
        (
            *_marks(session, period, names, facts),
            *answer_marks(answers_in(session, period), complaints.dossiers, names),
            *complaint_marks(complaints),
        ),
        shares_in(session, period, names, facts),
        complaints,
    )


def _marks(session: Session, period: Period, names: Names, facts: FactBook) -> Iterator[Mark]:
    settled = settled_in(session, period)
    yield from time_marks(settled, names)
    yield from step_marks(session, period, {one.dossier_id: one for one in settled}, names)
    yield from publicity_marks(settled, names, facts)
