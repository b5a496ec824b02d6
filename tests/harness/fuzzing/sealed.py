"""Sealed files beside the store, changed and cut where they lie: what was kept, or a sentence."""

import hashlib
import random
from pathlib import Path

from app.clock import Clock
from app.services.exchange.folder import SUFFIX, BundleFolder
from app.services.files.folder import FileFolder
from app.services.safekeeping.sealing import HEAD_BYTES, FileSeal
from tests.harness.fuzzing.entry import Entry, each, require
from tests.harness.fuzzing.odd import mutated_bytes
from tests.services.store_builders import a_store

_SCAN = bytes(at * 7 % 251 for at in range(150_000))
_SHA256 = hashlib.sha256(_SCAN).hexdigest()


class SealedFiles(Entry[bytes]):
    """A scan and a bundle of three chunks: never other bytes than those that were kept."""

    tenth = 5_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.database = a_store(folder)
        seal = FileSeal.of(self.database, Clock())
        self.scans, self.bundles = FileFolder(folder / "files", seal), BundleFolder(folder, seal)
        self.scans.put(_SCAN)
        self.scan = folder / "files" / _SHA256[:2] / f"{_SHA256}.sealed"
        self.bundle = folder / f"{_SHA256}{SUFFIX}.sealed"
        self.whole = self.scan.read_bytes()

    def make(self, chance: random.Random) -> bytes:
        pick = chance.random()
        if pick < 0.3:
            return mutated_bytes(chance, self.whole[:HEAD_BYTES]) + self.whole[HEAD_BYTES:]
        if pick < 0.5:
            return self.whole[:HEAD_BYTES] + mutated_bytes(chance, self.whole[HEAD_BYTES:])
        return self.whole if pick > 0.99 else mutated_bytes(chance, self.whole)

    def feed(self, made: bytes) -> None:
        self.scan.write_bytes(made)
        self.bundle.write_bytes(made)
        found = self.bundles.find(_SHA256)
        require(found is None or found.size == len(_SCAN), "a bundle is not what was kept")
        each(self._read)

    def _read(self) -> None:
        require(self.scans.read(_SHA256) == _SCAN, "a scan is not what was kept")

    def close(self) -> None:
        self.database.close()
