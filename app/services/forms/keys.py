"""This station's signing keys and the office's: in the system's keystore, or a small file each."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.errors import StoreError
from app.paths import write_whole
from app.services.forms.receipt_qr import KEY_ID_MAX
from app.services.safekeeping.keystore import FileKeys, KeyStore, UnreachableKeyError

_SEED_BYTES: Final = 32
_STATION: Final = "receipt-"
_OFFICE: Final = "office-"
KEPT: Final = (_STATION, _OFFICE)
"""How the names of signing keys begin where secrets are kept: what a backup takes along."""
_PUBLIC: Final = ".pub"


@dataclass(slots=True)
class SigningKey:
    """One Ed25519 key: its id, what signs with it, and the public half (32 bytes).

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

    Files are of mode 0600 in a folder of mode 0700. What the system's keystore has is asked for
    when something is signed: `folder` remembers its public half, so that no start waits for it.
    """

    def __init__(
        self, folder: Path, keystore: KeyStore | None = None, *, prefix: str = _STATION
    ) -> None:
        self._folder = folder
        self._keystore = FileKeys(folder) if keystore is None else keystore
        self._prefix = prefix

    @property
    def office(self) -> "KeyFolder":
        """The office's keys, which certify those of its stations: kept in the same way."""
        return type(self)(self._folder, self._keystore, prefix=_OFFICE)

    def load_or_create(self, key_id: int) -> SigningKey:
        """Return key `key_id`, made durable before it can sign anything.

        Two programs that start at once get the same key. Raises StoreError for a key that cannot
        be read or written, ValueError for an id that no payload has room for.
        """
        name = self._name(key_id)
        seed = self._keystore.read(name)
        if seed is None:
            seed = self._keystore.add(name, Ed25519PrivateKey.generate().private_bytes_raw())
        return self._remembered(key_id, seed)

    def load(self, key_id: int) -> SigningKey | None:
        """Return key `key_id`; None where none is held, or a locked keystore does not give it.

        Raises StoreError for a damaged key, ValueError for an id that no payload has room for.
        """
        try:
            seed = self._keystore.read(self._name(key_id))
        except UnreachableKeyError:
            return None
        return None if seed is None else self._remembered(key_id, seed)

    def promised(self, key_id: int) -> SigningKey | None:
        """Return key `key_id` without asking the system's keystore, which `sign` does then.

        Signing raises UnreachableKeyError where that does not give it. Raises as `load` does.
        """
        name = self._name(key_id)
        public_key = self._public(name) if self._keystore.is_with_system(name) else b""
        if not public_key:
            return self.load(key_id)
        late = _LateKey(lambda: self._keystore.read(name), public_key, self._folder)
        return SigningKey(key_id, late.sign, public_key)

    def forget(self, key_id: int) -> None:
        """Destroy key `key_id`: nothing can be signed with it any more. Raises StoreError."""
        name = self._name(key_id)
        self._keystore.remove(name)
        with suppress(OSError):  # it is no secret
            self._public_path(name).unlink(missing_ok=True)

    def ids(self) -> tuple[int, ...]:
        """Return the ids of the keys that are held, in order."""
        kept = self._keystore.names()
        names = (name.removeprefix(self._prefix) for name in kept if name.startswith(self._prefix))
        return tuple(sorted(int(number) for number in names if number.isdecimal()))

    def is_with_system(self, key_id: int) -> bool:
        """Say whether the system's keystore holds key `key_id`, not a file."""
        return self._keystore.is_with_system(self._name(key_id))

    def _name(self, key_id: int) -> str:
        if not 0 <= key_id <= KEY_ID_MAX:
            message = f"key id out of range: {key_id}"
            raise ValueError(message)
        return f"{self._prefix}{key_id:02d}"

    def _remembered(self, key_id: int, seed: bytes) -> SigningKey:
        private = _private(seed, self._folder)
        key = SigningKey(key_id, private.sign, private.public_key().public_bytes_raw())
        name = self._name(key_id)
        if self._keystore.is_with_system(name) and self._public(name) != key.public_key:
            with suppress(OSError):  # the next start asks the keystore again
                write_whole(self._public_path(name), key.public_key.hex().encode() + b"\n")
        return key

    def _public(self, name: str) -> bytes:
        """Return the public half that is remembered, b"" for none."""
        try:
            found = bytes.fromhex(self._public_path(name).read_text("ascii"))
        except (OSError, ValueError):
            return b""
        return found if len(found) == _SEED_BYTES else b""

    def _public_path(self, name: str) -> Path:
        return self._folder / f"{name}{_PUBLIC}"


class _LateKey:
    """A private key that is asked for when it first signs."""

    def __init__(self, read: Callable[[], bytes | None], public_key: bytes, folder: Path) -> None:
        self._read = read
        self._public_key = public_key
        self._folder = folder
        self._private: Ed25519PrivateKey | None = None

    def sign(self, said: bytes) -> bytes:
        """Return the signature. Raises UnreachableKeyError, StoreError for a damaged key."""
        if self._private is None:
            private = _private(self._read() or b"", self._folder)
            if private.public_key().public_bytes_raw() != self._public_key:
                raise _damaged(self._folder)
            self._private = private
        return self._private.sign(said)


def _private(seed: bytes, folder: Path) -> Ed25519PrivateKey:
    if len(seed) != _SEED_BYTES:
        raise _damaged(folder)
    return Ed25519PrivateKey.from_private_bytes(seed)


def _damaged(folder: Path) -> StoreError:
    return StoreError(
        f"Khóa ký tại {folder} bị hỏng; hãy phục hồi thư mục này từ bản sao lưu gần nhất."
    )
