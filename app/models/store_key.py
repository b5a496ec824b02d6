"""The key of an encrypted store; the store's file says by its first bytes which key opens it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.errors import StoreKeyError
from app.text import short_id

KEY_BYTES: Final = 32
ID_BYTES: Final = 8
_MARK: Final = b"MotCua\x01\x00"
"""SQLCipher's salt is the file's first 16 bytes: this mark, and the id of the key."""


@dataclass(frozen=True, slots=True)
class StoreKey:
    """32 random bytes, used as they are: nothing is derived from them at each opening.

    `key_id` (16 hex digits) names the key and tells nothing of it.
    """

    key_id: str
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES or len(bytes.fromhex(self.key_id)) != ID_BYTES:
            message = "not a store key"
            raise ValueError(message)

    @property
    def spec(self) -> str:
        """What SQLCipher takes for a raw key and its salt; within double quotes in a PRAGMA."""
        return f"x'{self.raw.hex()}{_MARK.hex()}{self.key_id}'"

    @property
    def pragmas(self) -> tuple[str, ...]:
        """The first statements of a connection to a store under this key."""
        return ("PRAGMA cipher_log_level = NONE", f'PRAGMA key = "{self.spec}"')


def key_id_of(path: Path) -> str:
    """Return the id of the key that the store file is encrypted under; "" where it is not.

    Not for a store this program has open: closing a file lets go of SQLite's locks on it. Raises
    OSError.
    """
    with path.open("rb") as file:
        head = file.read(len(_MARK) + ID_BYTES)
    return head[len(_MARK) :].hex() if head.startswith(_MARK) else ""


def matching(path: Path, key: StoreKey | None) -> StoreKey | None:
    """Return `key` where `path` is encrypted under it, None where it is not encrypted.

    Raises StoreKeyError where it is encrypted under another key, OSError.
    """
    wanted = key_id_of(path)
    if not wanted:
        return None
    if key is None or key.key_id != wanted:
        raise key_is_missing(wanted)
    return key


def key_is_missing(key_id: str) -> StoreKeyError:
    """Return what is said where this machine does not hold the key `key_id`."""
    return StoreKeyError(
        f"Kho dữ liệu đã mã hóa và máy này không giữ khóa {short_id(key_id)} của kho. Hãy lấy "
        "phiếu khôi phục của đơn vị và nhập các nhóm số trên phiếu (motcua recover).",
        key_id,
    )
