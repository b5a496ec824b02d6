"""Phiếu trả kết quả: who collected what, when; issued where the collector asks for it."""

from sqlalchemy import select

from app.models.dossiers import Dossier
from app.models.office import Unit
from app.services.custody.records import Collection, ReturnCheck
from app.services.dossiers.moment import moment_of
from app.services.dossiers.states import State
from app.services.forms.issuing import (
    Issued,
    fields_of_dossier,
    issue_signed,
    letterhead,
    next_number,
)
from app.services.forms.keys import SigningKey
from app.services.forms.numbering import check_digits
from app.services.forms.records import ReturnReceiptData
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Reading, Work
from app.vocabulary.forms import FormKind


def receipt_of(
    reading: Reading, state: State, check: ReturnCheck, said: Collection, payment: str
) -> ReturnReceiptData:
    """Return what the return receipt says, without number and QR; `payment` is a fee's number."""
    return ReturnReceiptData(
        head=letterhead(reading.session.get_one(Unit, reading.actor.office_id)),
        number="",
        code=check.code,
        code_check=check_digits(check.code),
        owner_name=check.owner_name,
        procedure_name=check.procedure_name,
        received_at=state.received_at,
        due_at=check.due_at,
        outcome=check.outcome,
        result_number=check.document_number,
        collector_name=said.collector_name,
        collector_id=said.collector_id_number,
        is_authorised=said.is_authorised,
        returned_at=moment_of(reading.now, said.happened_at),
        fee_vnd=said.paid_vnd,
        payment_number=payment,
        officer_name=reading.actor.name,
        note=said.note,
    )


def issue_return_receipt(
    work: Work, data: ReturnReceiptData, mark: LogMark, key: SigningKey, *, is_wanted: bool
) -> tuple[ReturnReceiptData, Issued]:
    """Give the receipt its number and signature, store and queue it; nothing where unwanted."""
    if not is_wanted:
        return data, Issued(0, 0)
    number = next_number(work, FormKind.RETURN_RECEIPT, data.returned_at)
    dossier = work.session.execute(select(Dossier).where(Dossier.code == data.code)).scalar_one()
    fields = fields_of_dossier(key, FormKind.RETURN_RECEIPT, dossier, mark)
    return issue_signed(work, number, data, fields, key, dossier_id=dossier.id)
