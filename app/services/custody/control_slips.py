"""Phiếu kiểm soát: one a dossier, numbered once, printed anew as the dossier travels.

It is printed when somebody asks for it, from the dossier or the handoff page: the office that
hands over on one slip for many dossiers decides itself when the sheet that goes with each paper is
wanted. Every printing takes the custody as it is then. The form keeps its number and QR; its
snapshot grows. What an edition said is pinned in the log by the SHA-256 of its content.
"""

import hashlib
from dataclasses import replace

import msgspec
from sqlalchemy import select, update

from app.errors import NotFoundError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.models.outcomes import Result
from app.services.custody.control_steps import partners_of, steps_of
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
from app.services.forms.notice_records import ControlSlipData
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.vocabulary.forms import FormKind, PrintState
from app.wording.labels import label

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
