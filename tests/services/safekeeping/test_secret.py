import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import StoreError
from app.services.safekeeping.keystore import FileKeys
from app.services.safekeeping.secret import OfficeSecret, Secrets


def _secrets(folder: Path) -> Secrets:
    return Secrets(folder, FileKeys(folder))


def test_a_secret_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = _secrets(tmp_path / "keys").load_or_create()
    again = _secrets(tmp_path / "keys").load_or_create()

    assert again == made
    assert len(made.raw) == 32
    assert _secrets(tmp_path / "other").load_or_create() != made


def test_the_keys_of_store_and_backup_are_different_and_steady() -> None:
    secret = OfficeSecret.of(bytes(range(32)))

    assert secret.for_backup() != secret.for_store().raw
    assert len({secret.raw, secret.for_backup(), secret.for_store().raw}) == 3
    # HKDF-SHA256 without salt over 00..1f: a change here would lock every backup and store.
    assert secret.secret_id == "81b2891e8495e164"
    assert (
        secret.for_backup().hex()
        == "dec146a326d9deabd18bd1698ab8f10e9b802351da66b336098250f35acbbe9a"
    )
    assert (
        secret.for_store().raw.hex()
        == "c95ea881a7e7b187d207b4b772b750e06ad86940b1409a8728f626aad092cd02"
    )


def test_a_secret_never_shows_itself_in_a_log_or_traceback() -> None:
    secret = OfficeSecret.of(b"\x41" * 32)

    assert "AAAA" not in repr(secret)
    assert secret.raw.hex() not in repr(secret)
    assert secret.secret_id in repr(secret)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_another_length_is_no_secret(length: int) -> None:
    with pytest.raises(ValueError, match="not a secret"):
        OfficeSecret.of(b"x" * length)


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_the_secret_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    _secrets(folder).load_or_create()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_programs_starting_at_once_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: _secrets(tmp_path).load_or_create().secret_id, range(32)))

    assert len(set(made)) == 1
    assert list(_secrets(tmp_path).all()) == [made[0]]


def test_an_older_secret_stays_for_its_backups(tmp_path: Path) -> None:
    kept = _secrets(tmp_path)
    older = kept.load_or_create()
    newer = kept.new()
    assert kept.load_or_create() == older

    kept.use(newer.secret_id)

    assert kept.load_or_create() == newer
    assert list(kept.all().values()) == [newer, older]


def test_an_adopted_secret_is_in_use_only_where_there_was_none(tmp_path: Path) -> None:
    foreign = OfficeSecret.new()
    empty, full = _secrets(tmp_path / "empty"), _secrets(tmp_path / "full")
    own = full.load_or_create()

    assert empty.adopt(foreign.raw) == foreign == full.adopt(foreign.raw)

    assert empty.load_or_create() == foreign
    assert full.load_or_create() == own
    assert set(full.all()) == {own.secret_id, foreign.secret_id}


def test_paper_cures_a_damaged_and_a_lost_secret(tmp_path: Path) -> None:
    kept = _secrets(tmp_path)
    secret = kept.load_or_create()
    (path,) = tmp_path.glob("*.key")

    path.write_bytes(b"zz")
    with pytest.raises(StoreError, match="sao lưu"):
        kept.load_or_create()
    kept.adopt(secret.raw)
    assert kept.load_or_create() == secret

    path.unlink()
    with pytest.raises(StoreError, match="phiếu khôi phục"):
        kept.load_or_create()
    assert kept.all() == {}
    kept.adopt(secret.raw)
    assert kept.load_or_create() == secret


def test_a_secret_under_another_s_name_is_refused(tmp_path: Path) -> None:
    kept = _secrets(tmp_path)
    kept.load_or_create()
    (path,) = tmp_path.glob("*.key")
    path.write_text(OfficeSecret.new().raw.hex(), "ascii")

    with pytest.raises(StoreError, match="phiếu khôi phục"):
        kept.load_or_create()
