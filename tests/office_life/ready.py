"""An office that worked for a while, made once in this process: each test goes on in a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from app.models.database import Database
from app.paths import STORE_NAME
from app.services.forms.keys import SigningKey
from tests.services.desk_builders import Counter, Founded, a_counter
from tests.services.ready_stores import a_ready_store
from tests.services.store_builders import FakeTime

Told = TypeVar("Told")


def a_counter_after(
    live: Callable[[Counter], Told], folder: Path, database: Database | None = None
) -> tuple[Counter, Told]:
    """Return a counter at which `live` has happened, and what `live` told of it.

    The store is `database`, fresh, in `folder`; a new one in its data folder when None, which the
    caller then closes.
    `live` is called once for all files, so it must do the same each time and tell only what holds
    in each copy; on a server it is called each time.
    """
    if database is not None and database.is_shared:
        counter = a_counter(folder, FakeTime(), database)
        return counter, live(counter)
    life = _lived(live)
    if database is None:
        database = a_ready_store(folder / "data")
        store = folder / "data" / STORE_NAME
    else:
        store = folder / STORE_NAME
    database.engine.dispose()
    store.write_bytes(life.store)
    (folder / "keys").mkdir(mode=0o700)
    for name, content in life.keys.items():
        (folder / "keys" / name).write_bytes(content)
        (folder / "keys" / name).chmod(0o600)
    return Counter(folder, FakeTime(life.until), database, life.founded, life.key), life.told


@dataclass(frozen=True, slots=True)
class _Life:
    store: bytes
    keys: dict[str, bytes]
    founded: Founded
    key: SigningKey
    until: datetime
    told: Any


@cache
def _lived(live: Callable[[Counter], object]) -> _Life:
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = a_ready_store(folder)
        counter = a_counter(folder, FakeTime(), database)
        told = live(counter)
        database.close()
        key = counter.signing_key
        key.sign(b"")  # the key's file is read when something is first signed
        keys = {path.name: path.read_bytes() for path in (folder / "keys").iterdir()}
        store = (folder / STORE_NAME).read_bytes()
        return _Life(store, keys, counter.founded, key, counter.time.now, told)
