"""The folder of kept files: each lies sealed under the SHA-256 of its content, equal files once."""

import hashlib
import re
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Final

from app.errors import InvalidInputError, StoreError
from app.paths import make_private_folder, write_whole
from app.services.safekeeping.sealing import FileSeal, found, opened, sealed_place, take_away

LARGEST_BYTES: Final = 25 * 1024 * 1024
"""No kept file is larger; what lies there larger was put there by somebody else."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class FileState(Enum):
    """How a file lies in the folder."""

    MISSING = auto()
    WHOLE = auto()
    DAMAGED = auto()


class FileFolder:
    """Keeps contents as `ab/<sha256>.sealed`, for their owner alone; only the erased go.

    One that lies here plain, as before files were sealed, is read as well.
    """

    def __init__(self, folder: Path, seal: FileSeal) -> None:
        self._folder = folder
        self._seal = seal

    def plain(self) -> Iterator[Path]:
        """Yield the files that are not sealed yet."""
        for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            if _SHA256.fullmatch(path.name):
                yield path

    def put(self, content: bytes) -> str:
        """Keep `content` and return its SHA-256 in hex; a damaged file of that name is replaced.

        It lies there whole before this returns: a row that names it may follow. Raises StoreError
        where it cannot be written.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        try:
            if self._state(path, sha256) is not FileState.WHOLE:
                make_private_folder(self._folder)
                make_private_folder(path.parent)
                write_whole(sealed_place(path), self._seal.seal(content))
        except OSError as fault:
            raise StoreError(
                f"Không ghi được tệp vào thư mục {self._folder}. Hãy kiểm tra quyền ghi và chỗ "
                "trống của đĩa rồi thêm lại tệp."
            ) from fault
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the content of that hash, checked. Raises StoreError for one missing or damaged.

        Raises ValueError for what is no SHA-256 in hex.
        """
        content = self._content(self._path(sha256))
        if content is None:
            raise StoreError(
                f"Không thấy tệp trong thư mục {self._folder} của máy này. Nếu các quầy dùng chung "
                "kho dữ liệu thì tệp có thể nằm ở máy đã thêm nó: hãy đặt khóa files_folder trong "
                "settings.toml của mọi máy là cùng một thư mục dùng chung, chép tệp của các máy "
                "vào đó rồi mở lại."
            )
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreError(
                "Tệp đã hỏng: nội dung không còn khớp với lúc thêm vào. Hãy chép lại tệp từ bản "
                "sao lưu, hoặc quét lại giấy và thêm lần nữa."
            )
        return content

    def remove(self, sha256: str) -> bool:
        """Take away the file of that hash and say whether it lay here.

        Raises OSError, and ValueError for what is no SHA-256.
        """
        return take_away(self._path(sha256))

    def state(self, sha256: str) -> FileState:
        """Say how the file of that hash lies here. Raises ValueError for what is no SHA-256."""
        return self._state(self._path(sha256), sha256)

    def place(self, sha256: str) -> Path | None:
        """Return where the file of that hash lies, sealed or plain; None where it does not."""
        return found(self._path(sha256))

    def _state(self, path: Path, sha256: str) -> FileState:
        try:
            content = self._content(path)
        except StoreError:
            return FileState.DAMAGED
        if content is None:
            return FileState.MISSING
        is_whole = hashlib.sha256(content).hexdigest() == sha256
        return FileState.WHOLE if is_whole else FileState.DAMAGED

    def _content(self, path: Path) -> bytes | None:
        """Return what lies there, at most one byte beyond the cap; None where nothing does."""
        try:
            place = found(path)
            if place is None:
                return None
            with opened(place, self._seal) as file:
                return file.read(LARGEST_BYTES + 1)
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise StoreError(
                f"Không đọc được tệp trong thư mục {self._folder}. Hãy kiểm tra quyền đọc, ổ đĩa "
                "hoặc đường mạng tới thư mục rồi mở lại."
            ) from fault

    def _path(self, sha256: str) -> Path:
        # A name from outside must not lead out of the folder.
        if _SHA256.fullmatch(sha256) is None:
            message = "not a SHA-256 in hex"
            raise ValueError(message)
        return self._folder / sha256[:2] / sha256


def read_scan(path: Path) -> bytes:
    """Return the content of `path`, at most one byte beyond the cap: enough to be refused.

    Raises InvalidInputError (field `file`) for what is no file or cannot be read.
    """
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise InvalidInputError("file", f"Không có tệp {path.name}. Hãy chọn lại tệp.")
        with path.open("rb") as source:
            return source.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise InvalidInputError(
            "file",
            f"Không đọc được tệp {path.name}. Hãy kiểm tra quyền đọc, thẻ nhớ hoặc đường mạng rồi "
            "chọn lại.",
        ) from fault
