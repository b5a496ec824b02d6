"""Work done while the citizen waits: decided, settled and handed over in one step.

NĐ 61/2018/NĐ-CP, Điều 17 khoản 4: no receipt is owed unless asked for, but it is logged.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, update

from app.errors import NotAllowedError
from app.models.forms import PrintJob
from app.models.outcomes import Result
from app.services.custody.collection import issue_return_receipt, receipt_of
from app.services.custody.records import Collection, Returned
from app.services.custody.returning import (
    check_of,
    checked_collection,
    hand_over,
    number_of,
)
from app.services.dossiers.decision import moment_of
from app.services.dossiers.lifecycle import require
from app.services.dossiers.records import NewDossier, Registered
from app.services.dossiers.states import (
    State,
    change_state,
    current_state,
    ended,
    require_order,
    state_facts,
)
from app.services.forms.keys import SigningKey
from app.services.intake.intake import Intake
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.services.ledger.transactions import Transactions, Work
from app.text import clean
from app.vocabulary.dossiers import Action, DossierStatus, Outcome
from app.vocabulary.forms import PrintState


@dataclass(frozen=True, slots=True)
class FinishedAtOnce:
    """A dossier received and returned at once; `returned` None where it had been done before."""

    registered: Registered
    returned: Returned | None


class SameDay:
    """Finishes same-day dossiers, alone or together with their intake."""

    def __init__(self, transactions: Transactions, intake: Intake, key: SigningKey) -> None:
        self._tx = transactions
        self._intake = intake
        self._key = key

    def finish(
        self, actor: Actor, code: str, collection: Collection, document_number: str = ""
    ) -> Returned:
        """Grant a same-day dossier that lies at the counter and hand it over, all at once.

        Raises RuleBrokenError saying what is true now or that a fee is still owed,
        InvalidInputError naming the field, NotFoundError, NotAllowedError.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            state = current_state(work.session, code, actor.office_id)
            return _finish(work, state, collection, document_number, self._key)

    def receive_and_finish(
        self,
        actor: Actor,
        new: NewDossier,
        *,
        document_number: str = "",
        wants_receipt: bool = False,
        prints_return: bool = False,
    ) -> FinishedAtOnce:
        """Register a same-day dossier and hand its result to who brought it, in one transaction.

        What is owed is taken with it. The receipt keeps its number; it is printed where it is
        wanted. Sent twice it is the same. Raises what `Intake.register` and `finish` raise.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            if not allows(Right.REGISTER, work.roles):
                raise NotAllowedError("Bạn không có quyền tiếp nhận hồ sơ. Hãy nhờ người có quyền.")
            registered = self._intake.take_in(work, new)
            state = current_state(work.session, registered.code, actor.office_id)
            if registered.was_known and state.status is DossierStatus.RETURNED:
                return FinishedAtOnce(registered, None)
            if not wants_receipt:
                _leave_unprinted(work, registered.job_id)
            person = new.submitter or new.owner
            collection = Collection(
                person.name,
                person.id_number,
                paid_vnd=max(new.fee_vnd - new.paid_vnd, 0),
                prints_receipt=prints_return,
                happened_at=state.from_at if new.received_at is not None else None,
            )
            return FinishedAtOnce(
                registered, _finish(work, state, collection, document_number, self._key)
            )


def _finish(
    work: Work, state: State, collection: Collection, document_number: str, key: SigningKey
) -> Returned:
    require(Action.FINISH, state.situation)
    at = moment_of(work.now, collection.happened_at)
    require_order(state, at)
    _grant(work, state, at, document_number)
    check = check_of(work, state)
    said = checked_collection(work, collection, check)
    paid = hand_over(work, state, said, at)
    done = ended(state, DossierStatus.RETURNED, at)
    after = replace(done, outcome=Outcome.GRANTED, step_due_at=None)
    mark = work.log(
        Action.FINISH.value,
        {
            "outcome": Outcome.GRANTED.value,
            "authorised": said.is_authorised,
            "paid_vnd": said.paid_vnd,
            **state_facts(after),
        },
        dossier_id=state.dossier_id,
        happened_at=at,
        personal={"document": check.document_number, "note": said.note},
    )
    change_state(work.session, Action.FINISH, state, after, mark)
    receipt, issued = issue_return_receipt(
        work,
        receipt_of(work, state, check, said, number_of(paid)),
        mark,
        key,
        is_wanted=said.prints_receipt,
    )
    return Returned(state.code, receipt, issued.form_id, issued.job_id)


def _grant(work: Work, state: State, at: datetime, document_number: str) -> None:
    work.session.execute(
        insert(Result).values(
            dossier_id=state.dossier_id,
            outcome=Outcome.GRANTED,
            document_number=clean(document_number, "document_number", limit=100),
            note="",
            resolved_at=at,
            resolved_by=work.actor.officer_id,
        )
    )


def _leave_unprinted(work: Work, job_id: int) -> None:
    """Take the receipt's copy off the outbox: nobody asked for it."""
    work.session.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id, PrintJob.state == PrintState.QUEUED)
        .values(state=PrintState.CANCELLED, done_at=work.now)
    )
