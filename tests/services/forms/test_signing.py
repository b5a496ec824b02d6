"""Each station signs with a key of its own; the store keeps the public half of every one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database
from app.models.forms import PublicKey
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.signing import station_key
from app.services.ledger.records import Actor


class _Office:
    """Gives stations their keys."""

    def __init__(self, database: Database, clock: Clock, admin: Actor) -> None:
        self.database = database
        self.clock = clock
        self.office_id = admin.office_id

    def key(self, folder: Path, station: str = "Máy 1") -> SigningKey:
        return station_key(self.database, self.clock, KeyFolder(folder), self.office_id, station)

    def known(self) -> dict[int, str]:
        """Return the public keys the store knows, by id."""
        with self.database.read() as session:
            return {row.key_id: row.public_key for row in session.scalars(select(PublicKey))}


@pytest.fixture
def office(database: Database, clock: Clock, admin: Actor) -> _Office:
    return _Office(database, clock, admin)


def test_first_start_makes_and_registers_a_key(office: _Office, tmp_path: Path) -> None:
    key = office.key(tmp_path / "một")
    assert office.known() == {key.key_id: key.public_key.hex()}
    with office.database.read() as session:
        row = session.scalars(select(PublicKey)).one()
    assert (row.unit_id, row.station) == (office.office_id, "Máy 1")
    assert row.made_at == office.clock.now().astimezone(UTC)


def test_later_starts_take_the_same_key(office: _Office, tmp_path: Path) -> None:
    first = office.key(tmp_path / "một")
    again = office.key(tmp_path / "một", "Tên mới của máy")
    assert (again.key_id, again.public_key) == (first.key_id, first.public_key)
    assert len(office.known()) == 1


def test_second_station_on_the_store_gets_an_id_of_its_own(office: _Office, tmp_path: Path) -> None:
    first, second = office.key(tmp_path / "một"), office.key(tmp_path / "hai", "Máy 2")
    assert first.key_id != second.key_id
    assert first.public_key != second.public_key
    assert office.known() == {
        first.key_id: first.public_key.hex(),
        second.key_id: second.public_key.hex(),
    }


def test_lost_key_file_gives_a_new_id_and_the_old_public_half_stays(
    office: _Office, tmp_path: Path
) -> None:
    first = office.key(tmp_path / "một")
    for path in (tmp_path / "một").iterdir():
        path.unlink()
    second = office.key(tmp_path / "một")
    assert second.key_id != first.key_id
    assert office.known()[first.key_id] == first.public_key.hex()


def test_key_of_another_store_is_not_taken_for_ours(office: _Office, tmp_path: Path) -> None:
    """A data folder may bring keys whose ids this store gave to others."""
    first = office.key(tmp_path / "một")
    foreign = KeyFolder(tmp_path / "lạ").load_or_create(first.key_id)
    key = office.key(tmp_path / "lạ")
    assert key.key_id not in {first.key_id}
    assert key.public_key != foreign.public_key
    assert office.known()[first.key_id] == first.public_key.hex()


def test_key_written_before_a_power_cut_is_passed_over(office: _Office, tmp_path: Path) -> None:
    """The file was durable, its registration was not: nothing was ever signed with it."""
    orphan = KeyFolder(tmp_path / "một").load_or_create(0)
    key = office.key(tmp_path / "một")
    assert key.public_key != orphan.public_key
    assert office.known() == {key.key_id: key.public_key.hex()}


def test_stations_that_start_at_once_get_different_ids(office: _Office, tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(4)]
    with ThreadPoolExecutor(4) as stations:
        keys = list(stations.map(office.key, folders))
    assert len({key.key_id for key in keys}) == 4
    assert office.known() == {key.key_id: key.public_key.hex() for key in keys}


def test_ids_run_out_with_a_sentence(office: _Office, tmp_path: Path) -> None:
    with office.database.write() as session:
        session.add(
            PublicKey(
                key_id=63,
                unit_id=office.office_id,
                public_key="00" * 32,
                station="Máy 64",
                made_at=office.clock.now(),
            )
        )
    with pytest.raises(StoreError, match="hết số hiệu khóa"):
        office.key(tmp_path / "một")
