import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import StoreError
from app.services.forms.keys import KeyFolder
from app.services.forms.receipt_qr import KEY_ID_MAX


def _only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_key_is_made_once_and_signs_for_its_public_half(tmp_path: Path) -> None:
    first = KeyFolder(tmp_path / "keys").load_or_create(1)
    again = KeyFolder(tmp_path / "keys").load_or_create(1)
    assert again.public_key == first.public_key
    Ed25519PublicKey.from_public_bytes(first.public_key).verify(again.sign(b"bytes"), b"bytes")


def test_each_id_has_its_own_key(tmp_path: Path) -> None:
    folder = KeyFolder(tmp_path)
    assert folder.load_or_create(1).public_key != folder.load_or_create(2).public_key


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    KeyFolder(folder).load_or_create(0)
    path = _only_file(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    KeyFolder(folder).load_or_create(0)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_programs_starting_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(
            pool.map(lambda _: KeyFolder(tmp_path / "k").load_or_create(3).public_key, range(32))
        )
    assert len(set(keys)) == 1
    assert _only_file(tmp_path / "k").name == "receipt-03.key"


@pytest.mark.parametrize("content", [b"", b"00", b"zz" * 32, b"\xff" * 64, b"00" * 33])
def test_damaged_key_is_named_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    folder = KeyFolder(tmp_path)
    folder.load_or_create(1)
    path = _only_file(tmp_path)
    path.write_bytes(content)
    with pytest.raises(StoreError, match="sao lưu"):
        folder.load_or_create(1)
    assert path.read_bytes() == content


def test_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file, not a folder")
    with pytest.raises(StoreError, match="quyền"):
        KeyFolder(tmp_path / "keys").load_or_create(1)


@pytest.mark.parametrize("key_id", [-1, KEY_ID_MAX + 1])
def test_id_that_no_payload_has_room_for_is_the_caller_s_fault(tmp_path: Path, key_id: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        KeyFolder(tmp_path).load_or_create(key_id)
