import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clock import Clock
from app.services.container import Services
from tests.harness.command_recipes.commands import service_kinds
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import services_on

_NEEDS_A_MACHINE = {"backups", "store_keys"}


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def services(counter: Counter, tmp_path: Path) -> Services:
    return services_on(counter.database, Clock(FakeTime()), tmp_path)


def test_each_service_is_built_when_it_is_asked_for_and_kept(services: Services) -> None:
    kinds = service_kinds()
    assert len(kinds) > 60
    for name in kinds.keys() - _NEEDS_A_MACHINE:
        made = getattr(services, name)
        assert isinstance(made, kinds[name]), name
        assert getattr(services, name) is made


def test_the_container_alone_imports_no_service() -> None:
    asked = "import sys, app.services.container; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    modules = frozenset(run.stdout.split())
    areas = {name.split(".")[2] for name in modules if name.startswith("app.services.")}
    assert areas == {"container", "ledger", "office"}
    assert not modules & {"psycopg", "cryptography", "argon2"}
