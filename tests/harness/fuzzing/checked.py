"""One flipped bit in a store, as a failing disk leaves it: `check` and `audit` tell it in words."""

import io
import random
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import ClassVar, Final

from app.__main__ import main
from app.bootstrap.stores import open_services
from app.clock import Clock
from app.paths import STORE_NAME
from app.settings import Settings, SettingsFile
from tests.harness.fuzzing.entry import Entry, require
from tests.harness.fuzzing.world import TUESDAY_MORNING
from tests.released_stores import RELEASES, a_released_store
from tests.services.store_builders import FakeTime

_FIRST_PRINTED: Final = 0x20


class CheckedStores(Entry[bytes]):
    """The newest released store with one bit flipped: an answer of `check` and of `audit` each.

    Half of the flips are in letters and digits, which is where most of what is read lies.
    """

    most: ClassVar[int] = 2_000
    tenth: ClassVar[int] = 100

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.data = folder / "data"
        self.path = a_released_store(RELEASES[-1], self.data)
        marks = Settings(high_water_folder="marks", keystore="file")
        SettingsFile(self.data).save(marks)
        open_services(self.data, clock=Clock(FakeTime(TUESDAY_MORNING)), station="Máy 1").close()
        self.store = self.path.read_bytes()
        self.letters = [at for at, byte in enumerate(self.store) if byte >= _FIRST_PRINTED]

    def make(self, chance: random.Random) -> bytes:
        in_letters = chance.random() < 0.5
        at = chance.choice(self.letters) if in_letters else chance.randrange(len(self.store))
        harmed = bytearray(self.store)
        harmed[at] ^= 1 << chance.randrange(8)
        return bytes(harmed)

    def feed(self, made: bytes) -> None:
        for verb in ("check", "audit"):
            self._put(made)
            _require_words(verb, self.data)

    def _put(self, store: bytes) -> None:
        shutil.rmtree(self.data / "marks", ignore_errors=True)
        for ending in ("-wal", "-shm"):
            self.path.with_name(STORE_NAME + ending).unlink(missing_ok=True)
        self.path.write_bytes(store)


def _require_words(verb: str, data: Path) -> None:
    """Run a verb; raise BrokenPromiseError where it fails without a sentence."""
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        status = main([verb, "--data", str(data)])
    said = f"{out.getvalue()}{errors.getvalue()}".strip()
    require(status in {0, 1}, f"{verb} ended with {status}")
    require(said, f"{verb} said nothing")
