"""The password of a shared store's server: asked for once, kept like a key, never in a setting."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.keys import KEYS_FOLDER
from app.bootstrap.opening import StoreOpening
from app.bootstrap.program import Program
from app.bootstrap.safe_places import (
    forget_server_password,
    keep_server_password,
    server_url,
)
from app.bootstrap.stores import new_store, open_database
from app.clock import Clock
from app.errors import InvalidInputError, ServerPasswordError
from app.services.office.setup import Setup
from app.settings import Settings, SettingsFile
from app.ui.signing_in.server_password_page import ServerPasswordPage
from app.ui.signing_in.sign_in_page import SignInPage
from tests.commands.conftest import run_words
from tests.postgres import a_server_with, why_none
from tests.services.store_builders import ADMIN, OFFICE, FakeTime, cheap_passwords

_PASSWORD = "mật khẩu / của @ máy chủ"
_HBA = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True)
class Shared:
    """A shared store whose server wants a password, and a desk's data folder."""

    url: str
    data: Path


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that lets nobody in without the password."""
    if why_none():
        pytest.skip(why_none())
    with a_server_with() as port:
        with psycopg.connect(
            f"postgresql://motcua@127.0.0.1:{port}/postgres", autocommit=True
        ) as line:
            line.execute(sql.SQL("ALTER ROLE motcua PASSWORD {}").format(sql.Literal(_PASSWORD)))
            found = line.execute("SHOW hba_file").fetchone()
            assert found is not None
            Path(found[0]).write_text(_HBA, encoding="utf-8")
            line.execute("SELECT pg_reload_conf()")
        yield port


@pytest.fixture
def shared(port: int, tmp_path: Path, request: pytest.FixtureRequest) -> Shared:
    name = re.sub(r"\W", "_", request.node.name)[:60].lower()
    with psycopg.connect(
        host="127.0.0.1",
        port=port,
        user="motcua",
        password=_PASSWORD,
        dbname="postgres",
        autocommit=True,
    ) as line:
        line.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return Shared(f"postgresql://motcua@127.0.0.1:{port}/{name}", tmp_path / "data")


@pytest.fixture
def founded(shared: Shared) -> Shared:
    keep_server_password(shared.data, shared.url, _PASSWORD)
    with new_store(shared.data, shared.url) as database:
        Setup(database, Clock(FakeTime()), cheap_passwords()).create_office(OFFICE, ADMIN)
    database.close()
    return shared


def test_a_password_on_the_command_line_is_refused_and_the_ways_are_named(tmp_path: Path) -> None:
    url = "postgresql://motcua:bi-mat@kho/motcua"
    for words in (
        ("check",),
        ("allow-desk", "quay1"),
        ("database-password",),
        ("restore", "x.motcua-backup"),
    ):
        said = run_words(*words, "--data", tmp_path, "--database", url).refusal()
        for way in ("database-password", "passfile=", "service="):
            assert way in said
        assert "bi-mat" not in said


def test_a_server_that_wants_a_password_is_told_from_one_that_is_lost(shared: Shared) -> None:
    with pytest.raises(ServerPasswordError, match="cần mật khẩu"):
        open_database(shared.data, shared.url)


def test_the_password_is_kept_like_a_key_and_opens_the_store(founded: Shared) -> None:
    open_database(founded.data, founded.url).close()
    (kept,) = (founded.data / KEYS_FOLDER).glob("server-*")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    forget_server_password(founded.data, founded.url)
    with pytest.raises(ServerPasswordError):
        open_database(founded.data, founded.url)


def test_a_wrong_password_is_not_kept(shared: Shared) -> None:
    with pytest.raises(ServerPasswordError):
        keep_server_password(shared.data, shared.url, "không phải mật khẩu này")
    with pytest.raises(InvalidInputError):
        keep_server_password(shared.data, shared.url, "")
    assert server_url(shared.data, shared.url) == shared.url


def test_the_command_keeps_the_password_of_the_environment(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ("--data", shared.data, "--database", shared.url)
    monkeypatch.setenv("MOTCUA_DATABASE_PASSWORD", "sai")
    assert "cần mật khẩu" in run_words("database-password", *place).refusal()
    monkeypatch.setenv("MOTCUA_DATABASE_PASSWORD", _PASSWORD)
    assert run_words("database-password", *place).status == 0
    assert run_words("check", *place).refusal()  # the server is reached: no office there yet


def test_a_password_in_the_settings_of_an_older_version_is_moved_away(founded: Shared) -> None:
    forget_server_password(founded.data, founded.url)
    file = SettingsFile(founded.data)
    quoted = "m%E1%BA%ADt%20kh%E1%BA%A9u%20%2F%20c%E1%BB%A7a%20%40%20m%C3%A1y%20ch%E1%BB%A7"
    file.save(Settings(database_url=founded.url.replace("motcua@", f"motcua:{quoted}@")))
    opening = StoreOpening(founded.data, "", Clock(FakeTime()))
    assert opening.open().database.is_shared
    opening.close()
    assert file.load().database_url == founded.url
    assert quoted not in file.text()
    assert opening.open().database.is_shared
    opening.close()


def test_the_window_asks_for_the_password_and_goes_on_to_sign_in(
    founded: Shared, qapp: QApplication, qtbot: QtBot
) -> None:
    forget_server_password(founded.data, founded.url)
    program = Program(qapp, founded.data, founded.url, Clock(FakeTime()))
    program.start(SettingsFile(founded.data).load())
    gate = program.gate
    qtbot.waitUntil(lambda: isinstance(gate.centralWidget(), ServerPasswordPage), timeout=60_000)
    page = gate.centralWidget()
    assert isinstance(page, ServerPasswordPage)
    page.password.setText("sai")
    page.submit.click()
    qtbot.waitUntil(lambda: bool(page.notice.text()), timeout=60_000)
    page.password.setText(_PASSWORD)
    page.submit.click()
    qtbot.waitUntil(lambda: isinstance(gate.centralWidget(), SignInPage), timeout=60_000)
    program.tasks.drain()
    program._opened().close()
    gate.deleteLater()
    program.deleteLater()
