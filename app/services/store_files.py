"""The files beside an open store: scans, papers as printed, bundles; sealed by its keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.models.database import Database
from app.services.exchange.folder import BundleFolder
from app.services.files.folder import FileFolder
from app.services.files.kept_papers import KeptPapers
from app.services.retention.leftovers import Leftovers
from app.services.safekeeping.sealing import FileSeal, seal_plain
from app.settings import SettingsFile

FILES_FOLDER: Final = "files"
SAVED_FOLDER: Final = "pdf"
"""The printer that is a folder: papers for people, as plain as those of any printer."""
_PRINTED_FOLDER: Final = "printed"
_BUNDLES_FOLDER: Final = "bundles"
_REPORTS_FOLDER: Final = "reports"
"""Within the folder of files: stations that share the one answer each other's bundles."""


def files_folder(data: Path) -> Path:
    """Return where this desk's scans lie; one named without its root lies in the data folder."""
    return data / (SettingsFile(data).load().files_folder or FILES_FOLDER)


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """What keeps the files of one open store."""

    data: Path
    seal: FileSeal
    scans: FileFolder
    papers: KeptPapers
    bundles: BundleFolder
    reports: BundleFolder

    @classmethod
    def of(cls, data: Path, database: Database, clock: Clock) -> "StoreFiles":
        """Return the files of `data`, sealed by `database`. Raises StoreError."""
        seal, files = FileSeal.of(database, clock), files_folder(data)
        return cls(
            data=data,
            seal=seal,
            scans=FileFolder(files, seal),
            papers=KeptPapers(data / _PRINTED_FOLDER, seal),
            bundles=BundleFolder(files / _BUNDLES_FOLDER, seal),
            reports=BundleFolder(files / _REPORTS_FOLDER, seal),
        )

    def seal_plain(self) -> Iterator[Path]:
        """Seal each file from before they were sealed, and yield its plain name.

        Raises StoreError.
        """
        kept = (self.scans, self.papers, self.bundles, self.reports)
        return seal_plain(chain.from_iterable(each.plain() for each in kept), self.seal)

    def leftovers(self) -> Leftovers:
        """Return the folders in which files of erased data may lie. Raises StoreError."""
        saved = SettingsFile(self.data).load().pdf_folder
        folders = {self.data / SAVED_FOLDER, self.data / (saved or SAVED_FOLDER)}
        return Leftovers(self.scans, self.bundles, self.papers, folders)
