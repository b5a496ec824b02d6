"""Stores that several desks share: a database on the server, or one file with many connections."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.models.store import open_postgresql, open_sqlite
from app.paths import STORE_NAME
from tests.many_desks.office import Open
from tests.services.store_builders import a_store

if TYPE_CHECKING:
    from tests.postgres import Server


@pytest.fixture
def server_url(postgres: "Server") -> Iterator[str]:
    """Where an empty store lies on the server."""
    url = postgres.create(postgres.template_name)
    yield url
    postgres.drop(url)


@pytest.fixture
def server_store(server_url: str) -> Open:
    """An empty store on the server."""
    return lambda: open_postgresql(server_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """An empty store of each kind in turn."""
    if request.param == "postgresql":
        yield request.getfixturevalue("server_store")
        return
    a_store(tmp_path / "data").close()
    yield lambda: open_sqlite(tmp_path / "data" / STORE_NAME)
