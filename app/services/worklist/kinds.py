"""Why a dossier waits: pure rules over its facts, the calendar and the time.

- Late: past its due instant, or past its due day where it is due by day. While the clock stands
  nothing becomes late: only what had run out before it stopped counts. A wait for others stops no
  clock unless a law says so. An apology after expiry leaves a dossier late.
- Step late: held past the date of the holder's own step while the clock runs. What is on a slip is
  no longer worked on by its sender.
- Near due: from the morning of the last working day before the due day. The apology has to be out
  one working day before expiry (NĐ 61/2018 Đ19.9), so it is said while there is still time for it.
- Handover due: still at the counter after the time of NĐ 61/2018 Đ18.
- Not accepted yet: on a slip that nobody answered by the end of the working day of sending; what
  was sent after closing or on a day off has until the end of the next working day.
"""

from dataclasses import dataclass
from datetime import datetime

from app.clock import from_local, local_date
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import counts_from, is_over, moment
from app.services.deadlines.due import handover_due
from app.services.deadlines.judging import is_late
from app.services.deadlines.waiting import closure_due
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.worklist.facts import Facts
from app.vocabulary.catalogue import OffHoursRule
from app.vocabulary.dossiers import DossierStatus, WorkKind


@dataclass(frozen=True, slots=True)
class Rules:
    """When it is judged, on which calendar, and how many days the unit waits for a supplement."""

    now: datetime
    calendar: WorkingCalendar
    supplement_days: int


def kinds_of(facts: Facts, rules: Rules) -> tuple[WorkKind, ...]:
    """Return why the dossier waits, worst first; nothing where it does not."""
    by_date = _by_date(facts, rules)
    found = (
        *((by_date,) if by_date else ()),
        *((WorkKind.STEP_LATE,) if _is_step_late(facts, rules) else ()),
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


def _by_date(facts: Facts, rules: Rules) -> WorkKind | None:
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


def _is_step_late(facts: Facts, rules: Rules) -> bool:
    if facts.is_on_the_way or not facts.is_running:
        return False
    return is_late(facts.step_due_at, rules.now, is_by_day=facts.is_step_by_day)


def _by_place(facts: Facts, rules: Rules) -> tuple[WorkKind, ...]:
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
