"""The folder of papers as printed: each PDF sealed, by year, month, number, form and copy."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.clock import local_date
from app.errors import PrinterError, StoreError
from app.paths import make_private_folder, portable_name, write_whole
from app.services.forms.records import QueuedCopy
from app.services.safekeeping.sealing import (
    SUFFIX,
    FileSeal,
    SealError,
    found,
    opened,
    sealed_place,
)

_PDF: Final = ".pdf"


class KeptPapers:
    """Keeps papers until their data are erased; one that lies here plain is read as well."""

    def __init__(self, folder: Path, seal: FileSeal) -> None:
        self._folder = folder
        self._seal = seal

    def keep(self, job: QueuedCopy, pdf: bytes) -> None:
        """Keep the PDF of `job`. Raises PrinterError where it cannot be written, StoreError."""
        path = sealed_place(self.place(job))
        sealed = self._seal.seal(pdf)
        try:
            make_private_folder(path.parent)
            write_whole(path, sealed)
        except OSError as fault:
            raise PrinterError(
                f"Không lưu được bản PDF vào {path.parent}; hãy kiểm tra quyền ghi và chỗ trống "
                "của đĩa rồi in lại."
            ) from fault

    def read(self, job: QueuedCopy) -> bytes:
        """Return the PDF kept of `job`, empty where none can be had here whole."""
        try:
            place = found(self.place(job))
            return b"" if place is None else self._content(place)
        except (OSError, StoreError):  # it is set again from its data
            return b""

    def place(self, job: QueuedCopy) -> Path:
        """Return what the PDF of `job` is called."""
        day = local_date(job.queued_at)
        name = f"{portable_name(job.number)}-{job.form_id}-{job.copy_no}{_PDF}"
        return self._folder / f"{day:%Y}" / f"{day:%m}" / name

    def of_forms(self, forms: frozenset[int]) -> list[Path]:
        """Return the files of those forms' papers, every copy."""
        return [path for path in self.all() if _form_of(path) in forms]

    def digests(self, paths: Iterable[Path]) -> set[bytes]:
        """Return the SHA-256 of each paper in those files that is whole. Raises OSError."""
        return {hashlib.sha256(content).digest() for content in self.contents(paths)}

    def contents(self, paths: Iterable[Path]) -> Iterator[bytes]:
        """Yield each paper in those files that is whole. Raises OSError."""
        for path in paths:
            with suppress(SealError):
                yield self._content(path)

    def all(self) -> Iterator[Path]:
        """Yield every paper's file."""
        for ending in (_PDF, _PDF + SUFFIX):
            yield from self._folder.rglob(f"*{ending}")

    def first_copies(self) -> Iterator[tuple[int, Path]]:
        """Yield form and file of each first copy here."""
        for path in self.all():
            if _form_of(path) and path.name.partition(_PDF)[0].endswith("-1"):
                yield _form_of(path), path

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a paper here in hex; "" for one that is damaged. Raises OSError."""
        try:
            return hashlib.sha256(self._content(path)).hexdigest()
        except SealError:
            return ""

    def plain(self) -> Iterator[Path]:
        """Yield the files that are not sealed yet."""
        return (path for path in self.all() if path.suffix == _PDF and _form_of(path))

    def _content(self, path: Path) -> bytes:
        with opened(path, self._seal) as file:
            return file.read()


def _form_of(path: Path) -> int:
    """Return the form a kept PDF is of (number-form-copy.pdf); 0 for another file."""
    parts = path.name.partition(_PDF)[0].rsplit("-", 2)
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else 0
