"""This station's signing keys: in the system's keystore, or one small file each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import StoreError
from app.services.forms.receipt_qr import KEY_ID_MAX
from app.services.safekeeping.keystore import FileKeys, KeyStore, UnreachableKeyError

_SEED_BYTES: Final = 32
_PREFIX: Final = "receipt-"


@dataclass(slots=True)
class SigningKey:
    """One Ed25519 key: its id (0-63), what signs with it, and the public half (32 bytes).

    Every service of a station holds the same one: what takes its place reaches all of them.
    """

    key_id: int
    sign: Callable[[bytes], bytes]
    public_key: bytes

    def become(self, other: "SigningKey") -> None:
        """Be another key from now on: the station's key was renewed."""
        self.key_id, self.sign, self.public_key = other.key_id, other.sign, other.public_key


class KeyFolder:
    """The private keys of one data folder, by key id: files in `folder` unless a keystore is given.

    Files are of mode 0600 in a folder of mode 0700.
    """

    def __init__(self, folder: Path, keystore: KeyStore | None = None) -> None:
        self._folder = folder
        self._keystore = FileKeys(folder) if keystore is None else keystore

    def load_or_create(self, key_id: int) -> SigningKey:
        """Return key `key_id`, made durable before it can sign anything.

        Two programs that start at once get the same key. Raises StoreError for a key that cannot
        be read or written, ValueError for an id outside 0-63.
        """
        name = _name(key_id)
        seed = self._keystore.read(name)
        if seed is None:
            seed = self._keystore.add(name, Ed25519PrivateKey.generate().private_bytes_raw())
        return self._key(key_id, seed)

    def load(self, key_id: int) -> SigningKey | None:
        """Return key `key_id`; None where none is held, or a locked keystore does not give it.

        Raises StoreError for a damaged key, ValueError for an id outside 0-63.
        """
        try:
            seed = self._keystore.read(_name(key_id))
        except UnreachableKeyError:
            return None
        return None if seed is None else self._key(key_id, seed)

    def forget(self, key_id: int) -> None:
        """Destroy key `key_id`: nothing can be signed with it any more. Raises StoreError."""
        self._keystore.remove(_name(key_id))

    def ids(self) -> tuple[int, ...]:
        """Return the ids of the keys that are held, in order."""
        names = (name.removeprefix(_PREFIX) for name in self._keystore.names() if _is_key(name))
        return tuple(sorted(int(number) for number in names if number.isdecimal()))

    def _key(self, key_id: int, seed: bytes) -> SigningKey:
        if len(seed) != _SEED_BYTES:
            raise StoreError(
                f"Khóa ký số {key_id} tại {self._folder} bị hỏng; hãy phục hồi tệp này từ bản sao "
                "lưu gần nhất."
            )
        private = Ed25519PrivateKey.from_private_bytes(seed)
        return SigningKey(key_id, private.sign, private.public_key().public_bytes_raw())


def _name(key_id: int) -> str:
    if not 0 <= key_id <= KEY_ID_MAX:
        message = f"key id out of range: {key_id}"
        raise ValueError(message)
    return f"{_PREFIX}{key_id:02d}"


def _is_key(name: str) -> bool:
    return name.startswith(_PREFIX)
