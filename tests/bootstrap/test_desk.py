"""A desk over a store that cannot carry one: refused, and the store let go of."""

from pathlib import Path

import pytest
from sqlalchemy import update

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.errors import StoreError
from app.models.office import Unit
from app.paths import STORE_NAME
from app.vocabulary.office import UnitKind
from tests.services.store_builders import a_store, an_office


def _open_files() -> set[str]:
    return {str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()}


def test_a_store_without_its_office_is_refused_and_let_go_of(tmp_path: Path) -> None:
    database = a_store(tmp_path)
    an_office(database, Clock())
    with database.write() as session:
        session.execute(update(Unit).values(kind=UnitKind.AGENCY))
    database.close()
    with pytest.raises(StoreError, match="không còn đơn vị nào"):
        open_services(tmp_path, clock=Clock())
    if Path("/proc/self/fd").exists():
        assert str(tmp_path / STORE_NAME) not in _open_files()
