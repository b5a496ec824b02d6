"""The register of petitions at a counter."""

from pathlib import Path

import pytest

from app.services.petitions.petitions import Petitions
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import the_petitions


@pytest.fixture
def petitions(counter: Counter, tmp_path: Path) -> Petitions:
    return the_petitions(counter, tmp_path)
