"""A dossier as a plain note keeper would keep it, and what may be done to it: a table of its own.

Nothing here is taken from the services: where this book and the program differ, one is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

OFFICE, ECONOMY, CULTURE = "office", "economy", "culture"
UNITS = (OFFICE, ECONOMY, CULTURE)

DESK = frozenset({"officer", "second_officer", "supervisor"})
AGENCY_PEOPLE: Mapping[str, str] = {"economy_officer": ECONOMY, "culture_officer": CULTURE}
NOBODY = frozenset({"administrator", "disabled"})
PEOPLE = (*sorted(DESK), *AGENCY_PEOPLE, *sorted(NOBODY))

RUNNING = "received processing"
WAITING = "awaiting_supplement awaiting_payment awaiting_opinion awaiting_check"
FOR_OTHERS = "awaiting_opinion awaiting_check"
CUT = "withdrawn stopped"

# act: statuses it may start from, where the paper has to be (rest, way, any).
BOOK: Mapping[str, tuple[str, str]] = {
    "correct": (RUNNING, "rest"),
    "handoff": (f"{RUNNING} {WAITING} {CUT}", "rest"),
    "accept": (f"{RUNNING} {WAITING} {CUT}", "way"),
    "decline": (f"{RUNNING} {WAITING} {CUT}", "way"),
    "recall": (f"{RUNNING} {WAITING} {CUT}", "way"),
    "ask_supplement": (RUNNING, "rest"),
    "supplement_in": ("awaiting_supplement", "rest"),
    "ask_payment": (RUNNING, "rest"),
    "payment_in": ("awaiting_payment", "rest"),
    "ask_opinion": (RUNNING, "rest"),
    "opinion_in": ("awaiting_opinion", "rest"),
    "ask_check": (RUNNING, "rest"),
    "check_in": ("awaiting_check", "rest"),
    "end_phase": (RUNNING, "any"),
    "extend": (f"{RUNNING} {FOR_OTHERS}", "any"),
    "reschedule": (f"{RUNNING} {FOR_OTHERS}", "any"),
    "resolve": (RUNNING, "rest"),
    "finish": ("received", "rest"),
    "return": ("resolved", "rest"),
    "withdraw": (f"{RUNNING} {WAITING}", "rest"),
    "stop": (f"{RUNNING} {WAITING}", "rest"),
    "give_back": (CUT, "rest"),
}
NEEDS_NOTE = frozenset(
    "correct decline ask_supplement ask_payment ask_opinion ask_check extend reschedule withdraw "
    "stop".split()
)
WAIT_OF = {
    "ask_supplement": ("awaiting_supplement", "supplement"),
    "ask_payment": ("awaiting_payment", "payment"),
    "ask_opinion": ("awaiting_opinion", "opinion"),
    "ask_check": ("awaiting_check", "field_check"),
}
RESUMES = frozenset({"supplement_in", "payment_in", "opinion_in", "check_in"})
ENDS = {"resolve": "resolved", "finish": "returned", "withdraw": "withdrawn", "stop": "stopped"}
COUNTS_ANEW = RESUMES | {"correct", "extend", "reschedule"}
"""What else happens, the date stays as the citizen was told it."""
BY_LAW = frozenset({"ask_opinion", "ask_check"})
"""Waits that stop the time only by a special law."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the walk's catalogue says of a case; `halves` counts half units."""

    halves: int
    unit: str
    agency: str | None
    phases: int = 0

    @property
    def is_by_day(self) -> bool:
        return "hour" not in self.unit and self.halves % 2 == 0

    def late_after(self, due: datetime) -> datetime:
        """Return the last moment in time: the due one, or the end of its day."""
        if not self.is_by_day:
            return due
        return datetime.combine(due.date(), time()) + timedelta(days=1, microseconds=-1)


@dataclass(slots=True)
class Life:
    """One dossier; times are the office's wall clock."""

    code: str
    case: str
    channel: str
    received: datetime
    last_at: datetime
    agency: str | None
    status: str = "received"
    holder: str = OFFICE
    going_to: str | None = None
    due: datetime | None = None
    events: list[dict[str, object]] = field(default_factory=list)
    clock_stands: bool = False
    has_new_date: bool = False
    requests: int = 0
    phases_done: int = 0
    was_at_an_agency: bool = False
    papers_back: bool = False
    ended_at: datetime | None = None
    late: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries something; `at` is when it is said to have happened, None for now.

    `counted_due` is what the calendar of the day would count: it may differ from what was promised.
    `is_closed_then`: the office does not work at `new_due`.
    """

    act: str
    who: str
    at: datetime | None = None
    note: str = ""
    to: str = OFFICE
    new_due: datetime | None = None
    counted_due: datetime | None = None
    is_closed_then: bool = False
    law: str = ""
    outcome: str = ""
    ground: str = ""
    approver: str = ""
    gives_papers_back: bool = False
    collector_is_owner: bool = True
    prints_receipt: bool = False
    case: str = ""
    channel: str = "counter"

    def again(self, **changes: object) -> "Attempt":
        return replace(self, **changes)  # type: ignore[arg-type]


def forbidden(life: Life, tried: Attempt, now: datetime, cases: Mapping[str, CaseFacts]) -> str:
    """Return why the book does not allow this, in the note keeper's words; "" where it does."""
    at = moment(tried, now)
    statuses, paper = BOOK[tried.act]
    reasons = (
        (not may_try(life, tried), "not this person's"),
        (life.status not in statuses.split(), f"not while {life.status}"),
        (paper == "rest" and life.going_to is not None, "on the way"),
        (paper == "way" and life.going_to is None, "not on the way"),
        (tried.act in NEEDS_NOTE and not tried.note, "no reason given"),
        (at > now, "in the future"),
        (at < life.last_at, "before what happened"),
        (_breaks_its_rule(life, tried, now, cases), "a rule of the act"),
    )
    return next((words for holds, words in reasons if holds), "")


def moment(tried: Attempt, now: datetime) -> datetime:
    """Return when it happened: corrections and promises of the calendar happen now."""
    return now if tried.at is None or tried.act in {"correct", "reschedule"} else tried.at


def may_try(life: Life, tried: Attempt) -> bool:
    if tried.who in DESK:
        return True
    unit = AGENCY_PEOPLE.get(tried.who)
    if unit is None:
        return False
    if tried.act in {"handoff", "recall"}:
        return life.holder == unit
    return tried.act in {"accept", "decline"} and life.going_to == unit


def _breaks_its_rule(
    life: Life, tried: Attempt, now: datetime, cases: Mapping[str, CaseFacts]
) -> bool:
    case = cases[life.case]
    is_cut = life.status in CUT.split()
    is_same_day = case.unit == "same_day"
    away = life.holder != OFFICE
    breaks = {
        "handoff": tried.to == life.holder or (is_cut and (not away or life.papers_back)),
        "ask_supplement": life.requests > 0 and not (tried.ground and tried.approver),
        "end_phase": life.phases_done >= case.phases,
        "extend": (
            life.due is None
            or life.has_new_date
            or tried.new_due is None
            or tried.is_closed_then
            or tried.new_due <= max(life.due, tried.at or now)
            or life.clock_stands
        ),
        "reschedule": tried.counted_due in {None, life.due} or life.clock_stands,
        "resolve": (
            not tried.outcome
            or (life.status == "received" and not is_same_day and life.agency is not None)
        ),
        "finish": not is_same_day or away or not tried.collector_is_owner,
        "return": not tried.collector_is_owner,
        "withdraw": tried.gives_papers_back and away,
        "stop": tried.gives_papers_back and away,
        "give_back": away or life.papers_back,
    }
    return bool(breaks.get(tried.act))


def counts_anew(life: Life, tried: Attempt, now: datetime) -> bool:
    """Say whether an allowed act has the date counted again: not where no time stood, nor late."""
    if tried.act == "extend":
        return life.due is not None and moment(tried, now) <= life.due
    if tried.act in RESUMES:
        return life.clock_stands
    return tried.act in COUNTS_ANEW


def carry_out(life: Life, tried: Attempt, now: datetime, cases: Mapping[str, CaseFacts]) -> None:
    """Write into the book what an allowed act does; the due date is counted by the caller."""
    at = moment(tried, now)
    life.last_at = at
    if tried.act in WAIT_OF:
        _wait(life, tried, at)
    elif tried.act in RESUMES:
        next(event for event in reversed(life.events) if "end" not in event)["end"] = at
        life.clock_stands = False
        life.status = "processing" if life.was_at_an_agency else "received"
    elif tried.act in ENDS:
        _end(life, tried, at, cases[life.case])
    else:
        _DO.get(tried.act, _nothing_more)(life, tried, cases)


def _wait(life: Life, tried: Attempt, at: datetime) -> None:
    life.status, kind = WAIT_OF[tried.act]
    life.requests += kind == "supplement"
    life.clock_stands = tried.act not in BY_LAW or bool(tried.law)
    life.events.append({"kind": kind, "start": at, "stops": life.clock_stands})


def _end(life: Life, tried: Attempt, at: datetime, case: CaseFacts) -> None:
    life.status = ENDS[tried.act]
    life.clock_stands = False
    life.ended_at = at
    life.late = _judged(at, life.due, case)
    if tried.act in {"resolve", "finish"}:
        life.holder = OFFICE
    else:
        life.papers_back = tried.gives_papers_back


def _correct(life: Life, tried: Attempt, cases: Mapping[str, CaseFacts]) -> None:
    life.case, life.channel = tried.case, tried.channel
    if life.holder == OFFICE:
        life.agency = cases[tried.case].agency


def _hand_off(life: Life, tried: Attempt, _cases: object) -> None:
    life.going_to = tried.to


def _take_back(life: Life, _tried: Attempt, _cases: object) -> None:
    life.going_to = None


def _accept(life: Life, _tried: Attempt, _cases: object) -> None:
    assert life.going_to is not None
    life.holder, life.going_to = life.going_to, None
    if life.holder != OFFICE:
        life.was_at_an_agency = True
        life.agency = life.holder
        life.status = "processing" if life.status == "received" else life.status


def _extend(life: Life, tried: Attempt, _cases: object) -> None:
    life.has_new_date = True
    if life.due is not None and life.last_at <= life.due:
        new_date = {"kind": "new_date", "end": None, "new_due": tried.new_due}
        life.events.append({"start": life.last_at, **new_date})


def _end_phase(life: Life, _tried: Attempt, _cases: object) -> None:
    life.phases_done += 1


def _return(life: Life, _tried: Attempt, _cases: object) -> None:
    life.status = "returned"


def _give_back(life: Life, _tried: Attempt, _cases: object) -> None:
    life.papers_back = True


def _nothing_more(_life: Life, _tried: Attempt, _cases: object) -> None:
    """The act moves the date alone."""


_DO = {
    "correct": _correct,
    "handoff": _hand_off,
    "accept": _accept,
    "decline": _take_back,
    "recall": _take_back,
    "extend": _extend,
    "end_phase": _end_phase,
    "return": _return,
    "give_back": _give_back,
}


def _judged(at: datetime, due: datetime | None, case: CaseFacts) -> str:
    if due is None:
        return "on_time"
    if at > case.late_after(due):
        return "late"
    return "early" if at.date() < due.date() else "on_time"
