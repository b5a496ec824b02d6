"""Receiving a dossier: one transaction numbers, stores, logs and issues its receipt."""

from datetime import datetime

from app.errors import RuleBrokenError
from app.models.office import Unit
from app.services.deadlines.due import DueDate
from app.services.dossiers.clocks import not_begun
from app.services.dossiers.payments import take_payment
from app.services.dossiers.records import CaseOffer, DueView, NewDossier, Registered
from app.services.dossiers.route import first_step_due
from app.services.dossiers.terms import (
    Terms,
    count_due,
    due_rule,
    due_view,
    rules_of,
    terms_in_force,
    terms_of_case,
)
from app.services.forms.keys import SigningKey
from app.services.forms.rating_slips import give_slip
from app.services.forms.records import ReceiptData
from app.services.intake.competence import competent_name, competent_unit_of
from app.services.intake.receipts import ReceiptCase, issue_receipt, receipt_data, slip_case
from app.services.intake.storing import (
    founded,
    minute_of,
    number_case,
    require_in_force,
    store_case,
)
from app.services.intake.validation import check_intake, require_known_day, settle_exemption
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import Action, PaymentKind


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
            return self.take_in(work, new)

    def take_in(self, work: Work, new: NewDossier, given_code: str = "") -> Registered:
        """Do within an open transaction what `register` does in its own.

        A dossier that has its code already (`given_code`) keeps it.
        """
        known = _registered_before(work, new.draft_id)
        if known is not None:
            return known
        checked = check_intake(new, work.now)
        unit = work.session.get_one(Unit, work.actor.office_id)
        terms = terms_of_case(work.session, checked.case_id, rules_of(unit))
        require_in_force(terms, checked)
        settled = settle_exemption(checked, terms.fee_vnd)
        case = number_case(work, self._receipt_case(work, settled, terms), given_code)
        facts = _facts(case) | ({"given_code": True} if given_code else {})
        dossier_id, mark = store_case(
            work, case, Action.REGISTER, facts, {"exempt_ground": settled.exempt_ground}
        )
        if settled.paid_vnd:
            take_payment(
                work, dossier_id, settled.paid_vnd, case.received_at, kind=PaymentKind.ADVANCE
            )
        data, issued = issue_receipt(work, case, self._key, mark, dossier_id)
        if not case.is_late_entry:
            give_slip(work, slip_case(case, dossier_id, data.number), mark, self._key)
        return Registered(
            dossier_id=dossier_id,
            code=case.code,
            due=due_view(case.due),
            receipt=data,
            form_id=issued.form_id,
            job_id=issued.job_id,
        )

    def preview(self, actor: Actor, new: NewDossier) -> ReceiptData:
        """Return the receipt as it would be printed now, without number, code and QR.

        Raises InvalidInputError (`received`) for a day that no calendar here reaches.
        """
        with self._tx.read(actor, Right.REGISTER) as reading:
            if new.received_at is not None:
                require_known_day(new.received_at)
            terms = terms_of_case(
                reading.session, new.case_id, due_rule(reading.session, actor.office_id)
            )
            case = self._receipt_case(reading, new, terms)
            return receipt_data(case, None, reading)

    def due(
        self,
        actor: Actor,
        case_id: int,
        received_at: datetime | None = None,
        competent_id: int | None = None,
    ) -> DueView:
        """Return when a dossier of this case received at (or now) is due, and why.

        One that another unit decides has no due date before that unit has the paper. Raises
        InvalidInputError (`received`) for a day that no calendar here reaches.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            at = received_at or minute_of(reading.now)
            if competent_id is not None:
                return due_view(not_begun(at))
            rule = due_rule(reading.session, actor.office_id)
            terms = terms_of_case(reading.session, case_id, rule)
            return due_view(self._due(reading, terms, at))

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

    def competent_unit(self, actor: Actor, code: str) -> int | None:
        """Return the unit that `code` names as the competent one; None for an empty code.

        Raises InvalidInputError (`competent`).
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return competent_unit_of(reading.session, code)

    def _due(self, reading: Reading, terms: Terms, received_at: datetime) -> DueDate:
        require_known_day(received_at)
        calendar = self._calendars.load(reading.session, reading.actor.office_id)
        return count_due(terms, received_at, calendar)

    def _receipt_case(self, reading: Reading, new: NewDossier, terms: Terms) -> ReceiptCase:
        received_at = minute_of(new.received_at or reading.now)
        unit_name = competent_name(reading.session, new.competent_id)
        calendar = self._calendars.load(reading.session, reading.actor.office_id)
        place = (terms.case_id, reading.actor.office_id)
        return ReceiptCase(
            unit=reading.session.get_one(Unit, reading.actor.office_id),
            new=new,
            terms=terms,
            due=not_begun(received_at) if unit_name else count_due(terms, received_at, calendar),
            code="",
            day_number=0,
            received_at=received_at,
            is_late_entry=new.received_at is not None,
            clock_from=None if unit_name else received_at,
            competent_name=unit_name,
            step=first_step_due(reading.session, place, received_at, calendar),
        )


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
        "competent": case.competent_name,
    }


def _registered_before(work: Work, draft_id: str) -> Registered | None:
    """Return the dossier this draft became, with its receipt in force; None for a new draft."""
    known = founded(work, draft_id)
    if known is None:
        return None
    data = known.data
    if not isinstance(data, ReceiptData):
        raise RuleBrokenError(
            f"Bản này đã bị từ chối tiếp nhận, mã {known.code}. Nếu nay đủ điều kiện, hãy nhập "
            "thành một hồ sơ mới."
        )
    due = DueView(data.due_at, data.due_text, (data.due_text,))
    return Registered(
        dossier_id=known.dossier_id,
        code=known.code,
        due=due,
        receipt=data,
        form_id=known.form_id,
        job_id=known.job_id,
        was_known=True,
    )
