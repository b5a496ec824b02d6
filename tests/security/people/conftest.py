"""A counter with one person's dossiers, and every service of a desk over its store."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bootstrap.stores import services_over
from app.paths import STORE_NAME
from app.services.container import Services
from app.services.ledger.records import Actor
from app.vocabulary.people import Role
from tests.security.people.people import a_life, a_petition
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, a_copied_store, a_store, an_actor


@dataclass(frozen=True, slots=True)
class Town:
    """Who looks: everybody of an office, and the codes of what there is to see."""

    counter: Counter
    desk: Services
    open_code: str
    done_code: str
    actors: dict[str, Actor]

    def __getitem__(self, who: str) -> Actor:
        return self.actors[who]


@pytest.fixture(scope="session")
def store_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated store to copy: creating one runs every migration."""
    folder = tmp_path_factory.mktemp("template")
    a_store(folder).close()
    return folder / STORE_NAME


@pytest.fixture
def town(tmp_path: Path, store_template: Path) -> Iterator[Town]:
    """A town of the test's own."""
    yield from _a_town(tmp_path, store_template)


@pytest.fixture(scope="module")
def shared_town(tmp_path_factory: pytest.TempPathFactory, store_template: Path) -> Iterator[Town]:
    """A town for tests that change nothing of what others read."""
    yield from _a_town(tmp_path_factory.mktemp("town"), store_template)


def _a_town(folder: Path, store_template: Path) -> Iterator[Town]:
    counter = a_counter(folder, FakeTime(), a_copied_store(store_template, folder))
    open_code, done_code = a_life(counter)
    database = counter.database
    desk = services_over(database, folder, counter.clock, "Máy 1")
    desk.petitions.receive(counter.officer, a_petition())
    yield Town(
        counter,
        desk,
        open_code,
        done_code,
        {
            "officer": counter.officer,
            "supervisor": an_actor(database, Role.SUPERVISOR, login="phutrach"),
            "administrator": an_actor(database, Role.ADMINISTRATOR, login="quantri"),
            "agency": counter.economy_officer,
            "other agency": counter.culture_officer,
            "console": desk.console(),
        },
    )
    database.close()
