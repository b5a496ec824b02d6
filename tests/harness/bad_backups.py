"""Kinds of bad backups made of a good one: each must be refused."""

import io
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from app.bootstrap.keys import secrets_of
from app.models.copying import opened_copy
from app.services.backup.packing import Unpacked, pack, unpack
from app.services.backup.sealed import MAGIC, SALT_BYTES, header_bytes, read_header
from app.services.safekeeping.secret import OfficeSecret

Spoil = Callable[[Path, Path, Path], None]
"""Makes, of a good backup, a bad one; the data folder has the key."""

_REWRITTEN = (
    "DROP TRIGGER log_entries_no_update",
    "UPDATE log_entries SET facts = replace(facts, '\"papers\":2', '\"papers\":3') "
    "WHERE seq = (SELECT max(seq) / 2 FROM log_entries)",
)
_LOST_ROWS = ("DELETE FROM dossier_documents WHERE dossier_id = 1",)
_LOST_END = (
    "DROP TRIGGER log_entries_no_delete",
    "DELETE FROM dossier_states WHERE log_seq = (SELECT max(seq) FROM log_entries)",
    "DELETE FROM log_entries WHERE seq = (SELECT max(seq) FROM log_entries)",
)


def _flipped(good: Path, bad: Path, _data: Path) -> None:
    shutil.copyfile(good, bad)
    with bad.open("r+b") as file:
        file.seek(good.stat().st_size * 2 // 3)
        byte = file.read(1)
        file.seek(-1, io.SEEK_CUR)
        file.write(bytes([byte[0] ^ 8]))


def _cut(good: Path, bad: Path, _data: Path) -> None:
    shutil.copyfile(good, bad)
    with bad.open("r+b") as file:
        file.truncate(good.stat().st_size - 1000)


def _first_chunk_lost(good: Path, bad: Path, _data: Path) -> None:
    with good.open("rb") as source, bad.open("wb") as out:
        _header, head = read_header(source)
        out.write(head)
        source.seek(int.from_bytes(source.read(4)), io.SEEK_CUR)
        shutil.copyfileobj(source, out)


def _empty(_good: Path, bad: Path, _data: Path) -> None:
    bad.write_bytes(b"")


def _not_a_backup(_good: Path, bad: Path, data: Path) -> None:
    shutil.copyfile(data / "motcua.db", bad)


def _head_alone(_good: Path, bad: Path, _data: Path) -> None:
    bad.write_bytes(MAGIC)


def _too_new(good: Path, bad: Path, _data: Path) -> None:
    with good.open("rb") as source, bad.open("wb") as out:
        header, _head = read_header(source)
        out.write(header_bytes(replace(header, revision="9999")))
        shutil.copyfileobj(source, out)


def _key_not_here(good: Path, bad: Path, _data: Path) -> None:
    with good.open("rb") as source, bad.open("wb") as out:
        header, _head = read_header(source)
        out.write(header_bytes(replace(header, secret_id=OfficeSecret.new().secret_id)))
        shutil.copyfileobj(source, out)


def _sealed_whole(*statements: str) -> Spoil:
    """Return what changes the store inside and seals it again with the right key."""

    def spoil(good: Path, bad: Path, data: Path) -> None:
        secret = secrets_of(data).current()
        assert secret is not None
        key = secret.for_backup()
        with tempfile.TemporaryDirectory(dir=data) as name:
            opened = unpack(good, Path(name) / "store.db", lambda _header: key, _untold)
            with opened_copy(opened.store, None) as copy, copy.write() as session:
                for statement in statements:
                    session.connection().exec_driver_sql(statement)
            _pack_again(opened, key, bad)

    return spoil


def _pack_again(opened: Unpacked, key: bytes, bad: Path) -> None:
    header = replace(opened.header, salt="5a" * SALT_BYTES)
    manifest = replace(opened.manifest, store_size=opened.store.stat().st_size)
    pack(bad, key, (header, manifest, opened.store), _untold, deflates=True)


def _untold(_part: float) -> None:
    """Tell nobody."""


KINDS: Mapping[str, Spoil] = {
    "one bit flipped": _flipped,
    "cut": _cut,
    "a chunk lost": _first_chunk_lost,
    "empty": _empty,
    "a store and no backup": _not_a_backup,
    "its head alone": _head_alone,
    "of a newer program": _too_new,
    "under another key": _key_not_here,
    "sealed whole, log rewritten": _sealed_whole(*_REWRITTEN),
    "sealed whole, log cut": _sealed_whole(*_LOST_END),
    "sealed whole, rows lost": _sealed_whole(*_LOST_ROWS),
}
