"""Another desk's change is heard, one's own is not, and a lost server is said and found again."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from app.models.changes import ChangeFeed, Heard, announce
from app.models.database import Database, sqlite_engine
from app.models.feeds import feed_of
from app.models.store import open_postgresql
from tests.models.conftest import Home
from tests.postgres import Server


@pytest.fixture
def two(home: Home) -> Iterator[tuple[Database, Database]]:
    """One store, opened by two programs."""
    first = home.create()
    second = home.open()
    yield first, second
    second.close()
    first.close()


@pytest.fixture
def feed(two: tuple[Database, Database]) -> Iterator[ChangeFeed]:
    """The first program's feed, listening."""
    made = feed_of(two[0])
    assert made.listen() is Heard.NOTHING
    yield made
    made.close()


def _write(database: Database) -> None:
    with database.write() as session:
        session.execute(text("INSERT INTO calendar_years VALUES (2031, :no, '')"), {"no": False})
        announce(session)


def test_another_program_s_change_is_heard(
    two: tuple[Database, Database], feed: ChangeFeed
) -> None:
    _write(two[1])
    assert feed.listen() is Heard.CHANGED
    assert feed.listen() is Heard.NOTHING


def test_one_s_own_change_is_not_heard(two: tuple[Database, Database], feed: ChangeFeed) -> None:
    _write(two[0])
    assert feed.listen() is Heard.NOTHING


def test_what_is_undone_is_not_heard(two: tuple[Database, Database], feed: ChangeFeed) -> None:
    with suppress(ZeroDivisionError), two[1].write() as session:
        announce(session)
        raise ZeroDivisionError
    assert feed.listen() is Heard.NOTHING


def test_a_cut_line_is_said_once_and_so_is_its_return(postgres: Server) -> None:
    with postgres.copied() as url:
        database = open_postgresql(url)
        feed = feed_of(database)
        assert feed.listen() is Heard.NOTHING
        postgres.refuse(url)
        assert feed.listen() is Heard.LOST
        assert feed.listen() is Heard.NOTHING
        postgres.allow(url)
        assert _next_news(feed.listen) is Heard.BACK
        assert feed.listen() is Heard.NOTHING
        feed.close()
        database.close()


def _next_news(listen: Callable[[], Heard]) -> Heard:
    for _attempt in range(10):
        news = listen()
        if news is not Heard.NOTHING:
            return news
    return Heard.NOTHING


def test_programs_at_one_server_have_different_names(postgres: Server, tmp_path: Path) -> None:
    with postgres.copied() as url:
        names = set()
        for _desk in range(2):
            database = open_postgresql(url)
            names.add(database.program_name)
            database.close()
        assert len(names) == 2
        assert all(name.startswith("motcua-") for name in names)
        assert make_url(url).database
    assert Database(sqlite_engine(tmp_path / "x.db")).program_name == ""


def test_a_store_under_another_key_has_another_version(home: Home, tmp_path: Path) -> None:
    database = home.create()
    with database.read() as session:
        before = database.version(session)
        assert database.version(session) == before
    database.engine.dispose()
    database.go_on_with(sqlite_engine(home.path or tmp_path / "x.db"), None)
    with database.read() as session:
        assert database.version(session) != before
    database.close()
