"""The town: one office, its units with and without the program, fifty officers, routed cases."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.bootstrap.stores import services_over
from app.clock import Clock
from app.models.catalogue import ProcedureCase, ProcedureVersion, RouteStep
from app.models.database import Database
from app.models.office import Unit
from app.services.ledger.records import Actor
from app.services.office.calendar import CalendarCache
from app.settings import Settings, SettingsFile
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.people import Role
from tests.office_life.book import Case
from tests.office_life.dates import Limit
from tests.office_life.driver import OfficeLife, instant
from tests.services.deadlines.strategies import office_of
from tests.services.store_builders import FakeTime, an_actor, an_agency, an_office

BEGINS = datetime(2026, 12, 14, 7, 30)  # noqa: DTZ001 - the office's wall clock
"""A Monday; New Year's Day lies within the third week."""

_UNITS = (
    ("PKT", "Phòng Kinh tế"),
    ("PVH", "Phòng Văn hóa - Xã hội"),
    ("VPU", "Văn phòng UBND"),
    ("DDX", "Chi nhánh Văn phòng đăng ký đất đai"),
    ("TTR", "Trạm Thú y"),
    ("CAX", "Công an xã"),
)
_ON_PAPER = 2
"""So many units, the last ones, have no desk: they sign on paper."""


@dataclass(slots=True)
class Town:
    """The office with everything a day needs; what happens is drawn from `chance`."""

    office: OfficeLife
    counters: tuple[Actor, ...]
    people: Mapping[int, tuple[Actor, ...]]
    units: Mapping[int, str]
    chance: random.Random

    def set_clock(self, at: datetime) -> None:
        self.office.time.now = instant(at)

    def counter(self) -> Actor:
        return self.chance.choice(self.counters)

    def person_at(self, unit_id: int) -> Actor | None:
        """Return somebody of a unit, None where its people sign on paper."""
        found = self.people.get(unit_id)
        return self.chance.choice(found) if found else None

    def does(self, percent: float) -> bool:
        """Say whether something that happens so often happens now."""
        return self.chance.random() * 100 < percent

    def opening(self, at: datetime) -> datetime:
        """Return the first working minute from `at` on."""
        while True:
            for start, end in self.office.calendar.spans(at.date()):
                opens = _on(at, start)
                if at < opens:
                    return opens
                if at < _on(at, end):
                    return at
            at = _on(at, 0) + timedelta(days=1)


def _on(day: datetime, minute: int) -> datetime:
    return day.replace(hour=0, minute=0) + timedelta(minutes=minute)


def build(
    database: Database, folder: Path, procedures: Sequence[Any] | Path, officers: int, seed: int
) -> Town:
    """Found the office, take the procedures in from a file, and give each case a route."""
    time = FakeTime(instant(BEGINS))
    clock = Clock(time)
    chance = random.Random(seed)  # noqa: S311 - a play that can be repeated
    admin = an_office(database, clock)
    units = {an_agency(database, code, name): name for code, name in _UNITS}
    desks = list(units)[:-_ON_PAPER]
    folder.mkdir(parents=True, exist_ok=True)
    SettingsFile(folder).save(Settings(keystore="file"))
    desk = services_over(database, folder, clock, "Máy 1")
    path = procedures if isinstance(procedures, Path) else folder / "danh-muc.json"
    if not isinstance(procedures, Path):
        path.write_text(json.dumps(procedures, ensure_ascii=False), encoding="utf-8")
    taken = desk.catalogue_import.run(admin, path, partial=False)
    assert taken.imported
    half = officers // 2
    counters = tuple(
        an_actor(database, Role.OFFICER, login=f"quay{number}") for number in range(half)
    )
    people = {unit: [] for unit in desks}  # type: dict[int, list[Actor]]
    for number in range(officers - half):
        unit = desks[number % len(desks)]
        actor = an_actor(database, Role.AGENCY_OFFICER, login=f"canbo{number}", unit_id=unit)
        people[unit].append(actor)
    with database.read() as session:
        calendar = office_of(CalendarCache().load(session, admin.office_id))
        named = dict(session.execute(select(Unit.id, Unit.name)).all())  # type: dict[int, str]
    cases = _routed(database, admin.office_id, list(units), chance)
    filled = {unit: tuple(actors) for unit, actors in people.items()}
    office = OfficeLife(desk, time, calendar, admin.office_id, cases)
    return Town(office, counters, filled, named, chance)


def _routed(
    database: Database, office_id: int, units: Sequence[int], chance: random.Random
) -> dict[int, Case]:
    with database.write() as session:
        found = session.execute(
            select(ProcedureCase, ProcedureVersion)
            .join(ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id)
            .order_by(ProcedureVersion.id, ProcedureCase.ordinal)
        ).all()
        cases = {}
        for row, version in found:
            if version.agency_id is None:
                version.agency_id = chance.choice(units)
            others = [unit for unit in units if unit != version.agency_id]
            way = [version.agency_id]
            if chance.random() < 0.4:
                way += chance.sample(others, chance.randint(1, 2))
            steps = _steps(office_id, way, chance)
            for ordinal, (unit, limit) in enumerate(steps, start=1):
                session.add(
                    RouteStep(
                        case_id=row.id,
                        ordinal=ordinal,
                        unit_id=unit,
                        time_value=Decimal(limit.halves) / 2,
                        time_unit=TimeUnit(limit.unit),
                        work="Giải quyết",
                        is_parallel=False,
                        is_lead=unit == way[0] and ordinal == 2,
                    )
                )
            cases[row.id] = Case(
                row.id,
                Limit(int(row.time_value * 2), row.time_unit.value),
                tuple(way),
                tuple(steps),
                row.fee_vnd,
                tuple(sorted({*row.channels.split(",")} & set(Channel)) or ("counter",)),
            )
        return cases


def _steps(office_id: int, way: list[int], chance: random.Random) -> list[tuple[int, Limit]]:
    """Return who has how long: half a day at the counter, the agencies, and the counter again."""
    half_day, hours = Limit(1, "working_day"), Limit(8, "working_hour")
    inner = [(unit, chance.choice((hours, Limit(4, "working_day"), half_day))) for unit in way]
    return [(office_id, half_day), *inner, (office_id, hours)]
