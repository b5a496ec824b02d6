"""Who collects a result: the people who may, the receipt they get, the papers that go back."""

from enum import StrEnum

from sqlalchemy import ColumnElement, select

from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.outcomes import PapersBack
from app.models.search_index import find_words
from app.services.custody.records import Collection, PapersCheck, ReturnCheck
from app.services.dossiers.decision import moment_of
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.listing import select_rows
from app.services.dossiers.papers import papers_of
from app.services.dossiers.records import DossierRow, HandedPaper
from app.services.dossiers.states import ON_THE_WAY, State
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
from app.text import fold, words
from app.vocabulary.dossiers import ReturnBy
from app.vocabulary.forms import FormKind
from app.wording import nouns


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


# Who may collect a result, and which of them a person with an identity card is.


class Who(StrEnum):
    """In what quality somebody collects a result (NĐ 61/2018 Đ6)."""

    OWNER = "owner"
    SUBMITTER = "submitter"
    AUTHORISED = "authorised"
    POST = "post"


def who_may(check: ReturnCheck) -> tuple[Who, ...]:
    """Return who may collect, the likeliest first."""
    has_submitter = bool(check.submitter_name) and fold(check.submitter_name) != fold(
        check.owner_name
    )
    people = (
        Who.OWNER,
        *((Who.SUBMITTER,) if has_submitter else ()),
        Who.AUTHORISED,
    )
    return (Who.POST, *people) if check.return_by is ReturnBy.POST else people


def who_is(check: ReturnCheck, name: str, number: str) -> Who:
    """Return in what quality the bearer of an identity card collects; a stranger needs a paper.

    A known number decides before the name; a name alone counts only where no number is on record.
    """
    if number and number == check.owner_id_number:
        return Who.OWNER
    if number and number == check.submitter_id_number:
        return Who.SUBMITTER
    if fold(name) == fold(check.owner_name) and not check.owner_id_number:
        return Who.OWNER
    if fold(name) == fold(check.submitter_name) and not check.submitter_id_number:
        return Who.SUBMITTER
    return Who.AUTHORISED


# Papers that wait for the citizen: of withdrawn and stopped dossiers, back at the counter.

_MAX_NAMED = 5000
_GIVEN_BACK = select(PapersBack.dossier_id).where(PapersBack.dossier_id == Dossier.id).exists()


def rows_with_papers(reading: Reading, text: str, limit: int) -> tuple[DossierRow, ...]:
    """Return the dossiers whose papers wait at the counter, by the owner's given name."""
    conditions: list[ColumnElement[bool]] = [
        DossierState.status.in_(CUT_SHORT_STATUSES),
        DossierState.holder_id == reading.actor.office_id,
        ~ON_THE_WAY,
        ~_GIVEN_BACK,
    ]
    wanted = words(text)
    if wanted:
        found = find_words(reading.connection, wanted, _MAX_NAMED)
        conditions.append(Dossier.id.in_(found))
    return select_rows(reading, conditions, (Dossier.owner_sort, Dossier.id), limit)


def papers_check_of(reading: Reading, state: State) -> PapersCheck:
    """Return what is looked at before the papers go back: all but electronic copies."""
    dossier = reading.session.get_one(Dossier, state.dossier_id)
    procedure = reading.session.get_one(ProcedureVersion, dossier.version_id)
    handed = papers_of(reading.connection, dossier.id)
    return PapersCheck(
        code=dossier.code,
        owner_name=dossier.owner_name,
        owner_id_number=dossier.owner_id_number,
        submitter_name=dossier.submitter_name,
        submitter_id_number=dossier.submitter_id_number,
        procedure_name=procedure.name,
        status=state.status,
        ended_at=state.ended_at,
        papers=tuple(_in_words(paper) for paper in handed if paper.count > paper.electronic),
    )


def _in_words(paper: HandedPaper) -> str:
    counts = (
        (paper.original, nouns.ORIGINAL),
        (paper.certified, nouns.CERTIFIED_COPY),
        (paper.plain, nouns.PLAIN_COPY),
    )
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{paper.name} ({said})"
