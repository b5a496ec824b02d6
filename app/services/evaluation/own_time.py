"""Index 2: each agency's own time against the time its step of the route has.

A step ends when the paper was handed on and the receiver took it, judged by the moment it was
handed over, as the control slip has it; the last one when the result came. Units that only take
part (coordinating ones) count as well. Where a unit held a dossier more than once, its worst step
is the dossier's. Steps without a time of their own on the route are not judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.services.deadlines.judging import judge_end
from app.services.evaluation.population import DONE, settled_ids
from app.services.evaluation.scales import BY_TIME
from app.services.figures.counted_states import Counted, counted_in, for_each
from app.services.figures.measures import bounds_of
from app.services.figures.period import Period
from app.vocabulary.dossiers import HandoffItemState, Timeliness


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


def _steps(counted: Counted) -> Select[*tuple[Any, ...]]:
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
