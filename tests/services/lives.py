"""An office that worked for a while, made once in this process: each test goes on in a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.models.database import Database
from app.paths import STORE_NAME
from app.services.forms.keys import SigningKey
from tests.services.desk_builders import Counter, Founded, a_counter
from tests.services.ready_stores import a_ready_store
from tests.services.store_builders import FakeTime

Live = Callable[[Counter], None]


def a_counter_after(live: Live, folder: Path, database: Database) -> Counter:
    """Return a counter at which `live` has happened, over the fresh store of `folder`.

    `live` is called once for all files, so it must do the same each time; on a server it is
    called each time.
    """
    if database.is_shared:
        counter = a_counter(folder, FakeTime(), database)
        live(counter)
        return counter
    life = _lived(live)
    database.engine.dispose()
    (folder / STORE_NAME).write_bytes(life.store)
    return Counter(folder, FakeTime(life.until), database, life.founded, life.key)


@dataclass(frozen=True, slots=True)
class _Life:
    store: bytes
    founded: Founded
    key: SigningKey
    until: datetime


@cache
def _lived(live: Live) -> _Life:
    with TemporaryDirectory() as folder:
        database = a_ready_store(Path(folder))
        counter = a_counter(Path(folder), FakeTime(), database)
        live(counter)
        database.close()
        key = counter.signing_key
        key.sign(b"")  # the key's file is read when something is first signed
        store = (Path(folder) / STORE_NAME).read_bytes()
        return _Life(store, counter.founded, key, counter.time.now)
