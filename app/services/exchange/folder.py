"""The folder of bundles made here and taken in here: each lies under the SHA-256 of its bytes."""

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import StoreError
from app.paths import make_private_folder, put_in_place
from app.services.exchange.envelope import MAX_BYTES, BundleError, BundleHeader, write_bundle

SUFFIX: Final = ".motcua"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder: where it lies, its SHA-256 in hex, its size in bytes."""

    path: Path
    sha256: str
    size: int


class BundleFolder:
    """Keeps bundles whole; only those of erased dossiers are taken away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(
        self,
        header: BundleHeader,
        data: bytes,
        files: Mapping[str, Callable[[], bytes]],
        sign: Callable[[bytes], bytes],
    ) -> Kept:
        """Write a bundle and keep it. Raises BundleError for one too large, StoreError."""
        with self._draft() as draft:
            write_bundle(draft, header, data, files, sign)
            return self.keep(draft)

    @contextmanager
    def copied(self, source: Path) -> Iterator[Path]:
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
            _copy(source, draft)
            yield draft

    def keep(self, draft: Path) -> Kept:
        """Keep a draft of this folder under its hash. Raises StoreError."""
        with self._told():
            sha256 = _sha256(draft)
            path = self._folder / f"{sha256}{SUFFIX}"
            put_in_place(draft, path)
            return Kept(path, sha256, path.stat().st_size)

    def find(self, sha256: str) -> Kept | None:
        """Return the kept bundle of that hash where it lies here whole; None otherwise."""
        path = self._folder / f"{sha256}{SUFFIX}"
        try:
            if path.is_file() and _sha256(path) == sha256:
                return Kept(path, sha256, path.stat().st_size)
        except OSError:
            return None
        return None

    def remove(self, sha256: str) -> bool:
        """Take away the bundle of that hash and say whether it lay here. Raises OSError."""
        path = self._folder / f"{sha256}{SUFFIX}"
        was_there = path.exists()
        path.unlink(missing_ok=True)
        return was_there

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        draft = self._folder / f".{secrets.token_hex(8)}"
        with self._told():
            try:
                make_private_folder(self._folder)
                draft.touch(mode=0o600)
                yield draft
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


def save_bundle(kept: Path, out: Path) -> None:
    """Copy a kept bundle to where a person wants it, whole or not at all: a stick may be taken out.

    Raises StoreError.
    """
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        _copy(kept, draft)
        put_in_place(draft, out)
    except OSError as fault:
        raise StoreError(
            f"Không ghi được gói ra {out}. Hãy kiểm tra thẻ nhớ, quyền ghi và chỗ trống rồi "
            "làm lại."
        ) from fault
    finally:
        draft.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, _CHUNK)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
