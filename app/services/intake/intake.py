"""Receiving a dossier: one transaction numbers, stores, logs and issues its receipt."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.services.deadlines.due import DueDate
from app.services.dossiers.papers import index_words, store_papers
from app.services.dossiers.payments import take_payment
from app.services.dossiers.people_columns import person_columns
from app.services.dossiers.records import CaseOffer, DueView, NewDossier, Registered
from app.services.dossiers.states import State, first_state
from app.services.dossiers.terms import (
    Terms,
    count_due,
    due_rule,
    due_view,
    terms_in_force,
    terms_of_case,
)
from app.services.forms.issuing import read_snapshot
from app.services.forms.keys import SigningKey
from app.services.forms.numbering import dossier_code
from app.services.forms.records import ReceiptData
from app.services.intake.receipts import ReceiptCase, issue_receipt, receipt_data
from app.services.intake.validation import check_intake
from app.services.ledger.records import Actor, LogMark
from app.services.ledger.rights import Right
from app.services.ledger.series import take_number
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.office.calendar import CalendarCache
from app.vocabulary import DossierStatus, FormKind

# Built once: a registration must not put its statements together anew.
_INSERT = insert(Dossier).returning(Dossier.id)
_OF_DRAFT = (
    select(Dossier.id, Dossier.code, IssuedForm.id.label("form_id"), IssuedForm.snapshot)
    .join(IssuedForm, IssuedForm.dossier_id == Dossier.id)
    .where(Dossier.draft_id == bindparam("draft_id"), IssuedForm.kind == FormKind.RECEIPT)
    .order_by(IssuedForm.id.desc())
)


class Intake:
    """Registers dossiers and shows, before that, what registering would give."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    def register(self, actor: Actor, new: NewDossier) -> Registered:
        """Store a dossier and issue its receipt; a draft sent twice is the same dossier.

        Raises InvalidInputError naming a field, RuleBrokenError for a version no longer in force.
        """
        with self._tx.write(actor, Right.REGISTER) as work:
            known = _registered_before(work, new.draft_id)
            if known is not None:
                return known
            checked = check_intake(new, work.now)
            unit = work.session.get_one(Unit, actor.office_id)
            terms = terms_of_case(work.session, checked.case_id, unit.due_time)
            _require_holding(terms, checked)
            case = self._receipt_case(work, checked, terms)
            case = _numbered(work, case)
            dossier_id, mark = _store(work, case)
            data, issued = issue_receipt(work, case, self._key, mark, dossier_id)
            return Registered(
                dossier_id, case.code, due_view(case.due), data, issued.form_id, issued.job_id
            )

    def preview(self, actor: Actor, new: NewDossier) -> ReceiptData:
        """Return the receipt as it would be printed now, without number, code and QR."""
        with self._tx.read(actor, Right.REGISTER) as reading:
            terms = terms_of_case(
                reading.session, new.case_id, due_rule(reading.session, actor.office_id)
            )
            case = self._receipt_case(reading, new, terms)
            return receipt_data(case, None, reading, "")

    def due(self, actor: Actor, case_id: int, received_at: datetime | None = None) -> DueView:
        """Return when a dossier of this case received at (or now) is due, and why."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            rule = due_rule(reading.session, actor.office_id)
            terms = terms_of_case(reading.session, case_id, rule)
            return due_view(self._due(reading, terms, received_at or _minute(reading.now)))

    def due_of_procedure(
        self, actor: Actor, code: str, case_name: str, received_at: datetime
    ) -> DueView:
        """Return when a dossier of this procedure's case is due. Raises NotFoundError."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            rule = due_rule(reading.session, actor.office_id)
            terms = terms_in_force(reading.session, code, case_name, received_at, rule)
            return due_view(self._due(reading, terms, received_at))

    def offer(self, actor: Actor, code: str, case_name: str, at: datetime | None) -> CaseOffer:
        """Return the case in force at `at` (now when empty) and its fee. Raises NotFoundError."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            rule = due_rule(reading.session, actor.office_id)
            terms = terms_in_force(reading.session, code, case_name, at or reading.now, rule)
            return CaseOffer(terms.case_id, terms.fee_vnd)

    def _due(self, reading: Reading, terms: Terms, received_at: datetime) -> DueDate:
        calendar = self._calendars.load(reading.session, reading.actor.office_id)
        return count_due(terms, received_at, calendar)

    def _receipt_case(self, reading: Reading, new: NewDossier, terms: Terms) -> ReceiptCase:
        received_at = _minute(new.received_at or reading.now)
        return ReceiptCase(
            unit=reading.session.get_one(Unit, reading.actor.office_id),
            new=new,
            terms=terms,
            due=self._due(reading, terms, received_at),
            code="",
            day_number=0,
            received_at=received_at,
            is_late_entry=new.received_at is not None,
        )


def _minute(instant: datetime) -> datetime:
    """Drop the seconds: the form states hours and minutes, and the due instant follows it."""
    return instant.replace(second=0, microsecond=0)


def _require_holding(terms: Terms, new: NewDossier) -> None:
    if not terms.is_in_force and new.received_at is None:
        raise RuleBrokenError(
            "Thủ tục vừa được cập nhật trong danh mục. Hãy chọn lại thủ tục để dùng bản mới."
        )
    if new.fee_vnd < 0:
        raise InvalidInputError("fee_vnd", "Phí, lệ phí không thể âm.")


def _numbered(work: Work, case: ReceiptCase) -> ReceiptCase:
    day = local_date(case.received_at)
    number = take_number(work.session, work.actor.office_id, "dossier", f"{day:%Y-%m-%d}")
    return replace(case, code=dossier_code(case.unit.code, day, number), day_number=number)


def _store(work: Work, case: ReceiptCase) -> tuple[int, LogMark]:
    new, terms = case.new, case.terms
    dossier_id = work.connection.execute(
        _INSERT,
        {
            "unit_id": work.actor.office_id,
            "code": case.code,
            "day": local_date(case.received_at),
            "day_number": case.day_number,
            "draft_id": new.draft_id,
            "version_id": terms.version_id,
            "case_id": terms.case_id,
            "channel": new.channel,
            "received_at": case.received_at,
            "registered_at": work.now,
            "registered_by": work.actor.officer_id,
            "counter_name": work.actor.counter_name,
            "is_late_entry": case.is_late_entry,
            "clock_from": case.received_at,
            **person_columns(new),
        },
    ).scalar_one()
    store_papers(work.connection, dossier_id, new.papers)
    index_words(work.connection, dossier_id, new, case.code)
    mark = work.log("register", _facts(case), dossier_id=dossier_id, happened_at=case.received_at)
    first_state(work.session, _first(case, dossier_id, work.actor), mark)
    if new.paid_vnd:
        take_payment(work, dossier_id, new.paid_vnd, case.received_at)
    return dossier_id, mark


def _facts(case: ReceiptCase) -> dict[str, object]:
    return {
        "code": case.code,
        "procedure": case.terms.procedure_code,
        "case": case.terms.case_name,
        "version": case.terms.version_id,
        "channel": case.new.channel.value,
        "due": case.due.due_at.isoformat() if case.due.due_at else "",
        "why": case.due.summary,
        "papers": sum(paper.count for paper in case.new.papers),
        "fee_vnd": case.new.fee_vnd,
        "late_entry": case.is_late_entry,
    }


def _first(case: ReceiptCase, dossier_id: int, actor: Actor) -> State:
    return State(
        dossier_id=dossier_id,
        code=case.code,
        unit_id=actor.office_id,
        ordinal=1,
        from_at=case.received_at,
        status=DossierStatus.RECEIVED,
        due_at=case.due.due_at,
        version_id=case.terms.version_id,
        agency_id=case.terms.agency_id,
        officer_id=actor.officer_id,
        holder_id=actor.office_id,
        outcome=None,
        ended_at=None,
        timeliness=None,
        received_at=case.received_at,
        case_id=case.terms.case_id,
        time_unit=case.terms.limit.unit,
        is_on_the_way=False,
        clock_from=case.received_at,
    )


def _registered_before(work: Work, draft_id: str) -> Registered | None:
    """Return the dossier this draft became, with its receipt in force; None for a new draft."""
    if not draft_id:
        raise InvalidInputError("draft_id", "Thiếu mã bản nháp. Hãy mở lại trang tiếp nhận.")
    found = work.connection.execute(_OF_DRAFT, {"draft_id": draft_id}).first()
    if found is None:
        return None
    data = read_snapshot(FormKind.RECEIPT, found.snapshot)
    job_id = work.session.execute(
        select(PrintJob.id).where(PrintJob.form_id == found.form_id).order_by(PrintJob.id)
    ).scalar()
    if not isinstance(data, ReceiptData) or job_id is None:
        raise NotFoundError(f"Hồ sơ {found.code} thiếu giấy tiếp nhận trong kho.")
    due = DueView(data.due_at, data.due_text, (data.due_text,))
    return Registered(found.id, found.code, due, data, found.form_id, job_id, was_known=True)
