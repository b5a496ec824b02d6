"""The files beside an open store: scans, papers as printed, bundles; sealed by its keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import Clock
from app.models.database import Database
from app.models.dossiers import Attachment, Dossier
from app.models.exchange import Bundle
from app.models.forms import IssuedForm
from app.models.periods import UnitReport
from app.services.exchange.folder import BundleFolder
from app.services.files.folder import FileFolder, FileState
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


_SCANS: Final = (
    select(Attachment.name, Attachment.sha256, Dossier.code)
    .outerjoin(Dossier, Dossier.id == Attachment.dossier_id)
    .where(Attachment.erased_at.is_(None))
    .order_by(Attachment.id)
)
_BUNDLES: Final = select(Bundle.uid, Bundle.sha256).order_by(Bundle.id)
_REPORTS: Final = select(UnitReport.key, UnitReport.sha256).order_by(UnitReport.id)
_PAPERS: Final = select(IssuedForm.id, IssuedForm.number, IssuedForm.sha256).where(
    IssuedForm.sha256 != "", IssuedForm.erased_at.is_(None)
)
_SAID: Final = {
    FileState.MISSING: "không còn ở máy này",
    FileState.DAMAGED: "đã bị thay hoặc hỏng: không khớp với lúc thêm vào",
}


@dataclass(slots=True)
class FileReading:
    """A reading of files that passes over those found whole before, and may be cut short.

    `goes_on` is asked before each file, with the part of all scans that came before it; the rest
    waits for the next reading where it says no. `whole` are the files as they were then.
    """

    goes_on: Callable[[float], bool] = lambda _part: True
    whole: set[int] = field(default_factory=set)

    def knows(self, path: Path | None, sha256: str) -> bool:
        """Say whether the file was found to have that hash, and was not touched since."""
        return _mark(path, sha256) in self.whole

    def note(self, path: Path | None, sha256: str) -> None:
        """Remember that the file has that hash."""
        self.whole.add(_mark(path, sha256))


def _mark(path: Path | None, sha256: str) -> int:
    """Return what is another number once the file was touched; one that is gone has one, too."""
    try:
        said = None if path is None else path.stat()
    except OSError:
        said = None
    stamps = () if said is None else (said.st_ino, said.st_size, said.st_mtime_ns, said.st_ctime_ns)
    return hash((sha256, path, stamps))


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

    def problems(self, session: Session, reading: FileReading | None = None) -> Iterator[str]:
        """Yield a sentence for each file that is missing here or is another than the store says.

        A paper as printed is kept by the station that printed it alone: none is missing elsewhere.
        """
        for uid, sha256 in session.execute(_BUNDLES):
            if self.bundles.find(sha256) is None:
                yield f"Tệp của gói trao đổi {uid} không còn ở máy này hoặc đã bị thay."
        for key, sha256 in session.execute(_REPORTS):
            if self.reports.find(sha256) is None:
                yield f"Tệp báo cáo kỳ {key} đã nhận không còn ở máy này hoặc đã bị thay."
        reading = reading or FileReading()
        yield from self._scan_problems(session, reading)
        yield from self._paper_problems(session, reading)

    def _scan_problems(self, session: Session, reading: FileReading) -> Iterator[str]:
        scans = session.execute(_SCANS).all()
        for number, row in enumerate(scans):
            place = self.scans.place(row.sha256)
            if reading.knows(place, row.sha256):
                continue
            if not reading.goes_on(number / len(scans)):
                return
            state = self.scans.state(row.sha256)
            if state is FileState.WHOLE:
                reading.note(place, row.sha256)
            else:
                of = f"hồ sơ {row.code}" if row.code else "phiếu bàn giao"
                yield f"Tệp “{row.name}” của {of} {_SAID[state]}."

    def _paper_problems(self, session: Session, reading: FileReading) -> Iterator[str]:
        printed = {row.id: row for row in session.execute(_PAPERS)}
        for form_id, path in self.papers.first_copies():
            form = printed.get(form_id)
            if form is None or reading.knows(path, form.sha256):
                continue
            if not reading.goes_on(1.0):
                return
            if self.papers.digest(path) == form.sha256:
                reading.note(path, form.sha256)
            else:
                yield f"Bản PDF đã in của giấy số {form.number} đã bị thay."

    def leftovers(self) -> Leftovers:
        """Return the folders in which files of erased data may lie. Raises StoreError."""
        saved = SettingsFile(self.data).load().pdf_folder
        folders = {self.data / SAVED_FOLDER, self.data / (saved or SAVED_FOLDER)}
        return Leftovers(self.scans, self.bundles, self.papers, folders)
