"""A store that is furnished with rows made elsewhere has what the office was founded with."""

from typing import Any

from sqlalchemy import select

from app.clock import Clock
from app.models.base import Base
from app.models.database import Database
from app.services.ledger.checking import StoreCheck
from tests.services.desk_builders import found
from tests.services.ready_stores import furnish
from tests.services.store_builders import OFFICE, FakeTime, an_agency

Rows = dict[str, list[dict[str, Any]]]


def _everything(database: Database) -> Rows:
    with database.read() as session:
        return {
            table.name: [
                dict(row)
                for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in Base.metadata.sorted_tables
        }


def _an_office(database: Database) -> Rows:
    found(database, Clock(FakeTime()), OFFICE)
    an_agency(database, "50%", "Phòng 'Một \\ nửa' 100 % :x %(y)s")
    return _everything(database)


def test_a_furnished_store_has_every_row_of_the_founded_one(database: Database) -> None:
    founded = furnish(database, _an_office)
    assert _everything(database) == founded
    assert sum(map(len, founded.values())) > 100


def test_a_furnished_store_is_whole_and_goes_on_counting(database: Database) -> None:
    units = len(furnish(database, _an_office)["units"])
    assert an_agency(database, "PTP", "Phòng Tư pháp") == units + 1
    assert StoreCheck(database).problems() == []
