"""What lies beside a store and is read with it: its write-ahead log, its high-water record."""

import random
from pathlib import Path

from app.bootstrap.stores import open_database
from app.paths import STORE_NAME
from tests.harness.fuzzing.odd import mutated_bytes, noise
from tests.harness.fuzzing.stores import StoreFiles, harm_a_page
from tests.harness.fuzzing.world import a_world

_WAL: str = f"{STORE_NAME}-wal"
_MARKS = "marks"


class WalFiles(StoreFiles):
    """The write-ahead log of a program that was killed, cut and changed."""

    tenth = 150

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        world = a_world(folder / "at work")
        for number in range(3):
            world.desk.drafts.save(world.officer, f"nháp-{number}", "x" * 3_000)
        self.store = (folder / "at work" / STORE_NAME).read_bytes()
        self.log = (folder / "at work" / _WAL).read_bytes()
        world.desk.close()

    def make(self, chance: random.Random) -> bytes:
        pick = chance.random()
        if pick < 0.3:
            return harm_a_page(chance, self.log)
        if pick < 0.4:
            return self.log[: chance.randrange(len(self.log))]
        if pick < 0.45:
            return noise(chance).encode("utf-8", "surrogatepass")
        return self.log if pick < 0.47 else mutated_bytes(chance, self.log)

    def feed(self, made: bytes) -> None:
        self.put(self.store, made)
        self.look_in()


class MarkFiles(StoreFiles):
    """The high-water record of a whole store, changed, cut, of something else."""

    tenth = 300

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.put(self.store)
        open_database(self.data).close()
        (self.mark,) = (self.data / _MARKS).glob("*.db")
        self.record = self.mark.read_bytes()

    def make(self, chance: random.Random) -> bytes:
        pick = chance.random()
        if pick < 0.1:
            return noise(chance).encode("utf-8", "surrogatepass")
        if pick < 0.3:
            return mutated_bytes(chance, self.record[:100]) + self.record[100:]
        if pick < 0.6:
            return harm_a_page(chance, self.record)
        return mutated_bytes(chance, self.record)

    def feed(self, made: bytes) -> None:
        self.put(self.store)
        self.mark.write_bytes(made)
        self.look_in()
