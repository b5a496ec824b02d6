import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from app.errors import StoreError
from app.services.safekeeping.keystore import (
    ChosenKeys,
    FileKeys,
    KeyStore,
    SystemKeys,
    UnreachableKeyError,
    key_store,
)

VALUE = bytes(range(32))


class _Memory(KeyringBackend):
    """A keystore that keeps what it is given in a dictionary."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[tuple[str, ...]] = []

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("no such password")


class _Failing(_Memory):
    """A keystore whose every call fails."""

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self._fault = fault

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append((service, username))
        raise self._fault

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked.append((service, username, password))
        raise self._fault


class _Forgetful(_Memory):
    """A keystore that says it took a secret and has not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked.append((service, username, password))


def _module(backend: KeyringBackend) -> Callable[[], Any]:
    """The `keyring` module as it behaves with `backend`."""
    return lambda: SimpleNamespace(
        get_password=backend.get_password,
        set_password=backend.set_password,
        delete_password=backend.delete_password,
        errors=keyring.errors,
    )


def _chosen(folder: Path, backend: KeyringBackend) -> KeyStore:
    system = SystemKeys(folder, _module(backend))
    return ChosenKeys(system, FileKeys(folder), first=system)


def test_a_keystore_that_works_gets_the_secret_and_no_file_does(tmp_path: Path) -> None:
    backend = _Memory()
    keys = _chosen(tmp_path, backend)

    assert keys.add("receipt-03", VALUE) == VALUE

    assert list(backend.kept.values()) == [VALUE.hex()]
    assert all(VALUE.hex() not in path.read_text() for path in tmp_path.iterdir())
    assert _chosen(tmp_path, backend).read("receipt-03") == VALUE
    assert keys.names() == ("receipt-03",)


FAULTS = [
    keyring.errors.NoKeyringError("none"),
    keyring.errors.KeyringLocked("locked"),
    keyring.errors.InitError("no collection"),
    keyring.errors.PasswordSetError("full"),
    OSError("pipe"),
    RuntimeError("no bus"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_keystore_that_fails_leaves_the_secret_to_a_file(
    tmp_path: Path, fault: Exception
) -> None:
    keys = _chosen(tmp_path, _Failing(fault))

    assert keys.add("office-a", VALUE) == VALUE

    (path,) = tmp_path.iterdir()
    assert path.name == "office-a.key"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.read("office-a") == VALUE


def test_a_service_s_own_error_is_a_failure_too(tmp_path: Path) -> None:
    storage = pytest.importorskip("secretstorage.exceptions", reason="Linux has this service")
    keys = _chosen(tmp_path, _Failing(storage.LockedException("locked")))

    assert keys.add("office-a", VALUE) == VALUE
    assert keys.names() == ("office-a",)


def test_a_keystore_that_forgets_is_not_trusted(tmp_path: Path) -> None:
    keys = _chosen(tmp_path, _Forgetful())

    assert keys.add("office-a", VALUE) == VALUE
    assert [path.name for path in tmp_path.iterdir()] == ["office-a.key"]


def test_a_locked_keystore_says_so_and_nothing_new_is_made(tmp_path: Path) -> None:
    _chosen(tmp_path, _Memory()).add("receipt-00", VALUE)
    locked = _chosen(tmp_path, _Failing(keyring.errors.KeyringLocked("locked")))
    emptied = _chosen(tmp_path, _Memory())

    for keys in (locked, emptied):
        with pytest.raises(UnreachableKeyError, match="mở khóa"):
            keys.read("receipt-00")
        assert keys.names() == ("receipt-00",)


def test_a_secret_taken_from_paper_is_usable_beside_a_locked_keystore(tmp_path: Path) -> None:
    backend = _Memory()
    _chosen(tmp_path, backend).add("office-a", VALUE)
    locked = _chosen(tmp_path, _Failing(keyring.errors.KeyringLocked("locked")))

    assert locked.add("office-a", VALUE) == VALUE
    assert locked.read("office-a") == VALUE
    assert _chosen(tmp_path, backend).names() == ("office-a",)


def test_the_first_to_add_is_the_one_that_holds(tmp_path: Path) -> None:
    backend = _Memory()
    system = SystemKeys(tmp_path, _module(backend))

    assert system.add("office-a", VALUE) == VALUE
    assert system.add("office-a", b"other") == VALUE
    assert list(backend.kept.values()) == [VALUE.hex()]
    files = FileKeys(tmp_path)
    assert files.add("office-b", VALUE) == VALUE
    assert files.add("office-b", b"other") == VALUE


def test_two_folders_of_one_user_do_not_share_a_key(tmp_path: Path) -> None:
    backend = _Memory()
    one, two = _chosen(tmp_path / "one", backend), _chosen(tmp_path / "two", backend)

    one.add("receipt-00", VALUE)
    two.add("receipt-00", VALUE[::-1])

    assert one.read("receipt-00") == VALUE
    assert two.read("receipt-00") == VALUE[::-1]


def test_a_removed_secret_is_in_neither(tmp_path: Path) -> None:
    backend = _Memory()
    keys = _chosen(tmp_path, backend)
    keys.add("a", VALUE)
    FileKeys(tmp_path).add("b", VALUE)

    for name in ("a", "b", "never"):
        keys.remove(name)
        assert keys.read(name) is None
    assert backend.kept == {}
    assert list(tmp_path.iterdir()) == []


def _refuse(path: Path, *, missing_ok: bool = False) -> None:
    raise OSError(path, missing_ok)


def test_a_removal_that_was_cut_short_stops_no_later_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = FileKeys(tmp_path)
    keys.add("receipt-00", VALUE)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", _refuse)
        with pytest.raises(StoreError):
            keys.remove("receipt-00")

    assert keys.read("receipt-00") == bytes(len(VALUE))
    keys.remove("receipt-00")
    assert list(tmp_path.iterdir()) == []


def test_the_setting_file_keeps_new_secrets_from_the_keystore(tmp_path: Path) -> None:
    key_store(tmp_path, "file").add("office-a", VALUE)

    assert [path.name for path in tmp_path.iterdir()] == ["office-a.key"]
    assert key_store(tmp_path, "auto").read("office-a") == VALUE


def test_no_test_reaches_the_person_s_own_keystore(tmp_path: Path) -> None:
    key_store(tmp_path, "auto").add("office-a", VALUE)

    assert [path.name for path in tmp_path.iterdir()] == ["office-a.key"]


def test_the_keystore_is_not_imported_before_a_secret_is_asked_of_it(tmp_path: Path) -> None:
    FileKeys(tmp_path).add("office-a", VALUE)
    code = (
        "import sys; from pathlib import Path\n"
        "import app.bootstrap.stores\n"
        "from app.services.safekeeping.keystore import key_store\n"
        f"assert key_store(Path({str(tmp_path)!r})).read('office-a')\n"
        "assert 'keyring' not in sys.modules\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file, not a folder")

    for keys in (
        FileKeys(tmp_path / "keys"),
        SystemKeys(tmp_path / "keys", _module(_Memory())),
    ):
        with pytest.raises(StoreError, match="quyền"):
            keys.add("office-a", VALUE)
