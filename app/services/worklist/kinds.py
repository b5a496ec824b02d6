"""Why a dossier waits: pure rules over its facts, the calendar and the time.

- Late: past its due instant, or past its due day where it is due by day. While the clock stands
  nothing becomes late: only what had run out before it stopped counts. A wait for others stops no
  clock unless a law says so. An apology after expiry leaves a dossier late.
- Step late: held past the date of the holder's own step while the clock runs. What is on a slip is
  no longer worked on by its sender.
- Near due: from the morning of the last working day before the due day. The apology has to be out
  one working day before expiry (NĐ 61/2018 Đ19.9), so it is said while there is still time for it.
- Reminded: the counter asked the unit that holds it, and the unit has done nothing with it since.
- Handover due: still at the counter after the time of NĐ 61/2018 Đ18.
- Not accepted yet: on a slip that nobody answered by the end of the working day of sending; what
  was sent after closing or on a day off has until the end of the next working day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from app.clock import from_local, local_date
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import counts_from, is_over, moment
from app.services.deadlines.due import handover_due
from app.services.deadlines.judging import closure_due, is_late
from app.services.dossiers.lifecycle import CHANGES, CUT_SHORT_STATUSES, Situation, refusal
from app.services.ledger.rights import CONSOLE_ID, allows
from app.services.ledger.transactions import Reading
from app.services.worklist.facts import Facts
from app.vocabulary.catalogue import OffHoursRule, TimeUnit
from app.vocabulary.dossiers import Action, DossierStatus, WorkKind
from app.vocabulary.people import Role


@dataclass(frozen=True, slots=True)
class WorklistRules:
    """When it is judged, on which calendar, and how many days the unit waits for a supplement."""

    now: datetime
    calendar: WorkingCalendar
    supplement_days: int


def kinds_of(facts: Facts, rules: WorklistRules) -> tuple[WorkKind, ...]:
    """Return why the dossier waits, worst first; nothing where it does not."""
    by_date = _by_date(facts, rules)
    found = (
        *((by_date,) if by_date else ()),
        *((WorkKind.STEP_LATE,) if _is_step_late(facts, rules) else ()),
        *((WorkKind.REMINDED,) if _is_reminded(facts) else ()),
        *_by_place(facts, rules),
    )
    return tuple(kind for kind in WorkKind if kind in found)


def late_as_of(facts: Facts, now: datetime) -> datetime:
    """Return the instant at which lateness is judged: `now`, or when the clock stopped."""
    return now if facts.paused_at is None else min(now, facts.paused_at)


def answer_due(sent_at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return (UTC) by when a slip sent at `sent_at` (aware) should have been answered."""
    start = counts_from(moment(sent_at), OffHoursRule.NEXT_OPENING, calendar)
    day = calendar.next_working(start.day) if is_over(start, calendar) else start.day
    return from_local(day, calendar.closing(day))


def waits_since(kind: WorkKind, facts: Facts) -> datetime:
    """Return from when the dossier has been waiting as `kind` says."""
    match kind:
        case WorkKind.LATE:
            since = facts.due_at
        case WorkKind.STEP_LATE:
            since = facts.step_due_at
        case WorkKind.REMINDED:
            since = facts.reminded_at
        case WorkKind.SUPPLEMENT_OVER:
            since = facts.paused_at
        case WorkKind.NOT_ACCEPTED_YET:
            since = facts.sent_at
        case WorkKind.WAITING_COLLECTION | WorkKind.PAPERS_TO_GIVE_BACK:
            since = facts.ended_at
        case _:
            since = facts.received_at
    return since or facts.received_at


def worst_first(kind: WorkKind, facts: Facts) -> tuple[datetime, int]:
    """Return the key by which dossiers of one kind stand: soonest due, else longest waiting."""
    is_coming = kind in {WorkKind.DUE_TODAY, WorkKind.NEAR_DUE}
    at = facts.due_at if is_coming and facts.due_at else waits_since(kind, facts)
    return at, facts.dossier_id


def _by_date(facts: Facts, rules: WorklistRules) -> WorkKind | None:
    if facts.due_at is None or facts.ended_at is not None:
        return None
    if is_late(facts.due_at, late_as_of(facts, rules.now), is_by_day=facts.is_due_by_day):
        return WorkKind.LATE
    if not facts.is_running:
        return None
    today, last = local_date(rules.now), local_date(facts.due_at)
    if last == today:
        return WorkKind.DUE_TODAY
    return WorkKind.NEAR_DUE if rules.calendar.previous_working(last) <= today else None


def _is_step_late(facts: Facts, rules: WorklistRules) -> bool:
    if facts.is_on_the_way or not facts.is_running:
        return False
    return is_late(facts.step_due_at, rules.now, is_by_day=facts.is_step_by_day)


def _is_reminded(facts: Facts) -> bool:
    return facts.reminded_at is not None and not facts.is_on_the_way


def _by_place(facts: Facts, rules: WorklistRules) -> tuple[WorkKind, ...]:
    if facts.sent_at is not None:
        is_over_due = answer_due(facts.sent_at, rules.calendar) < rules.now
        return (WorkKind.NOT_ACCEPTED_YET,) if is_over_due else ()
    match facts.status:
        case DossierStatus.AWAITING_SUPPLEMENT if facts.paused_at is not None:
            end = closure_due(facts.paused_at, rules.supplement_days, rules.calendar)
            return (WorkKind.SUPPLEMENT_OVER,) if end < rules.now else ()
        case DossierStatus.RECEIVED if facts.is_at_office and facts.agency_id is not None:
            end = handover_due(facts.received_at, rules.calendar)
            return (WorkKind.HANDOVER_DUE,) if end < rules.now else ()
        case DossierStatus.RESOLVED:
            return (WorkKind.WAITING_COLLECTION,)
        case status if status in CUT_SHORT_STATUSES:
            return (WorkKind.PAPERS_TO_GIVE_BACK,)
        case _:
            return ()


# Whose work a dossier is, and which act comes next for that person.

_BY_DATE = frozenset({WorkKind.LATE, WorkKind.DUE_TODAY, WorkKind.NEAR_DUE})


class WorkScope(Enum):
    """Whose work a list shows."""

    NOBODY = auto()
    OWN_UNIT = auto()
    DESK = auto()
    OFFICE = auto()


def scope_of(reading: Reading) -> WorkScope:
    """Return how far a person's list reaches; an administrator as such has no dossiers to work on.

    The console looks without a person and is shown what the supervisor is.
    """
    roles = reading.roles
    if reading.actor.officer_id == CONSOLE_ID or Role.SUPERVISOR in roles:
        return WorkScope.OFFICE
    if Role.OFFICER in roles:
        return WorkScope.DESK
    return WorkScope.OWN_UNIT if Role.AGENCY_OFFICER in roles else WorkScope.NOBODY


def own_kinds(
    kinds: Sequence[WorkKind], facts: Facts, scope: WorkScope, unit_id: int
) -> tuple[WorkKind, ...]:
    """Return those of `kinds` that are this person's work."""
    return tuple(kind for kind in kinds if _is_own(kind, facts, scope, unit_id))


def next_action(
    kinds: Sequence[WorkKind], facts: Facts, reading: Reading, time_unit: TimeUnit
) -> Action | None:
    """Return the first act these kinds ask for that the table and the person's right allow now."""
    now = Situation(
        status=facts.status,
        is_on_the_way=facts.is_on_the_way,
        time_unit=time_unit,
        has_agency=facts.agency_id is not None,
        is_at_office=facts.is_at_office,
        is_clock_paused=facts.paused_at is not None,
    )
    is_agency = scope_of(reading) is WorkScope.OWN_UNIT
    unit_id = reading.actor.unit_id if is_agency else reading.actor.office_id
    wanted = (action for kind in kinds for action in _asked(kind, facts, unit_id))
    return next(
        (action for action in wanted if not refusal(action, now) and _has_right(action, reading)),
        None,
    )


def _is_own(kind: WorkKind, facts: Facts, scope: WorkScope, unit_id: int) -> bool:
    match scope:
        case WorkScope.OFFICE:
            return True
        case WorkScope.DESK:
            return _is_of_desk(kind, facts)
        case WorkScope.OWN_UNIT:
            return _is_of_unit(kind, facts, unit_id)
        case WorkScope.NOBODY:
            return False


def _is_of_desk(kind: WorkKind, facts: Facts) -> bool:
    """Leave to the supervisor what is between agencies; the citizen is always the desk's."""
    match kind:
        case WorkKind.STEP_LATE:
            return facts.is_at_office
        case WorkKind.NOT_ACCEPTED_YET:
            return facts.office_id in {facts.from_id, facts.to_id}
        case _:
            return True


def _is_of_unit(kind: WorkKind, facts: Facts, unit_id: int) -> bool:
    match kind:
        case WorkKind.NOT_ACCEPTED_YET:
            return unit_id in {facts.from_id, facts.to_id}
        case WorkKind.STEP_LATE | WorkKind.PAPERS_TO_GIVE_BACK | WorkKind.REMINDED:
            return facts.holder_id == unit_id
        case _ if kind in _BY_DATE:
            return unit_id in {facts.holder_id, facts.to_id}
        case _:
            return False


def _asked(kind: WorkKind, facts: Facts, unit_id: int) -> Iterator[Action]:
    """Yield what `kind` asks of `unit_id`, likeliest first; not all of it need be allowed."""
    if kind in _BY_DATE and not facts.was_extended:
        yield Action.EXTEND
    if facts.is_on_the_way:
        yield from _answers(facts, unit_id)
        return
    match kind:
        case WorkKind.SUPPLEMENT_OVER:
            yield Action.STOP
        case WorkKind.WAITING_COLLECTION:
            yield Action.RETURN
        case WorkKind.PAPERS_TO_GIVE_BACK:
            yield Action.GIVE_BACK
        case _:
            pass
    goes_on = {WorkKind.HANDOVER_DUE, WorkKind.STEP_LATE}
    is_elsewhere = unit_id != facts.office_id or kind in goes_on
    if facts.holder_id != unit_id:
        return
    if is_elsewhere:
        yield Action.HANDOFF
    elif kind in _BY_DATE:
        yield Action.RESOLVE


def _answers(facts: Facts, unit_id: int) -> Iterator[Action]:
    if facts.to_id == unit_id:
        yield Action.ACCEPT
    elif facts.from_id == unit_id:
        yield Action.RECALL


def _has_right(action: Action, reading: Reading) -> bool:
    is_console = reading.actor.officer_id == CONSOLE_ID
    return is_console or allows(CHANGES[action].right, reading.roles)
