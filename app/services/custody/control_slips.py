"""Phiếu kiểm soát: one a dossier, numbered once, printed anew as the dossier travels.

It is printed when somebody asks for it, from the dossier or the handoff page: the office that
hands over on one slip for many dossiers decides itself when the sheet that goes with each paper is
wanted. Every printing takes the custody as it is then. The form keeps its number and QR; its
snapshot grows. What an edition said is pinned in the log by the SHA-256 of its content.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

import msgspec
from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session, aliased

from app.errors import NotFoundError
from app.models.base import FOREVER
from app.models.catalogue import RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.models.outcomes import PapersBack, Result
from app.models.people import Officer
from app.services.deadlines.judging import judge_end
from app.services.deadlines.waits import Stops, stop_by_law
from app.services.dossiers.clocks import stored_pauses
from app.services.dossiers.decision import Decided
from app.services.dossiers.listing import select_rows
from app.services.dossiers.notices import subject_of
from app.services.dossiers.states import State, current_state
from app.services.forms.issuing import (
    fields_of_dossier,
    form_set,
    issue_signed,
    letterhead,
    next_number,
    queue_copy,
    read_snapshot,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import ControlSlipData, ControlStep
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.vocabulary.dossiers import Action, DossierStatus, HandoffItemState, Timeliness
from app.vocabulary.forms import FormKind, PrintState
from app.wording import captions, headings
from app.wording.labels import label
from app.wording.texts import moment_text

# The way of a dossier's paper as its control slip lists it: each handing over, and in time or
# not.
#
# A step is the giver's: how it stood against its own due time when the paper was handed on. Where
# the route gives the giver no time, nothing is judged and the box stays for the hand.

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
        note=captions.COLLECTION,
    )


def _returned(session: Session, state: State) -> Iterator[ControlStep]:
    """Yield the office's own last step: the result goes to the citizen."""
    row = session.execute(
        select(Result.returned_at, Result.collector_name, Officer.name)
        .join(Officer, Officer.id == Result.returned_by)
        .where(Result.dossier_id == state.dossier_id, Result.returned_at.is_not(None))
    ).first()
    if row is not None:
        giver, receiver = row.name, row.collector_name
        yield _to_the_citizen(session, state, row.returned_at, giver, receiver, headings.RETURN)


def _given_back(session: Session, state: State) -> Iterator[ControlStep]:
    """Yield the way of a withdrawn or stopped dossier's papers back to the citizen."""
    row = session.execute(
        select(PapersBack.given_at, PapersBack.receiver_name, Officer.name)
        .join(Officer, Officer.id == PapersBack.given_by)
        .where(PapersBack.dossier_id == state.dossier_id)
    ).first()
    if row is not None:
        giver, receiver, note = row.name, row.receiver_name, label(Action.GIVE_BACK)
        yield _to_the_citizen(session, state, row.given_at, giver, receiver, note)


def _to_the_citizen(
    session: Session, state: State, at: datetime, giver: str, receiver: str, note: str
) -> ControlStep:
    return ControlStep(
        from_name=_unit_names(session, (state.unit_id,))[state.unit_id],
        from_person=giver,
        to_name=captions.DOSSIER_SUBMITTER,
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


ACT = "control_slip"
"""What the log calls a printing of the slip."""


class ControlSlips:
    """Issues, grows and previews the control slip of a dossier."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def preview(self, actor: Actor, code: str) -> ControlSlipData:
        """Return the slip as it would be printed now. Raises NotFoundError."""
        with self._tx.read(actor, Right.PRINT) as reading:
            state = _own_state(reading, code)
            return _grown(reading, state, _issued(reading, state))

    def issue(self, actor: Actor, code: str) -> Decided:
        """Print the slip as the custody is now: numbered the first time, grown each time after.

        The log keeps number, edition and the SHA-256 of the content. Raises NotFoundError.
        """
        with self._tx.write(actor, Right.PRINT) as work:
            state = _own_state(work, code)
            form = _issued(work, state)
            if form is None:
                return self._first(work, state)
            return _next(work, state, form)

    def _first(self, work: Work, state: State) -> Decided:
        number = next_number(work, FormKind.CONTROL_SLIP, work.now)
        data = replace(_slip(work, state), number=number.text)
        mark = work.log(ACT, _facts(data), dossier_id=state.dossier_id)
        dossier = work.session.get_one(Dossier, state.dossier_id)
        fields = fields_of_dossier(self._key, FormKind.CONTROL_SLIP, dossier, mark)
        signed, issued = issue_signed(
            work, number, data, fields, self._key, dossier_id=state.dossier_id
        )
        return Decided(state.code, signed, issued.form_id, issued.job_id)


def content_hash(data: ControlSlipData) -> str:
    """Return the SHA-256 (hex) of what an edition says; its QR signs the log and is left out."""
    return hashlib.sha256(msgspec.json.encode(replace(data, qr_payload=""))).hexdigest()


def _next(work: Work, state: State, form: IssuedForm) -> Decided:
    data = _grown(work, state, form)
    # A copy still waiting would come out with the new content under its old count.
    work.session.execute(
        update(PrintJob)
        .where(
            PrintJob.form_id == form.id,
            PrintJob.state.in_((PrintState.QUEUED, PrintState.FAILED)),
        )
        .values(state=PrintState.CANCELLED, done_at=work.now)
    )
    form.snapshot = msgspec.json.encode(data).decode()
    form.copy_count = data.edition
    form.sha256 = ""  # the PDF kept of an earlier edition is not this one
    work.log(ACT, _facts(data), dossier_id=state.dossier_id)
    work.session.flush()
    return Decided(state.code, data, form.id, queue_copy(work.session, form.id, data.edition, work))


def _grown(reading: Reading, state: State, form: IssuedForm | None) -> ControlSlipData:
    """Return the slip of now under the number, QR and next edition of the one issued before."""
    data = _slip(reading, state)
    if form is None:
        return data
    before = read_snapshot(form.kind, form.snapshot)
    return replace(
        data, number=form.number, edition=form.copy_count + 1, qr_payload=before.qr_payload
    )


def _slip(reading: Reading, state: State) -> ControlSlipData:
    session = reading.session
    office = session.get_one(Unit, state.unit_id)
    dossier = session.get_one(Dossier, state.dossier_id)
    agency = session.get_one(Unit, state.agency_id) if state.agency_id else office
    return ControlSlipData(
        form=form_set(dossier.received_at),
        head=letterhead(office),
        number="",
        subject=subject_of(reading, dossier, state.due_at),
        agency_name=agency.name,
        partner_names=partners_of(session, state),
        officer_name=reading.actor.name,
        steps=steps_of(session, state),
        result_text=_result_text(reading, state),
        ended_at=state.ended_at,
        timeliness=state.timeliness,
        printed_at=reading.now,
        stops_by_law=tuple(
            stop_by_law(pause)
            for pause in stored_pauses(session, state.dossier_id)
            if pause.stops is Stops.LEGAL
        ),
    )


def _result_text(reading: Reading, state: State) -> str:
    if state.ended_at is None:
        return ""
    row = reading.session.get(Result, state.dossier_id)
    if row is None:
        return label(state.status)
    words = label(row.outcome)
    return f"{words}, văn bản số {row.document_number}" if row.document_number else words


def _own_state(reading: Reading, code: str) -> State:
    state = current_state(reading.session, code, reading.actor.office_id)
    if not select_rows(reading, (Dossier.id == state.dossier_id,), (Dossier.id,), 1):
        raise NotFoundError(f"Hồ sơ {code} không thuộc đơn vị của bạn.")
    return state


def _issued(reading: Reading, state: State) -> IssuedForm | None:
    return reading.session.execute(
        select(IssuedForm).where(
            IssuedForm.dossier_id == state.dossier_id, IssuedForm.kind == FormKind.CONTROL_SLIP
        )
    ).scalar()


def _facts(data: ControlSlipData) -> dict[str, object]:
    return {"form": data.number, "edition": data.edition, "sha256": content_hash(data)}
