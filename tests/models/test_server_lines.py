"""A silent server, a desk that stands still, a statement without end: nobody waits for ever."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGCONT, SIGSTOP
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from app.errors import StoreError
from app.models import server_lines
from app.models.changes import Heard
from app.models.database import Database, lock_office
from app.models.feeds import feed_of
from app.models.server_lines import ServerLine
from app.models.store import open_postgresql
from tests.postgres import SERVER_VARIABLE, Server

_OFFICE = 1
_here = pytest.mark.skipif(
    SERVER_VARIABLE in os.environ, reason="the server's processes are not of this machine"
)


@pytest.fixture
def two(postgres: Server) -> Iterator[tuple[Database, Database]]:
    """One store on the server, open at two desks."""
    url = postgres.create(postgres.template_name)
    desks = (open_postgresql(url), open_postgresql(url))
    yield desks
    for desk in desks:
        desk.close()
    postgres.drop(url)


@contextmanager
def _standing_still(*processes: int) -> Iterator[None]:
    """Let processes of the server stand still: their lines are up, and silent."""
    for process in processes:
        os.kill(process, SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, SIGCONT)


def _process_of(database: Database) -> int:
    """Return the server's process of the line that the pool gives out next."""
    with database.read() as session:
        return int(session.scalar(text("SELECT pg_backend_pid()")) or 0)


def _setting(database: Database, name: str) -> str:
    with database.read() as session:
        return str(session.scalar(text("SELECT current_setting(:name)"), {"name": name}))


def test_every_line_has_its_limits(two: tuple[Database, Database]) -> None:
    here, _there = two
    assert _setting(here, "lock_timeout") == "15s"
    assert _setting(here, "statement_timeout") == "1min"
    assert _setting(here, "idle_in_transaction_session_timeout") == "1min"
    with here.engine.connect() as connection:
        line = connection.connection.driver_connection
        assert isinstance(line, ServerLine)
        said = line.info.get_parameters()
        assert {name: said[name] for name in ("connect_timeout", "tcp_user_timeout")} == {
            "connect_timeout": "5",
            "tcp_user_timeout": "10000",
        }
        assert said["keepalives_idle"] == "10"


@_here
def test_a_silent_server_is_given_up_and_the_pool_heals(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _there = two
    monkeypatch.setattr(ServerLine, "silence_s", 0.4)
    process = _process_of(here)

    def ask_in_silence() -> None:
        with here.read() as session:
            assert session.scalar(text("SELECT pg_backend_pid()")) == process
            with _standing_still(process):
                session.execute(text("SELECT 1"))

    begun = monotonic()
    with pytest.raises(StoreError, match="Mất kết nối"):
        ask_in_silence()
    assert 0.3 < monotonic() - begun < 2
    assert _process_of(here) != process


@_here
def test_a_line_that_fell_silent_in_the_pool_is_replaced(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _there = two
    monkeypatch.setattr(server_lines, "PING_S", 0.4)
    process = _process_of(here)
    with _standing_still(process):
        begun = monotonic()
        assert _process_of(here) != process
        assert monotonic() - begun < 3


@_here
def test_a_silent_server_is_told_within_three_seconds(two: tuple[Database, Database]) -> None:
    here, there = two
    feed = feed_of(here)
    assert feed.listen() is Heard.NOTHING
    with there.read() as session:
        process = session.scalars(
            text("SELECT pid FROM pg_stat_activity WHERE query LIKE '%SELECT 1%' AND pid <> :me"),
            {"me": _process_of(there)},
        ).one()
    with _standing_still(int(process)):
        begun = monotonic()
        while feed.listen() is not Heard.LOST:
            assert monotonic() - begun < 3
    assert feed.listen() is Heard.BACK
    feed.close()


def _ask(database: Database, *statements: str, locks: bool = False) -> None:
    with database.write() as session:
        for statement in statements:
            session.execute(text(statement))
        if locks:
            lock_office(session, _OFFICE)


def test_waiting_for_another_desk_has_an_end_and_is_explained(
    two: tuple[Database, Database],
) -> None:
    here, there = two
    with there.write() as other:
        lock_office(other, _OFFICE)
        with pytest.raises(StoreError, match="bận quá 15 giây"):
            _ask(here, "SET LOCAL lock_timeout = '100ms'", locks=True)
    _ask(here, locks=True)


def test_a_statement_without_end_is_stopped_and_explained(two: tuple[Database, Database]) -> None:
    here, _there = two
    with pytest.raises(StoreError, match="quá 60 giây"):
        _ask(here, "SET LOCAL statement_timeout = '100ms'", "SELECT pg_sleep(5)")


def test_a_desk_that_stands_still_loses_the_lock_to_the_others(
    two: tuple[Database, Database],
) -> None:
    here, there = two

    def stand_still() -> None:
        with there.write() as standing:
            standing.execute(text("SET LOCAL idle_in_transaction_session_timeout = '200ms'"))
            lock_office(standing, _OFFICE)
            _ask(here, locks=True)  # given within 15 s: the desk that stood has been let go
            standing.execute(text("SELECT 1"))

    with pytest.raises(StoreError, match="Mất kết nối"):
        stand_still()
    _ask(there, locks=True)


def test_a_line_that_breaks_as_it_is_given_back_is_told_in_words(
    two: tuple[Database, Database],
) -> None:
    """All was read, and the server went before the reading was over: no driver's error escapes."""
    here, there = two

    def read_and_lose() -> None:
        with here.read() as session:
            process = session.scalar(text("SELECT pg_backend_pid()"))
            with there.write() as other:
                other.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})
            sleep(0.2)

    with pytest.raises(StoreError):
        read_and_lose()
    with here.read() as session:
        assert session.scalar(text("SELECT 1")) == 1
