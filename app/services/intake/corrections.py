"""Correcting a wrong intake: the facts are changed, the old receipt is void, a new one issued."""

from dataclasses import replace

from sqlalchemy import select, update

from app.errors import ConflictError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.office import Unit
from app.services.dossiers.clocks import stored_clock
from app.services.dossiers.lifecycle import require
from app.services.dossiers.papers import index_words, replace_papers
from app.services.dossiers.people_columns import person_columns
from app.services.dossiers.records import NewDossier, Registered
from app.services.dossiers.route import held_since, with_step
from app.services.dossiers.states import State, change_state, current_state
from app.services.dossiers.terms import Terms, due_rule, due_view, terms_of_case
from app.services.forms.keys import SigningKey
from app.services.intake.competence import clock_start, competent_name
from app.services.intake.receipts import ReceiptCase, issue_receipt, void_receipts
from app.services.intake.validation import check_intake, settle_exemption
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.services.office.calendar import CalendarCache
from app.text import clean
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind


class Corrections:
    """Corrects procedure, case, person, papers and wishes of a dossier already registered."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    def correct(
        self, actor: Actor, code: str, new: NewDossier, reason: str, *, seen: str = ""
    ) -> Registered:
        """Replace a wrong intake and re-issue its receipt; code and time of receipt stay.

        `seen` is the number of the receipt that the correction was typed from: ConflictError where
        another desk has issued a newer one meanwhile. Raises RuleBrokenError saying why it cannot
        be corrected now, InvalidInputError.
        """
        with self._tx.write(actor, Right.CORRECT) as work:
            state = current_state(work.session, code, actor.office_id)
            text = clean(reason, "reason", limit=2000)
            require(Action.CORRECT, state.situation, text)
            _require_seen(work, state, seen)
            checked = check_intake(replace(new, received_at=None), work.now)
            terms = terms_of_case(
                work.session, checked.case_id, due_rule(work.session, actor.office_id)
            )
            settled = settle_exemption(checked, terms.fee_vnd)
            return self._store(work, state, settled, terms, text)

    def _store(
        self, work: Work, state: State, new: NewDossier, terms: Terms, reason: str
    ) -> Registered:
        before = work.session.get_one(Dossier, state.dossier_id)
        unit_name = competent_name(work.session, new.competent_id, kept_id=state.competent_id)
        begun = replace(
            state,
            competent_id=new.competent_id,
            clock_from=clock_start(work.session, state, new.competent_id),
        )
        old_number = void_receipts(work, state.dossier_id, reason)
        calendar = self._calendars.load(work.session, work.actor.office_id)
        moved = _under(begun, terms)
        legal = stored_clock(work.session, moved, terms, calendar).legal
        case = ReceiptCase(
            unit=work.session.get_one(Unit, work.actor.office_id),
            new=new,
            terms=terms,
            due=legal,
            code=state.code,
            day_number=before.day_number,
            received_at=state.received_at,
            is_late_entry=before.is_late_entry,
            clock_from=begun.clock_from,
            competent_name=unit_name,
            replaces=old_number,
        )
        mark = work.log(
            Action.CORRECT.value,
            _facts(before, case) | {"by_day": moved.is_due_by_day},
            dossier_id=state.dossier_id,
            personal={"reason": reason},
        )
        _replace_facts(work, begun, new, terms)
        since = held_since(work.session, state)
        after = replace(
            with_step(work.session, moved, since, calendar),
            from_at=work.now,
            due_at=legal.due_at,
            version_id=terms.version_id,
            channel=new.channel,
            agency_id=_agency_of(state, new, terms),
        )
        change_state(work.session, Action.CORRECT, state, after, mark)
        data, issued = issue_receipt(work, case, self._key, mark, state.dossier_id)
        return Registered(
            state.dossier_id, state.code, due_view(legal), data, issued.form_id, issued.job_id
        )


def _under(state: State, terms: Terms) -> State:
    """Return `state` under the case of `terms`: another one is judged as its own time is."""
    if terms.case_id == state.case_id:
        return state
    limit = terms.limit.of_receipt(state.off_hours)
    return replace(state, case_id=terms.case_id, is_due_by_day=limit.is_late_by_day)


def _require_seen(work: Work, state: State, seen: str) -> None:
    """Refuse a correction typed from a receipt that another desk has replaced meanwhile."""
    holding = work.session.execute(
        select(IssuedForm.number).where(
            IssuedForm.dossier_id == state.dossier_id,
            IssuedForm.kind == FormKind.RECEIPT,
            IssuedForm.voided_at.is_(None),
        )
    ).scalar()
    if seen and holding is not None and seen != holding:
        raise ConflictError(
            f"Hồ sơ {state.code} vừa được sửa ở quầy khác và cấp lại giấy số {holding}. "
            "Hãy mở lại hồ sơ để xem rồi sửa tiếp."
        )


def _agency_of(state: State, new: NewDossier, terms: Terms) -> int | None:
    """Return who decides: what an agency holds stays its own."""
    if state.holder_id != state.unit_id:
        return state.agency_id
    return new.competent_id or terms.agency_id


def _replace_facts(work: Work, state: State, new: NewDossier, terms: Terms) -> None:
    work.session.execute(
        update(Dossier)
        .where(Dossier.id == state.dossier_id)
        .values(
            version_id=terms.version_id,
            case_id=terms.case_id,
            channel=new.channel,
            clock_from=state.clock_from,
            **person_columns(new),
        )
    )
    replace_papers(work.connection, state.dossier_id, new.papers)
    index_words(work.connection, state.dossier_id, new, state.code)


def _facts(before: Dossier, case: ReceiptCase) -> dict[str, object]:
    """Return what the log keeps: which facts changed, never what they were."""
    after = person_columns(case.new)
    changed = sorted(name for name, value in after.items() if getattr(before, name) != value)
    return {
        "changed": changed,
        "case_before": before.case_id,
        "case": case.terms.case_id,
        "procedure": case.terms.procedure_code,
        "due": case.due.due_at.isoformat() if case.due.due_at else "",
        "replaces": case.replaces,
    }
