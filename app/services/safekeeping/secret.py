"""The office's secret: 32 random bytes that open its backups and its encrypted store."""

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import StoreError
from app.models.store_key import StoreKey
from app.paths import make_private_folder, write_whole
from app.services.safekeeping.keystore import KeyStore, UnreachableKeyError

KEY_BYTES: Final = 32


def derived(
    raw: bytes, purpose: bytes, length: int = KEY_BYTES, *, salt: bytes | None = None
) -> bytes:
    """Return `length` bytes made of `raw` for `purpose`; another purpose or salt gives others."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=purpose).derive(raw)


SECRET_BYTES: Final = 32
_ID_BYTES: Final = 8
_PREFIX: Final = "office-"
_CURRENT: Final = "office-secret"


@dataclass(frozen=True, slots=True)
class OfficeSecret:
    """One secret; its id is derived from it, so the same bytes have the same id everywhere."""

    secret_id: str
    raw: bytes = field(repr=False)

    @classmethod
    def of(cls, raw: bytes) -> "OfficeSecret":
        """Return the secret made of `raw`. Raises ValueError unless it is 32 bytes."""
        if len(raw) != SECRET_BYTES:
            message = f"not a secret: {len(raw)} bytes"
            raise ValueError(message)
        return cls(derived(raw, b"motcua secret id 1", _ID_BYTES).hex(), raw)

    @classmethod
    def new(cls) -> "OfficeSecret":
        """Return a secret of the system's random numbers."""
        return cls.of(secrets.token_bytes(SECRET_BYTES))

    def for_backup(self) -> bytes:
        """Return the 32-byte key of backups (HKDF-SHA256, RFC 5869)."""
        return derived(self.raw, b"motcua backup 1")

    def for_store(self) -> StoreKey:
        """Return the key of the encrypted store (HKDF-SHA256, RFC 5869)."""
        return StoreKey(self.secret_id, derived(self.raw, b"motcua store 1"))


class Secrets:
    """The office's secrets in `keystore`; `folder` remembers by id which one is in use."""

    def __init__(self, folder: Path, keystore: KeyStore) -> None:
        self._folder = folder
        self._keystore = keystore

    def load_or_create(self) -> OfficeSecret:
        """Return the secret in use, making a durable one where there is none.

        Programs that start at once get the same one. Raises StoreError.
        """
        present = self.current()
        if present is not None:
            return present
        made = self._keep(OfficeSecret.new())
        if self._point_at(made.secret_id, replace=False):
            return made
        self._keystore.remove(_PREFIX + made.secret_id)
        return self.load_or_create()

    def current(self) -> OfficeSecret | None:
        """Return the secret in use, None where none was made yet. Raises StoreError."""
        secret_id = self._current_id()
        if secret_id is None:
            return None
        found = self._read(secret_id)
        if found is None:
            raise StoreError(
                "Máy này không còn giữ khóa của kho. Hãy nhập phiếu khôi phục để lấy lại khóa."
            )
        return found

    def find(self, secret_id: str) -> OfficeSecret | None:
        """Return the secret of that id, None where it is not held. Raises StoreError."""
        return self._read(secret_id)

    def is_with_system(self, secret_id: str) -> bool:
        """Say whether the system's keystore holds that secret, not a file."""
        return self._keystore.is_with_system(_PREFIX + secret_id)

    @property
    def current_id(self) -> str:
        """The id of the secret in use, "" where none was made yet. Raises StoreError."""
        return self._current_id() or ""

    def all(self) -> dict[str, OfficeSecret]:
        """Return every secret that can be had now, by id, the one in use first.

        One that is locked away or damaged is left out. Raises StoreError where all are.
        """
        current = self._current_id()
        ids = [name.removeprefix(_PREFIX) for name in self._keystore.names() if _is_secret(name)]
        found: dict[str, OfficeSecret] = {}
        trouble: StoreError | None = None
        for secret_id in sorted(ids, key=lambda one: (one != current, one)):
            try:
                secret = self._read(secret_id)
            except StoreError as fault:
                trouble = fault
                continue
            if secret is not None:
                found[secret_id] = secret
        if trouble is not None and not found:
            raise trouble
        return found

    def new(self) -> OfficeSecret:
        """Return another secret, kept durably and not in use yet. Raises StoreError."""
        return self._keep(OfficeSecret.new())

    def adopt(self, raw: bytes) -> OfficeSecret:
        """Keep a secret that came back from paper; it is in use where there was none.

        A damaged or locked copy of it does not stand in its way. Raises ValueError unless it is
        32 bytes, StoreError where it cannot be kept.
        """
        secret = OfficeSecret.of(raw)
        try:
            self._read(secret.secret_id)
        except UnreachableKeyError:
            pass  # a file beside the locked keystore will hold it
        except StoreError:
            self._keystore.remove(_PREFIX + secret.secret_id)
        self._keep(secret)
        if self._current_id() not in self.all():
            self._point_at(secret.secret_id, replace=True)
        return secret

    def use(self, secret_id: str) -> None:
        """Let the kept secret `secret_id` be the one in use. Raises StoreError."""
        if secret_id != self._current_id():
            self._point_at(secret_id, replace=True)

    def _keep(self, secret: OfficeSecret) -> OfficeSecret:
        held = self._keystore.add(_PREFIX + secret.secret_id, secret.raw)
        if not compare_digest(held, secret.raw):
            raise _damaged()
        return secret

    def _read(self, secret_id: str) -> OfficeSecret | None:
        raw = self._keystore.read(_PREFIX + secret_id)
        if raw is None:
            return None
        if len(raw) != SECRET_BYTES:
            raise _damaged()
        secret = OfficeSecret.of(raw)
        if secret.secret_id != secret_id:
            raise _damaged()
        return secret

    def _current_id(self) -> str | None:
        try:
            return (self._folder / _CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as fault:
            raise _damaged() from fault

    def _point_at(self, secret_id: str, *, replace: bool) -> bool:
        """Remember the secret in use; False where another program was first."""
        try:
            make_private_folder(self._folder)
            write_whole(self._folder / _CURRENT, secret_id.encode("ascii") + b"\n", replace=replace)
        except FileExistsError:
            return False
        except OSError as fault:
            raise _damaged() from fault
        return True


def _is_secret(name: str) -> bool:
    return name.startswith(_PREFIX)


def _damaged() -> StoreError:
    return StoreError(
        "Khóa của kho trên máy này không đọc hoặc ghi được. Hãy kiểm tra quyền của thư mục khóa, "
        "hoặc nhập phiếu khôi phục."
    )
