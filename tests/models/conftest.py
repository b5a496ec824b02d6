"""Stores of both kinds, as files and servers, for the tests of how facts are kept."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.models import migrating
from app.models.database import Database
from app.models.store import open_postgresql, open_sqlite
from app.paths import STORE_NAME
from tests.services.ready_stores import a_ready_store

if TYPE_CHECKING:
    from tests.postgres import Server


@dataclass(frozen=True, slots=True)
class Home:
    """Where one store lies: create it (a copy of one made once), open it as the program does."""

    create: Callable[[], Database]
    open: Callable[[], Database]
    path: Path | None
    url: str = ""


@pytest.fixture
def file_home(tmp_path: Path) -> Home:
    """A store that is a file of this computer."""
    path = tmp_path / "data" / STORE_NAME
    return Home(lambda: a_ready_store(path.parent), lambda: open_sqlite(path), path)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, file_home: Home) -> Iterator[Home]:
    """A store of each kind in turn."""
    if request.param == "sqlite":
        yield file_home
        return
    server: Server = request.getfixturevalue("postgres")
    with server.copied() as url:
        yield Home(lambda: open_postgresql(url), lambda: open_postgresql(url), None, url)


@pytest.fixture
def store(home: Home) -> Iterator[Database]:
    made = home.create()
    yield made
    made.close()


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return how to make the program one version newer, by the body of its new migration."""

    def become(body: str) -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(Path(migrating.__file__).parent / "migrations", scripts)
        newest = migrating.newest_revision()
        (scripts / "versions" / "9001_later.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f'revision = "9001"\ndown_revision = "{newest}"\n'
            f"def upgrade():\n{body}\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(migrating, "_SCRIPTS", scripts)

    return become
