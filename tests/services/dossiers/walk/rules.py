"""What may be done to a dossier: a table of its own.

Nothing here is taken from the services: where these rules and the program differ, one is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tests.office_life.book import CUT, Life

OFFICE, ECONOMY, CULTURE = "office", "economy", "culture"
UNITS = (OFFICE, ECONOMY, CULTURE)

DESK = frozenset({"officer", "second_officer", "supervisor"})
AGENCY_PEOPLE: Mapping[str, str] = {"economy_officer": ECONOMY, "culture_officer": CULTURE}
NOBODY = frozenset({"administrator", "disabled"})
PEOPLE = (*sorted(DESK), *AGENCY_PEOPLE, *sorted(NOBODY))

RUNNING = "received processing"
WAITING = "awaiting_supplement awaiting_payment awaiting_opinion awaiting_check"
FOR_OTHERS = "awaiting_opinion awaiting_check"
GONE = "withdrawn stopped"

# act: statuses it may start from, where the paper has to be (rest, way, any).
BOOK: Mapping[str, tuple[str, str]] = {
    "correct": (RUNNING, "rest"),
    "handoff": (f"{RUNNING} {WAITING} {GONE}", "rest"),
    "accept": (f"{RUNNING} {WAITING} {GONE}", "way"),
    "decline": (f"{RUNNING} {WAITING} {GONE}", "way"),
    "recall": (f"{RUNNING} {WAITING} {GONE}", "way"),
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
    "give_back": (GONE, "rest"),
}
NEEDS_NOTE = frozenset(
    "correct decline ask_supplement ask_payment ask_opinion ask_check extend reschedule withdraw "
    "stop".split()
)
ENDS = frozenset({"resolve", "finish", "withdraw", "stop"})


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


def forbidden(life: Life, tried: Attempt, now: datetime, units: Mapping[str, int]) -> str:
    """Return why the rules do not allow this, in plain words; "" where they do."""
    at = moment(tried, now)
    statuses, paper = BOOK[tried.act]
    reasons = (
        (not may_try(life, tried, units), "not this person's"),
        (life.status not in statuses.split(), f"not while {life.status}"),
        (paper == "rest" and life.going is not None, "on the way"),
        (paper == "way" and life.going is None, "not on the way"),
        (tried.act in NEEDS_NOTE and not tried.note, "no reason given"),
        (at > now, "in the future"),
        (at < life.last_at, "before what happened"),
        (_breaks_its_rule(life, tried, now, units), "a rule of the act"),
    )
    return next((words for holds, words in reasons if holds), "")


def moment(tried: Attempt, now: datetime) -> datetime:
    """Return when it happened: corrections and promises of the calendar happen now."""
    return now if tried.at is None or tried.act in {"correct", "reschedule"} else tried.at


def may_try(life: Life, tried: Attempt, units: Mapping[str, int]) -> bool:
    if tried.who in DESK:
        return True
    if tried.who not in AGENCY_PEOPLE:
        return False
    unit = units[AGENCY_PEOPLE[tried.who]]
    if tried.act in {"handoff", "recall"}:
        return life.holder == unit
    is_theirs = life.going is not None and life.going.taker == unit
    return tried.act in {"accept", "decline"} and is_theirs


def _breaks_its_rule(life: Life, tried: Attempt, now: datetime, units: Mapping[str, int]) -> bool:
    is_cut = life.status in CUT
    is_same_day = life.case.limit.unit == "same_day"
    away = life.holder != life.office
    papers_back = life.to_citizen is not None
    requests = sum(event.kind == "supplement" for event in life.events)
    breaks = {
        "handoff": units[tried.to] == life.holder or (is_cut and (not away or papers_back)),
        "ask_supplement": requests > 0 and not (tried.ground and tried.approver),
        "end_phase": life.phases_done >= life.case.phases,
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
        "give_back": away or papers_back,
    }
    return bool(breaks.get(tried.act))
