"""Registers from outside: CSV and XLSX files of entries, each cell typed by somebody else."""

import random
from pathlib import Path
from typing import Any, Final

from app.services.registers.definitions import REGISTERS
from app.services.registers.records import EntryQuery
from app.vocabulary.reports import RegisterKind
from tests.harness.fuzzing.odd import mutated_bytes, mutated_text, odd_text
from tests.harness.fuzzing.tables import FileEntry, Upload
from tests.harness.fuzzing.trees import members_of, mutated_archive, mutated_csv
from tests.harness.register_entries import TYPED
from tests.services.catalogue.files import a_raw_xlsx, text_cells

Rows = list[tuple[Any, ...]]
_TYPED_CELLS: Final = (
    *("<c><v>46327</v></c>", "<c><v>0.5</v></c>", "<c><v>-1</v></c>", "<c><v>1e999</v></c>"),
    *("<c><v>2958466</v></c>", '<c t="b"><v>1</v></c>', '<c t="b"><v>7</v></c>', "<c/>"),
    *('<c t="e"><v>#DIV/0!</v></c>', '<c t="d"><v>2026-11-20T08:00:00</v></c>'),
    *('<c t="d"><v>0000-00-00</v></c>', '<c t="s"><v>3</v></c>', "<c><f>1+1</f><v>2</v></c>"),
)
"""Numbers, days, truths and faults as a spreadsheet keeps them."""


class RegisterFiles(FileEntry):
    """The import of each register, under the fields' names and under their titles."""

    tenth = 1_000
    batch = 1_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.rows = {kind: _rows(kind) for kind in RegisterKind}
        whole = "".join(
            text_cells(number, *row) for number, row in enumerate(_rows(RegisterKind.FINDINGS), 1)
        )
        self.workbook = a_raw_xlsx(folder, whole).read_bytes()
        self.members = members_of(self.workbook)

    def make(self, chance: random.Random) -> Upload:
        kind = chance.choice(tuple(RegisterKind))
        suffix, content = self._file(chance, self.rows[kind])
        return f"-{kind}{suffix}", content

    def _file(self, chance: random.Random, rows: Rows) -> Upload:
        pick = chance.random()
        if pick < 0.1:
            return ".csv", mutated_csv(chance, [*rows, *rows[1:] * chance.choice((1, 20, 100))])
        if pick < 0.55:
            return ".csv", mutated_csv(chance, rows)
        if pick < 0.8:
            return ".xlsx", self._sheet(chance, rows)
        if pick < 0.9:
            return ".xlsx", mutated_archive(chance, self.workbook, self.members)
        suffix = chance.choice((".csv", ".xlsx", ".json", ".txt", ".exe", ""))
        return suffix, mutated_bytes(chance, chance.choice((self.workbook, b"a;b\n1;2", b"")))

    def _sheet(self, chance: random.Random, rows: Rows) -> bytes:
        """Return a workbook of one entry, a cell or two of another type than text."""
        cells = [f'<c t="inlineStr"><is><t>{_plain(text)}</t></is></c>' for text in rows[1]]
        for _cell in range(chance.choice((1, 2))):
            at = chance.randrange(len(cells))
            odd = mutated_text(chance, rows[1][at]) if chance.random() < 0.5 else odd_text(chance)
            text = f'<c t="inlineStr"><is><t>{_plain(odd)}</t></is></c>'
            cells[at] = chance.choice(_TYPED_CELLS) if chance.random() < 0.7 else text
        sheet = text_cells(1, *rows[0]) + f'<row r="2">{"".join(cells)}</row>'
        return a_raw_xlsx(self.folder, sheet).read_bytes()

    def feed(self, made: Upload) -> None:
        kind = RegisterKind(made[0].removeprefix("-").partition(".")[0])
        self.world.desk.registers.take_in(self.world.officer, kind, self.path_of(made))

    def problems(self) -> list[str]:
        desk, officer = self.world.desk, self.world.officer
        for kind in RegisterKind:
            desk.registers.entries(officer, kind, EntryQuery())
        return super().problems()


def _rows(kind: RegisterKind) -> Rows:
    """Return an entry as a file of two rows, the titles of the fields above."""
    typed = TYPED[kind]
    titles = tuple(one.title for one in REGISTERS[kind].fields)
    return [titles, tuple(str(typed.get(one.name, "")) for one in REGISTERS[kind].fields)]


def _plain(text: str) -> str:
    """Return text that a sheet may hold between two marks."""
    usable = text.encode("utf-8", "replace").decode()
    return usable.replace("&", "&amp;").replace("<", "&lt;")
