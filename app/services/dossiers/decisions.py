"""What the desk records of the work on a dossier: pauses, a new date, the result, an early end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select

from app.errors import InvalidInputError
from app.models.dossiers import DossierState
from app.models.outcomes import Result
from app.services.deadlines.clocks import Extension, PauseReason
from app.services.dossiers.clocks import (
    close_open_pause,
    end_pause,
    extend,
    start_pause,
    stored_clock,
)
from app.services.dossiers.lifecycle import CHANGES, require
from app.services.dossiers.moment import moment_of
from app.services.dossiers.states import (
    State,
    change_state,
    current_state,
    ended,
    require_order,
)
from app.services.dossiers.terms import Terms, due_rule, terms_of_case
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions, Work
from app.services.office.calendar import CalendarCache
from app.text import clean
from app.vocabulary import Action, DossierStatus, Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says with an act; `happened_at` empty means now."""

    note: str = ""
    happened_at: datetime | None = None
    new_due_at: datetime | None = None
    outcome: Outcome | None = None
    document_number: str = ""


class Decisions:
    """Carries out the acts of the table that are neither handoff, return nor correction."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._steps: dict[Action, Callable[[Work, State, Decision, datetime], State]] = {
            Action.ASK_SUPPLEMENT: self._ask_supplement,
            Action.SUPPLEMENT_IN: self._resume,
            Action.ASK_PAYMENT: self._ask_payment,
            Action.PAYMENT_IN: self._resume,
            Action.EXTEND: self._extend,
            Action.RESOLVE: self._resolve,
            Action.WITHDRAW: self._end(DossierStatus.WITHDRAWN),
            Action.STOP: self._end(DossierStatus.STOPPED),
        }

    @property
    def actions(self) -> frozenset[Action]:
        """Return the acts this service carries out."""
        return frozenset(self._steps)

    def decide(self, actor: Actor, code: str, action: Action, decision: Decision) -> None:
        """Carry out one act on a dossier, as the table allows it now.

        Raises RuleBrokenError saying what is true now, InvalidInputError, NotFoundError,
        NotAllowedError.
        """
        with self._tx.write(actor, CHANGES[action].right) as work:
            state = current_state(work.session, code, actor.office_id)
            said = replace(decision, note=clean(decision.note, "note", limit=2000, lines=True))
            require(action, state.situation, said.note)
            at = moment_of(work.now, said.happened_at)
            require_order(state, at)
            after = self._steps[action](work, state, said, at)
            mark = work.log(
                action.value, _facts(said, after), dossier_id=state.dossier_id, happened_at=at
            )
            change_state(work.session, state, after, mark)

    def _ask_supplement(self, work: Work, state: State, said: Decision, at: datetime) -> State:
        start_pause(work.session, state, at, PauseReason.SUPPLEMENT, said.note)
        return replace(state, status=DossierStatus.AWAITING_SUPPLEMENT, from_at=at)

    def _ask_payment(self, work: Work, state: State, said: Decision, at: datetime) -> State:
        start_pause(work.session, state, at, PauseReason.PAYMENT, said.note)
        return replace(state, status=DossierStatus.AWAITING_PAYMENT, from_at=at)

    def _resume(self, work: Work, state: State, _said: Decision, at: datetime) -> State:
        end_pause(work.session, state, at)
        return replace(
            state,
            status=_status_before(work, state),
            due_at=self._due_at(work, state),
            from_at=at,
        )

    def _extend(self, work: Work, state: State, said: Decision, at: datetime) -> State:
        if said.new_due_at is None:
            raise InvalidInputError("due", "Chưa có ngày hẹn mới. Hãy nhập ngày giờ hẹn lại.")
        wanted = Extension(at, said.new_due_at, said.note)
        terms = _terms(work, state)
        calendar = self._calendars.load(work.session, state.unit_id)
        extend(work.session, state, wanted, terms, calendar)
        return replace(state, due_at=self._due_at(work, state), from_at=at)

    def _resolve(self, work: Work, state: State, said: Decision, at: datetime) -> State:
        if said.outcome is None:
            raise InvalidInputError("outcome", "Chưa chọn kết quả: đồng ý hay từ chối giải quyết.")
        work.session.execute(
            insert(Result).values(
                dossier_id=state.dossier_id,
                outcome=said.outcome,
                document_number=clean(said.document_number, "document_number", limit=100),
                note=said.note,
                resolved_at=at,
                resolved_by=work.actor.officer_id,
            )
        )
        done = ended(state, DossierStatus.RESOLVED, at)
        return replace(done, outcome=said.outcome, holder_id=state.unit_id)

    def _end(self, status: DossierStatus) -> Callable[[Work, State, Decision, datetime], State]:
        def step(work: Work, state: State, _said: Decision, at: datetime) -> State:
            close_open_pause(work.session, state, at)
            return replace(ended(state, status, at), holder_id=state.unit_id)

        return step

    def _due_at(self, work: Work, state: State) -> datetime | None:
        calendar = self._calendars.load(work.session, state.unit_id)
        return stored_clock(work.session, state, _terms(work, state), calendar).legal.due_at


def _terms(work: Work, state: State) -> Terms:
    return terms_of_case(work.session, state.case_id, due_rule(work.session, state.unit_id))


def _status_before(work: Work, state: State) -> DossierStatus:
    """Return the status the pause interrupted."""
    return work.session.execute(
        select(DossierState.status).where(
            DossierState.dossier_id == state.dossier_id,
            DossierState.ordinal == state.ordinal - 1,
        )
    ).scalar_one()


def _facts(said: Decision, after: State) -> dict[str, object]:
    facts: dict[str, object] = {"note": said.note, "status": after.status.value}
    if said.outcome is not None:
        facts |= {"outcome": said.outcome.value, "document": said.document_number}
    if after.due_at is not None:
        facts["due"] = after.due_at.isoformat()
    return facts
