"""The receipt of a dossier: which Mẫu 01, what it says, its signed QR."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.services.deadlines.due import DueDate
from app.services.deadlines.limits import TimeLimit, limit_text
from app.services.dossiers.papers import papers_of
from app.services.dossiers.people_columns import owner_of, said_on, submitter_of, wishes_of
from app.services.dossiers.records import NewDossier
from app.services.dossiers.route import OFF_THE_ROUTE, StepDue
from app.services.dossiers.terms import Terms
from app.services.forms.issuing import (
    BookNumber,
    Issued,
    form_set,
    letterhead,
    next_number,
    qr_fields,
    signed,
    store_form,
)
from app.services.forms.keys import SigningKey
from app.services.forms.numbering import check_digits
from app.services.forms.rating_slips import SlipCase
from app.services.forms.records import ReceiptData
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Reading, Work
from app.vocabulary.forms import FormKind, PrintState
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.texts import NO_TIME_LIMIT, long_moment_text


@dataclass(frozen=True, slots=True)
class ReceiptCase:
    """All a receipt is made from.

    `clock_from` is when the time begins, None while the unit of `competent_name` has not the paper;
    `step` when the office's own step of the route is due; `limit` the time it has, where that is
    not the one of its terms.
    """

    unit: Unit
    new: NewDossier
    terms: Terms
    due: DueDate
    code: str
    day_number: int
    received_at: datetime
    is_late_entry: bool
    clock_from: datetime | None
    competent_name: str = ""
    replaces: str = ""
    step: StepDue = OFF_THE_ROUTE
    limit: TimeLimit | None = None

    @property
    def is_due_by_day(self) -> bool:
        """Say whether the appointment is missed only when its day is over."""
        return (self.limit or self.terms.limit).is_late_by_day

    @property
    def is_waiting(self) -> bool:
        """Say whether the competent unit has still to get the paper before the time runs."""
        return bool(self.competent_name) and self.clock_from is None


def issue_receipt(
    work: Work, case: ReceiptCase, key: SigningKey, mark: LogMark, dossier_id: int
) -> tuple[ReceiptData, Issued]:
    """Issue the receipt, numbered, signed, stored and queued; its QR pins the log's head."""
    number = next_number(work, FormKind.RECEIPT, case.received_at)
    fields = qr_fields(
        key,
        FormKind.RECEIPT,
        mark,
        unit_id=case.unit.id,
        number=case.day_number,
        at=case.received_at,
    )
    data = signed(receipt_data(case, number, work), fields, key)
    return data, store_form(work, number, data, dossier_id=dossier_id)


def slip_case(case: ReceiptCase, dossier_id: int, given_with: str) -> SlipCase:
    """Return what the rating slip beside the dossier's first paper is given out about."""
    return SlipCase(
        unit=case.unit,
        dossier_id=dossier_id,
        code=case.code,
        day_number=case.day_number,
        received_at=case.received_at,
        procedure_code=case.terms.procedure_code,
        procedure_name=case.terms.procedure_name,
        given_with=given_with,
    )


def receipt_data(case: ReceiptCase, number: BookNumber | None, at: Reading) -> ReceiptData:
    """Return what the receipt says; without a number it is a preview."""
    new, terms, due = case.new, case.terms, case.due
    return ReceiptData(
        form=form_set(case.received_at),
        head=letterhead(case.unit),
        number=number.text if number else "",
        code=case.code,
        code_check=check_digits(case.code) if case.code else "",
        issued_at=at.now,
        owner_name=new.owner.name,
        submitter_name=new.submitter.name if new.submitter else new.owner.name,
        is_authorised=new.submitter is not None,
        **said_on(ReceiptData, new.owner, new.submitter),
        procedure_code=terms.procedure_code,
        procedure_name=terms.procedure_name,
        case_name=terms.case_name,
        request=new.request,
        papers=tuple(paper.line() for paper in new.papers),
        set_count=new.set_count,
        time_text=_time_text(case),
        received_at=case.received_at,
        due_at=due.due_at,
        due_text=long_moment_text(due.due_at) if due.due_at else _undated(case),
        return_by=new.return_by,
        return_address=new.return_address or new.owner.address,
        fee_vnd=new.fee_vnd,
        officer_name=at.actor.name,
        counter_name=at.actor.counter_name,
        book_name=f"{number.year}" if number else "",
        book_ordinal=number.ordinal if number else 0,
        note=_note(new),
        lookup_url=case.unit.lookup_url,
        replaces=case.replaces,
        is_late_entry=case.is_late_entry,
        begins_later=case.is_waiting,
        owner_kind=new.owner.kind,
    )


def _time_text(case: ReceiptCase) -> str:
    limit = limit_text(case.terms.limit)
    if not case.competent_name:
        return limit
    return f"{limit}, tính từ khi {case.competent_name} nhận được hồ sơ"


def _undated(case: ReceiptCase) -> str:
    if not case.is_waiting:
        return NO_TIME_LIMIT
    law = cite_in_full(Rule.CLOCK_STARTS_ON_ARRIVAL, local_date(case.received_at))
    return f"tính từ khi {case.competent_name} nhận được hồ sơ{in_brackets(law)}"


def _note(new: NewDossier) -> str:
    exemption = f"Miễn, giảm phí, lệ phí: {new.exempt_ground}" if new.exempt_ground else ""
    return " · ".join(part for part in (new.note, exemption) if part)


# What a correction and a new date share: a receipt made void, a dossier as it was typed.


def void_receipts(work: Work, dossier_id: int, reason: str) -> str:
    """Void the receipts in force, take their waiting copies off the outbox; return their number."""
    voided = work.session.execute(
        update(IssuedForm)
        .where(
            IssuedForm.dossier_id == dossier_id,
            IssuedForm.kind == FormKind.RECEIPT,
            IssuedForm.voided_at.is_(None),
        )
        .values(voided_at=work.now, void_reason=reason)
        .returning(IssuedForm.id, IssuedForm.number)
    ).all()
    work.session.execute(
        update(PrintJob)
        .where(
            PrintJob.form_id.in_([row.id for row in voided]),
            PrintJob.state.in_((PrintState.QUEUED, PrintState.FAILED)),
        )
        .values(state=PrintState.CANCELLED, done_at=work.now)
    )
    return ", ".join(row.number for row in voided)


def as_registered(work: Work, dossier: Dossier) -> NewDossier:
    """Return a stored dossier as its intake was last typed, for a receipt that says it again."""
    return NewDossier(
        draft_id=dossier.draft_id,
        case_id=dossier.case_id,
        owner=owner_of(dossier),
        papers=papers_of(work.connection, dossier.id),
        submitter=submitter_of(dossier),
        channel=dossier.channel,
        **wishes_of(dossier),
    )
