"""Where a data folder keeps what must not be lost: files, marks, and backups of it all."""

from pathlib import Path

from app.bootstrap.keys import keystore_of, secrets_of
from app.clock import Clock
from app.paths import default_high_water_folder
from app.services.backup.making import BackupKit, BackupPlaces
from app.services.backup.restoring import RestorePlace, Restorer
from app.services.files.folder import FileFolder
from app.services.safekeeping.secret import OfficeSecret
from app.settings import SettingsFile

FILES_FOLDER = "files"
BACKUPS_FOLDER = "backups"


def high_water_folder(data: Path) -> Path:
    """Return where this machine's records of what each store has held lie."""
    chosen = SettingsFile(data).load().high_water_folder
    return data / chosen if chosen else default_high_water_folder()


def files_folder(data: Path) -> Path:
    """Return where this desk's scans lie; one named without its root lies in the data folder."""
    return data / (SettingsFile(data).load().files_folder or FILES_FOLDER)


def backup_places(data: Path) -> BackupPlaces:
    """Return where this machine's backups lie, as the settings are now. Raises StoreError."""
    settings = SettingsFile(data).load()
    second = settings.backup_second_folder
    return BackupPlaces(
        main=data / (settings.backup_folder or BACKUPS_FOLDER),
        second=data / second if second else None,
    )


def backup_kit(data: Path, files: FileFolder) -> BackupKit:
    """Return what of this machine goes into a backup, with the store's `files`.

    Raises StoreError.
    """
    return BackupKit(
        data=data,
        secrets=secrets_of(data),
        keystore=keystore_of(data),
        files=files,
        places=lambda: backup_places(data),
        settings=SettingsFile(data).text,
    )


def restorer_for(data: Path, url: str, clock: Clock, sheet: OfficeSecret | None = None) -> Restorer:
    """Return what puts backups back into a data folder, or into the empty shared store at `url`.

    Raises StoreError.
    """
    places = backup_places(data)
    mirrors = tuple(folder for folder in (places.main, places.second) if folder is not None)
    place = RestorePlace(
        data=data,
        url=url,
        high_water=high_water_folder(data),
        secrets=secrets_of(data),
        keystore=keystore_of(data),
        files=files_folder(data),
        mirrors=mirrors,
    )
    return Restorer(clock, place, sheet)
