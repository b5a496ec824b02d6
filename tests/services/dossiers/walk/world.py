"""The real store and services that a walk goes through, and what is read back from them."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select, text

from app.clock import from_local, to_local
from app.models.base import FOREVER, Base
from app.models.catalogue import CasePhase, RouteStep
from app.models.custody import HandoffItem
from app.models.database import Database, sqlite_engine
from app.models.dossiers import Dossier, DossierState
from app.models.people import Officer
from app.paths import STORE_NAME
from app.services.counts import Figures
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.ledger.replay import replay_problems
from app.services.office.calendar import CalendarCache
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Channel, HandoffItemState, Outcome
from app.vocabulary.office import DayKind
from app.vocabulary.people import Role
from tests.services.deadlines.oracle import Office
from tests.services.deadlines.strategies import office_of
from tests.services.desk_builders import OWNER, Counter, a_counter, a_procedure
from tests.services.dossiers.walk.life import (
    BY_LAW,
    CULTURE,
    ECONOMY,
    OFFICE,
    Attempt,
    CaseFacts,
)
from tests.services.store_builders import FakeTime, an_actor, the_actor

START = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)
"""09:00 on a Monday; New Year's Day, a day off, is the Friday after."""

CASES: Mapping[str, CaseFacts] = {
    "days": CaseFacts(6, "working_day", ECONOMY),
    "same day": CaseFacts(0, "same_day", CULTURE),
    "hours": CaseFacts(16, "working_hour", ECONOMY),
    "routed": CaseFacts(20, "working_day", ECONOMY, phases=2),
    "at the desk": CaseFacts(3, "working_day", None),
    "no limit": CaseFacts(0, "none", CULTURE),
}
_MORE_CASES: Mapping[str, tuple[str, TimeUnit, Decimal]] = {
    "hours": ("3.000003", TimeUnit.WORKING_HOUR, Decimal(8)),
    "routed": ("4.000004", TimeUnit.WORKING_DAY, Decimal(10)),
    "at the desk": ("5.000005", TimeUnit.WORKING_DAY, Decimal("1.5")),
    "no limit": ("6.000006", TimeUnit.NONE, Decimal(0)),
}


@dataclass(frozen=True, slots=True)
class World:
    """One counter, its people by the names the book gives them, its units and cases by row.

    `days` are the days that depart from the ordinary week, for the other opinion on dates.
    """

    counter: Counter
    people: Mapping[str, Actor]
    units: Mapping[str, int]
    cases: Mapping[str, int]
    week: tuple[tuple[tuple[int, int], ...], ...]
    days: dict[date, str]

    @property
    def office(self) -> Office:
        """The office as the other opinion on dates knows it today."""
        return Office(self.week, self.days)

    @property
    def now(self) -> datetime:
        """The office's wall clock."""
        return wall(self.counter.time.now)


def wall(instant: datetime) -> datetime:
    return to_local(instant).replace(tzinfo=None)


def instant(at: datetime | None) -> datetime | None:
    return None if at is None else from_local(at.date(), at.time())


def found(folder: Path) -> World:
    """Make the store every walk starts from."""
    counter = a_counter(folder, FakeTime(START))
    database = counter.database
    units = {OFFICE: counter.officer.unit_id, ECONOMY: counter.economy, CULTURE: counter.culture}
    cases = {"days": counter.case_id, "same day": counter.same_day_case}
    for name, (code, unit, value) in _MORE_CASES.items():
        agency = CASES[name].agency
        agency_id = units[agency] if agency else None
        cases[name] = a_procedure(
            database, START, agency_id, code, time_unit=unit, time_value=value
        )
    _add_route(database, cases["routed"], units)
    people = {
        "officer": counter.officer,
        "second_officer": an_actor(database, Role.OFFICER, login="canbo.b"),
        "supervisor": an_actor(database, Role.SUPERVISOR, login="phutrach"),
        "economy_officer": counter.economy_officer,
        "culture_officer": counter.culture_officer,
        "administrator": an_actor(database, Role.ADMINISTRATOR, login="quantri"),
        "disabled": an_actor(database, Role.OFFICER, Role.SUPERVISOR, login="nghi"),
    }
    people["second_officer"] = the_actor(database, "canbo.b", "Quầy 2")
    with database.write() as session:
        session.get_one(Officer, people["disabled"].officer_id).is_active = False
    with database.read() as session:
        calendar = CalendarCache().load(session, units[OFFICE])
    office = office_of(calendar)
    return World(counter, people, units, cases, office.week, dict(office.exceptions))


def _add_route(database: Database, case_id: int, units: Mapping[str, int]) -> None:
    two_days = {"time_value": Decimal(2), "time_unit": TimeUnit.WORKING_DAY}
    with database.write() as session:
        for ordinal, unit in enumerate((OFFICE, ECONOMY, CULTURE, OFFICE), start=1):
            session.add(
                RouteStep(case_id=case_id, ordinal=ordinal, unit_id=units[unit], **two_days)
            )
        for ordinal, name in enumerate(("Thẩm định", "Trình ký"), start=1):
            session.add(CasePhase(case_id=case_id, ordinal=ordinal, name=name, **two_days))


@contextmanager
def a_copy(template: World, file: Path, folder: Path) -> Iterator[World]:
    """Give the world anew: a copy of its (closed) store, services over it."""
    copy = folder / f"{uuid4()}-{STORE_NAME}"
    shutil.copyfile(file, copy)
    database = Database(sqlite_engine(copy))
    try:
        counter = template.counter.over(database, FakeTime(START))
        yield replace(template, counter=counter, days=dict(template.days))
    finally:
        database.close()
        copy.unlink()


def carry_out(world: World, code: str, tried: Attempt) -> None:
    """Ask the services for what was tried."""
    _DONE_BY.get(tried.act, _decide)(world, code, tried)


def _handoff(world: World, code: str, tried: Attempt) -> None:
    send_all(world, [code], tried)


def send_all(world: World, codes: list[str], tried: Attempt) -> None:
    world.counter.handoffs.send(
        world.people[tried.who], world.units[tried.to], codes, happened_at=instant(tried.at)
    )


def _accept(world: World, code: str, tried: Attempt) -> None:
    who = world.people[tried.who]
    world.counter.handoffs.accept(who, [code], happened_at=instant(tried.at))


def _decline(world: World, code: str, tried: Attempt) -> None:
    who = world.people[tried.who]
    world.counter.handoffs.decline(who, code, tried.note, happened_at=instant(tried.at))


def _recall(world: World, code: str, tried: Attempt) -> None:
    world.counter.handoffs.recall(world.people[tried.who], code, happened_at=instant(tried.at))


def _correct(world: World, code: str, tried: Attempt) -> None:
    typed = world.counter.as_typed(
        case_id=world.cases[tried.case], channel=Channel(tried.channel), note="đã sửa"
    )
    world.counter.corrections.correct(world.people[tried.who], code, typed, tried.note)


def _return(world: World, code: str, tried: Attempt) -> None:
    name = OWNER.name if tried.collector_is_owner else "Người Qua Đường"
    said = Collection(name, prints_receipt=tried.prints_receipt, happened_at=instant(tried.at))
    world.counter.returning.give_back(world.people[tried.who], code, said)


def _reschedule(world: World, code: str, tried: Attempt) -> None:
    world.counter.rescheduling.reschedule(world.people[tried.who], code, tried.note)


def _finish(world: World, code: str, tried: Attempt) -> None:
    name = OWNER.name if tried.collector_is_owner else "Người Qua Đường"
    said = Collection(name, prints_receipt=tried.prints_receipt, happened_at=instant(tried.at))
    world.counter.same_day.finish(world.people[tried.who], code, said, "15/CT")


def _decide(world: World, code: str, tried: Attempt) -> None:
    said = Decision(
        note=tried.note,
        items=("bản chính",) if tried.note and tried.act == "ask_supplement" else (),
        happened_at=instant(tried.at),
        new_due_at=instant(tried.new_due),
        outcome=Outcome(tried.outcome) if tried.outcome else None,
        ground=tried.ground,
        special_law=tried.law if tried.act in BY_LAW else "",
        approver=tried.approver,
        gives_papers_back=tried.gives_papers_back,
    )
    world.counter.decisions.decide(world.people[tried.who], code, Action(tried.act), said)


_DONE_BY: Mapping[str, Callable[[World, str, Attempt], None]] = {
    "handoff": _handoff,
    "accept": _accept,
    "decline": _decline,
    "recall": _recall,
    "correct": _correct,
    "reschedule": _reschedule,
    "finish": _finish,
    "return": _return,
}


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store says of a dossier now, in the book's words."""

    status: str
    holder: str
    agency: str | None
    due: datetime | None
    ended_at: datetime | None
    late: str
    since: datetime
    is_on_the_way: bool
    present_rows: int
    open_items: int


def stored(world: World) -> dict[str, Stored]:
    """Return every dossier as the store has it."""
    names = {row: name for name, row in world.units.items()}
    with world.counter.database.read() as session:
        items = session.execute(
            select(HandoffItem.dossier_id, func.count())
            .where(HandoffItem.state == HandoffItemState.SENT)
            .group_by(HandoffItem.dossier_id)
        )
        open_items = {dossier_id: count for dossier_id, count in items}  # noqa: C416 - rows, not pairs
        rows = session.execute(
            select(Dossier.code, DossierState)
            .join(DossierState, DossierState.dossier_id == Dossier.id)
            .where(DossierState.to_at == FOREVER)
        ).all()
    counts: dict[str, int] = {}
    for code, _row in rows:
        counts[code] = counts.get(code, 0) + 1
    return {
        code: Stored(
            row.status.value,
            names[row.holder_id],
            None if row.agency_id is None else names[row.agency_id],
            None if row.due_at is None else wall(row.due_at),
            None if row.ended_at is None else wall(row.ended_at),
            row.timeliness.value if row.timeliness else "",
            wall(row.from_at),
            open_items.get(row.dossier_id, 0) > 0,
            counts[code],
            open_items.get(row.dossier_id, 0),
        )
        for code, row in rows
    }


_BUT_DENIALS = {"log_entries": " WHERE act <> 'denied'"}
_COUNTS = " UNION ALL ".join(
    f"SELECT '{table.name}', count(*) FROM {table.name}{_BUT_DENIALS.get(table.name, '')}"  # noqa: S608
    for table in Base.metadata.sorted_tables
)


def row_counts(world: World) -> dict[str, int]:
    """Return how many rows each table has, the denials in the log left out."""
    with world.counter.database.read() as session:
        return {name: count for name, count in session.execute(text(_COUNTS))}  # noqa: C416


def problems(world: World, *, is_whole: bool) -> list[str]:
    """Return what the program's own check finds: chain, numbers, replay, signatures."""
    database = world.counter.database
    if is_whole:
        return StoreCheck(database, (signed_form_problems,)).problems()
    with database.read() as session:
        return list(replay_problems(session))


def figures(world: World, first: date, last: date) -> Figures:
    return world.counter.summaries.figures(world.people["supervisor"], first, last)


def close_day(world: World, day: date) -> None:
    """Make `day` a day off, in the office's calendar and for the other opinion."""
    world.counter.calendar.set_day(world.people["administrator"], day, DayKind.OFF, "nghỉ bù")
    world.days[day] = "off"


def register(
    world: World, who: str, case: str, channel: str, draft: str, at: datetime | None
) -> str:
    typed = world.counter.as_typed(
        case_id=world.cases[case],
        channel=Channel(channel),
        draft_id=draft,
        received_at=instant(at),
    )
    return world.counter.intake.register(world.people[who], typed).code
