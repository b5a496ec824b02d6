"""Refusing at the desk what cannot be received: a code, Mẫu 03 with its reasons, no clock."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.errors import InvalidInputError, RuleBrokenError
from app.models.office import Unit
from app.services.deadlines.due import DueDate
from app.services.dossiers.decision import MAX_ITEMS
from app.services.dossiers.people_columns import said_on
from app.services.dossiers.records import NewDossier, NotAccepted
from app.services.dossiers.terms import Terms, due_rule, terms_of_case
from app.services.forms.issuing import (
    form_set,
    issue_signed,
    letterhead,
    next_number,
    qr_fields,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import RefusalData, Subject
from app.services.forms.numbering import check_digits
from app.services.forms.rating_slips import give_slip
from app.services.intake.receipts import ReceiptCase, slip_case
from app.services.intake.storing import (
    founded,
    minute_of,
    number_case,
    require_in_force,
    store_case,
)
from app.services.intake.validation import check_intake
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind

_NO_DUE = DueDate(None, (), "", has_unconfirmed_year=False)


@dataclass(frozen=True, slots=True)
class _Words:
    """Why, one reason a line, and the legal ground."""

    reasons: tuple[str, ...]
    ground: str


class Refusing:
    """Refuses dossiers at the desk (TT 01/2018, TT 03/2025: Mẫu 03) and shows the form before."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def refuse(
        self, actor: Actor, new: NewDossier, reasons: tuple[str, ...], ground: str = ""
    ) -> NotAccepted:
        """Store what was shown as not accepted and issue its notice; sent twice it is the same.

        Raises InvalidInputError naming a field (`reasons`, `ground`, or one of the intake),
        RuleBrokenError for a draft that is registered already.
        """
        with self._tx.write(actor, Right.REGISTER) as work:
            return self.refuse_in(work, new, reasons, ground)

    def refuse_in(
        self,
        work: Work,
        new: NewDossier,
        reasons: tuple[str, ...],
        ground: str = "",
        *,
        given_code: str = "",
    ) -> NotAccepted:
        """Do within an open transaction what `refuse` does in its own.

        A dossier that has its code already (`given_code`) keeps it.
        """
        known = _refused_before(work, new.draft_id)
        if known is not None:
            return known
        words = _words(reasons, ground)
        checked = check_intake(_without_money(new), work.now)
        terms = _terms(work, checked)
        require_in_force(terms, checked)
        case = number_case(work, _case(work, checked, terms), given_code)
        facts = {
            "code": case.code,
            "procedure": terms.procedure_code,
            "case": terms.case_name,
            "version": terms.version_id,
            "late_entry": case.is_late_entry,
        } | ({"given_code": True} if given_code else {})
        personal = {"items": list(words.reasons), "ground": words.ground}
        dossier_id, mark = store_case(work, case, Action.NOT_ACCEPT, facts, personal)
        number = next_number(work, FormKind.REFUSAL, case.received_at)
        fields = qr_fields(
            self._key,
            FormKind.REFUSAL,
            mark,
            unit_id=case.unit.id,
            number=case.day_number,
            at=case.received_at,
        )
        data, issued = issue_signed(
            work, number, _notice(work, case, words), fields, self._key, dossier_id=dossier_id
        )
        if not case.is_late_entry:
            give_slip(work, slip_case(case, dossier_id, data.number), mark, self._key)
        return NotAccepted(
            dossier_id=dossier_id,
            code=case.code,
            notice=data,
            form_id=issued.form_id,
            job_id=issued.job_id,
        )

    def preview(
        self, actor: Actor, new: NewDossier, reasons: tuple[str, ...], ground: str = ""
    ) -> RefusalData:
        """Return the notice as it would be printed now, without number, code and QR.

        Half-typed reasons are shown as they are. Raises NotFoundError where no case is chosen.
        """
        with self._tx.read(actor, Right.REGISTER) as reading:
            case = _case(reading, new, _terms(reading, new))
            shown = tuple(text for reason in reasons if (text := reason.strip()))
            return _notice(reading, case, _Words(shown, ground.strip()))


def _words(reasons: tuple[str, ...], ground: str) -> _Words:
    said = tuple(text for reason in reasons if (text := clean(reason, "reasons", limit=1000)))
    if not said:
        raise InvalidInputError(
            "reasons", "Chưa có lý do từ chối. Hãy ghi ít nhất một lý do, mỗi lý do một dòng."
        )
    if len(said) > MAX_ITEMS:
        raise InvalidInputError("reasons", f"Tối đa {MAX_ITEMS} lý do; hãy gộp các lý do giống.")
    return _Words(said, clean(ground, "ground", limit=1000))


def _without_money(new: NewDossier) -> NewDossier:
    """Return `new` as it is refused: nothing is taken, nothing is promised."""
    return replace(new, fee_vnd=0, paid_vnd=0, exempt_ground="", competent_id=None)


def _terms(reading: Reading, new: NewDossier) -> Terms:
    rule = due_rule(reading.session, reading.actor.office_id)
    return terms_of_case(reading.session, new.case_id, rule)


def _case(reading: Reading, new: NewDossier, terms: Terms) -> ReceiptCase:
    return ReceiptCase(
        unit=reading.session.get_one(Unit, reading.actor.office_id),
        new=new,
        terms=terms,
        due=_NO_DUE,
        code="",
        day_number=0,
        received_at=minute_of(new.received_at or reading.now),
        is_late_entry=new.received_at is not None,
        clock_from=None,
    )


def _notice(at: Reading, case: ReceiptCase, words: _Words) -> RefusalData:
    return RefusalData(
        form=form_set(case.received_at),
        head=letterhead(case.unit),
        number="",
        subject=_subject(case),
        issued_at=_issued_at(at.now, case),
        is_at_desk=True,
        reasons=words.reasons,
        ground=words.ground,
        officer_name=at.actor.name,
    )


def _issued_at(now: datetime, case: ReceiptCase) -> datetime:
    """Return when the paper was given: at once, also where it is entered late."""
    return case.received_at if case.is_late_entry else now


def _subject(case: ReceiptCase) -> Subject:
    new = case.new
    return Subject(
        code=case.code,
        code_check=check_digits(case.code) if case.code else "",
        owner_name=new.owner.name,
        submitter_name=new.submitter.name if new.submitter else new.owner.name,
        **said_on(Subject, new.owner, new.submitter),
        procedure_code=case.terms.procedure_code,
        procedure_name=case.terms.procedure_name,
        case_name=case.terms.case_name,
        request=new.request,
        received_at=case.received_at,
        due_at=None,
    )


def _refused_before(work: Work, draft_id: str) -> NotAccepted | None:
    known = founded(work, draft_id)
    if known is None:
        return None
    if not isinstance(known.data, RefusalData):
        raise RuleBrokenError(
            f"Bản này đã tiếp nhận thành hồ sơ {known.code} nên không từ chối tiếp nhận được nữa. "
            "Hãy mở hồ sơ đó và chọn việc phù hợp."
        )
    return NotAccepted(
        dossier_id=known.dossier_id,
        code=known.code,
        notice=known.data,
        form_id=known.form_id,
        job_id=known.job_id,
        was_known=True,
    )
