"""The register of petitions at a counter, and a town that has had it for five weeks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.petitions.petitions import Petitions
from tests.services.desk_builders import Counter
from tests.services.petitions.town import Town, a_town
from tests.services.store_builders import a_copied_store


@pytest.fixture
def petitions(counter: Counter, tmp_path: Path) -> Petitions:
    return counter.petitions


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("petitions")
    database = a_copied_store(empty_store, folder)
    yield a_town(folder, database)
    database.close()
