"""Where a dossier goes next by its route: what the handoff page proposes, never what it must."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.catalogue import RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier
from app.models.office import Unit
from app.vocabulary.dossiers import HandoffItemState


@dataclass(frozen=True, slots=True)
class Stop:
    """One unit of a route; a parallel one is asked beside the step before and gets no paper."""

    unit_id: int
    name: str
    is_parallel: bool


def next_stops(
    session: Session, dossier_ids: Sequence[int], holder_id: int, office_id: int
) -> Mapping[int, Stop]:
    """Return the next unit of each dossier that `holder_id` holds, where its route names one."""
    routes: dict[int, list[Stop]] = defaultdict(list)
    for row in session.execute(
        select(Dossier.id, RouteStep.unit_id, Unit.name, RouteStep.is_parallel)
        .join(RouteStep, RouteStep.case_id == Dossier.case_id)
        .join(Unit, Unit.id == RouteStep.unit_id)
        .where(Dossier.id.in_(dossier_ids))
        .order_by(Dossier.id, RouteStep.ordinal)
    ):
        routes[row.id].append(Stop(row.unit_id, row.name, row.is_parallel))
    taken = _taken(session, list(routes))
    found = {
        dossier_id: next_stop(route, holder_id, office_id, taken[dossier_id])
        for dossier_id, route in routes.items()
    }
    return {dossier_id: stop for dossier_id, stop in found.items() if stop is not None}


def next_stop(
    route: Sequence[Stop], holder_id: int, office_id: int, taken: Mapping[int, int]
) -> Stop | None:
    """Return the step after the holder's present one; None at the end and off the route.

    `taken` says how often each unit has accepted the paper; the office had it before any slip.
    A paper that is back at the office between two steps goes on with the one after the last.
    """
    times = taken.get(holder_id, 0) + (holder_id == office_id)
    own = [place for place, stop in enumerate(route) if stop.unit_id == holder_id]
    if times <= len(own):
        at = own[times - 1]
    elif holder_id == office_id:
        done = [place for place, stop in enumerate(route) if taken.get(stop.unit_id)]
        at = max(done, default=-1)
    elif own:
        at = own[-1]
    else:
        return None
    onward = (stop for stop in route[at + 1 :] if not stop.is_parallel)
    return next((stop for stop in onward if stop.unit_id != holder_id), None)


def _taken(session: Session, dossier_ids: Sequence[int]) -> Mapping[int, Mapping[int, int]]:
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    rows = session.execute(
        select(HandoffItem.dossier_id, Handoff.to_id, func.count())
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(
            HandoffItem.dossier_id.in_(dossier_ids),
            HandoffItem.state == HandoffItemState.ACCEPTED,
        )
        .group_by(HandoffItem.dossier_id, Handoff.to_id)
    )
    for dossier_id, to_id, count in rows:
        counts[dossier_id][to_id] = count
    return counts
