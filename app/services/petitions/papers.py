"""The papers of a petition: the acknowledgement in its book, the letter that answers."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from app.models.dossiers import Dossier
from app.models.forms import PrintJob
from app.models.office import Unit
from app.models.petitions import Petition
from app.services.forms.issuing import (
    BookNumber,
    Issued,
    letterhead,
    next_number,
    qr_fields,
    sign_payload,
    store_form,
)
from app.services.forms.keys import SigningKey
from app.services.forms.records import PetitionAnswerData, PetitionReceiptData
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work
from app.services.petitions.deadlines import duty_text
from app.services.petitions.history import Happening, History
from app.services.petitions.linking import procedure_name
from app.vocabulary.forms import FormKind, PrintState
from app.vocabulary.petitions import PetitionAct, PetitionDuty, PetitionStatus
from app.wording.labels import label

BOOK = FormKind.PETITION_RECEIPT
"""The book that numbers petitions: each has its acknowledgement there, printed or not."""


def issue_receipt(
    work: Work,
    petition: Petition,
    due_at: datetime | None,
    signing: tuple[SigningKey, LogMark],
    *,
    prints: bool,
) -> Issued:
    """Store the acknowledgement under the petition's number; its copy waits only if it `prints`."""
    key, mark = signing
    fields = qr_fields(
        key, BOOK, mark, unit_id=petition.unit_id, number=petition.ordinal, at=petition.received_at
    )
    dossier_id = petition.dossier_id
    code = "" if dossier_id is None else work.session.get_one(Dossier, dossier_id).code
    data = PetitionReceiptData(
        head=letterhead(work.session.get_one(Unit, petition.unit_id)),
        number=petition.number,
        issued_at=work.now,
        received_at=petition.received_at,
        channel=petition.channel,
        kind=petition.kind,
        about=petition.about,
        person_name=petition.sender_name,
        address=petition.sender_address,
        phone=petition.sender_phone,
        content=petition.content,
        code=code,
        procedure_name=procedure_name(work, petition.procedure_id),
        rule_text=duty_text(PetitionDuty.ANSWER, petition.received_at),
        due_at=due_at,
        officer_name=work.actor.name,
        is_late_entry=petition.is_late_entry,
        qr_payload=sign_payload(key, fields),
    )
    number = BookNumber(BOOK, petition.year, petition.ordinal)
    issued = store_form(work, number, data)
    if not prints:
        work.session.execute(
            update(PrintJob)
            .where(PrintJob.id == issued.job_id)
            .values(state=PrintState.CANCELLED, done_at=work.now)
        )
    return issued


def is_answered_on_paper(it: Happening) -> bool:
    """Say whether an act asks for the letter, and is one that has a letter."""
    answers = it.act is PetitionAct.ANSWER or it.status is PetitionStatus.REFUSED
    return answers and it.said.prints


def issue_answer(work: Work, petition: Petition, it: Happening, history: History) -> Issued:
    """Store the letter to the sender in its book and queue its first copy."""
    number = next_number(work, FormKind.PETITION_ANSWER, work.now)
    unit = work.session.get_one(Unit, petition.unit_id)
    data = PetitionAnswerData(
        head=letterhead(unit),
        number="",
        issued_at=work.now,
        petition_number=petition.number,
        received_at=petition.received_at,
        kind=petition.kind,
        person_name=petition.sender_name,
        address=petition.sender_address,
        content=petition.content,
        result_text=_result_text(history),
        answer=it.said.note,
        signer=it.said.signer or unit.head_name,
        is_refusal=it.status is PetitionStatus.REFUSED,
    )
    return store_form(work, number, replace(data, number=number.text))


def _result_text(history: History) -> str:
    """Return what was decided or found, as the letter says it."""
    if history.finding is not None:
        return label(history.finding)
    outcome = next((one.outcome for one in history.events[::-1] if one.outcome), None)
    return label(outcome) if outcome else ""
