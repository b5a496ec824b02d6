"""Where a data folder keeps what must not be lost: files, marks, and backups of it all."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.bootstrap.keys import keystore_of, secrets_of
from app.clock import Clock
from app.errors import InvalidInputError
from app.models.desk_account import allow_desk
from app.models.server_trust import login_of, with_password, without_password
from app.models.store import open_postgresql, try_server
from app.outputs import GuardedPlaces, Outputs
from app.paths import default_high_water_folder
from app.server_address import has_password
from app.settings import SettingsFile
from app.wording import sentences

if TYPE_CHECKING:
    from app.services.backup.making import BackupKit
    from app.services.backup.restoring import Restorer
    from app.services.safekeeping.secret import OfficeSecret
    from app.services.store_files import StoreFiles

# The password of a shared store's server: kept like the keys, never in an address or a setting.

_PREFIX: Final = "server-"


def server_url(data: Path, url: str) -> str:
    """Return `url` with the password that this machine keeps for it; never shown or stored.

    One whose password lies in a password or service file is returned as it is. Raises StoreError.
    """
    kept = keystore_of(data).read(_name_of(url)) if url else None
    return url if kept is None else with_password(url, kept.decode())


def keep_server_password(data: Path, url: str, password: str) -> None:
    """Keep the password of the account that `url` names, once the server took it.

    It goes to the system's keystore, or to a file of mode 0600 where there is none. Raises
    InvalidInputError (password) for an empty one, ServerPasswordError for a wrong one, StoreError.
    """
    if not password:
        raise InvalidInputError("password", sentences.NO_PASSWORD)
    try_server(with_password(url, password))
    _put(data, url, password)


def forget_server_password(data: Path, url: str) -> None:
    """Forget the password that is kept for `url`. Raises StoreError."""
    keystore_of(data).remove(_name_of(url))


def address_of_settings(data: Path) -> str:
    """Return the shared store's address of the settings, "" for none.

    A password that an older version let stand in it is moved to where passwords are kept. Raises
    StoreError.
    """
    file = SettingsFile(data)
    address = file.load().database_url
    if not address or not has_password(address):
        return address
    plain, password = without_password(address)
    _put(data, plain, password)
    file.change(lambda kept: replace(kept, database_url=plain))
    return plain


def _put(data: Path, url: str, password: str) -> None:
    keystore = keystore_of(data)
    keystore.remove(_name_of(url))
    keystore.add(_name_of(url), password.encode())


def _name_of(url: str) -> str:
    return _PREFIX + hashlib.sha256(login_of(url).encode()).hexdigest()[:32]


_BESIDE_STORE: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a store, by the ending of its name."""


def high_water_folder(data: Path) -> Path:
    """Return where this machine's records of what each store has held lie."""
    chosen = SettingsFile(data).load().high_water_folder
    return data / chosen if chosen else default_high_water_folder()


def outputs_of(data: Path) -> Outputs:
    """Return what checks where files go that a person names, beside the store of `data`."""
    return Outputs(lambda: guarded_places(data))


def guarded_places(data: Path) -> GuardedPlaces:
    """Return where this machine keeps its own, as the settings are now. Raises StoreError.

    What lies in the data folder as a link is guarded where it leads to as well.
    """
    from app.services.backup.making import backup_places
    from app.services.store_files import files_folder

    backups = backup_places(data)
    linked = [entry.resolve() for entry in _entries(data) if entry.is_symlink()]
    return GuardedPlaces(
        folders=(
            data,
            *(Path(f"{entry}{more}") for entry in linked for more in ("", *_BESIDE_STORE)),
            files_folder(data),
            default_high_water_folder(),
            high_water_folder(data),
        ),
        backups=tuple(each for each in (backups.main, backups.second) if each is not None),
    )


def _entries(data: Path) -> tuple[Path, ...]:
    try:
        return tuple(data.iterdir())
    except OSError:
        return ()


def backup_kit(data: Path, files: "StoreFiles") -> "BackupKit":
    """Return what of this machine goes into a backup, with the store's `files`.

    Raises StoreError.
    """
    from app.services.backup.making import BackupKit, backup_places

    return BackupKit(
        data=data,
        secrets=secrets_of(data),
        keystore=keystore_of(data),
        files=files.scans,
        file_problems=files.problems,
        places=lambda: backup_places(data),
        settings=SettingsFile(data).text,
    )


def restorer_for(
    data: Path, url: str, clock: Clock, sheet: "OfficeSecret | None" = None
) -> "Restorer":
    """Return what puts backups back into a data folder, or into the empty shared store at `url`.

    Raises StoreError.
    """
    from app.services.backup.making import backup_places
    from app.services.backup.restoring import RestorePlace, Restorer
    from app.services.store_files import files_folder

    places = backup_places(data)
    mirrors = tuple(folder for folder in (places.main, places.second) if folder is not None)
    place = RestorePlace(
        data=data,
        url=server_url(data, url),
        high_water=high_water_folder(data),
        secrets=secrets_of(data),
        keystore=keystore_of(data),
        files=files_folder(data),
        mirrors=mirrors,
    )
    return Restorer(clock, place, sheet)


def allow_account(data: Path, url: str, account: str) -> None:
    """Let `account` do what a desk does in the store at `url`, and no more. Raises UserError."""
    database = open_postgresql(server_url(data, url))
    try:
        allow_desk(database, account)
    finally:
        database.close()
