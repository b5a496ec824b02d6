"""Checklist rows 28-33 and 35: keys, one cryptography, the server, the files, the last resort."""

import hashlib
import os
import re
import stat
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models import database
from app.models.database import Database, journal_mode
from app.models.server_trust import trusted
from app.models.store import create_sqlite
from app.paths import STORE_NAME, write_whole
from app.services.forms.keys import KeyFolder
from app.services.safekeeping import keystore
from launcher import packages
from launcher.console import LaunchError, run_command
from launcher.licensing import Licence, licences, pinned, refused_licences
from launcher.packages import install
from tests.security.sources import ROOT, called, found, imported, planted
from tests.services.desk_builders import Counter


def _other_cryptography(node: object) -> str:
    import ast  # noqa: PLC0415 - the finder alone needs it

    if not isinstance(node, ast.AST):
        return ""
    banned = {"Crypto", "Cryptodome", "nacl", "rsa", "ecdsa", "fernet", "random"}
    roots = {name.partition(".")[0] for name in imported(node)}
    if banned & roots:
        return f"imports {', '.join(sorted(banned & roots))}"
    weak = ("hashlib.md5", "hashlib.sha1", "ECB", "modes.CBC", "modes.CTR")
    return f"{called(node)}" if called(node).endswith(weak) else ""


def test_row_29_there_is_one_cryptography() -> None:
    assert found(_other_cryptography) == []
    for source in ("import nacl", "from Crypto.Cipher import AES", "hashlib.md5(x)", "modes.ECB()"):
        assert planted(source, _other_cryptography), source


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = create_sqlite(tmp_path / "data" / STORE_NAME)
    yield database
    database.close()


@pytest.fixture
def usual_umask() -> Iterator[None]:
    """What is planted is readable by others, whatever the person's own mask takes away."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def _modes_of_a_key(folder: Path) -> dict[str, int]:
    KeyFolder(folder).load_or_create(3)
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}


def test_row_28_keys_are_for_their_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual_umask: None
) -> None:
    assert _modes_of_a_key(tmp_path / "own") == {"own": 0o700, "receipt-03.key": 0o600}
    monkeypatch.setattr(keystore, "write_whole", partial(write_whole, mode=0o644))
    assert _modes_of_a_key(tmp_path / "read")["receipt-03.key"] == 0o644
    monkeypatch.setattr(keystore, "make_private_folder", Path.mkdir)
    assert _modes_of_a_key(tmp_path / "open")["open"] & 0o077


def test_row_28_no_key_lies_in_the_store(counter: Counter, tmp_path: Path) -> None:
    kept = bytes.fromhex(next((tmp_path / "keys").glob("*.key")).read_text("ascii"))
    counter.code()
    assert not _is_in_store(counter, kept)
    with counter.database.write() as session:
        session.execute(text("UPDATE units SET address = :key"), {"key": kept.hex()})
    assert _is_in_store(counter, kept)


def _is_in_store(counter: Counter, secret: bytes) -> bool:
    counter.database.checkpoint()
    path = Path(str(counter.database.engine.url.database))
    raw = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    return secret in raw or secret.hex().encode() in raw


def test_row_30_a_server_elsewhere_proves_its_name() -> None:
    """Real servers with wrong certificates and with none are tried in tests/models."""
    from sqlalchemy import make_url  # noqa: PLC0415 - this row alone needs it

    url = make_url("postgresql+psycopg://quay@maychu.tinh.gov.vn/motcua")
    assert trusted(url).query["sslmode"] == "verify-full"
    with pytest.raises(StoreError, match="sslmode=prefer"):
        trusted(url.update_query_dict({"sslmode": "prefer"}))


_PRAGMAS = {"trusted_schema": 0, "secure_delete": 1, "foreign_keys": 1, "synchronous": 2}


@pytest.mark.parametrize(
    ("name", "other"), [(name, 1 - value % 2) for name, value in _PRAGMAS.items()]
)
def test_row_31_a_store_opened_otherwise_is_seen(tmp_path: Path, name: str, other: int) -> None:
    kept = tuple(pragma for pragma in database._PRAGMAS if f" {name} " not in pragma)
    assert len(kept) == len(database._PRAGMAS) - 1
    engine = database.sqlite_engine(tmp_path / "x.db", None, (*kept, f"PRAGMA {name} = {other}"))
    with engine.connect() as line:
        assert line.execute(text(f"PRAGMA {name}")).scalar() == other != _PRAGMAS[name]
    engine.dispose()


@pytest.mark.skipif(os.name != "posix", reason="modes are a thing of POSIX")
def test_row_31_is_seen_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, usual_umask: None
) -> None:
    monkeypatch.setattr("app.models.store.make_private_folder", Path.mkdir)
    monkeypatch.setattr(Path, "chmod", lambda _path, _mode: None)
    create_sqlite(tmp_path / "open" / STORE_NAME).close()
    for path in (tmp_path / "open", tmp_path / "open" / STORE_NAME):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_row_31_the_store_is_its_owner_s_and_its_log_only_grows(
    store: Database, tmp_path: Path
) -> None:
    """The account of a desk at a server, which makes no table, is tried in tests/models."""
    with store.read() as session:
        for name, value in _PRAGMAS.items():
            assert session.execute(text(f"PRAGMA {name}")).scalar() == value, name
        assert session.execute(text("PRAGMA mmap_size")).scalar() in (0, None)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "data" / STORE_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entries SET act = 'x'",
        "DELETE FROM log_entries",
        "REPLACE INTO log_entries SELECT * FROM log_entries LIMIT 1",
    ],
)
def test_row_31_the_log_refuses_changes(counter: Counter, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), counter.database.engine.begin() as line:
        line.exec_driver_sql(statement)
    with counter.database.engine.begin() as line:
        line.exec_driver_sql("DROP TRIGGER log_entries_no_update")
        line.exec_driver_sql("DROP TRIGGER log_entries_no_delete")
        line.exec_driver_sql("DROP TRIGGER log_entries_no_replace")
    with counter.database.engine.begin() as line:
        line.exec_driver_sql(statement)


def _unpinned(lock: str) -> list[str]:
    """Return the parts of a lock that no hash pins."""
    parts = re.split(r"^(?=[\w.-]+(?:\[[^]]*\])?==)", lock, flags=re.MULTILINE)[1:]
    return [part.partition("==")[0] for part in parts if "--hash=sha256:" not in part]


def test_row_32_parts_are_pinned_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert lock.count("==") > 30
    assert _unpinned(lock) == []
    assert _unpinned(re.sub(r"(?s)(^alembic==\S+).*?(?=^[a-z])", r"\1\n", lock, flags=re.M)) == [
        "alembic"
    ]


def _fetched(wheels: Path, lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the launcher install from a folder, as far as looking at each file."""
    for name, said in (("NO_INDEX", "1"), ("FIND_LINKS", str(wheels)), ("DRY_RUN", "1")):
        monkeypatch.setenv(f"PIP_{name}", said)
    pip = [sys.executable, "-P", "-m", "pip"]
    monkeypatch.setattr(packages, "pip_command", lambda _python, _run: pip)
    install(Path(sys.executable), lock, run_command)


def test_row_32_a_part_that_was_changed_on_the_way_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = _a_wheel(tmp_path)
    lock = tmp_path / "requirements.lock"
    pinned_by = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"canbophan==1.0 --hash=sha256:{pinned_by}\n")
    with zipfile.ZipFile(wheel, "a") as changed:
        changed.writestr("canbophan/more.py", "")
    with pytest.raises(LaunchError, match="mã băm"):
        _fetched(tmp_path, lock, monkeypatch)
    lock.write_text("canbophan==1.0\n")
    monkeypatch.setattr(packages, "HASHED", ())
    _fetched(tmp_path, lock, monkeypatch)


def _a_wheel(folder: Path) -> Path:
    path, info = folder / "canbophan-1.0-py3-none-any.whl", "canbophan-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("canbophan/__init__.py", "")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: canbophan\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return path


def test_row_32_parts_may_be_shipped() -> None:
    found = licences(pinned(ROOT / "requirements.lock"))
    assert refused_licences(found) == []
    assert refused_licences(found | {"reader": Licence("GPL-3.0-only"), "silent": Licence("")}) == [
        "reader",
        "silent",
    ]


def test_row_32_an_sqlite_with_the_reset_fault_never_writes_ahead(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _journal_of(store) == "wal"
    for faulty in ((3, 46, 1), (3, 50, 6), (3, 51, 2), (3, 44, 5), (3, 52, 0)):
        assert journal_mode(faulty) == "TRUNCATE"
    for mended in ((3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 0), (3, 53, 4), (4, 0, 0)):
        assert journal_mode(mended) == "WAL"
    monkeypatch.setattr(sqlcipher3.dbapi2, "sqlite_version_info", (3, 46, 1))
    faulty_one = create_sqlite(tmp_path / "faulty" / STORE_NAME)
    assert _journal_of(faulty_one) == "truncate"
    faulty_one.close()
    monkeypatch.setattr(database, "journal_mode", lambda _version: "WAL")
    ungated = create_sqlite(tmp_path / "ungated" / STORE_NAME)
    assert _journal_of(ungated) == "wal"
    ungated.close()


def _journal_of(store: Database) -> str:
    with store.read() as session:
        return str(session.execute(text("PRAGMA journal_mode")).scalar())


def test_row_33_the_window_s_thread_opens_no_store() -> None:
    """Services are called on the worker: pages hand callables to `Tasks` and open nothing."""

    def opens(node: object) -> str:
        import ast  # noqa: PLC0415 - the finder alone needs it

        name = called(node) if isinstance(node, ast.AST) else ""
        last = name.rsplit(".", 1)[-1]
        return name if last in {"open_sqlite", "open_database", "create_sqlite"} else ""

    inside = [line for line in found(opens) if line.startswith("app/ui/")]
    assert inside == []
    assert planted("open_sqlite(path)", opens)
