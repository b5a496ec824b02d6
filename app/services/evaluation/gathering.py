"""Everything an evaluation of a period is made from, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.services.evaluation.answers import Answers, answer_marks, answers_in
from app.services.evaluation.complaints import Complaints, complained_in, complaint_marks
from app.services.evaluation.known_facts import FactBook, facts_in
from app.services.evaluation.marks import Mark
from app.services.evaluation.population import Names, names_in, settled_in
from app.services.evaluation.scoring import publicity_marks, step_marks, time_marks
from app.services.evaluation.shares import Shares, shares_in
from app.services.figures.period import Period
from app.vocabulary.evaluation import EvaluationIndex


@dataclass(frozen=True, slots=True)
class Gathered:
    """The marks of every index that is scored per dossier, and the shares of the others.

    `answers` are there where one of the indices that rest on them is wanted.
    """

    names: Names
    marks: tuple[Mark, ...]
    shares: Shares
    complaints: Complaints
    answers: Answers


ALL_INDICES: Final = frozenset(EvaluationIndex)
_ANSWERED: Final = frozenset(
    {EvaluationIndex.CONTACTS, EvaluationIndex.OTHER_AGENCIES, EvaluationIndex.ATTITUDE}
)
_SETTLED: Final = frozenset(
    {EvaluationIndex.TOTAL_TIME, EvaluationIndex.OWN_TIME, EvaluationIndex.PUBLICITY}
)


def gather(
    session: Session, period: Period, wanted: frozenset[EvaluationIndex] = ALL_INDICES
) -> Gathered:
    """Read what the evaluation of `period` is made from; marks of the `wanted` indices alone."""
    names = names_in(session, period.office_id)
    facts = facts_in(session, period.office_id)
    complaints = complained_in(session, period, names)
    marks = [*_of_settled(session, period, names, facts, wanted)]
    answers = answers_in(session, period) if wanted & _ANSWERED else Answers((), ())
    if wanted & _ANSWERED:
        marks += answer_marks(answers, complaints.dossiers, names)
        marks += complaint_marks(complaints)
    return Gathered(
        names,
        tuple(one for one in marks if one.index in wanted),
        shares_in(session, period, names, facts),
        complaints,
        answers,
    )


def _of_settled(
    session: Session,
    period: Period,
    names: Names,
    facts: FactBook,
    wanted: frozenset[EvaluationIndex],
) -> Iterator[Mark]:
    if not wanted & _SETTLED:
        return
    settled = settled_in(session, period)
    if EvaluationIndex.TOTAL_TIME in wanted:
        yield from time_marks(settled, names)
    if EvaluationIndex.OWN_TIME in wanted:
        yield from step_marks(session, period, {one.dossier_id: one for one in settled}, names)
    if EvaluationIndex.PUBLICITY in wanted:
        yield from publicity_marks(settled, names, facts)
