"""What the desk records of the work on a dossier: pauses, a new date, the result, an early end."""

from app.services.deadlines.calendar import WorkingCalendar
from app.services.dossiers.acts import ACTS, Act
from app.services.dossiers.decision import (
    Decided,
    Decision,
    at_working_moment,
    clean_decision,
    moment_of,
    require_law_where_asked,
)
from app.services.dossiers.lifecycle import CHANGES, require
from app.services.dossiers.notices import (
    NoticeData,
    Occasion,
    issue_notice,
    notice_of,
    occasion_of,
)
from app.services.dossiers.states import (
    State,
    change_state,
    current_state,
    require_order,
    state_facts,
)
from app.services.forms.keys import SigningKey
from app.services.forms.rating_slips import SlipCase, give_slip
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions, Work
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind

_RATED = frozenset({FormKind.SUPPLEMENT_REQUEST, FormKind.REFUSAL})
"""Notices that a rating slip goes out with."""


class Decisions:
    """Carries out the acts of the table that are neither handoff, return nor correction."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    @property
    def actions(self) -> frozenset[Action]:
        """Return the acts this service carries out."""
        return frozenset(ACTS)

    def decide(self, actor: Actor, code: str, action: Action, decision: Decision) -> Decided:
        """Carry out one act on a dossier, as the table allows it now, and issue its notice.

        Raises RuleBrokenError saying what is true now, InvalidInputError, NotFoundError,
        NotAllowedError.
        """
        with self._tx.write(actor, CHANGES[action].right) as work:
            return self.decide_within(work, code, action, decision)

    def decide_within(self, work: Work, code: str, action: Action, decision: Decision) -> Decided:
        """Do within an open transaction what `decide` does in its own."""
        state = current_state(work.session, code, work.actor.office_id)
        calendar = self._calendars.load(work.session, state.unit_id)
        said = _allowed(action, state, decision, calendar)
        at = moment_of(work.now, said.happened_at)
        require_order(state, at)
        on = occasion_of(work, state, said, at)
        notice = notice_of(action, on)
        after = ACTS[action](Act(work, state, said, at, calendar))
        mark = work.log(
            action.value,
            _facts(action, said, after),
            dossier_id=state.dossier_id,
            happened_at=at,
            personal=_personal(said, after),
        )
        change_state(work.session, action, state, after, mark)
        if notice is None:
            return Decided(state.code)
        data, issued = issue_notice(work, notice, on, mark, self._key)
        if notice.FORM_KIND in _RATED and said.happened_at is None:
            give_slip(work, _slip_case(on, data), mark, self._key)
        return Decided(state.code, data, issued.form_id, issued.job_id)

    def preview(
        self, actor: Actor, code: str, action: Action, decision: Decision
    ) -> NoticeData | None:
        """Return the notice the act would issue now, without number and QR; None for no notice.

        Raises what `decide` would raise of the answers and of the state.
        """
        with self._tx.read(actor, CHANGES[action].right) as reading:
            state = current_state(reading.session, code, actor.office_id)
            calendar = self._calendars.load(reading.session, state.unit_id)
            said = _allowed(action, state, decision, calendar)
            at = moment_of(reading.now, said.happened_at)
            return notice_of(action, occasion_of(reading, state, said, at))


def _allowed(
    action: Action, state: State, decision: Decision, calendar: WorkingCalendar
) -> Decision:
    """Return the decision made clean and complete, where the table allows the act now."""
    said = clean_decision(decision)
    require(action, state.situation, said.note)
    require_law_where_asked(action, said)
    return at_working_moment(said, calendar) if action is Action.EXTEND else said


def _slip_case(on: Occasion, notice: NoticeData) -> SlipCase:
    return SlipCase(
        unit=on.unit,
        dossier_id=on.dossier.id,
        code=on.dossier.code,
        day_number=on.dossier.day_number,
        received_at=on.dossier.received_at,
        procedure_code=notice.subject.procedure_code,
        procedure_name=notice.subject.procedure_name,
        given_with=notice.number,
    )


def _facts(action: Action, said: Decision, after: State) -> dict[str, object]:
    """Return what the log keeps: enough to come to the same state again."""
    facts: dict[str, object] = {**state_facts(after)}
    new_due = said.new_due_at if action is Action.EXTEND else None
    if new_due is not None and new_due != after.due_at:
        facts["apology_due"] = new_due.isoformat()
    if said.gives_papers_back:
        facts["papers_back"] = True
    if after.outcome is not None:
        facts["outcome"] = after.outcome.value
    return facts


def _personal(said: Decision, after: State) -> dict[str, object]:
    """Return what was typed: any of it may name the citizen."""
    return {
        "note": said.note,
        "items": list(said.items),
        "ground": said.ground,
        "approver": said.approver,
        "special_law": said.special_law,
        "document": said.document_number if after.outcome is not None else "",
    }
