"""Where the secrets of this machine lie: the system's keystore, or files of the user alone.

A file of mode 0600 is the fallback for a machine without a keystore (a headless box, a locked or
failing one). A small marker file says that the system's keystore has a secret.
"""

import os
import re
import secrets
import sys
from collections.abc import Callable
from hmac import compare_digest
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

from app.errors import StoreError
from app.paths import make_private_folder, sync_folder, write_whole
from app.settings import Keystore

_SERVICE: Final = "Một Cửa"
_FILE: Final = ".key"
_MARKER: Final = ".os"
_NO_BACKEND: Final = "keyring.backends.fail.Keyring"


class UnreachableKeyError(StoreError):
    """The system's keystore has the secret and does not give it now: locked, failing or gone."""


class KeyStore(Protocol):
    """Secrets by name (letters, digits and hyphens), each written once and never changed."""

    def read(self, name: str) -> bytes | None:
        """Return the secret, None where there is none. Raises StoreError."""

    def add(self, name: str, value: bytes) -> bytes:
        """Make `value` durable unless the name is taken, and return what holds. Raises StoreError.

        Two programs that add at once get the same answer.
        """

    def remove(self, name: str) -> None:
        """Forget the secret, if it is there. Raises StoreError."""

    def names(self) -> tuple[str, ...]:
        """Return the names held, in order."""

    def is_with_system(self, name: str) -> bool:
        """Say whether the system's keystore is asked for the secret, which takes its time."""


class FileKeys:
    """Secrets as files (mode 0600, hex) in one folder (mode 0700)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """Return the secret, None where there is none. Raises StoreError."""
        path = self._path(name)
        try:
            if not path.exists():
                return None
            path.chmod(0o600)  # a restored backup may have opened it to others
            return _unhexed(path.read_bytes(), path)
        except OSError as fault:
            raise _refused(path) from fault

    def add(self, name: str, value: bytes) -> bytes:
        """Make `value` durable unless the name is taken; return what holds. Raises StoreError."""
        path = self._path(name)
        try:
            _make(self._folder)
            write_whole(path, value.hex().encode() + b"\n", replace=False)
        except FileExistsError:
            return self.read(name) or b""  # another start of the program was first: its key holds
        except OSError as fault:
            raise _refused(path) from fault
        return value

    def remove(self, name: str) -> None:
        """Overwrite and remove the file. Raises StoreError."""
        path = self._path(name)
        try:
            if path.exists():
                _blank(path)
                path.unlink()
                sync_folder(self._folder)
        except OSError as fault:
            raise _refused(path) from fault

    def names(self) -> tuple[str, ...]:
        """Return the names held, in order."""
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{_FILE}")))

    def is_with_system(self, name: str) -> bool:  # noqa: ARG002 - what a keystore offers
        """Say no: a file is read at once."""
        return False

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_FILE}"


class SystemKeys:
    """Secrets in the system's keystore; a marker file for each says under which account.

    `load` returns the `keyring` module: it is imported only when a secret is asked for.
    """

    def __init__(self, folder: Path, load: Callable[[], Any]) -> None:
        self._folder = folder
        self._load = load

    def read(self, name: str) -> bytes | None:
        """Return the secret, None where there is no marker. Raises UnreachableKeyError."""
        account = self._account(name)
        return None if account is None else self._fetch(account)

    def add(self, name: str, value: bytes) -> bytes:
        """Keep `value` unless the name is taken. Raises UnreachableKeyError, StoreError.

        It is read back before the marker says that the keystore has it.
        """
        account = f"{name}-{secrets.token_hex(8)}"
        marker = self._marker(name)
        self._call(lambda keyring: keyring.set_password(_SERVICE, account, value.hex()))
        if not compare_digest(self._fetch(account), value):
            raise _unreachable()
        try:
            _make(self._folder)
            write_whole(marker, account.encode() + b"\n", replace=False)
        except FileExistsError:
            self._forget(account)
            return self.read(name) or b""
        except OSError as fault:
            self._forget(account)
            raise _refused(marker) from fault
        return value

    def remove(self, name: str) -> None:
        """Forget the secret and its marker. Raises StoreError."""
        account = self._account(name)
        if account is None:
            return
        self._forget(account)
        try:
            self._marker(name).unlink()
        except OSError as fault:
            raise _refused(self._marker(name)) from fault

    def names(self) -> tuple[str, ...]:
        """Return the names whose marker is here, in order."""
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{_MARKER}")))

    def is_with_system(self, name: str) -> bool:
        """Say whether the marker is here."""
        return self._marker(name).exists()

    def _marker(self, name: str) -> Path:
        return self._folder / f"{name}{_MARKER}"

    def _account(self, name: str) -> str | None:
        marker = self._marker(name)
        try:
            return marker.read_text("utf-8").strip() if marker.exists() else None
        except (OSError, UnicodeDecodeError) as fault:
            raise _refused(marker) from fault

    def _fetch(self, account: str) -> bytes:
        said = self._call(lambda keyring: keyring.get_password(_SERVICE, account))
        try:
            return bytes.fromhex(said)
        except (TypeError, ValueError) as fault:
            raise _unreachable() from fault

    def _forget(self, account: str) -> None:
        self._call(lambda keyring: keyring.delete_password(_SERVICE, account))

    def _call(self, act: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - what keyring returns
        keyring = self._load()
        try:
            return act(keyring)
        except _failures(keyring) as fault:
            raise _unreachable() from fault


class ChosenKeys:
    """New secrets go to `first`, and to a file where that does not take them."""

    def __init__(self, system: KeyStore, files: FileKeys, *, first: KeyStore) -> None:
        self._system = system
        self._files = files
        self._first = first

    def read(self, name: str) -> bytes | None:
        """Return the secret from whichever has it. Raises StoreError."""
        found = self._files.read(name)
        return self._system.read(name) if found is None else found

    def add(self, name: str, value: bytes) -> bytes:
        """Make `value` durable in one of the two unless the name is taken. Raises StoreError.

        A value that the system's keystore has and does not give is kept in a file as well.
        """
        try:
            present = self.read(name)
            return self._first.add(name, value) if present is None else present
        except UnreachableKeyError:
            return self._files.add(name, value)

    def remove(self, name: str) -> None:
        """Forget the secret in both. Raises StoreError."""
        self._files.remove(name)
        self._system.remove(name)

    def names(self) -> tuple[str, ...]:
        """Return the names held by either, in order."""
        return tuple(sorted({*self._files.names(), *self._system.names()}))

    def is_with_system(self, name: str) -> bool:
        """Say whether the system's keystore alone has the secret."""
        return name not in self._files.names() and self._system.is_with_system(name)


def key_store(folder: Path, choice: Keystore = "auto") -> KeyStore:
    """Return where the secrets of the data folder's `folder` of keys lie, as the settings say.

    With "file" nothing new goes to the system's keystore; what is there already is still read.
    """
    files = FileKeys(folder)
    system = SystemKeys(folder, _keyring)
    return ChosenKeys(system, files, first=files if choice == "file" else system)


def _keyring() -> Any:  # noqa: ANN401 - a module
    # Its import looks for every backend of the system: only a start that needs a secret waits.
    if not _may_have_keystore():
        raise _unreachable()
    return import_module("keyring")


def _may_have_keystore() -> bool:
    """Say whether asking is worth the import: without a session bus Linux has no keystore."""
    chosen = os.environ.get("PYTHON_KEYRING_BACKEND")
    if chosen:
        return chosen != _NO_BACKEND
    return sys.platform != "linux" or "DBUS_SESSION_BUS_ADDRESS" in os.environ


def _failures(keyring: Any) -> tuple[type[Exception], ...]:  # noqa: ANN401 - a module
    """Return what a keystore can fail with: keyring's own errors and those of its services."""
    found: list[type[Exception]] = [keyring.errors.KeyringError, OSError, RuntimeError]
    for module, name in (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
    ):
        try:
            found.append(getattr(import_module(module), name))
        except ImportError:
            continue
    return tuple(found)


def _make(folder: Path) -> None:
    try:
        make_private_folder(folder)
    except OSError as fault:
        raise _refused(folder) from fault


def _blank(path: Path) -> None:
    """Write over a secret where it lies: cut short at any byte, its file can still be read."""
    with path.open("r+b") as file:
        blank = re.sub(rb"[0-9A-Fa-f]", b"0", file.read())
        file.seek(0)
        file.write(blank)
        file.flush()
        os.fsync(file.fileno())


def _unhexed(text: bytes, path: Path) -> bytes:
    try:
        return bytes.fromhex(text.decode("ascii"))
    except ValueError as fault:
        raise StoreError(
            f"Tệp khóa {path} bị hỏng; hãy phục hồi tệp này từ bản sao lưu gần nhất."
        ) from fault


def _refused(path: Path) -> StoreError:
    return StoreError(
        f"Không đọc hoặc ghi được khóa tại {path}; hãy kiểm tra quyền của thư mục rồi mở lại "
        "chương trình."
    )


def _unreachable() -> UnreachableKeyError:
    return UnreachableKeyError(
        "Kho khóa của hệ điều hành đang khóa hoặc không trả lời. Hãy đăng nhập và mở khóa kho "
        "khóa của máy rồi làm lại, hoặc nhập phiếu khôi phục."
    )
