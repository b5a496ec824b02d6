"""Many writers at one store: nothing lost, no number twice or missing, of each race one winner.

Workstations register at a PostgreSQL server that is killed in the middle and started again; four
programs register at one SQLite file; desks correct, hand over and accept the same dossiers at once.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from app.models.database import Database
from app.models.store import open_postgresql
from tests.harness.telling import tell
from tests.harness.writing import acceptances
from tests.harness.writing.crashing import CrashingServer, a_crashing_server
from tests.harness.writing.edits import edit, lost_updates
from tests.harness.writing.stations import Station, Told, problems, register_at, registered
from tests.many_desks import holding, racing
from tests.many_desks.office import ECONOMY, an_office_of_desks
from tests.models.programs import Starter
from tests.postgres import why_none
from tests.services.desk_builders import a_counter
from tests.services.store_builders import MONDAY_MORNING, FakeTime, a_store

MOST_WAITING = 100.0
"""How many times longer 99 of 100 registrations of four programs on one file may take than those of
a fifth that has a file to itself meanwhile."""
_PROGRAMS = 4
_DOWN_S = 0.5
_LOOKS_EVERY_S = 0.05
_PATIENCE_S = 300.0
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is run."""

    stations: int
    each: int
    of_program: int
    desks: int
    rounds: int
    edits: int
    acceptances: int


WHOLE = Size(
    stations=16, each=500, of_program=250, desks=16, rounds=100, edits=1000, acceptances=100
)
TENTH = Size(stations=4, each=40, of_program=30, desks=8, rounds=12, edits=100, acceptances=8)


@dataclass(slots=True)
class Watched:
    """What was seen."""

    figures: list[tuple[str, object]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing besides what every verb takes; --count is of each workstation and program."""


def run(args: argparse.Namespace) -> int:
    """Let them write, and tell."""
    size = TENTH if args.tenth or args.count is not None else WHOLE
    each, of_program = args.count or size.each, args.count or size.of_program
    begun, watched = monotonic(), Watched()
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.harness.writing.stations"])
    with tempfile.TemporaryDirectory(prefix="motcua-writers-") as name:
        folder = Path(name)
        with ProcessPoolExecutor(_PROGRAMS + 1, mp_context=context) as pool:
            on_one_file(folder, pool, of_program, watched)
        if why_none():
            watched.figures.append(("not tried", why_none()))
        else:
            with (
                a_crashing_server() as server,
                ProcessPoolExecutor(size.stations, mp_context=context) as pool,
            ):
                through_a_crash(folder, server, pool, size.stations, each, watched)
                at_the_same_dossiers(folder, server, size, args.seed, watched)
    watched.figures.append(("seconds", f"{monotonic() - begun:.0f}"))
    return tell("Many writers at one store", watched.figures, watched.problems)


def on_one_file(folder: Path, pool: Executor, each: int, watched: Watched) -> None:
    """Let four programs register at one SQLite file."""
    data, alone = folder / "file", folder / "alone"
    starter = Starter(folder, _PROGRAMS + 1)
    database, case_id = _a_file(data, MONDAY_MORNING)
    # Founded on another day, or it would be the very office whose file was written before.
    beside, its_case_id = _a_file(alone, MONDAY_MORNING - 2 * _ONE_DAY)
    probe = Station(
        name="Máy riêng",
        data=alone / "data",
        url="",
        case_id=its_case_id,
        count=each,
        starter=starter,
    )
    run = pool.submit(register_at, probe)
    told = list(
        pool.map(
            register_at,
            _stations(_PROGRAMS, data / "data", "", case_id, each, starter),
        )
    )
    watched.problems += problems(database, told, _PROGRAMS * each)
    refusals = [text for one in told for text in one.refusals]
    watched.problems += [f"shown to a person: {text}" for text in refusals]
    waits = sorted(wait for one in told for wait in one.waits_s) or [0.0]
    p99 = waits[int(len(waits) * 0.99)]
    by_itself = run.result()
    watched.problems += problems(beside, [by_itself], each)
    ratio, problem = judged(p99, by_itself.waits_s)
    watched.problems += problem
    watched.figures += [
        ("programs x registrations on one file", f"{_PROGRAMS} x {each}"),
        (
            "wait, median / p99 / longest",
            f"{waits[len(waits) // 2]:.3f} / {p99:.2f} / {waits[-1]:.2f} s",
        ),
        (
            "p99 over one program alone meanwhile",
            f"{ratio:.0f} times (at most {MOST_WAITING:.0f})",
        ),
        ("refused as the store was busy", len(refusals)),
    ]
    database.close()
    beside.close()


def judged(p99: float, alone: Sequence[float]) -> tuple[float, list[str]]:
    """Return how many times longer than one program alone, and the problem of too many.

    A busy machine makes both wait.
    """
    ratio = p99 * len(alone) / sum(alone) if alone else 0.0
    if ratio <= MOST_WAITING:
        return ratio, []
    return ratio, [f"99 of 100 waited up to {p99:.2f} s, {ratio:.0f} times one program alone"]


def _a_file(folder: Path, founded: datetime) -> tuple[Database, int]:
    """Found an office on a file in `folder`; return it and its case."""
    folder.mkdir()
    database = a_store(folder / "data")
    return database, a_counter(folder, FakeTime(founded), database).case_id


def through_a_crash(
    folder: Path, server: CrashingServer, pool: Executor, stations: int, each: int, watched: Watched
) -> None:
    """Let workstations register while the server is killed and started again."""
    url = server.database()
    here = folder / "crash"
    here.mkdir()
    database = open_postgresql(url)
    # Founded on another day, or it would be the very office whose file was written before.
    case_id = a_counter(here, FakeTime(MONDAY_MORNING - _ONE_DAY), database).case_id
    starter = Starter(here, stations)
    runs = [
        pool.submit(register_at, one)
        for one in _stations(stations, here / "data", url, case_id, each, starter)
    ]
    before = _crash_halfway(server, database, stations * each // 2)
    told: list[Told] = [one.result(_PATIENCE_S) for one in runs]
    watched.problems += problems(database, told, stations * each)
    refusals = sum(len(one.refusals) for one in told)
    if not refusals:
        watched.problems.append("nobody noticed the crash: it tried nothing")
    watched.figures += [
        ("workstations x registrations on a server", f"{stations} x {each}"),
        ("registered when the server was killed", before),
        ("told that the line is lost, then sent again", refusals),
        (
            "longest wait",
            f"{max((wait for one in told for wait in one.waits_s), default=0.0):.1f} s",
        ),
    ]
    database.close()


def _crash_halfway(server: CrashingServer, database: Database, half: int) -> int:
    until = monotonic() + _PATIENCE_S
    while (there := registered(database)) < half and monotonic() < until:
        time.sleep(_LOOKS_EVERY_S)
    server.crash()
    time.sleep(_DOWN_S)
    server.start()
    return there


def at_the_same_dossiers(
    folder: Path, server: CrashingServer, size: Size, seed: int, watched: Watched
) -> None:
    """Let desks correct, hand over and accept the same dossiers."""
    here = folder / "desks"
    url = server.database()
    with an_office_of_desks(here, lambda: open_postgresql(url), size.desks) as office:
        counters = [desk for desk in office.desks if desk.is_counter]
        codes = [counters[0].register(office.case_id, f"Người {n}") for n in range(3 * size.desks)]
        edited = edit(office, here, codes[: size.desks], size.edits, seed)
        watched.problems += lost_updates(office.database, edited)
        race = racing.run(office, size.rounds, seed)
        watched.problems += holding.problems(office.database, race)
    url = server.database()
    with an_office_of_desks(
        folder / "agency", lambda: open_postgresql(url), size.desks, only_at=ECONOMY
    ) as office:
        watched.problems += acceptances.race(office, size.acceptances)
    watched.figures += [
        (
            "corrections tried at once",
            f"{edited.tries}: {len(edited.done)} done, {edited.conflicts} conflicts shown",
        ),
        (
            "handoffs tried at once",
            f"{len(race.told)}: {len(race.done)} done, {len(race.conflicts)} conflicts shown",
        ),
        ("acceptances", f"{size.acceptances} x {size.desks} desks, one winner each"),
    ]


def _stations(
    count: int, data: Path, url: str, case_id: int, each: int, starter: Starter
) -> Iterator[Station]:
    for number in range(count):
        yield Station(
            name=f"Máy {number + 2}",
            data=data if not url else data / str(number),
            url=url,
            case_id=case_id,
            count=each,
            starter=starter,
        )
