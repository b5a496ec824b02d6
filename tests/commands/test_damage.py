"""A store that a failing disk or another hand garbled: `check` and `audit` say so in words."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.paths import STORE_NAME
from app.settings import Settings, SettingsFile
from tests.commands.conftest import run_words
from tests.released_stores import RELEASES, a_released_store
from tests.services.store_builders import FakeTime

_TEXT = "substr({0}, 1, 3) || '~' || substr({0}, 5)"
_GARBLED = {
    "facts of an entry": ("log_entries", "facts", _TEXT, "dòng số"),
    "facts kept apart": ("log_details", "facts", _TEXT, "riêng tư bị sửa"),
    "unit of a part kept apart": ("log_details", "unit_id", "999999999", "dòng số"),
    "number of an entry": ("log_entries", "seq", _TEXT, "hỏng"),
    "content of a paper": (
        "issued_forms",
        "snapshot",
        "substr({0}, 2)",
        "Không đọc được nội dung của giấy",
    ),
    "a public key": ("public_keys", "public_key", _TEXT, "hỏng"),
    "day of a dossier": ("dossiers", "day", _TEXT, ""),
    "day of a day off": ("calendar_days", "day", _TEXT, ""),
    "last number of a book": ("number_series", "last", _TEXT, "hỏng"),
    "office of a book": ("number_series", "unit_id", _TEXT, "hỏng"),
    "office of a dossier": ("dossiers", "unit_id", _TEXT, "bị hở, trùng hoặc mất"),
    "status of a dossier": ("dossier_states", "status", _TEXT, "hỏng"),
    "when a dossier came": ("dossiers", "received_at", _TEXT, ""),
}
"""What is garbled in the last row of which table, and what one of the two verbs says of it."""

_READ = {"issued_forms": "qr_stem"}
"""The column that a row must have for its table to be read by either verb."""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The newest released store, as this version opens it."""
    data = tmp_path_factory.mktemp("upgraded")
    path = a_released_store(RELEASES[-1], data)
    SettingsFile(data).save(Settings(high_water_folder="marks", keystore="file"))
    open_services(data, clock=Clock(FakeTime()), station="Máy 1").close()
    return path.read_bytes()


@pytest.mark.parametrize("what", _GARBLED)
def test_what_cannot_be_read_is_told_in_a_sentence(
    what: str, upgraded: bytes, tmp_path: Path
) -> None:
    table, column, garbled, words = _GARBLED[what]
    SettingsFile(tmp_path).save(Settings(high_water_folder="marks", keystore="file"))
    path = tmp_path / STORE_NAME
    path.write_bytes(upgraded)
    with closing(sqlite3.connect(path)) as store, store:
        triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = triggers.fetchall()
        for name, _statement in guards:
            store.execute(f"DROP TRIGGER {name}")
        store.execute("PRAGMA ignore_check_constraints = ON")
        done = store.execute(
            f"UPDATE {table} SET {column} = {garbled.format(column)}"  # noqa: S608 - from the table
            f" WHERE rowid = (SELECT max(rowid) FROM {table} WHERE {_READ.get(table, column)}"
            " IS NOT NULL)"
        )
        assert done.rowcount == 1
        for _name, statement in guards:
            store.execute(statement)
    said = ""
    for verb in ("check", "audit"):
        answer = run_words(verb, "--data", tmp_path)
        assert answer.status in {0, 1}
        assert answer.out or re.fullmatch(r"Lỗi: .+\n", answer.err)
        said += answer.out + answer.err
    assert words in said


def test_a_letter_of_the_schema_that_was_flipped_is_damage(upgraded: bytes, tmp_path: Path) -> None:
    """A foreign key then points at a column that is no key: every writing act fails."""
    SettingsFile(tmp_path).save(Settings(high_water_folder="marks", keystore="file"))
    (tmp_path / STORE_NAME).write_bytes(upgraded)
    with closing(sqlite3.connect(tmp_path / STORE_NAME, isolation_level=None)) as store:
        store.execute("PRAGMA writable_schema = ON")
        told = "REFERENCES officers (id)"
        done = store.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'period_locks'",
            (told, told.replace("id", "ad")),
        )
        assert done.rowcount == 1
        (sql,) = store.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'period_locks'"
        ).fetchone()
        assert "officers (ad)" in sql
    for words in (("check",), ("audit",), ("audit", "--officer", "quantri")):
        answer = run_words(*words, "--data", tmp_path)
        assert answer.out or re.fullmatch(r"Lỗi: .+\n", answer.err), answer
