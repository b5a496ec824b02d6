"""Backup files: what they say in clear and what they hold sealed, changed and cut."""

import json
import random
from pathlib import Path

from app.paths import STORE_NAME
from app.services.backup.sealed import read_header
from tests.harness.fuzzing.entry import Entry, each
from tests.harness.fuzzing.odd import mutated_bytes
from tests.harness.fuzzing.trees import json_bytes
from tests.services.backup.builders import Machine, on_machine
from tests.services.store_builders import FakeTime, a_store

_MAGIC = b"MOTCUA-BACKUP-1\n"


class BackupFiles(Entry[bytes]):
    """Looked into and tried out: refused, or whole; nothing of a try is left."""

    tenth = 1_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        data = folder / "data"
        data.mkdir()
        self.machine = Machine(data, FakeTime())
        self.counter = on_machine(self.machine, a_store(data))
        self.counter.code()
        made = self.machine.backups(self.counter).make().path
        self.whole = made.read_bytes()
        with made.open("rb") as source:
            _header, self.head = read_header(source)
        self.tree = json.loads(self.head[len(_MAGIC) + 4 :])
        self.path = folder / "upload.motcua-backup"
        self.before = self._left()

    def make(self, chance: random.Random) -> bytes:
        pick = chance.random()
        sealed = self.whole[len(self.head) :]
        if pick < 0.4:
            document = json_bytes(chance, self.tree)
            return _MAGIC + len(document).to_bytes(4, "big") + document + sealed
        if pick < 0.5:
            return mutated_bytes(chance, self.head) + sealed
        if pick < 0.8:
            return self.head + mutated_bytes(chance, sealed)
        return self.whole if pick > 0.99 else mutated_bytes(chance, self.whole)

    def feed(self, made: bytes) -> None:
        self.path.write_bytes(made)
        restorer = self.machine.restorer()
        each(lambda: restorer.look(self.path), lambda: restorer.try_out(self.path))

    def problems(self) -> list[str]:
        return [f"left behind: {name}" for name in sorted(self._left() - self.before)]

    def _left(self) -> set[str]:
        beside = {STORE_NAME, f"{STORE_NAME}-wal", f"{STORE_NAME}-shm"}
        return {path.name for path in self.machine.data.iterdir()} - beside

    def close(self) -> None:
        self.counter.database.close()
