"""Where this desk's backups go: as the settings say, and as a person chooses anew."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import InvalidInputError
from app.services.backup.making import backup_places
from app.settings import SettingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFolders:
    """The folders as text for the page; `second` is empty for none."""

    main: str
    second: str


def folders_of(data: Path) -> BackupFolders:
    """Return where the backups of a data folder go now. Raises StoreError."""
    places = backup_places(data)
    second = "" if places.second is None else str(places.second)
    return BackupFolders(main=str(places.main), second=second)


def keep_folders(settings: SettingsFile, data: Path, chosen: BackupFolders) -> None:
    """Keep where backups go from now on.

    Raises InvalidInputError for a second folder within the first, or the other way round.
    """
    if chosen.second:
        main, second = Path(chosen.main).resolve(), Path(chosen.second).resolve()
        if main.is_relative_to(second) or second.is_relative_to(main):
            raise InvalidInputError(
                "second",
                "Thư mục thứ hai trùng hoặc nằm trong thư mục sao lưu nên không che chở được gì. "
                "Hãy chọn ổ đĩa khác.",
            )
    present = folders_of(data)

    def settled(wanted: str, shown: str, kept: str) -> str:
        return kept if wanted == shown else wanted

    settings.change(
        lambda kept: replace(
            kept,
            backup_folder=settled(chosen.main, present.main, kept.backup_folder),
            backup_second_folder=settled(chosen.second, present.second, kept.backup_second_folder),
        )
    )
