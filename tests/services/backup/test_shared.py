"""A store that several desks share: backed up by any of them, put back into an empty one."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.errors import StoreError
from app.models.database import Database
from app.models.log import LogEntry
from app.models.seen import RESTORED
from app.models.store import open_postgresql
from app.services.ledger.checking import StoreCheck
from app.vocabulary import Role
from tests.services.backup.builders import BOSS, Machine, numbers, on_machine, two_people
from tests.services.store_builders import FakeTime, an_actor

if TYPE_CHECKING:
    from tests.postgres import Server


def restored_entries(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(LogEntry).where(LogEntry.act == RESTORED)).all())


def test_a_shared_store_is_put_back_into_an_empty_one_or_into_a_file(
    postgres: "Server", tmp_path: Path, time: FakeTime
) -> None:
    with postgres.migrated() as shared, postgres.empty() as url:
        machine = Machine(tmp_path / "one", time)
        counter = on_machine(machine, shared)
        an_actor(shared, Role.SUPERVISOR, login=BOSS)
        counter.returned("Trước")
        made = machine.backups(counter).make()
        assert made.header.is_shared
        counter.code("Sau")
        given = numbers(shared)
        restorer = machine.restorer(url=url)
        restored = restorer.restore(made.path, two_people())
        assert (restored.kept_aside, restored.lost_numbers > 0) == (None, True)
        again = open_postgresql(url)
        try:
            assert numbers(again) < given
            assert restored_entries(again) == 1
            assert StoreCheck(again).problems() == []
        finally:
            again.close()
        with pytest.raises(StoreError, match="đã có dữ liệu"):
            restorer.restore(made.path, two_people())
        secret = machine.secrets.current()
        file = Machine(tmp_path / "two", time)
        file.restorer(secret).restore(made.path, two_people())
        database = file.open()
        assert StoreCheck(database).problems() == []
        database.close()
        if shared.high_water is not None:
            shared.high_water.close()
