"""Opens a store with its services: what the command line and the window share."""

from pathlib import Path

from app.bootstrap.keys import key_folder_of, secrets_of
from app.bootstrap.safe_places import backup_kit, outputs_of, restorer_for
from app.bootstrap.stores import open_database
from app.clock import Clock
from app.models.database import Database
from app.services.container import OpenStore, Services
from app.services.ledger.transactions import Transactions
from app.services.office.own_office import office_id_of, require_office


def open_services(data: Path, url: str = "", *, clock: Clock, station: str = "") -> Services:
    """Open a store that has its office, with its services. Raises StoreError.

    Desks that share a store share its server's clock: what one does is never in another's future.
    """
    database = open_database(data, url)
    try:
        require_office(database)
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
