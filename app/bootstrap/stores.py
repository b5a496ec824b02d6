"""Opens and creates the store of a data folder, watched by the record that lies outside it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap.keys import new_store_key, store_key_of
from app.bootstrap.safe_places import high_water_folder
from app.bootstrap.server_login import server_url
from app.models.database import Database
from app.models.room import Room
from app.models.standing import watch
from app.models.store import create_sqlite, make_store_folder, open_postgresql, open_sqlite
from app.paths import STORE_NAME


def open_database(data: Path, url: str = "", *, refuses: bool = True) -> Database:
    """Open the store of a data folder, or the shared one at `url`, and watch its high water.

    Raises StoreError, also for a store that lost what it has been seen to hold (without `refuses`
    such a one can be read), StoreKeyError where the key of an encrypted one is not to be had.
    """
    if url:
        database = open_postgresql(server_url(data, url))
    else:
        database = open_sqlite(data / STORE_NAME, store_key_of(data))
    database.room = Room(data)
    try:
        watch(database, high_water_folder(data), refuses=refuses)
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def new_store(data: Path, url: str = "", *, is_encrypted: bool = False) -> Generator[Database]:
    """Create an empty store and give it free when the block ends well; else nothing is left.

    A server's store is not encrypted from here. Raises StoreError where a store is there already.
    """
    make_store_folder(data)
    if url:
        database = open_postgresql(server_url(data, url))
    else:
        key = new_store_key(data) if is_encrypted else None
        database = create_sqlite(data / STORE_NAME, key)
    database.room = Room(data)
    try:
        watch(database, high_water_folder(data))
        yield database
    except BaseException:
        database.close()
        if not url:
            for path in data.glob(f"{STORE_NAME}*"):
                path.unlink(missing_ok=True)
        raise
