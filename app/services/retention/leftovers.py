"""Files of erased data on this machine: scans, PDFs that were kept or saved, bundles."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.errors import StoreError
from app.models.dossiers import Attachment, Dossier
from app.models.exchange import Bundle, BundleItem
from app.models.forms import IssuedForm
from app.services.exchange.folder import BundleFolder
from app.services.files.folder import FileFolder
from app.services.retention.records import Swept


@dataclass(frozen=True, slots=True)
class ErasedNames:
    """What erased data call their files: hashes of scans and bundles, ids of printed forms."""

    scans: frozenset[str]
    bundles: frozenset[str]
    forms: frozenset[int]


def erased_names(session: Session) -> ErasedNames:
    """Return the names of files that nothing which is still kept has as well."""
    twin = aliased(Attachment)
    is_kept = (
        select(twin.id).where(twin.sha256 == Attachment.sha256, twin.erased_at.is_(None)).exists()
    )
    scans = select(Attachment.sha256).where(Attachment.erased_at.is_not(None), ~is_kept)
    bundles = (
        select(Bundle.sha256)
        .join(BundleItem, BundleItem.bundle_id == Bundle.id)
        .join(Dossier, Dossier.id == BundleItem.dossier_id)
        .where(Dossier.erased_at.is_not(None))
    )
    forms = select(IssuedForm.id).where(IssuedForm.erased_at.is_not(None))
    return ErasedNames(
        frozenset(session.scalars(scans)),
        frozenset(session.scalars(bundles)),
        frozenset(session.scalars(forms)),
    )


class PrintedPapers(Protocol):
    """The papers as they were printed; each copy's file is known by its form."""

    def of_forms(self, forms: frozenset[int]) -> list[Path]:
        """Return the files of those forms' papers, every copy."""
        ...

    def digests(self, paths: Iterable[Path]) -> set[bytes]:
        """Return the SHA-256 of each paper in those files that is whole. Raises OSError."""
        ...


class Leftovers:
    """The folders of this machine that hold what was scanned, printed and exchanged.

    `printed` keeps a PDF of each copy; `saved` are folders that stand for printers, where a PDF has
    its title alone and is known by its content.
    """

    def __init__(
        self,
        files: FileFolder,
        bundles: BundleFolder,
        printed: PrintedPapers,
        saved: Iterable[Path],
    ) -> None:
        self._files = files
        self._bundles = bundles
        self._printed = printed
        self._saved = tuple(saved)

    def take_away(self, names: ErasedNames) -> Swept:
        """Remove the files of `names` that lie here. Raises StoreError where the system refuses."""
        try:
            return Swept(
                scans=sum(self._files.remove(name) for name in names.scans),
                papers=self._take_papers(names.forms),
                bundles=sum(self._bundles.remove(name) for name in names.bundles),
            )
        except OSError as fault:
            raise StoreError(
                f"Chưa xóa được tệp {fault.filename}: hãy kiểm tra quyền ghi, đóng chương trình "
                "đang mở tệp rồi chạy lại; phần đã xóa vẫn được giữ nguyên."
            ) from fault

    def _take_papers(self, forms: frozenset[int]) -> int:
        kept = self._printed.of_forms(forms)
        contents = self._printed.digests(kept)
        same = [
            path
            for folder in self._saved
            for path in folder.glob("*.pdf")
            if contents and hashlib.sha256(path.read_bytes()).digest() in contents
        ]
        # What is known by its content goes first: without the kept one it could not be found again.
        for path in (*same, *kept):
            path.unlink(missing_ok=True)
        return len(same) + len(kept)
