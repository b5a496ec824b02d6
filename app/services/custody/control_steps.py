"""The way of a dossier's paper as its control slip lists it: each handing over, and in time or not.

A step is the giver's: how it stood against its own due time when the paper was handed on. Where
the route gives the giver no time, nothing is judged and the box stays for the hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from app.models.base import FOREVER
from app.models.catalogue import RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.models.office import Unit
from app.models.outcomes import PapersBack, Result
from app.models.people import Officer
from app.services.deadlines.judging import judge_end
from app.services.dossiers.states import State
from app.services.forms.notice_records import ControlStep
from app.vocabulary.dossiers import DossierStatus, HandoffItemState, Timeliness
from app.wording.texts import moment_text

_CITIZEN = "Người nộp hồ sơ"
_OVER = frozenset({HandoffItemState.SENT, HandoffItemState.ACCEPTED})
_DONE = frozenset({DossierStatus.RESOLVED, DossierStatus.RETURNED})


@dataclass(frozen=True, slots=True)
class _Holding:
    """A unit holding the paper from `since`; `step_due_at` as it stood from then on."""

    holder_id: int
    since: datetime
    step_due_at: datetime | None
    status: DossierStatus
    is_step_by_day: bool


def steps_of(session: Session, state: State) -> tuple[ControlStep, ...]:
    """Return every handing over of the dossier, in order, up to the citizen."""
    holdings = _holdings(session, state.dossier_id)
    handed = [_handed(row, holdings) for row in _items(session, state.dossier_id)]
    ended = [
        *_brought_back(session, state, holdings),
        *_given_back(session, state),
        *_returned(session, state),
    ]
    return (*handed, *ended)


def partners_of(session: Session, state: State) -> tuple[str, ...]:
    """Return the units that share in the work beside the office and the deciding agency."""
    on_route = select(RouteStep.unit_id).where(RouteStep.case_id == state.case_id)
    took = (
        select(Handoff.to_id)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.ACCEPTED,
        )
    )
    main = {state.unit_id, state.agency_id or state.unit_id}
    found = session.execute(
        select(Unit.name)
        .where(Unit.id.in_(on_route.union(took)), Unit.id.not_in(main))
        .order_by(Unit.id)
    )
    return tuple(found.scalars())


def _items(session: Session, dossier_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    giver, receiver = aliased(Unit), aliased(Unit)
    return session.execute(
        select(
            Handoff.from_id,
            giver.name.label("from_name"),
            receiver.name.label("to_name"),
            Officer.name.label("sender_name"),
            Handoff.number,
            HandoffItem.sent_at,
            HandoffItem.closed_at,
            HandoffItem.state,
            HandoffItem.receiver_name,
            HandoffItem.reason,
        )
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(giver, giver.id == Handoff.from_id)
        .join(receiver, receiver.id == Handoff.to_id)
        .join(Officer, Officer.id == Handoff.sent_by)
        .where(HandoffItem.dossier_id == dossier_id)
        .order_by(HandoffItem.id)
    ).all()


def _handed(row: Row[*tuple[Any, ...]], holdings: Sequence[_Holding]) -> ControlStep:
    its = [one for one in holdings if one.holder_id == row.from_id and one.since <= row.sent_at]
    holding = its[-1] if its else None
    is_accepted = row.state is HandoffItemState.ACCEPTED
    return ControlStep(
        from_name=row.from_name,
        from_person=row.sender_name,
        to_name=row.to_name,
        to_person=row.receiver_name if is_accepted else "",
        sent_at=row.sent_at,
        received_at=row.closed_at if is_accepted else None,
        state=row.state,
        step_due_at=holding.step_due_at if holding else None,
        timeliness=_judged(holding, row.sent_at) if row.state in _OVER else None,
        note=_note(row),
    )


def _note(row: Row[*tuple[Any, ...]]) -> str:
    slip = f"Phiếu {row.number}"
    if row.state in _OVER or row.closed_at == FOREVER:
        return slip
    why = f"lúc {moment_text(row.closed_at)}"
    return f"{slip}; {why}: {row.reason}" if row.reason else f"{slip}; {why}"


def _brought_back(
    session: Session, state: State, holdings: Sequence[_Holding]
) -> Iterator[ControlStep]:
    """Yield the way back of what the agency still held when its result was entered."""
    row = session.execute(
        select(Result.resolved_at, Officer.name)
        .join(Officer, Officer.id == Result.resolved_by)
        .where(Result.dossier_id == state.dossier_id)
    ).first()
    if row is None:
        return
    before = list(takewhile(lambda one: one.status not in _DONE, holdings))
    last = before[-1] if before else None
    if last is None or last.holder_id == state.unit_id:
        return
    names = _unit_names(session, (last.holder_id, state.unit_id))
    yield ControlStep(
        from_name=names[last.holder_id],
        from_person="",
        to_name=names[state.unit_id],
        to_person=row.name,
        sent_at=row.resolved_at,
        received_at=row.resolved_at,
        state=HandoffItemState.ACCEPTED,
        step_due_at=last.step_due_at,
        timeliness=_judged(last, row.resolved_at),
        note="Nhận kết quả",
    )


def _returned(session: Session, state: State) -> Iterator[ControlStep]:
    """Yield the office's own last step: the result goes to the citizen."""
    row = session.execute(
        select(Result.returned_at, Result.collector_name, Officer.name)
        .join(Officer, Officer.id == Result.returned_by)
        .where(Result.dossier_id == state.dossier_id, Result.returned_at.is_not(None))
    ).first()
    if row is not None:
        people = (row.name, row.collector_name)
        yield _to_the_citizen(session, state, row.returned_at, people, "Trả kết quả")


def _given_back(session: Session, state: State) -> Iterator[ControlStep]:
    """Yield the way of a withdrawn or stopped dossier's papers back to the citizen."""
    row = session.execute(
        select(PapersBack.given_at, PapersBack.receiver_name, Officer.name)
        .join(Officer, Officer.id == PapersBack.given_by)
        .where(PapersBack.dossier_id == state.dossier_id)
    ).first()
    if row is not None:
        people = (row.name, row.receiver_name)
        yield _to_the_citizen(session, state, row.given_at, people, "Trả lại giấy tờ")


def _to_the_citizen(
    session: Session, state: State, at: datetime, people: tuple[str, str], note: str
) -> ControlStep:
    giver, receiver = people
    return ControlStep(
        from_name=_unit_names(session, (state.unit_id,))[state.unit_id],
        from_person=giver,
        to_name=_CITIZEN,
        to_person=receiver,
        sent_at=at,
        received_at=at,
        state=HandoffItemState.ACCEPTED,
        step_due_at=None,
        # The collecting is the citizen's time: the work is judged at its own end (DESIGN §4).
        timeliness=state.timeliness,
        note=note,
    )


def _holdings(session: Session, dossier_id: int) -> tuple[_Holding, ...]:
    rows = session.execute(
        select(
            DossierState.holder_id,
            DossierState.from_at,
            DossierState.step_due_at,
            DossierState.status,
            DossierState.is_step_by_day,
        )
        .where(DossierState.dossier_id == dossier_id)
        .order_by(DossierState.ordinal)
    )
    return tuple(_Holding(*row) for row in rows)


def _judged(holding: _Holding | None, at: datetime) -> Timeliness | None:
    """Judge the step of `holding`, as it stood when the paper was handed on at `at`."""
    if holding is None or holding.step_due_at is None:
        return None
    return judge_end(at, holding.step_due_at, is_by_day=holding.is_step_by_day)


def _unit_names(session: Session, unit_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)))
    return {row.id: row.name for row in rows}
