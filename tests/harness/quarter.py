"""A made-up quarter of 30,000 dossiers in 20 units: the program's figures against plain SQL.

Each unit locks its quarter; what was frozen must equal, to the last digit, what plain SQL counts in
the unit's file from what became of each dossier and when, without anything the program judged. Then
a province takes in what each exports: its sums must be those of the plain counts.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Final

from app.bootstrap.stores import open_database, services_over
from app.clock import Clock
from app.services.container import Services
from app.services.periods.records import PeriodFigures, Sections
from app.settings import Settings, SettingsFile
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from tests.harness.quarters.lives import NOW, QUARTER_END, QUARTER_START
from tests.harness.quarters.plain_sql import Counts, PlainCount
from tests.harness.quarters.province import Added, told_by_a_province
from tests.harness.quarters.records import counts_of, petitions_of, registers_of
from tests.harness.quarters.side_sql import PETITIONS, REGISTERS
from tests.harness.quarters.unit_store import UnitStore, make_unit
from tests.harness.telling import count_of, tell

DOSSIERS: Final = 30_000
UNITS: Final = 20
PERIOD: Final = "2026-Q3"
_FIRST, _LAST = date(2026, 7, 1), date(2026, 9, 30)


@dataclass(slots=True)
class Compared:
    """How many figures were compared, what differed, and how long the program took."""

    figures: int = 0
    problems: list[str] = field(default_factory=list)
    program_s: float = 0.0

    def same(self, what: str, program: object, plain: object) -> None:
        """Compare one figure, or one row of them."""
        self.figures += len(plain) if isinstance(plain, tuple) else 1
        if program != plain:
            self.problems.append(f"{what}: the program says {program}, plain SQL {plain}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Ask for how many units."""
    parser.add_argument("--units", type=int, default=UNITS, help="so many units share the dossiers")


def run(args: argparse.Namespace) -> int:
    """Make the units, count twice, tell; 0 where every figure is the same."""
    dossiers = count_of(args, DOSSIERS)
    with tempfile.TemporaryDirectory(prefix="motcua-quarter-") as folder:
        units = make_units(Path(folder), dossiers, args.units, args.seed)
        compared = compare(units)
    return tell(
        "A quarter counted twice",
        [
            ("dossiers", f"{dossiers:,} in {args.units} units"),
            ("figures compared", f"{compared.figures:,}"),
            ("locked, with every figure", f"{compared.program_s:.1f} s for all units"),
        ],
        compared.problems,
    )


def make_units(folder: Path, dossiers: int, units: int, seed: int) -> list[UnitStore]:
    """Found the units and share the dossiers out among them."""
    share, rest = divmod(dossiers, units)
    made = []
    for number in range(1, units + 1):
        place = folder / f"unit{number}"
        place.mkdir()
        SettingsFile(place).save(Settings(high_water_folder="high-water", keystore="file"))
        made.append(make_unit(place, number, share + (number <= rest), seed))
    return made


def compare(units: list[UnitStore]) -> Compared:
    """Lock each unit's quarter and compare what was frozen."""
    compared = Compared()
    added = Added()
    for unit in units:
        with closing(PlainCount(unit.path, *_bounds())) as plain, opened(unit) as desk:
            started = perf_counter()
            desk.closings.close(unit.boss, _LAST)
            desk.periods.lock(unit.boss, PERIOD)
            figures = desk.periods.figures(unit.boss, PERIOD)
            compared.program_s += perf_counter() - started
            _compare_dossiers(compared, figures, plain)
            _compare_scores(compared, desk, unit, plain)
            _compare_beside(compared, unit.name, figures.sections, plain)
            added.take(desk, unit, plain, PERIOD)
    with told_by_a_province(units[0].folder.parent / "province", added, PERIOD) as told:
        for what, program, counted in added.beside(told):
            compared.same(f"the sum: {what}", program, counted)
    return compared


@contextmanager
def opened(unit: UnitStore) -> Iterator[Services]:
    """Open a unit's desk some days after the quarter."""
    database = open_database(unit.folder)
    desk = services_over(database, unit.folder, Clock(lambda: NOW), "kiểm")
    desk.assure_key()
    try:
        yield desk
    finally:
        desk.close()


def _compare_dossiers(compared: Compared, figures: PeriodFigures, plain: PlainCount) -> None:
    name = figures.unit_name
    rows = plain.by("level, field")
    found: dict[tuple[str, ...], Counts] = {
        (row.level.value, row.field): counts_of(row.counts) for row in figures.rows
    }
    compared.same(f"{name}: rows of the form", sorted(found), sorted(rows))
    for key, counts in rows.items():
        compared.same(f"{name}: {key}", found.get(key), counts)
    agencies: dict[tuple[str, ...], Counts] = {
        (row.name,): counts_of(row.counts) for row in figures.agencies
    }
    for key, counts in plain.by("agency").items():
        compared.same(f"{name}: {key}", agencies.get(key), counts)
    compared.same(f"{name}: total", counts_of(figures.total), plain.total())


def _compare_scores(compared: Compared, desk: Services, unit: UnitStore, plain: PlainCount) -> None:
    table = desk.evaluation.of_period(unit.boss, _FIRST, _LAST)
    for kind, group in (
        (EvaluatedKind.UNIT, ""),
        (EvaluatedKind.LEVEL, "level"),
        (EvaluatedKind.AGENCY, "agency"),
        (EvaluatedKind.OFFICER, "officer"),
    ):
        wanted = plain.total_time(group)
        for row in table.of(kind):
            score = row.score(EvaluationIndex.TOTAL_TIME)
            key = {"": "", "level": row.key, "agency": row.name, "officer": row.key}[group]
            said = None if score is None or not score.count else (score.points, score.count)
            compared.same(f"{unit.name}: index 1, {row.name}", said, wanted.get(key))
    faces = desk.ratings.figures(unit.boss, _FIRST, _LAST).faces
    said_faces = {"happy": faces.happy, "neutral": faces.neutral, "unhappy": faces.unhappy}
    compared.same(f"{unit.name}: faces", said_faces, plain.faces())


def _compare_beside(
    compared: Compared, name: str, sections: Sections | None, plain: PlainCount
) -> None:
    if sections is None:
        compared.problems.append(f"{name}: nothing was frozen beside the dossiers")
        return
    for what, program, statements in (
        ("petitions", petitions_of(sections.petitions), PETITIONS),
        ("registers", registers_of(sections.registers), REGISTERS),
    ):
        for key, number in plain.beside(statements).items():
            compared.same(f"{name}: {what}, {key}", program.get(key), number)


def _bounds() -> tuple[str, str]:
    """Return the quarter's bounds as the store writes instants."""
    first, last = (at.replace(tzinfo=None) for at in (QUARTER_START, QUARTER_END))
    return first.isoformat(" ", "microseconds"), last.isoformat(" ", "microseconds")
