"""Checklist rows 28-33 and 35: keys, one cryptography, the server, the files, the last resort."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.errors import StoreError
from app.models.database import Database, journal_mode
from app.models.server_trust import trusted
from app.models.store import create_sqlite
from app.paths import STORE_NAME
from app.services.forms.keys import KeyFolder
from launcher.packages import install
from launcher.supply import licences, pinned, refused_licences
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


# What the demonstration makes up needs no secret.
_DEMO = ("app/bootstrap/demo/people.py",)


def test_row_29_there_is_one_cryptography() -> None:
    assert found(_other_cryptography, *_DEMO) == []
    for source in ("import nacl", "from Crypto.Cipher import AES", "hashlib.md5(x)", "modes.ECB()"):
        assert planted(source, _other_cryptography), source


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = create_sqlite(tmp_path / "data" / STORE_NAME)
    yield database
    database.close()


def test_row_28_keys_are_for_their_owner_alone(counter: Counter, tmp_path: Path) -> None:
    folder = tmp_path / "own-keys"
    key = KeyFolder(folder).load_or_create(3)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}
    assert modes.pop("own-keys") == 0o700
    assert set(modes.values()) == {0o600}
    seed = bytes.fromhex(next(folder.glob("*.key")).read_text("ascii"))
    counter.code()
    counter.database.checkpoint()
    path = Path(str(counter.database.engine.url.database))
    raw = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    kept = bytes.fromhex((tmp_path / "keys").glob("*.key").__next__().read_text("ascii"))
    for secret in (seed, kept, kept.hex().encode(), seed.hex().encode()):
        assert secret not in raw
    assert key.public_key.hex() not in raw.decode("latin-1")


def test_row_30_a_server_elsewhere_proves_its_name() -> None:
    """Real servers with wrong certificates and with none are tried in tests/models."""
    from sqlalchemy import make_url  # noqa: PLC0415 - this row alone needs it

    url = make_url("postgresql+psycopg://quay@maychu.tinh.gov.vn/motcua")
    assert trusted(url).query["sslmode"] == "verify-full"
    with pytest.raises(StoreError, match="sslmode=prefer"):
        trusted(url.update_query_dict({"sslmode": "prefer"}))


_PRAGMAS = {"trusted_schema": 0, "secure_delete": 1, "foreign_keys": 1, "synchronous": 2}


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


def test_row_32_parts_are_pinned_by_hash_and_may_be_shipped(tmp_path: Path) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert lock.count("==") <= lock.count("--hash=sha256:")
    assert refused_licences(licences(pinned(ROOT / "requirements.lock"))) == []
    assert "--require-hashes" in Path(install.__code__.co_filename).read_text("utf-8")


def test_row_32_an_sqlite_with_the_reset_fault_never_writes_ahead(
    store: Database,
) -> None:
    with store.read() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    for faulty in ((3, 46, 1), (3, 50, 6), (3, 51, 2), (3, 44, 5), (3, 52, 0)):
        assert journal_mode(faulty) == "TRUNCATE"
    for mended in ((3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 0), (3, 53, 4), (4, 0, 0)):
        assert journal_mode(mended) == "WAL"


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
