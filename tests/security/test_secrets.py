"""Checklist rows 28 and 29: no key in what is stolen, no nonce twice, secrets compared steadily."""

import ast
import io
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text

from app.clock import Clock
from app.models.file_keys import file_keys
from app.models.store import create_sqlite
from app.paths import STORE_NAME
from app.services.backup import file_mirror, sealed
from app.services.files.folder import FileFolder
from app.services.safekeeping import sealing
from app.services.safekeeping.keystore import FileKeys
from app.services.safekeeping.sealing import FileSeal, chunk_nonce
from app.services.safekeeping.secret import OfficeSecret, Secrets
from tests.seals import a_seal
from tests.security.sources import found, planted
from tests.services.store_builders import an_office

_SECRETS = (".raw", "password", "secret", "seed", "mac", "tag", "token", "value.hex()")
_PAGE, _IV_AT, _IV_BYTES = 4096, 4096 - 80, 16


def _compared_by_bytes(node: object) -> str:
    """Say where a secret is compared with == or !=: the time taken tells how much of it fits."""
    if not isinstance(node, ast.Compare):
        return ""
    if not any(isinstance(each, ast.Eq | ast.NotEq) for each in node.ops):
        return ""
    sides = [ast.unparse(each) for each in (node.left, *node.comparators)]
    return f"compares {' and '.join(sides)}" if any(s.endswith(_SECRETS) for s in sides) else ""


def test_row_29_secrets_are_compared_in_steady_time() -> None:
    assert found(_compared_by_bytes) == []
    for source in ("mac == given.mac", "if stored != secret.raw: pass", "a.password == typed"):
        assert planted(source, _compared_by_bytes), source
    assert not planted("compare_digest(secret.raw, found)", _compared_by_bytes)


class _Recorder:
    """AES-GCM that remembers each key with each nonce."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(key)

    def encrypt(self, nonce: bytes, data: bytes, more: bytes | None) -> bytes:
        _Recorder.seen.append((self._key, nonce))
        return self._cipher.encrypt(nonce, data, more)

    def decrypt(self, nonce: bytes, data: bytes, more: bytes | None) -> bytes:
        return self._cipher.decrypt(nonce, data, more)

    seen: list[tuple[bytes, bytes]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, bytes]]:
    monkeypatch.setattr(_Recorder, "seen", [], raising=False)
    for module in (sealed, file_mirror, sealing):
        monkeypatch.setattr(module, "AESGCM", _Recorder)
    return _Recorder.seen


def test_row_29_no_nonce_meets_its_key_twice(
    seen: list[tuple[bytes, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = OfficeSecret.of(bytes(range(32))).for_backup()
    monkeypatch.setattr(sealed, "CHUNK_BYTES", 64)
    for number in range(2):
        file = sealed.file_key(key, bytes([number]) * sealed.SALT_BYTES)
        with sealed.SealedBackupWriter(io.BytesIO(), file, b"head", deflates=False) as writer:
            writer.write(bytes(64 * 1000))
    for number in range(20):
        mirror = file_mirror.FileMirror(tmp_path / f"{number % 2}", key)
        mirror.keep([f"{number:064x}"], lambda _sha256: b"the same scan")
    monkeypatch.setattr(sealing, "CHUNK_BYTES", 64)
    for _number in range(20):
        a_seal().seal(bytes(64 * 50))
    assert len(seen) > 3000
    assert len(set(seen)) == len(seen)
    numbers = {
        chunk_nonce(number, is_last=last) for number in range(50_000) for last in (False, True)
    }
    assert len(numbers) == 100_000


def _page_ivs(path: Path) -> list[bytes]:
    content = path.read_bytes()
    return [content[at + _IV_AT : at + _IV_AT + _IV_BYTES] for at in range(0, len(content), _PAGE)]


def test_row_29_each_page_of_the_store_is_sealed_afresh(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    database = create_sqlite(path, OfficeSecret.of(bytes(range(32))).for_store())
    an_office(database, Clock())
    database.checkpoint()
    before = _page_ivs(path)
    with database.write() as session:
        session.execute(text("UPDATE units SET address = 'Số 2'"))
    database.checkpoint()
    after = _page_ivs(path)
    database.close()
    assert len(set(before)) == len(before) > 50
    changed = set(after) - set(before)
    assert changed
    assert len(set(after)) == len(after)


def test_row_28_an_encrypted_store_and_its_folder_give_no_key_away(tmp_path: Path) -> None:
    """Whoever copies the folder without its keys, or the store alone, has nothing to open it."""
    secrets = Secrets(tmp_path / "keys", FileKeys(tmp_path / "keys"))
    secret = secrets.load_or_create()
    path = tmp_path / "data" / STORE_NAME
    database = create_sqlite(path, secret.for_store())
    an_office(database, Clock())
    with database.write() as session:
        session.execute(text("UPDATE units SET address = 'Số 2'"))
    scan = b"%PDF Nguyen Thi Binh"
    FileFolder(path.parent / "files", FileSeal.of(database, Clock())).put(scan)
    taken = [each.read_bytes() for each in path.parent.rglob("*") if each.is_file()]
    (key,) = file_keys(database)
    database.close()
    assert len(taken) >= 3
    for raw in (secret.raw, secret.for_store().raw, secret.for_backup(), key, scan):
        assert not any(raw in each or raw.hex().encode() in each for each in taken)
    modes = {each.name: each.stat().st_mode & 0o777 for each in (tmp_path / "keys").iterdir()}
    assert set(modes.values()) == {0o600}
