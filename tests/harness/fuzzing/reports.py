"""Period files that a province takes in: altered ones, and nonsense that a unit's key signed."""

import json
import random
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.reports.province import FORMS, sum_annex, write_sum_files
from app.reports.quarter.annex import AnnexHead
from app.reports.quarter.files import ReportFormat
from app.services.exchange.content import uid_of
from app.services.exchange.envelope import read_own, write_bundle
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.periods.records import DossierCounts, PeriodFigures
from app.services.province.adding import parts_of
from app.services.province.records import ProvinceSum
from tests.harness.fuzzing.entry import Entry, require
from tests.harness.fuzzing.odd import ODD_WHOLES, mutated_bytes
from tests.harness.fuzzing.trees import members_of, mutated_archive, mutated_tree
from tests.services.desk_builders import a_counter
from tests.services.province.builders import LOCKED_AT, QUARTER, Commune, a_centre, some_figures
from tests.services.province.sections import some_sections
from tests.services.store_builders import OFFICE, FakeTime, a_store
from tests.unguarded import UNGUARDED

Signed = tuple[str, bytes]
_FILES_EVERY = 10
_UNITS = (Commune("000.00.08.H53", "UBND xã An Hội"), Commune("000.00.09.H53", "UBND xã An Lạc"))


class ReportFiles(Entry[Signed]):
    """Figures are harmed before they are frozen, a lock before it is sent, a file at the end."""

    tenth = 500
    batch = 1_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        office = replace(OFFICE, code="000.00.01.H53", name="UBND tỉnh Thử")
        counter = a_counter(folder, FakeTime(), a_store(folder), office)
        self.centre = a_centre(folder, counter)
        for unit in _UNITS:
            self.centre.know(unit)
        self.unit = _UNITS[0]
        figures = self._figures(7)
        said = self.unit.said(figures)
        self.path = self.centre.path("upload")
        self.whole = self.unit.file(self.path, said).read_bytes()
        self.members = members_of(self.whole)
        self.header, data = read_own(self.path)
        self.said: Any = json.loads(data)
        self.frozen: Any = json.loads(said.figures)
        self.figures = figures
        self.sent = self.taken = 0
        # A large sheet's rows wait in a file of the system's: here it lies where one may write.
        tempfile.tempdir = str(folder)

    def _figures(self, seed: int) -> PeriodFigures:
        figures = some_figures(self.unit, seed)
        dice = random.Random(seed)
        sections = some_sections(dice, QUARTER, self.unit.code, self.unit.name)
        return replace(figures, sections=sections)

    def make(self, chance: random.Random) -> Signed:
        pick = chance.random()
        if pick < 0.05:
            return "sound", str(chance.randrange(1 << 30)).encode()
        if pick < 0.4:
            return "figures", _text(mutated_tree(chance, self.frozen))
        if pick < 0.55:
            return "figures", _text(_counted_wrongly(chance, self.frozen))
        if pick < 0.7:
            return "lock", _text(mutated_tree(chance, self.said))
        if pick < 0.8:
            return "lock", mutated_bytes(chance, _text(self.said))
        return "bytes", mutated_archive(chance, self.whole, self.members)

    def feed(self, made: Signed) -> None:
        kind, content = made
        self.sent += 1
        if kind == "bytes":
            self.path.write_bytes(content)
        elif kind == "lock":
            header = replace(self.header, uid=uid_of(self.header, content))
            write_bundle(self.path, header, content, {}, self.unit.private.sign)
        elif kind == "sound":
            said = self.unit.said(self._figures(int(content)), self.sent)
            self.unit.file(self.path, said)
        else:
            text = content.decode("utf-8", "replace")
            self.unit.file(self.path, self.unit.said(self.figures, self.sent, text))
        province, boss = self.centre.province, self.centre.boss
        province.take_in(boss, self.path, QUARTER.key)
        self.taken += 1
        self._add_up(province.sum(boss, QUARTER.key))

    def _add_up(self, told: ProvinceSum) -> None:
        """Show what was taken: the sum, each unit's part of every form, and now and then files."""
        known = [line.counts for line in told.units if line.counts is not None]
        require(told.total == DossierCounts.added(known), "the sum is not that of the units")
        parts_of(told)
        head = _head(told)
        for form in FORMS:
            sum_annex(form, head, told)
        if self.taken % _FILES_EVERY == 0:
            formats = {ReportFormat.XLSX, ReportFormat.PDF}
            write_sum_files(told, head, self.folder / "files", formats, outputs=UNGUARDED)

    def problems(self) -> list[str]:
        database = self.centre.counter.database
        drafts = list((self.centre.folder / "reports").glob(".*"))
        return [
            *StoreCheck(database, (signed_form_problems,)).problems(),
            *(f"left behind: {path.name}" for path in drafts),
        ]

    def close(self) -> None:
        self.centre.counter.database.close()


def _head(told: ProvinceSum) -> AnnexHead:
    period = told.period
    return AnnexHead(
        reporter="UBND tỉnh Thử",
        receiver="…",
        period_name=period.name,
        first_day=period.first_day,
        last_day=period.last_day,
        place="An Thử",
        made_at=LOCKED_AT,
        made_by="",
        signer="",
        is_demo=False,
        is_locked=True,
    )


def _text(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace")


def _counted_wrongly(chance: random.Random, tree: Any) -> Any:
    """Return figures with one number changed a little, or beyond all measure."""
    changed = deepcopy(tree)
    at, key = chance.choice(list(_numbers(changed)))
    at[key] = chance.choice((at[key] + 1, at[key] - 1, 0, chance.choice(ODD_WHOLES)))
    return changed


def _numbers(at: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where each number of a tree is: what holds it, and under which key."""
    pairs = at.items() if isinstance(at, dict) else enumerate(at)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from _numbers(value)
        elif isinstance(value, int):
            yield at, key
