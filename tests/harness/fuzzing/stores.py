"""Store files at their opening: pages harmed, rows of another hand, nonsense."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.paths import STORE_NAME
from app.settings import Settings, SettingsFile
from tests.harness.fuzzing.entry import Entry, require
from tests.harness.fuzzing.odd import mutated_bytes, noise
from tests.harness.fuzzing.world import TUESDAY_MORNING, a_world
from tests.services.store_builders import FakeTime

_PAGE: Final = 4096


class StoreFiles(Entry[bytes]):
    """Mutated stores at opening: opened whole, or refused; nothing else."""

    tenth = 500

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        a_world(folder).desk.close()
        self.store = (folder / STORE_NAME).read_bytes()
        self.data = folder / "data"
        shutil.copytree(folder / "keys", self.data / "keys")
        self.keys = {path.name for path in (self.data / "keys").iterdir()}
        self.path = self.data / STORE_NAME
        marks = Settings(high_water_folder="marks", keystore="file")
        SettingsFile(self.data).save(marks)

    def make(self, chance: random.Random) -> bytes:
        pick = chance.random()
        if pick < 0.15:
            return mutated_bytes(chance, self.store[:100]) + self.store[100:]
        if pick < 0.5:
            return harm_a_page(chance, self.store)
        if pick < 0.7:
            return _with_other_rows(chance, self.store, self.data / "other.db")
        if pick < 0.75:
            return noise(chance).encode("utf-8", "surrogatepass")
        return mutated_bytes(chance, self.store)

    def feed(self, made: bytes) -> None:
        self.put(made)
        self.look_in()

    def put(self, store: bytes, log: bytes = b"") -> None:
        """Lay down a store and what its write-ahead log holds, as if nobody had opened it yet."""
        for path in (*(self.data / "marks").glob("*"), *(self.data / "keys").glob("*")):
            if path.name not in self.keys:
                path.unlink()
        for ending in ("-wal", "-shm", "-check"):
            self.path.with_name(STORE_NAME + ending).unlink(missing_ok=True)
        self.path.write_bytes(store)
        if log:
            self.path.with_name(f"{STORE_NAME}-wal").write_bytes(log)

    def look_in(self) -> None:
        """Open the store as the program does, read of it, and check all of it."""
        desk = open_services(self.data, clock=Clock(FakeTime(TUESDAY_MORNING)), station="Máy 1")
        try:
            desk.search.find(desk.console(), "Nguyễn")
            check = desk.database.page_check
            require(check is not None, "a local store without a check of its pages")
            if check is not None:
                check.finish(desk.clock.now, lambda _part: None)
        finally:
            desk.close()


def harm_a_page(chance: random.Random, store: bytes) -> bytes:
    """Return a file of pages with one of them harmed."""
    pages = max(1, len(store) // _PAGE)
    # The first pages hold the schema, which everything else is read by.
    page = chance.randrange(min(pages, 12)) if chance.random() < 0.5 else chance.randrange(pages)
    at = page * _PAGE
    harmed = mutated_bytes(chance, store[at : at + _PAGE])[:_PAGE].ljust(_PAGE, b"\0")
    return store[:at] + harmed + store[at + _PAGE :]


_STATEMENTS: Final = (
    "PRAGMA user_version = 99",
    "PRAGMA application_id = 0",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE alembic_version SET version_num = x'ff00'",
    "DELETE FROM alembic_version",
    "DROP TABLE alembic_version",
    "UPDATE units SET kind = 'nonsense'",
    "UPDATE units SET code = x'fffe'",
    "DELETE FROM units",
    "UPDATE public_keys SET public_key = 'zz'",
    "UPDATE public_keys SET key_id = 999",
    "DROP TABLE dossiers",
    "ALTER TABLE dossiers DROP COLUMN note",
    "UPDATE dossiers SET received_at = 'yesterday'",
    "UPDATE dossiers SET code = NULL",
    "UPDATE dossier_states SET status = 'nonsense'",
    "UPDATE officers SET password_hash = 'x'",
    "CREATE TRIGGER t AFTER INSERT ON dossiers BEGIN SELECT load_extension('x'); END",
    "CREATE VIEW v AS SELECT * FROM missing",
    "DELETE FROM dossier_search_data",
    "VACUUM",
)


def _with_other_rows(chance: random.Random, store: bytes, path: Path) -> bytes:
    path.write_bytes(store)
    with closing(sqlite3.connect(path)) as connection:
        for _ in range(chance.choice((1, 1, 2))):
            try:
                connection.execute(chance.choice(_STATEMENTS))
                connection.commit()
            except sqlite3.Error:
                connection.rollback()
        connection.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()
