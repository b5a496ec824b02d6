"""Migration 0023: what the log committed to of other units' keys still says the same."""

from pathlib import Path

from sqlalchemy import select

from app.models.exchange import PeerKey
from app.services.exchange.key_card import KeyCard
from app.services.ledger.bound_rows import row_problems
from app.vocabulary.office import Level
from tests.models import conftest as homes
from tests.models.test_schema import _downgrade
from tests.services.desk_builders import a_counter
from tests.services.store_builders import FakeTime


def test_keys_confirmed_before_are_stations_and_as_committed(
    home: homes.Home, tmp_path: Path
) -> None:
    database = home.create()
    counter = a_counter(tmp_path, FakeTime(), database)
    card = KeyCard("000.00.08.H53", "Văn phòng", Level.PROVINCE, bytes(range(32)))
    counter.peers.confirm(counter.admin, card.payload, card.fingerprint)
    _downgrade(database, "0022")
    database.close()
    database = home.open()
    with database.read() as session:
        assert session.scalars(select(PeerKey.is_office)).all() == [None]
        assert list(row_problems(session)) == []
    database.close()
