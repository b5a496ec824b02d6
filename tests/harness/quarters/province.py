"""A province that takes in what units export, and what plain SQL counted in all of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap.stores import open_database, services_over
from app.clock import Clock
from app.models.store import create_sqlite
from app.outputs import OutputPlace
from app.paths import STORE_NAME
from app.services.container import Services
from app.services.exchange.key_card import KeyCard
from app.services.office.records import NewOffice
from app.services.periods.records import Sections
from app.services.province.adding import parts_of
from app.services.province.records import ProvinceSum
from app.settings import Settings, SettingsFile
from app.vocabulary.evaluation import EvaluationIndex
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.harness.quarters.lives import NOW, QUARTER_START
from tests.harness.quarters.plain_sql import Counts, PlainCount
from tests.harness.quarters.records import counts_of, petitions_of, registers_of
from tests.harness.quarters.side_sql import PETITIONS, REGISTERS
from tests.harness.quarters.unit_store import UnitStore
from tests.services.store_builders import an_actor, an_office

Line = tuple[str, object, object]


@dataclass(slots=True)
class Added:
    """What the units sent, and the plain counts of all of them added up."""

    files: list[Path] = field(default_factory=list)
    cards: list[KeyCard] = field(default_factory=list)
    rows: dict[tuple[str, ...], Counts] = field(default_factory=dict)
    total_time: Counter[str] = field(default_factory=Counter)
    faces: Counter[str] = field(default_factory=Counter)
    petitions: Counter[str] = field(default_factory=Counter)
    registers: Counter[str] = field(default_factory=Counter)

    def take(self, desk: Services, unit: UnitStore, plain: PlainCount, period: str) -> None:
        """Export a unit's period, and add what plain SQL counts in its file."""
        made = desk.province.export(unit.boss, period)
        file = desk.data / made.file_name
        made.file.save(OutputPlace(file))
        self.files.append(file)
        self.cards.append(desk.peers.card(unit.boss))
        for key, counts in plain.by("level, field").items():
            had = self.rows.get(key, (0,) * len(counts))
            self.rows[key] = tuple(a + b for a, b in zip(had, counts, strict=True))
        points, count = plain.total_time("").get("", (0, 0))
        self.total_time.update(points=points, count=count)
        self.faces.update(plain.faces())
        self.petitions.update(plain.beside(PETITIONS))
        self.registers.update(plain.beside(REGISTERS))

    def beside(self, told: ProvinceSum) -> Iterator[Line]:
        """Yield each figure: what it is, what the program says, what plain SQL counted."""
        found = {(row.level.value, row.field): counts_of(row.counts) for row in told.rows}
        yield "rows of the form", sorted(found), sorted(self.rows)
        for key, counts in self.rows.items():
            yield str(key), found.get((key[0], key[1])), counts
        total = tuple(sum(column) for column in zip(*self.rows.values(), strict=True))
        yield "total", counts_of(told.total), total
        whole = None if told.whole is None else told.whole.sections
        if whole is None:
            yield "sections", None, "of every unit"
            return
        yield from self._sections(whole)
        yield "processing", _processing(whole), total[:4]
        parts = [each for part in parts_of(told) if (each := part.figures.sections)]
        petitions = _together(petitions_of(each.petitions) for each in parts)
        registers = _together(registers_of(each.registers) for each in parts)
        yield "parts of petitions", petitions, dict(self.petitions)
        yield "parts of registers", registers, dict(self.registers)

    def _sections(self, whole: Sections) -> Iterator[Line]:
        faces = whole.ratings.faces
        said = {"happy": faces.happy, "neutral": faces.neutral, "unhappy": faces.unhappy}
        yield "faces", said, dict(self.faces)
        yield "index 1", _total_time(whole), dict(self.total_time)
        yield from _each("petitions", petitions_of(whole.petitions), self.petitions)
        yield from _each("registers", registers_of(whole.registers), self.registers)


@contextmanager
def told_by_a_province(folder: Path, added: Added, period: str) -> Iterator[ProvinceSum]:
    """Found a province's office in `folder`, let it take in what was sent, and add it up."""
    folder.mkdir()
    SettingsFile(folder).save(Settings(high_water_folder="high-water", keystore="file"))
    database = create_sqlite(folder / STORE_NAME)
    office = NewOffice(code="000.00.00.H53", name="Văn phòng UBND tỉnh", level=Level.PROVINCE)
    admin = an_office(database, Clock(lambda: QUARTER_START), office)
    boss = an_actor(database, Role.SUPERVISOR, login="phutrach")
    database.close()
    desk = services_over(open_database(folder), folder, Clock(lambda: NOW), "tỉnh")
    try:
        desk.assure_key()
        for card, path in zip(added.cards, added.files, strict=True):
            desk.peers.confirm(admin, card.payload, card.fingerprint)
            desk.province.take_in(boss, path, period)
        yield desk.province.sum(boss, period)
    finally:
        desk.close()


def _together(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    every: Counter[str] = Counter()
    for each in counts:
        every.update(each)
    return dict(every)


def _each(what: str, program: Mapping[str, int], plain: Mapping[str, int]) -> Iterator[Line]:
    for key, number in plain.items():
        yield f"{what}, {key}", program.get(key), number


def _total_time(whole: Sections) -> dict[str, int]:
    row = next(row for row in whole.evaluation.rows if not row.key)
    score = row.score(EvaluationIndex.TOTAL_TIME)
    return {} if score is None else {"points": score.points, "count": score.count}


def _processing(whole: Sections) -> Counts:
    row = next(row for row in whole.quality.processing if not row.key)
    return (row.carried_over, row.counter, row.online, row.post)
