"""Opens and creates the store of a data folder, watched by the record that lies outside it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap.keys import key_folder_of, new_store_key, secrets_of, store_key_of
from app.bootstrap.safe_places import (
    backup_kit,
    high_water_folder,
    outputs_of,
    restorer_for,
    server_url,
)
from app.clock import Clock
from app.models.database import Database
from app.models.disk_reserve import DiskReserve
from app.models.store import create_sqlite, make_store_folder, open_postgresql, open_sqlite
from app.models.store_freshness import watch
from app.paths import STORE_NAME
from app.services.container import OpenStore, Services
from app.services.ledger.transactions import Transactions, bind_found_rows
from app.services.office.own_office import office_id_of, require_office


def open_database(data: Path, url: str = "", *, refuses: bool = True) -> Database:
    """Open the store of a data folder, or the shared one at `url`, and watch its high water.

    Raises StoreError, also for a store that lost what it has been seen to hold (without `refuses`
    such a one can be read), StoreKeyError where the key of an encrypted one is not to be had.
    """
    if url:
        database = open_postgresql(server_url(data, url))
    else:
        database = open_sqlite(data / STORE_NAME, store_key_of(data))
    database.room = DiskReserve(data)
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
    database.room = DiskReserve(data)
    try:
        watch(database, high_water_folder(data))
        yield database
    except BaseException:
        database.close()
        if not url:
            for path in data.glob(f"{STORE_NAME}*"):
                path.unlink(missing_ok=True)
        raise


# Opens a store with its services: what the command line and the window share.


def open_services(data: Path, url: str = "", *, clock: Clock, station: str = "") -> Services:
    """Open a store that has its office, with its services. Raises StoreError.

    Desks that share a store share its server's clock: what one does is never in another's future.
    """
    database = open_database(data, url)
    try:
        require_office(database)
        bind_found_rows(database)
        return services_over(database, data, clock.ahead_by(database.ahead_of(clock.now)), station)
    except BaseException:
        database.close()
        raise


def services_over(database: Database, data: Path, clock: Clock, station: str = "") -> Services:
    """Return the services over an open store that has its office. Raises StoreError."""
    return Services(
        OpenStore(
            data=data,
            outputs=outputs_of(data),
            database=database,
            clock=clock,
            office_id=office_id_of(database),
            station=station,
            transactions=Transactions(database, clock),
            key_folder=lambda: key_folder_of(data),
            secrets=lambda: secrets_of(data),
            backup_kit=lambda files: backup_kit(data, files),
            restorer=lambda: restorer_for(data, "", clock),
            transactions_over=lambda fresh: Transactions(fresh, clock),
        )
    )
