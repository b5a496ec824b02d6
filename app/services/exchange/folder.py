"""The folder of bundles made here and taken in here: each lies sealed under its SHA-256."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Final

from app.errors import StoreError
from app.outputs import OutputPlace
from app.paths import make_private_folder, put_in_place
from app.services.exchange.envelope import MAX_BYTES, BundleError, BundleHeader, write_bundle
from app.services.forms.certificates import Certificate
from app.services.safekeeping.sealing import (
    FileSeal,
    SealError,
    found,
    opened,
    sealed_place,
    take_away,
)

SUFFIX: Final = ".motcua"
_CHUNK: Final = 1 << 20
_PLAIN_NAME: Final = re.compile(rf"[0-9a-f]{{64}}{re.escape(SUFFIX)}")


@dataclass(frozen=True, slots=True)
class StoredBundle:
    """A file of the folder, sealed there or plain as before; `path` is where it lies."""

    path: Path
    seal: FileSeal = field(repr=False)

    def open(self) -> BufferedReader:
        """Return its plain bytes, to be closed. Raises OSError, StoreError."""
        return opened(self.path, self.seal)

    def save(self, place: OutputPlace) -> None:
        """Copy it plain to where a person wants it, whole or not at all: a stick may be taken out.

        Raises StoreError.
        """
        place.fill(self._copy)

    def _copy(self, draft: Path) -> None:
        with self.open() as content, draft.open("wb") as written:
            shutil.copyfileobj(content, written, _CHUNK)


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle of the folder: its SHA-256 in hex and its size in bytes, both of its plain bytes."""

    file: StoredBundle
    sha256: str
    size: int


class BundleFolder:
    """Keeps bundles whole; only those of erased dossiers are taken away."""

    def __init__(self, folder: Path, seal: FileSeal) -> None:
        self._folder = folder
        self._seal = seal

    def write(
        self,
        header: BundleHeader,
        data: bytes,
        files: Mapping[str, Callable[[], bytes]],
        sign: Callable[[bytes], bytes],
        certificate: Certificate | None = None,
    ) -> Kept:
        """Write a bundle and keep it. Raises BundleError for one too large, StoreError."""
        with self._draft() as draft:
            with draft.path.open("wb") as out, self._seal.writing(out) as sealed:
                write_bundle(sealed, header, data, files, sign, certificate)
            return self.keep(draft)

    @contextmanager
    def copied(self, source: Path) -> Iterator[StoredBundle]:
        """Lend a copy of a file that came in, so that what was checked is what is kept.

        It is gone when the block ends, unless `keep` was called. Raises BundleError, StoreError.
        """
        try:
            size = source.stat().st_size
        except OSError as fault:
            raise BundleError(
                f"Không đọc được tệp {source.name}. Hãy kiểm tra thẻ nhớ hoặc chép lại tệp."
            ) from fault
        if size > MAX_BYTES:
            raise BundleError(
                f"Gói lớn hơn {MAX_BYTES >> 20} MB. Hãy xin nơi gửi chia thành nhiều gói."
            )
        with self._draft() as draft:
            with (
                source.open("rb") as plain,
                draft.path.open("wb") as out,
                self._seal.writing(out) as sealed,
            ):
                shutil.copyfileobj(plain, sealed, _CHUNK)
            yield draft

    def keep(self, draft: StoredBundle) -> Kept:
        """Keep a draft of this folder under its hash. Raises StoreError."""
        with self._told():
            sha256, size = _sum_of(draft)
            path = sealed_place(self._place(sha256))
            put_in_place(draft.path, path)
            return Kept(StoredBundle(path, self._seal), sha256, size)

    def find(self, sha256: str) -> Kept | None:
        """Return the kept bundle of that hash where it lies here whole; None otherwise."""
        try:
            path = found(self._place(sha256))
            if path is None:
                return None
            stored = StoredBundle(path, self._seal)
            its_own, size = _sum_of(stored)
        except (OSError, SealError):
            return None
        return Kept(stored, sha256, size) if its_own == sha256 else None

    def remove(self, sha256: str) -> bool:
        """Take away the bundle of that hash and say whether it lay here. Raises OSError."""
        return take_away(self._place(sha256))

    def plain(self) -> Iterator[Path]:
        """Yield the files that are not sealed yet."""
        for path in self._folder.glob(f"*{SUFFIX}"):
            if _PLAIN_NAME.fullmatch(path.name):
                yield path

    def _place(self, sha256: str) -> Path:
        return self._folder / f"{sha256}{SUFFIX}"

    @contextmanager
    def _draft(self) -> Iterator[StoredBundle]:
        draft = sealed_place(self._folder / f".{secrets.token_hex(8)}")
        with self._told():
            try:
                make_private_folder(self._folder)
                draft.touch(mode=0o600)
                yield StoredBundle(draft, self._seal)
            finally:
                draft.unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            raise StoreError(
                f"Không ghi được gói vào thư mục {self._folder}. Hãy kiểm tra quyền ghi và chỗ "
                "trống của đĩa rồi làm lại."
            ) from fault


def _sum_of(stored: StoredBundle) -> tuple[str, int]:
    """Return the SHA-256 in hex and the size of a bundle's plain bytes."""
    with stored.open() as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.seek(0, os.SEEK_END)
