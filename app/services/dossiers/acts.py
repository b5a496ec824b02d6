"""What each act of the table does to a dossier: the state after it, and what it stores beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select

from app.errors import ConflictError, RuleBrokenError
from app.models.dossiers import Dossier, DossierState, PhaseEnd
from app.models.outcomes import PapersBack, Result
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.clocks import DueExtension, DuePause, PauseReason, Stops
from app.services.dossiers.clocks import (
    close_open_pause,
    end_pause,
    extend,
    start_pause,
    stored_clock,
    supplement_count,
)
from app.services.dossiers.decision import Decision, new_due_of, outcome_of, require_second_request
from app.services.dossiers.route import held_since, step_due_at
from app.services.dossiers.states import State, ended
from app.services.dossiers.terms import due_rule, terms_of_case
from app.services.ledger.transactions import Work
from app.vocabulary.dossiers import Action, DossierStatus


@dataclass(frozen=True, slots=True)
class Act:
    """One act being carried out: in which transaction, on what, what was said, when."""

    work: Work
    state: State
    said: Decision
    at: datetime
    calendar: WorkingCalendar


def ask_supplement(act: Act) -> State:
    """Stop the clock; a second request names ground and approver (`said`)."""
    round_no = supplement_count(act.work.session, act.state.dossier_id) + 1
    require_second_request(round_no, act.said)
    return _pause(act, PauseReason.SUPPLEMENT, DossierStatus.AWAITING_SUPPLEMENT)


def ask_payment(act: Act) -> State:
    """Stop the clock until the financial duty is done."""
    return _pause(act, PauseReason.PAYMENT, DossierStatus.AWAITING_PAYMENT)


def ask_opinion(act: Act) -> State:
    """Wait for another agency's answer (NĐ 61/2018 Đ19.5): the time runs on.

    It stands only by a special law that is named.
    """
    return _pause(act, PauseReason.OPINION, DossierStatus.AWAITING_OPINION, _by_law(act.said))


def ask_check(act: Act) -> State:
    """Wait for a verification on the spot (NĐ 61/2018 Đ19.3); its effect is that of an opinion."""
    return _pause(act, PauseReason.FIELD_CHECK, DossierStatus.AWAITING_CHECK, _by_law(act.said))


def resume(act: Act) -> State:
    """End the wait; where the clock stood, count its due date and the step's anew."""
    session, state = act.work.session, act.state
    end_pause(session, state, act.at)
    resumed = replace(state, status=_status_before(act), from_at=act.at)
    if not state.is_clock_paused:
        return resumed
    since = held_since(session, state)
    return replace(
        resumed,
        is_clock_paused=False,
        due_at=_due_at(act),
        step_due_at=step_due_at(session, state, since, act.calendar),
    )


def end_phase(act: Act) -> State:
    """Note that the phase that runs is done; the next one begins.

    Raises ConflictError where the phase meant has been ended already.
    """
    running = act.state.phases_done + 1
    if act.said.phase not in {0, running}:
        raise ConflictError(
            f"Giai đoạn {act.said.phase} đã được ghi là xong; đang chạy giai đoạn {running}. "
            "Hãy xem lại hồ sơ."
        )
    act.work.session.execute(
        insert(PhaseEnd).values(
            dossier_id=act.state.dossier_id,
            ordinal=running,
            ended_at=act.at,
            ended_by=act.work.actor.officer_id,
        )
    )
    return replace(act.state, from_at=act.at, phases_done=running)


def make_new_date(act: Act) -> State:
    """Grant the one re-appointment (NĐ 61/2018 Đ19.9).

    Once the time has run out it is an apology: the date by which the dossier is judged stays.
    """
    session, state = act.work.session, act.state
    wanted = DueExtension(act.at, new_due_of(act.said), act.said.note)
    terms = terms_of_case(session, state.case_id, due_rule(session, state.unit_id))
    granted = extend(session, state, wanted, terms, act.calendar, act.said.approver)
    due_at = state.due_at if granted.is_after_expiry else _due_at(act)
    return replace(state, due_at=due_at, from_at=act.at)


def resolve(act: Act) -> State:
    """Note the decision that came back to the counter, and judge whether it was in time."""
    outcome = outcome_of(act.said)
    act.work.session.execute(
        insert(Result).values(
            dossier_id=act.state.dossier_id,
            outcome=outcome,
            document_number=act.said.document_number,
            note=act.said.note,
            resolved_at=act.at,
            resolved_by=act.work.actor.officer_id,
        )
    )
    done = ended(act.state, DossierStatus.RESOLVED, act.at)
    return replace(done, outcome=outcome, holder_id=act.state.unit_id, step_due_at=None)


def withdraw(act: Act) -> State:
    """End the work because the citizen wants the dossier back."""
    return _cut_short(act, DossierStatus.WITHDRAWN)


def stop(act: Act) -> State:
    """End the work because the law lets it go no further."""
    return _cut_short(act, DossierStatus.STOPPED)


def give_back(act: Act) -> State:
    """Hand the papers of a withdrawn or stopped dossier to the citizen."""
    dossier = act.work.session.get_one(Dossier, act.state.dossier_id)
    act.work.session.execute(
        insert(PapersBack).values(
            dossier_id=act.state.dossier_id,
            given_at=act.at,
            given_by=act.work.actor.officer_id,
            receiver_name=act.said.receiver_name or dossier.submitter_name or dossier.owner_name,
            receiver_id_number=act.said.receiver_id,
        )
    )
    return replace(act.state, from_at=act.at, has_papers_back=True)


ACTS: Mapping[Action, Callable[[Act], State]] = {
    Action.ASK_SUPPLEMENT: ask_supplement,
    Action.SUPPLEMENT_IN: resume,
    Action.ASK_PAYMENT: ask_payment,
    Action.PAYMENT_IN: resume,
    Action.ASK_OPINION: ask_opinion,
    Action.OPINION_IN: resume,
    Action.ASK_CHECK: ask_check,
    Action.CHECK_IN: resume,
    Action.END_PHASE: end_phase,
    Action.EXTEND: make_new_date,
    Action.RESOLVE: resolve,
    Action.WITHDRAW: withdraw,
    Action.STOP: stop,
    Action.GIVE_BACK: give_back,
}
"""The acts that are decisions: neither handoff, nor return, nor correction."""


def _pause(
    act: Act, reason: PauseReason, status: DossierStatus, stops: Stops = Stops.BOTH
) -> State:
    pause = DuePause(act.at, None, reason, _ground(act.said), stops, act.said.special_law)
    start_pause(act.work.session, act.state, pause, act.said.approver)
    return replace(act.state, status=status, from_at=act.at, is_clock_paused=pause.stops_legal)


def _by_law(said: Decision) -> Stops:
    return Stops.LEGAL if said.special_law else Stops.NEITHER


def _ground(said: Decision) -> str:
    return f"{said.note} ({said.ground})" if said.ground else said.note


def _cut_short(act: Act, status: DossierStatus) -> State:
    close_open_pause(act.work.session, act.state, act.at)
    after = replace(ended(act.state, status, act.at), step_due_at=None)
    if not act.said.gives_papers_back:
        return after
    if not act.state.situation.is_at_office:
        raise RuleBrokenError(
            f"Giấy tờ của hồ sơ {act.state.code} còn ở cơ quan giải quyết nên chưa trả lại được. "
            "Hãy bỏ dấu “đã trả giấy tờ”, nhận giấy tờ về rồi trả sau."
        )
    return give_back(replace(act, state=after))


def _due_at(act: Act) -> datetime | None:
    session, state = act.work.session, act.state
    terms = terms_of_case(session, state.case_id, due_rule(session, state.unit_id))
    return stored_clock(session, state, terms, act.calendar).legal.due_at


def _status_before(act: Act) -> DossierStatus:
    """Return the status the pause interrupted; what an agency has once taken stays in work."""
    was_elsewhere = act.work.session.execute(
        select(DossierState.ordinal)
        .where(
            DossierState.dossier_id == act.state.dossier_id,
            DossierState.holder_id != act.state.unit_id,
        )
        .limit(1)
    ).first()
    return DossierStatus.RECEIVED if was_elsewhere is None else DossierStatus.PROCESSING
