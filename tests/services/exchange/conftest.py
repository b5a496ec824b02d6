"""Two offices with a store each; the receiver's is on PostgreSQL where a test asks for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.models.database import Database
from app.vocabulary.people import Role
from tests.services.exchange_builders import THERE, Place, a_place, carried, trust, trust_office
from tests.services.store_builders import FakeTime, a_copied_store, an_actor

if TYPE_CHECKING:
    from tests.postgres import Server


@pytest.fixture
def here_store(tmp_path: Path, empty_store: Path) -> Iterator[Database]:
    folder = tmp_path / "here-store"
    folder.mkdir()
    store = a_copied_store(empty_store, folder)
    yield store
    store.close()


@pytest.fixture
def there_store(
    request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path
) -> Iterator[Database]:
    if getattr(request, "param", "sqlite") == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        with server.migrated() as shared:
            yield shared
        return
    folder = tmp_path / "there-store"
    folder.mkdir()
    store = a_copied_store(empty_store, folder)
    yield store
    store.close()


@pytest.fixture
def strangers(
    tmp_path: Path, time: FakeTime, here_store: Database, there_store: Database
) -> tuple[Place, Place]:
    """Return the sender's office and the receiver's, which do not know each other yet."""
    return (
        a_place(tmp_path / "here", time, here_store),
        a_place(tmp_path / "there", time, there_store, THERE),
    )


@pytest.fixture
def here(strangers: tuple[Place, Place]) -> Place:
    one, other = strangers
    return trust(one, other)


@pytest.fixture
def there(strangers: tuple[Place, Place]) -> Place:
    one, other = strangers
    return trust(other, one)


@pytest.fixture
def offices(strangers: tuple[Place, Place]) -> tuple[Place, Place]:
    """Return a sender with an office key, which alone the receiver trusts; and the receiver."""
    here, there = strangers
    here.counter.office_keys.make(here.counter.admin)
    an_actor(here.counter.database, Role.SUPERVISOR, login="phutrach")
    return trust(here, there), trust_office(there, here)


@pytest.fixture
def sent(offices: tuple[Place, Place]) -> Path:
    """Return the file of a bundle with one dossier on its way."""
    here, _there = offices
    here.send([here.counter.code()])
    return carried(here.export())
