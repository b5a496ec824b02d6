"""What waits to go, what is on the way and for how long, what has arrived."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from app.clock import local_date
from app.models.base import FOREVER
from app.models.catalogue import ProcedureVersion, RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.forms import IssuedForm
from app.models.office import Unit
from app.models.people import Officer
from app.services.custody.records import AgencyQueue, SlipItem, SlipView
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.due import handover_due
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES, RUNNING_STATUSES
from app.services.dossiers.listing import select_rows
from app.services.dossiers.records import DossierRow
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import DossierStatus, HandoffItemState

# Where a dossier goes next by its route: what the handoff page proposes, never what it must.


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


MAX_WAITING = 5000


def _waiting_statuses(actor: Actor) -> frozenset[DossierStatus]:
    if actor.unit_id == actor.office_id:
        return RUNNING_STATUSES
    return RUNNING_STATUSES | CUT_SHORT_STATUSES


_giver, _taker = aliased(Unit), aliased(Unit)


class HandoffDesk:
    """Lists for the handoff page; changes nothing."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars

    def waiting(self, actor: Actor) -> Sequence[AgencyQueue]:
        """Return dossiers the actor's unit holds and may hand on, by agency, oldest first.

        What has come back to the counter from an agency stands apart; what an agency holds waits
        to go to the counter, a withdrawn or stopped dossier's papers as well.
        """
        with self._tx.read(actor, Right.HAND_OFF) as reading:
            rows = select_rows(
                reading,
                (
                    DossierState.holder_id == actor.unit_id,
                    DossierState.status.in_(_waiting_statuses(actor)),
                    ~_is_on_the_way(),
                ),
                (Dossier.received_at, Dossier.id),
                MAX_WAITING,
            )
            going = _going(reading, rows)
            duty = _Duty(self._calendar(reading), reading.now)
        ordered = sorted(going, key=_queue_key)
        return [_queue(tuple(group), duty) for _key, group in groupby(ordered, _queue_key)]

    def on_the_way(self, actor: Actor) -> Sequence[SlipView]:
        """Return slips the actor's unit sent that are not yet wholly accepted, oldest first."""
        with self._tx.read(actor, Right.HAND_OFF) as reading:
            return self._slips(reading, Handoff.from_id == actor.unit_id)

    def incoming(self, actor: Actor) -> Sequence[SlipView]:
        """Return slips that come to the actor's unit and still have open items, oldest first."""
        with self._tx.read(actor, Right.ACCEPT) as reading:
            return self._slips(reading, Handoff.to_id == actor.unit_id)

    def slip_of_form(self, actor: Actor, number: str) -> SlipView | None:
        """Return the slip of this number while any of its items is open.

        An agency officer finds only slips from or to their own unit.
        """
        with self._tx.read(actor, Right.ACCEPT) as reading:
            condition = Handoff.number == number
            if reading.is_agency_only:
                condition &= (Handoff.to_id == actor.unit_id) | (Handoff.from_id == actor.unit_id)
            found = self._slips(reading, condition)
            return found[-1] if found else None

    def refused_back(self, actor: Actor, limit: int = 100) -> Sequence[SlipItem]:
        """Return what receivers refused and the actor's unit has not yet handed on again."""
        with self._tx.read(actor, Right.HAND_OFF) as reading:
            condition = (
                (HandoffItem.state == HandoffItemState.REFUSED)
                & (Handoff.from_id == actor.unit_id)
                & (DossierState.holder_id == actor.unit_id)
                & DossierState.is_open
                & _is_last_item()
            )
            items = _items(reading, condition, self._calendar(reading), limit)
            return [item for _handoff_id, item in items]

    def _calendar(self, reading: Reading) -> WorkingCalendar:
        return self._calendars.load(reading.session, reading.actor.office_id)

    def _slips(self, reading: Reading, condition: ColumnElement[bool]) -> list[SlipView]:
        open_slips = select(HandoffItem.handoff_id).where(
            HandoffItem.state == HandoffItemState.SENT,
            HandoffItem.unit_id == reading.actor.office_id,
        )
        rows = reading.session.execute(
            select(Handoff, _giver.name, _taker.name, Officer.name, IssuedForm.id)
            .join(_giver, _giver.id == Handoff.from_id)
            .join(_taker, _taker.id == Handoff.to_id)
            .join(Officer, Officer.id == Handoff.sent_by)
            .join(IssuedForm, IssuedForm.handoff_id == Handoff.id)
            .where(Handoff.id.in_(open_slips), condition)
            .order_by(Handoff.sent_at, Handoff.id)
        ).all()
        ids = [row[0].id for row in rows]
        items = _items(reading, HandoffItem.handoff_id.in_(ids), self._calendar(reading), 20_000)
        return [
            SlipView(
                handoff_id=handoff.id,
                number=handoff.number,
                from_id=handoff.from_id,
                from_name=from_name,
                to_id=handoff.to_id,
                to_name=to_name,
                sent_at=handoff.sent_at,
                sender_name=sender,
                items=tuple(item for handoff_id, item in items if handoff_id == handoff.id),
                form_id=form_id,
            )
            for handoff, from_name, to_name, sender, form_id in rows
        ]


def is_for_next_morning(received_at: datetime, calendar: WorkingCalendar) -> bool:
    """Say whether receipt after 15:00 moves the handover to the next morning (NĐ 61 Đ18)."""
    return local_date(handover_due(received_at, calendar)) > local_date(received_at)


def _is_on_the_way() -> ColumnElement[bool]:
    open_item = aliased(HandoffItem)
    return (
        select(open_item.id)
        .where(
            open_item.dossier_id == DossierState.dossier_id,
            open_item.state == HandoffItemState.SENT,
        )
        .exists()
    )


def _is_last_item() -> ColumnElement[bool]:
    later = aliased(HandoffItem)
    return ~(
        select(later.id)
        .where(later.dossier_id == HandoffItem.dossier_id, later.id > HandoffItem.id)
        .exists()
    )


@dataclass(frozen=True, slots=True)
class _Duty:
    """The duty to hand a dossier over the same working day (NĐ 61/2018 Đ18), judged at `now`."""

    calendar: WorkingCalendar
    now: datetime

    def next_morning(self, rows: Sequence[DossierRow]) -> frozenset[str]:
        return frozenset(
            row.code
            for row in rows
            if is_for_next_morning(row.received_at, self.calendar)
            and local_date(row.received_at) == local_date(self.now)
        )

    def overdue(self, rows: Sequence[DossierRow]) -> frozenset[str]:
        return frozenset(
            row.code for row in rows if self.now > handover_due(row.received_at, self.calendar)
        )


@dataclass(frozen=True, slots=True)
class _Going:
    """A dossier and the unit it is proposed to go to; `is_back` where its work has come back."""

    row: DossierRow
    to_id: int
    to_name: str
    is_back: bool = False

    @property
    def is_fresh(self) -> bool:
        """Say whether it waits for its first handover, which the law wants the same day."""
        return self.row.status is DossierStatus.RECEIVED and bool(self.to_id)


def _going(reading: Reading, rows: Sequence[DossierRow]) -> list[_Going]:
    """Say where each goes: by its route, else from the counter to who decides, and back to it."""
    actor = reading.actor
    ids = [row.dossier_id for row in rows if row.status not in CUT_SHORT_STATUSES]
    stops = next_stops(reading.session, ids, actor.unit_id, actor.office_id)
    office = reading.session.get_one(Unit, actor.office_id)
    going = []
    for row in rows:
        stop = stops.get(row.dossier_id)
        if stop is not None:
            going.append(_Going(row, stop.unit_id, stop.name))
        elif actor.unit_id != actor.office_id:
            going.append(_Going(row, office.id, office.name))
        else:
            is_back = row.status is DossierStatus.PROCESSING and row.agency_id is not None
            going.append(_Going(row, row.agency_id or 0, row.agency_name, is_back))
    return going


def _queue_key(going: _Going) -> tuple[bool, bool, str, int]:
    return (going.is_back, not going.to_id, going.to_name, going.to_id)


def _queue(going: tuple[_Going, ...], duty: _Duty) -> AgencyQueue:
    first = going[0]
    fresh = tuple(one.row for one in going if one.is_fresh)
    return AgencyQueue(
        first.to_id,
        first.to_name,
        tuple(one.row for one in going),
        first.row.received_at,
        first.is_back,
        duty.next_morning(fresh),
        duty.overdue(fresh),
    )


def _items(
    reading: Reading, condition: ColumnElement[bool], calendar: WorkingCalendar, limit: int
) -> list[tuple[int, SlipItem]]:
    rows = reading.session.execute(
        select(
            HandoffItem,
            Dossier.code,
            Dossier.owner_name,
            Dossier.received_at,
            ProcedureVersion.name,
            DossierState.due_at,
        )
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .join(Dossier, Dossier.id == HandoffItem.dossier_id)
        .join(DossierState, DossierState.dossier_id == Dossier.id)
        .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
        .where(
            condition,
            DossierState.to_at == FOREVER,
            DossierState.unit_id == reading.actor.office_id,
        )
        .order_by(HandoffItem.handoff_id, HandoffItem.ordinal)
        .limit(limit)
    )
    return [(row[0].handoff_id, _item(row, calendar)) for row in rows]


def _item(row: Any, calendar: WorkingCalendar) -> SlipItem:  # noqa: ANN401 - a row of six columns
    item: HandoffItem = row[0]
    return SlipItem(
        item_id=item.id,
        code=row.code,
        owner_name=row.owner_name,
        procedure_name=row.name,
        due_at=row.due_at,
        state=item.state,
        closed_at=None if item.closed_at == FOREVER else item.closed_at,
        receiver_name=item.receiver_name,
        reason=item.reason,
        is_next_morning=is_for_next_morning(row.received_at, calendar),
    )
