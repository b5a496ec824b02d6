"""Where this machine's backups lie."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.settings import SettingsFile

BACKUPS_FOLDER: Final = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlaces:
    """Where this machine's backups lie; `second` is None where no second folder is chosen."""

    main: Path
    second: Path | None


def backup_places(data: Path) -> BackupPlaces:
    """Return where this machine's backups lie, as the settings are now. Raises StoreError."""
    settings = SettingsFile(data).load()
    second = settings.backup_second_folder
    return BackupPlaces(
        main=data / (settings.backup_folder or BACKUPS_FOLDER),
        second=data / second if second else None,
    )
