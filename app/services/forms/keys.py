"""The office's signing keys: one small file each, readable by the program's user alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import StoreError
from app.paths import make_private_folder, write_whole
from app.services.forms.receipt_qr import KEY_ID_MAX

_SEED_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One Ed25519 key: its id (0-63), what signs with it, and the public half (32 bytes)."""

    key_id: int
    sign: Callable[[bytes], bytes]
    public_key: bytes


class KeyFolder:
    """The folder (mode 0700) that holds the private keys (mode 0600), one file a key id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_or_create(self, key_id: int) -> SigningKey:
        """Return key `key_id`, made durable before it can sign anything.

        Two programs that start at once get the same key. Raises StoreError for a key that cannot
        be read or written, ValueError for an id outside 0-63.
        """
        if not 0 <= key_id <= KEY_ID_MAX:
            message = f"key id out of range: {key_id}"
            raise ValueError(message)
        path = self._folder / f"receipt-{key_id:02d}.key"
        try:
            if not path.exists():
                self._create(path)
            return _key(key_id, self._read(path))
        except OSError as fault:
            raise StoreError(
                f"Không đọc hoặc ghi được khóa ký tại {path}; hãy kiểm tra quyền của thư mục rồi "
                "mở lại chương trình."
            ) from fault

    def ids(self) -> tuple[int, ...]:
        """Return the ids of the keys this folder holds, in order."""
        names = sorted(self._folder.glob("receipt-[0-9][0-9].key"))
        return tuple(int(path.stem.removeprefix("receipt-")) for path in names)

    def _create(self, path: Path) -> None:
        make_private_folder(self._folder)
        seed = Ed25519PrivateKey.generate().private_bytes_raw()
        try:
            write_whole(path, seed.hex().encode() + b"\n", replace=False)
        except FileExistsError:
            return  # another start of the program was first: its key holds

    @staticmethod
    def _read(path: Path) -> bytes:
        path.chmod(0o600)  # a restored backup may have opened it to others
        try:
            seed = bytes.fromhex(path.read_text("ascii"))
        except ValueError:
            seed = b""
        if len(seed) != _SEED_BYTES:
            raise StoreError(
                f"Khóa ký tại {path} bị hỏng; hãy phục hồi tệp này từ bản sao lưu gần nhất."
            )
        return seed


def _key(key_id: int, seed: bytes) -> SigningKey:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return SigningKey(key_id, private.sign, private.public_key().public_bytes_raw())
