"""Hẹn theo lịch mới: the calendar was edited, and the office promises the date it gives now.

A date that was printed never moves by itself. This is the act that moves it: by the table, with a
reason, the receipt void and issued again. A dossier that was re-appointed (NĐ 61/2018 Đ19.9) keeps
the date it was then promised: its extension stands whatever the calendar says.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.errors import InvalidInputError, RuleBrokenError
from app.models.dossiers import Dossier
from app.models.office import Unit
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.due import DueDate
from app.services.dossiers.clocks import stored_clock
from app.services.dossiers.lifecycle import require
from app.services.dossiers.records import Registered
from app.services.dossiers.route import held_since, step_due_at
from app.services.dossiers.states import State, change_state, current_state, state_facts
from app.services.dossiers.terms import Terms, due_rule, due_view, terms_of_case
from app.services.forms.keys import SigningKey
from app.services.intake.competence import competent_name
from app.services.intake.receipts import ReceiptCase, as_registered, issue_receipt, void_receipts
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.services.office.calendar import CalendarCache
from app.text import clean
from app.vocabulary.dossiers import Action
from app.wording.texts import moment_text

MAX_AT_ONCE = 500


class Rescheduling:
    """Promises the dates that the calendar of today gives."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    def reschedule(self, actor: Actor, code: str, reason: str) -> Registered:
        """Promise one dossier's date anew and issue its receipt again.

        Raises RuleBrokenError where the table does not allow it now or the date would not move,
        NotFoundError, NotAllowedError.
        """
        return self.reschedule_all(actor, (code,), reason)[0]

    def reschedule_all(
        self, actor: Actor, codes: Sequence[str], reason: str
    ) -> tuple[Registered, ...]:
        """Promise the dates of several dossiers anew: all of them or none.

        Raises what `reschedule` does, naming the dossier, and InvalidInputError (field `codes`)
        for none or too many.
        """
        with self._tx.write(actor, Right.DECIDE) as work:
            text = clean(reason, "reason", limit=2000)
            calendar = self._calendars.load(work.session, actor.office_id)
            return tuple(self._one(work, code, text, calendar) for code in _distinct(codes))

    def _one(self, work: Work, code: str, reason: str, calendar: WorkingCalendar) -> Registered:
        state = current_state(work.session, code, work.actor.office_id)
        require(Action.RESCHEDULE, state.situation, reason)
        rule = due_rule(work.session, work.actor.office_id)
        terms = terms_of_case(work.session, state.case_id, rule)
        legal = stored_clock(work.session, state, terms, calendar).legal
        _require_moved(state, legal.due_at)
        old_number = void_receipts(work, state.dossier_id, reason)
        case = _receipt_case(work, state, terms, legal, old_number)
        after = replace(
            state,
            from_at=work.now,
            due_at=legal.due_at,
            step_due_at=_step_due(work, state, calendar),
        )
        mark = work.log(
            Action.RESCHEDULE.value,
            {**state_facts(after), "replaces": old_number},
            dossier_id=state.dossier_id,
            personal={"reason": reason},
        )
        change_state(work.session, Action.RESCHEDULE, state, after, mark)
        data, issued = issue_receipt(work, case, self._key, mark, state.dossier_id)
        return Registered(
            state.dossier_id, state.code, due_view(legal), data, issued.form_id, issued.job_id
        )


def _require_moved(state: State, counted: datetime | None) -> None:
    if counted is None:
        raise RuleBrokenError(f"Hồ sơ {state.code} không có ngày hẹn nên không có gì để hẹn lại.")
    if counted == state.due_at:
        raise RuleBrokenError(
            f"Ngày hẹn của hồ sơ {state.code} theo lịch hiện nay vẫn là {moment_text(counted)}; "
            "không cần hẹn lại."
        )


def _receipt_case(
    work: Work, state: State, terms: Terms, legal: DueDate, replaces: str
) -> ReceiptCase:
    dossier = work.session.get_one(Dossier, state.dossier_id)
    kept_id = state.competent_id
    return ReceiptCase(
        unit=work.session.get_one(Unit, work.actor.office_id),
        new=as_registered(work, dossier),
        terms=terms,
        due=legal,
        code=state.code,
        day_number=dossier.day_number,
        received_at=state.received_at,
        is_late_entry=dossier.is_late_entry,
        clock_from=state.clock_from,
        competent_name=competent_name(work.session, kept_id, kept_id=kept_id),
        replaces=replaces,
    )


def _step_due(work: Work, state: State, calendar: WorkingCalendar) -> datetime | None:
    """Count the step of whoever holds the paper anew too; a unit off the route has none."""
    if state.step_due_at is None:
        return None
    since = held_since(work.session, state)
    return step_due_at(work.session, state, since, calendar)


def _distinct(codes: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes))
    if not wanted:
        raise InvalidInputError("codes", "Chưa chọn hồ sơ nào. Hãy đánh dấu hồ sơ cần hẹn lại.")
    if len(wanted) > MAX_AT_ONCE:
        raise InvalidInputError(
            "codes", f"Mỗi lần hẹn lại tối đa {MAX_AT_ONCE} hồ sơ; hãy chia thành nhiều lần."
        )
    return wanted
