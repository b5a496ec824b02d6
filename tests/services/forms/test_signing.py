"""Each station signs with a key of its own; the store keeps the public half of every one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database
from app.models.forms import PublicKey
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.receipt_qr import KEY_ID_MAX
from app.services.forms.signing import Station, assure_key, station_key
from app.services.ledger.records import Actor
from app.services.safekeeping.keystore import ChosenKeys, FileKeys, UnreachableKeyError


class _Office:
    """Gives stations their keys."""

    def __init__(self, database: Database, clock: Clock, admin: Actor) -> None:
        self.database = database
        self.clock = clock
        self.office_id = admin.office_id

    def key(self, folder: Path, station: str = "Máy 1") -> SigningKey:
        return station_key(self.station(KeyFolder(folder), station))

    def station(self, folder: KeyFolder, name: str = "Máy 1") -> Station:
        return Station(
            database=self.database,
            clock=self.clock,
            folder=folder,
            office_id=self.office_id,
            name=name,
        )

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


class _System(FileKeys):
    """Stands in for the system's keystore: it can be locked, and counts what it is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[str] = []
        self.is_locked = False

    def read(self, name: str) -> bytes | None:
        self.asked.append(name)
        if self.is_locked and self.is_with_system(name):
            raise UnreachableKeyError("locked")
        return super().read(name)

    def add(self, name: str, value: bytes) -> bytes:
        if self.is_locked:
            raise UnreachableKeyError("locked")
        return super().add(name, value)

    def is_with_system(self, name: str) -> bool:
        return name in self.names()


@pytest.fixture
def system(tmp_path: Path) -> _System:
    return _System(tmp_path / "system")


@pytest.fixture
def station(office: _Office, system: _System, tmp_path: Path) -> Station:
    (tmp_path / "một").mkdir()  # the real one's marker lies there
    files = FileKeys(tmp_path / "một")
    keys = KeyFolder(tmp_path / "một", ChosenKeys(system, files, first=system))
    return office.station(keys)


def _verifies(key: SigningKey) -> None:
    Ed25519PublicKey.from_public_bytes(key.public_key).verify(key.sign(b"said"), b"said")


def test_no_start_asks_the_keystore_before_something_is_signed(
    station: Station, system: _System
) -> None:
    first = station_key(station)
    system.asked.clear()
    again = station_key(station)
    assert (again.key_id, again.public_key) == (first.key_id, first.public_key)
    assert system.asked == []
    _verifies(again)
    assert system.asked == ["receipt-00"]
    _verifies(again)
    assert system.asked == ["receipt-00"]


def test_a_locked_keystore_stops_no_counter_and_uses_up_one_key(
    office: _Office, station: Station, system: _System
) -> None:
    first = station_key(station)
    system.is_locked = True
    for _start in range(3):
        key = station_key(station)
        with pytest.raises(UnreachableKeyError):
            key.sign(b"said")
        assure_key(station, key)
        assert key.key_id == 1
        _verifies(key)
    system.is_locked = False
    key = station_key(station)
    assure_key(station, key)
    assert key.public_key == first.public_key
    assert set(office.known()) == {0, 1}


def test_a_key_that_does_not_fit_its_public_half_signs_nothing(
    station: Station, system: _System
) -> None:
    station_key(station)
    system.remove("receipt-00")
    system.add("receipt-00", bytes(32))
    with pytest.raises(StoreError, match="bị hỏng"):
        station_key(station).sign(b"said")


def test_an_ended_key_leaves_nothing_behind(station: Station, tmp_path: Path) -> None:
    station_key(station)
    assert [path.name for path in (tmp_path / "một").iterdir()] == ["receipt-00.pub"]
    station.folder.forget(0)
    assert list((tmp_path / "một").iterdir()) == []


def _until(office: _Office, key_id: int) -> None:
    """Let another station have been given `key_id`."""
    with office.database.write() as session:
        session.add(
            PublicKey(
                key_id=key_id,
                unit_id=office.office_id,
                public_key=f"{key_id:064x}",
                station="Máy khác",
                made_at=office.clock.now(),
            )
        )


def test_the_key_after_the_sixty_fourth_is_made_and_found_again(
    office: _Office, tmp_path: Path
) -> None:
    _until(office, 63)
    key = office.key(tmp_path / "một")
    assert key.key_id == 64
    assert office.key(tmp_path / "một").public_key == key.public_key
    _until(office, 123_456)
    assert office.key(tmp_path / "hai").key_id == 123_457
    assert KeyFolder(tmp_path / "hai").ids() == (123_457,)


def test_ids_run_out_with_a_sentence(office: _Office, tmp_path: Path) -> None:
    _until(office, KEY_ID_MAX)
    with pytest.raises(StoreError, match="hết số hiệu khóa"):
        office.key(tmp_path / "một")
