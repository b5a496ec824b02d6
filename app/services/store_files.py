"""The files beside an open store: scans, papers as printed, bundles; sealed by its keys."""

from collections.abc import Iterator
from dataclasses import dataclass
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

    def problems(self, session: Session) -> Iterator[str]:
        """Yield a sentence for each file that is missing here or is another than the store says.

        A paper as printed is kept by the station that printed it alone: none is missing elsewhere.
        """
        for row in session.execute(_SCANS):
            state = self.scans.state(row.sha256)
            if state is not FileState.WHOLE:
                of = f"hồ sơ {row.code}" if row.code else "phiếu bàn giao"
                yield f"Tệp “{row.name}” của {of} {_SAID[state]}."
        for uid, sha256 in session.execute(_BUNDLES):
            if self.bundles.find(sha256) is None:
                yield f"Tệp của gói trao đổi {uid} không còn ở máy này hoặc đã bị thay."
        for key, sha256 in session.execute(_REPORTS):
            if self.reports.find(sha256) is None:
                yield f"Tệp báo cáo kỳ {key} đã nhận không còn ở máy này hoặc đã bị thay."
        printed = {row.id: row for row in session.execute(_PAPERS)}
        for form_id, digest in self.papers.first_copies():
            form = printed.get(form_id)
            if form is not None and digest != form.sha256:
                yield f"Bản PDF đã in của giấy số {form.number} đã bị thay."

    def leftovers(self) -> Leftovers:
        """Return the folders in which files of erased data may lie. Raises StoreError."""
        saved = SettingsFile(self.data).load().pdf_folder
        folders = {self.data / SAVED_FOLDER, self.data / (saved or SAVED_FOLDER)}
        return Leftovers(self.scans, self.bundles, self.papers, folders)
