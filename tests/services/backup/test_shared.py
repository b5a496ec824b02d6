"""A store that several desks share: backed up by any of them, put back into an empty one."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.errors import StoreError
from app.models.database import Database
from app.models.log import LogEntry
from app.models.store import open_postgresql
from app.models.watermark import RESTORED
from app.services.backup.making import SEALING
from app.services.ledger.checking import StoreCheck
from app.vocabulary.people import Role
from tests.services.backup.builders import BOSS, Machine, numbers, on_machine, two_people
from tests.services.store_builders import FakeTime, an_actor

if TYPE_CHECKING:
    from tests.postgres import Server


def restored_entries(database: Database) -> int:
    with database.read() as session:
        return len(session.scalars(select(LogEntry).where(LogEntry.act == RESTORED)).all())


def test_of_two_desks_one_makes_the_due_backup_for_both(
    postgres: "Server", tmp_path: Path, time: FakeTime
) -> None:
    with postgres.migrated() as shared:
        counter = on_machine(Machine(tmp_path / "one", time), shared)
        first = Machine(tmp_path / "one", time).backups(counter)
        second = Machine(tmp_path / "two", time).backups(counter)
        seen: list[object] = []

        def meanwhile(doing: str, _part: float) -> None:
            if doing == SEALING:
                seen.append(second.make_due())

        assert first.make_due(meanwhile) is not None
        assert seen
        assert set(seen) == {None}
        assert second.make_due() is None  # not due any more
        time.advance(timedelta(hours=25))
        assert second.make_due() is not None
        if shared.high_water is not None:
            shared.high_water.close()


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
