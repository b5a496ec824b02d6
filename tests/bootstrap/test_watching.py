"""Another desk's change reaches the window within two seconds, from a thread of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from app.bootstrap.store_care import StoreWatch
from app.models.changes import Heard, announce
from app.models.database import Database
from app.models.store import open_postgresql, open_sqlite
from app.paths import STORE_NAME
from tests.services.store_builders import a_copied_store

if TYPE_CHECKING:
    from tests.postgres import Server

_SOON_MS = 60_000


@pytest.fixture(params=["sqlite", "postgresql"])
def two_desks(
    request: pytest.FixtureRequest, tmp_path: Path, store_template: Path
) -> Iterator[tuple[Database, Database]]:
    """One store of each kind in turn, open at two desks."""
    if request.param == "sqlite":
        a_copied_store(store_template, tmp_path).close()
        path = tmp_path / STORE_NAME
        desks = (open_sqlite(path), open_sqlite(path))
        yield desks
    else:
        server: Server = request.getfixturevalue("postgres")
        with server.empty() as url:
            desks = (open_postgresql(url), open_postgresql(url))
            yield desks
            for desk in desks:
                desk.close()
        return
    for desk in desks:
        desk.close()


def _change(database: Database, year: int) -> None:
    with database.write() as session:
        session.execute(
            text("INSERT INTO calendar_years VALUES (:year, :no, '')"),
            {"year": year, "no": False},
        )
        announce(session)


def test_a_change_is_heard_soon_again_and_again(
    two_desks: tuple[Database, Database], qtbot: QtBot
) -> None:
    here, there = two_desks
    watch = StoreWatch(here)
    watch.start()
    qtbot.wait(700)  # the first look at a file has nothing to compare with
    for year in (2041, 2042):
        with qtbot.waitSignal(watch.heard, timeout=_SOON_MS) as caught:
            _change(there, year)
        assert caught.args == [Heard.CHANGED]
    watch.stop()


def test_nothing_is_told_after_the_stop(two_desks: tuple[Database, Database], qtbot: QtBot) -> None:
    here, there = two_desks
    watch = StoreWatch(here)
    watch.start()
    watch.stop()
    with qtbot.assertNotEmitted(watch.heard, wait=700):
        _change(there, 2041)
