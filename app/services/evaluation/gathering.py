"""Everything an evaluation of a period is made from, read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.services.deadlines.judging import judge_end
from app.services.evaluation import phrases
from app.services.evaluation.answers import SlipAnswers, answer_marks, answers_in
from app.services.evaluation.complaints import Complaints, complained_in, complaint_marks
from app.services.evaluation.facts import FactBook, facts_in
from app.services.evaluation.population import (
    DONE,
    IndexMark,
    PopulationNames,
    Settled,
    Whose,
    names_in,
    settled_ids,
    settled_in,
)
from app.services.evaluation.scales import BY_PUBLICITY, BY_TIME
from app.services.evaluation.shares import Shares, shares_in
from app.services.figures.counted_states import LateEntryView, counted_in, for_each
from app.services.figures.measures import bounds_of
from app.services.figures.period import Period
from app.vocabulary.dossiers import HandoffItemState, Timeliness
from app.vocabulary.evaluation import EvaluationIndex
from app.wording.labels import label

# Index 2: each agency's own time against the time its step of the route has.
#
# A step ends when the paper was handed on and the receiver took it, judged by the moment it was
# handed over, as the control slip has it; the last one when the result came. Units that only take
# part (coordinating ones) count as well. Where a unit held a dossier more than once, its worst
# step
# is the dossier's. Steps without a time of their own on the route are not judged.


@dataclass(frozen=True, slots=True)
class OwnStep:
    """What a unit's time with a dossier came to."""

    dossier_id: int
    unit_id: int
    due_at: datetime
    ended_at: datetime
    timeliness: Timeliness

    @property
    def points(self) -> int:
        """2 shorter, 1 equal, 0 longer."""
        return BY_TIME[self.timeliness]


def _steps(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    last, after = aliased(DossierState), aliased(DossierState)
    handed = (
        select(
            HandoffItem.dossier_id,
            HandoffItem.closed_at,
            Handoff.from_id,
            func.max(HandoffItem.sent_at).label("sent_at"),
        )
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(
            HandoffItem.state == HandoffItemState.ACCEPTED,
            HandoffItem.dossier_id.in_(settled_ids(counted)),
        )
        .group_by(HandoffItem.dossier_id, HandoffItem.closed_at, Handoff.from_id)
        .subquery()
    )
    return (
        select(
            last.dossier_id,
            last.holder_id,
            last.step_due_at,
            last.is_step_by_day,
            func.coalesce(handed.c.sent_at, after.from_at, type_=after.from_at.type),
        )
        .join(after, and_(after.dossier_id == last.dossier_id, after.ordinal == last.ordinal + 1))
        .outerjoin(
            handed,
            and_(
                handed.c.dossier_id == last.dossier_id,
                handed.c.closed_at == after.from_at,
                handed.c.from_id == last.holder_id,
            ),
        )
        .where(
            last.dossier_id.in_(settled_ids(counted)),
            last.step_due_at.is_not(None),
            last.status.not_in(DONE),
            or_(after.holder_id != last.holder_id, after.status.in_(DONE)),
        )
        .order_by(last.dossier_id, last.ordinal)
    )


_STEPS: Final = for_each(_steps)


def own_steps(session: Session, period: Period) -> Iterator[OwnStep]:
    """Yield, for each dossier settled in `period` and each unit that had a time, its worst step."""
    worst: dict[tuple[int, int], OwnStep] = {}
    rows = (
        row
        for counted in counted_in(session, period)
        for row in session.connection().execute(_STEPS[counted], bounds_of(period))
    )
    for dossier_id, unit_id, due_at, is_by_day, ended_at in rows:
        judged = judge_end(ended_at, due_at, is_by_day=is_by_day)
        step = OwnStep(dossier_id, unit_id, due_at, ended_at, judged)
        known = worst.get((dossier_id, unit_id))
        if known is None or _badness(step) > _badness(known):
            worst[dossier_id, unit_id] = step
    yield from worst.values()


def _badness(step: OwnStep) -> tuple[int, float]:
    return (-step.points, (step.ended_at - step.due_at).total_seconds())


# Every mark of a period by the indices that are scored per dossier.


def whose_dossier(one: Settled, names: PopulationNames) -> Whose:
    """Return whom the marks of a dossier count for."""
    level = names.versions[one.version_id].level
    return Whose(names.agency_of(one.agency_id), level, one.officer_id)


def time_marks(settled: tuple[Settled, ...], names: PopulationNames) -> Iterator[IndexMark]:
    """Yield index 1 of every dossier that had an appointment.

    Taken from the system: it knows both instants of every dossier, a slip those of a few.
    """
    for one in settled:
        if one.due_at is None:
            continue
        points = BY_TIME[one.timeliness]
        why = partial(phrases.total_time, one.due_at, one.ended_at, one.timeliness, points)
        whose = whose_dossier(one, names)
        yield IndexMark(EvaluationIndex.TOTAL_TIME, points, whose, one.code, one.version_id, why)


def step_marks(
    session: Session, period: Period, settled: Mapping[int, Settled], names: PopulationNames
) -> Iterator[IndexMark]:
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
        yield IndexMark(EvaluationIndex.OWN_TIME, step.points, whose, one.code, one.version_id, why)


def publicity_marks(
    settled: tuple[Settled, ...], names: PopulationNames, facts: FactBook
) -> Iterator[IndexMark]:
    """Yield index 6 of every dossier whose procedure's publicity was noted for its day."""
    for one in settled:
        fact = facts.at(names.versions[one.version_id].procedure_id, one.received_at)
        if fact is None:
            continue
        points = BY_PUBLICITY[fact.publicity]
        why = partial(phrases.scored, label(fact.publicity), points)
        whose = Whose(names.agency_of(one.agency_id), names.versions[one.version_id].level)
        yield IndexMark(EvaluationIndex.PUBLICITY, points, whose, one.code, one.version_id, why)


@dataclass(frozen=True, slots=True)
class ScoredPeriod:
    """The marks of every index that is scored per dossier, and the shares of the others.

    `answers` are there where one of the indices that rest on them is wanted.
    """

    names: PopulationNames
    marks: tuple[IndexMark, ...]
    shares: Shares
    complaints: Complaints
    answers: SlipAnswers


ALL_INDICES: Final = frozenset(EvaluationIndex)
_ANSWERED: Final = frozenset(
    {EvaluationIndex.CONTACTS, EvaluationIndex.OTHER_AGENCIES, EvaluationIndex.ATTITUDE}
)
_SETTLED: Final = frozenset(
    {EvaluationIndex.TOTAL_TIME, EvaluationIndex.OWN_TIME, EvaluationIndex.PUBLICITY}
)


def gather(
    session: Session, period: Period, wanted: frozenset[EvaluationIndex] = ALL_INDICES
) -> ScoredPeriod:
    """Read what the evaluation of `period` is made from; marks of the `wanted` indices alone."""
    names = names_in(session, period.office_id)
    facts = facts_in(session, period.office_id)
    complaints = complained_in(session, period, names)
    marks = [*_of_settled(session, period, names, facts, wanted)]
    answers = answers_in(session, period) if wanted & _ANSWERED else SlipAnswers((), ())
    if wanted & _ANSWERED:
        marks += answer_marks(answers, complaints.dossiers, names)
        marks += complaint_marks(complaints)
    return ScoredPeriod(
        names,
        tuple(one for one in marks if one.index in wanted),
        shares_in(session, period, names, facts),
        complaints,
        answers,
    )


def _of_settled(
    session: Session,
    period: Period,
    names: PopulationNames,
    facts: FactBook,
    wanted: frozenset[EvaluationIndex],
) -> Iterator[IndexMark]:
    if not wanted & _SETTLED:
        return
    settled = settled_in(session, period)
    if EvaluationIndex.TOTAL_TIME in wanted:
        yield from time_marks(settled, names)
    if EvaluationIndex.OWN_TIME in wanted:
        yield from step_marks(session, period, {one.dossier_id: one for one in settled}, names)
    if EvaluationIndex.PUBLICITY in wanted:
        yield from publicity_marks(settled, names, facts)
