"""The real store and services that a walk goes through, and what is read back from them."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select, text

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
from app.services.dossiers.records import NewDossier
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.ledger.replay import replay_problems
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Channel, HandoffItemState, Outcome
from app.vocabulary.office import DayKind
from app.vocabulary.people import Role
from tests.office_life.book import Case, Life
from tests.office_life.dates import Limit
from tests.office_life.driver import BY_LAW, OfficeLife, instant, life_of, wall
from tests.services.desk_builders import OWNER, Counter, a_counter, a_procedure
from tests.services.dossiers.walk.rules import CULTURE, ECONOMY, OFFICE, Attempt
from tests.services.store_builders import FakeTime, an_actor, the_actor

START = datetime(2026, 12, 28, 2, 0, tzinfo=UTC)
"""09:00 on a Monday; New Year's Day, a day off, is the Friday after."""

CASES: Mapping[str, tuple[Limit, str | None]] = {
    "days": (Limit(6, "working_day"), ECONOMY),
    "same day": (Limit(0, "same_day"), CULTURE),
    "hours": (Limit(16, "working_hour"), ECONOMY),
    "routed": (Limit(20, "working_day"), ECONOMY),
    "at the desk": (Limit(3, "working_day"), None),
    "no limit": (Limit(0, "none"), CULTURE),
}
_PHASES = ("Thẩm định", "Trình ký")
"""Of the routed case."""
_MORE_CASES: Mapping[str, tuple[str, TimeUnit, Decimal]] = {
    "hours": ("3.000003", TimeUnit.WORKING_HOUR, Decimal(8)),
    "routed": ("4.000004", TimeUnit.WORKING_DAY, Decimal(10)),
    "at the desk": ("5.000005", TimeUnit.WORKING_DAY, Decimal("1.5")),
    "no limit": ("6.000006", TimeUnit.NONE, Decimal(0)),
}


@dataclass(frozen=True, slots=True)
class World:
    """One counter and its life, its people by the names of the rules, its units and cases by row.

    `days` are the days that depart from the ordinary week, for the other opinion on dates.
    """

    counter: Counter
    office: OfficeLife
    people: Mapping[str, Actor]
    units: Mapping[str, int]
    cases: Mapping[str, int]
    days: dict[date, str]


def found(folder: Path) -> World:
    """Make the store every walk starts from."""
    counter = a_counter(folder, FakeTime(START))
    database = counter.database
    units = {OFFICE: counter.officer.unit_id, ECONOMY: counter.economy, CULTURE: counter.culture}
    cases = {"days": counter.case_id, "same day": counter.same_day_case}
    for name, (code, unit, value) in _MORE_CASES.items():
        _limit, agency = CASES[name]
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
    office = life_of(counter)
    office.cases = {case_id: _case(name, case_id, units) for name, case_id in cases.items()}
    return World(counter, office, people, units, cases, dict(office.calendar.exceptions))


def _case(name: str, case_id: int, units: Mapping[str, int]) -> Case:
    limit, agency = CASES[name]
    way = (units[agency],) if agency else ()
    return Case(case_id, limit, way, phases=len(_PHASES) if name == "routed" else 0)


def _add_route(database: Database, case_id: int, units: Mapping[str, int]) -> None:
    two_days = {"time_value": Decimal(2), "time_unit": TimeUnit.WORKING_DAY}
    with database.write() as session:
        for ordinal, unit in enumerate((OFFICE, ECONOMY, CULTURE, OFFICE), start=1):
            session.add(
                RouteStep(case_id=case_id, ordinal=ordinal, unit_id=units[unit], **two_days)
            )
        for ordinal, name in enumerate(_PHASES, start=1):
            session.add(CasePhase(case_id=case_id, ordinal=ordinal, name=name, **two_days))


@contextmanager
def a_copy(template: World, file: Path, folder: Path) -> Iterator[World]:
    """Give the world anew: a copy of its (closed) store, services over it."""
    copy = folder / f"{uuid4()}-{STORE_NAME}"
    shutil.copyfile(file, copy)
    database = Database(sqlite_engine(copy))
    try:
        counter = template.counter.over(database, FakeTime(START))
        days = dict(template.days)
        calendar = replace(template.office.calendar, exceptions=days)
        office = replace(
            template.office,
            services=counter,
            time=counter.time,
            calendar=calendar,
            lives=[],
            turned_away=[],
        )
        yield replace(template, counter=counter, office=office, days=days)
    finally:
        database.close()
        copy.unlink()


def carry_out(world: World, life: Life, tried: Attempt) -> None:
    """Ask the services for what was tried; what they refuse is not in the book."""
    office, who = world.office, world.people[tried.who]
    match tried.act:
        case "handoff":
            office.send(who, [life], world.units[tried.to], tried.at)
        case "accept":
            office.accept(who, [life], tried.at)
        case "decline":
            office.decline(who, life, tried.note, tried.at)
        case "recall":
            office.recall(who, life, tried.at)
        case "correct":
            typed = world.counter.as_typed(
                case_id=world.cases[tried.case], channel=Channel(tried.channel), note="đã sửa"
            )
            office.correct(who, life, typed, tried.note)
        case "reschedule":
            office.reschedule(who, life, tried.note)
        case "finish":
            office.finish(who, life, _collection(tried), "15/CT")
        case "return":
            office.give_result(who, life, _collection(tried))
        case _:
            office.decide(who, life, Action(tried.act), _decision(tried))


def _collection(tried: Attempt) -> Collection:
    name = OWNER.name if tried.collector_is_owner else "Người Qua Đường"
    at = tried.at and instant(tried.at)
    return Collection(name, prints_receipt=tried.prints_receipt, happened_at=at)


def _decision(tried: Attempt) -> Decision:
    return Decision(
        note=tried.note,
        items=("bản chính",) if tried.note and tried.act == "ask_supplement" else (),
        happened_at=tried.at and instant(tried.at),
        new_due_at=tried.new_due and instant(tried.new_due),
        outcome=Outcome(tried.outcome) if tried.outcome else None,
        ground=tried.ground,
        special_law=tried.law if Action(tried.act) in BY_LAW else "",
        approver=tried.approver,
        gives_papers_back=tried.gives_papers_back,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store says of a dossier now."""

    status: str
    holder: int
    agency: int | None
    due: datetime | None
    ended: datetime | None
    late: str
    since: datetime
    present_rows: int
    open_items: int


def stored(world: World) -> dict[str, Stored]:
    """Return every dossier as the store has it."""
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
            row.holder_id,
            row.agency_id,
            None if row.due_at is None else wall(row.due_at),
            None if row.ended_at is None else wall(row.ended_at),
            row.timeliness.value if row.timeliness else "",
            wall(row.from_at),
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


def typed(world: World, case: str, channel: str, draft: str, at: datetime | None) -> NewDossier:
    """Return the form of a dossier that came at `at`, None for now."""
    return world.counter.as_typed(
        case_id=world.cases[case],
        channel=Channel(channel),
        draft_id=draft,
        received_at=at and instant(at),
    )
