"""Where a data folder keeps what must not be lost: files, marks, and backups of it all."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.bootstrap.keys import keystore_of, secrets_of
from app.bootstrap.server_login import server_url
from app.clock import Clock
from app.outputs import GuardedPlaces, Outputs
from app.paths import default_high_water_folder
from app.settings import SettingsFile

if TYPE_CHECKING:
    from app.services.backup.making import BackupKit
    from app.services.backup.restoring import Restorer
    from app.services.files.folder import FileFolder
    from app.services.safekeeping.secret import OfficeSecret

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


def backup_kit(data: Path, files: "FileFolder") -> "BackupKit":
    """Return what of this machine goes into a backup, with the store's `files`.

    Raises StoreError.
    """
    from app.services.backup.making import BackupKit, backup_places

    return BackupKit(
        data=data,
        secrets=secrets_of(data),
        keystore=keystore_of(data),
        files=files,
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
