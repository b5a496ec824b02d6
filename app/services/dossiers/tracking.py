"""One dossier, whole: facts, papers, custody, timeline, due date with its why, what may be done."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.errors import NotFoundError
from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.outcomes import Result
from app.models.people import Officer
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.worktime import working_time_between
from app.services.dossiers.clocks import clock_view, stored_clock
from app.services.dossiers.lifecycle import CHANGES, NATIONAL_STATUS, allowed
from app.services.dossiers.listing import count_rows, select_newest, select_rows
from app.services.dossiers.papers import papers_of
from app.services.dossiers.payments import paid_so_far
from app.services.dossiers.people_columns import owner_of, submitter_of
from app.services.dossiers.records import (
    AllowedAction,
    CustodyStep,
    DossierRow,
    DossierView,
    FormLine,
    Holding,
    ResultView,
    TimelineStep,
)
from app.services.dossiers.states import State, current_state
from app.services.dossiers.terms import due_rule, terms_of_case
from app.services.dossiers.timeline import detail_of, title_of
from app.services.forms.numbering import check_digits
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID, Right, allows
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import CalendarCache
from app.vocabulary import Action, HandoffItemState
from app.wording import label


class Tracking:
    """Answers where a dossier is, and what is waiting; changes nothing."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars

    def one(self, actor: Actor, code: str) -> DossierView:
        """Return a dossier with everything its page shows. Raises NotFoundError."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            state = current_state(reading.session, code, actor.office_id)
            rows = select_rows(reading, (Dossier.id == state.dossier_id,), (Dossier.id,), 1)
            if not rows:
                raise NotFoundError(f"Hồ sơ {code} không thuộc đơn vị của bạn.")
            dossier = reading.session.get_one(Dossier, state.dossier_id)
            terms = terms_of_case(
                reading.session, state.case_id, due_rule(reading.session, actor.office_id)
            )
            calendar = self._calendars.load(reading.session, actor.office_id)
            clock = stored_clock(reading.session, state, terms, calendar)
            return DossierView(
                row=rows[0],
                code_check=check_digits(code),
                case_name=terms.case_name,
                case_id=state.case_id,
                procedure_id=terms.procedure_id,
                channel=dossier.channel,
                owner=owner_of(dossier),
                submitter=submitter_of(dossier),
                papers=papers_of(reading.connection, dossier.id),
                request=dossier.request,
                set_count=dossier.set_count,
                return_by=dossier.return_by,
                return_address=dossier.return_address,
                fee_vnd=dossier.fee_vnd,
                paid_vnd=paid_so_far(reading.session, dossier.id),
                note=dossier.note,
                counter_name=dossier.counter_name,
                officer_name=reading.session.get_one(Officer, dossier.registered_by).name,
                national_status=NATIONAL_STATUS[state.status],
                is_late_entry=dossier.is_late_entry,
                due=clock_view(clock),
                ended_at=state.ended_at,
                result=_result(reading.session, dossier.id),
                timeline=_timeline(reading.session, dossier.id),
                custody=_custody(reading.session, dossier.id),
                forms=_forms(reading.session, dossier.id),
                actions=_actions(reading, state, has_moved=clock.legal.due_at != state.due_at),
                holdings=_holdings(reading, dossier.id, calendar),
                exempt_ground=dossier.exempt_ground,
                competent_id=dossier.competent_id,
                competent_name=_name_of(reading.session, dossier.competent_id),
                clock_from=state.clock_from,
            )

    def newest(self, actor: Actor, limit: int = 100) -> Sequence[DossierRow]:
        """Return the office's newest dossiers."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return select_newest(reading, (), limit)

    def overdue(self, actor: Actor, limit: int = 500) -> Sequence[DossierRow]:
        """Return open dossiers past their due instant, worst first."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            order = (DossierState.due_at, Dossier.id)
            return select_rows(reading, _past_due(reading), order, limit)

    def late_count(self, actor: Actor) -> int:
        """Return how many open dossiers are past their due instant (at most 999)."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return count_rows(reading, _past_due(reading), 999)


def _past_due(
    reading: Reading,
) -> tuple[ColumnElement[bool] | InstrumentedAttribute[bool], ...]:
    return (DossierState.is_open, DossierState.due_at < reading.now)


def _actions(reading: Reading, state: State, *, has_moved: bool) -> tuple[AllowedAction, ...]:
    """Return what this person may do now; an agency officer acts for their own unit alone.

    The console acts for nobody, so it is told what the table allows whoever comes. A new date by
    the calendar is offered only where the calendar was edited since (`has_moved`).
    """
    possible = [
        action
        for action in allowed(state.situation)
        if (has_moved or action is not Action.RESCHEDULE)
        and (reading.actor.officer_id == CONSOLE_ID or allows(CHANGES[action].right, reading.roles))
    ]
    if reading.is_agency_only:
        own = _agency_acts(reading, state)
        possible = [action for action in possible if action in own]
    return tuple(AllowedAction(action, label(action)) for action in possible)


def _agency_acts(reading: Reading, state: State) -> frozenset[Action]:
    unit_id = reading.actor.unit_id
    to_id = reading.session.execute(
        select(Handoff.to_id)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        )
    ).scalar()
    incoming = {Action.ACCEPT, Action.DECLINE} if to_id == unit_id else set()
    outgoing = {Action.HANDOFF, Action.RECALL} if state.holder_id == unit_id else set()
    return frozenset(incoming | outgoing)


def _holdings(reading: Reading, dossier_id: int, calendar: WorkingCalendar) -> tuple[Holding, ...]:
    """Return which unit held the paper from when to when: consecutive rows of one holder as one."""
    rows = reading.session.execute(
        select(DossierState.holder_id, Unit.name, DossierState.from_at, DossierState.to_at)
        .join(Unit, Unit.id == DossierState.holder_id)
        .where(DossierState.dossier_id == dossier_id)
        .order_by(DossierState.ordinal)
    ).all()
    spans = [list(group) for _holder, group in groupby(rows, lambda row: row.holder_id)]
    return tuple(
        _holding(span[0].name, span[0].from_at, span[-1].to_at, reading.now, calendar)
        for span in spans
    )


def _holding(
    unit_name: str, since: datetime, to_at: datetime, now: datetime, calendar: WorkingCalendar
) -> Holding:
    until = None if to_at == FOREVER else to_at
    return Holding(unit_name, since, until, working_time_between(since, until or now, calendar))


def _name_of(session: Session, unit_id: int | None) -> str:
    return "" if unit_id is None else session.get_one(Unit, unit_id).name


def _timeline(session: Session, dossier_id: int) -> tuple[TimelineStep, ...]:
    rows = session.execute(
        select(LogEntry, Officer.name.label("officer_name"), Unit.name.label("unit_name"))
        .join(Officer, Officer.id == LogEntry.officer_id)
        .join(Unit, Unit.id == Officer.unit_id)
        .where(LogEntry.dossier_id == dossier_id)
        .order_by(LogEntry.happened_at, LogEntry.seq)
    )
    return tuple(_step(row) for row in rows)


def _step(row: Row[*tuple[Any, ...]]) -> TimelineStep:
    entry: LogEntry = row[0]
    facts = msgspec.json.decode(entry.facts)
    return TimelineStep(
        act=entry.act,
        title=title_of(entry.act),
        officer_name=row.officer_name,
        unit_name=row.unit_name,
        happened_at=entry.happened_at,
        entered_at=entry.entered_at,
        detail=detail_of(entry.act, facts),
        is_late_entry=(entry.entered_at - entry.happened_at).total_seconds() > 120,
    )


def _custody(session: Session, dossier_id: int) -> tuple[CustodyStep, ...]:
    giver, receiver = aliased(Unit), aliased(Unit)
    rows = session.execute(
        select(Handoff, HandoffItem, giver.name, receiver.name, Officer.name)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(giver, giver.id == Handoff.from_id)
        .join(receiver, receiver.id == Handoff.to_id)
        .join(Officer, Officer.id == Handoff.sent_by)
        .where(HandoffItem.dossier_id == dossier_id)
        .order_by(Handoff.id)
    )
    return tuple(
        CustodyStep(
            handoff.number,
            from_name,
            to_name,
            handoff.sent_at,
            sender,
            item.state,
            None if item.closed_at == FOREVER else item.closed_at,
            item.receiver_name,
            item.reason,
        )
        for handoff, item, from_name, to_name, sender in rows
    )


def _forms(session: Session, dossier_id: int) -> tuple[FormLine, ...]:
    rows = session.execute(
        select(IssuedForm).where(IssuedForm.dossier_id == dossier_id).order_by(IssuedForm.id)
    ).scalars()
    return tuple(
        FormLine(
            row.id,
            label(row.kind),
            row.number,
            row.issued_at,
            row.copy_count,
            row.voided_at is not None,
        )
        for row in rows
    )


def _result(session: Session, dossier_id: int) -> ResultView | None:
    row = session.get(Result, dossier_id)
    if row is None:
        return None
    return ResultView(
        row.outcome,
        row.document_number,
        row.resolved_at,
        row.returned_at,
        row.collector_name,
        row.is_authorised,
    )
