"""Two people encrypt the store, change its key and open it again; the sheet is never in a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.clock import Clock
from app.errors import NotAllowedError, RuleBrokenError, StoreError
from app.models.database import Database
from app.models.high_water import HighWater
from app.models.log import LogEntry
from app.models.rekeying import RekeyStep
from app.models.store import open_sqlite
from app.models.store_freshness import watch
from app.models.store_key import key_id_of
from app.paths import STORE_NAME
from app.services.access.approvals import Approvals
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.safekeeping.keystore import FileKeys
from app.services.safekeeping.paper import from_paper
from app.services.safekeeping.secret import Secrets
from app.services.safekeeping.store_keys import KeyChange, StoreKeys
from app.vocabulary.people import GuardedAct, Role
from tests.services.store_builders import (
    GOOD_PASSWORD,
    OFFICE,
    a_copied_store,
    an_actor,
    an_office,
    cheap_passwords,
    logged_acts,
)

if TYPE_CHECKING:
    from tests.postgres import Server

_CANARY = OFFICE.name.encode()


class _Safe:
    """The services of a store, and two people."""

    def __init__(self, database: Database, clock: Clock, admin: Actor, folder: Path) -> None:
        self.database = database
        self.clock = clock
        self.admin = admin
        self.folder = folder
        self.secrets = Secrets(folder, FileKeys(folder))
        self.tx = Transactions(database, clock)
        self.keys = StoreKeys(
            database, self.tx, self.secrets, lambda fresh: Transactions(fresh, clock)
        )
        self.approvals = Approvals(self.tx, cheap_passwords())
        an_actor(database, Role.SUPERVISOR, login="phutrach")

    def approved(self, act: GuardedAct) -> int:
        return self.approvals.by_second(self.admin, "phutrach", GOOD_PASSWORD, act)

    def change(self, change: KeyChange) -> None:
        self.keys.change(self.admin, self.approved(change.act), change)

    def sheet_digits(self) -> str:
        act = GuardedAct.PRINT_RECOVERY
        approval = self.approvals.again(self.admin, GOOD_PASSWORD, act)
        return " ".join(self.keys.sheet(self.admin, approval).groups)

    def facts(self, act: str) -> list[str]:
        with self.database.read() as session:
            return list(session.scalars(select(LogEntry.facts).where(LogEntry.act == act)))


@pytest.fixture
def safe(database: Database, clock: Clock, admin: Actor, tmp_path: Path) -> _Safe:
    return _Safe(database, clock, admin, tmp_path / "keys")


@pytest.fixture
def file_safe(empty_store: Path, clock: Clock, tmp_path: Path) -> Iterator[_Safe]:
    """A store that is a file of this computer."""
    database = a_copied_store(empty_store, tmp_path)
    yield _Safe(database, clock, an_office(database, clock), tmp_path / "keys")
    database.close()


@pytest.fixture
def server_safe(postgres: "Server", clock: Clock, tmp_path: Path) -> Iterator[_Safe]:
    """A store on a server."""
    with postgres.migrated() as database:
        yield _Safe(database, clock, an_office(database, clock), tmp_path / "keys")


def _store(safe: _Safe) -> Path:
    return safe.folder.parent / STORE_NAME


def test_two_people_encrypt_the_store_and_go_on_working(file_safe: _Safe) -> None:
    safe = file_safe
    safe.change(KeyChange.ENCRYPT)
    state = safe.keys.state(safe.admin)
    assert (state.is_encrypted, state.is_with_system, state.sheet) == (True, False, None)
    an_actor(safe.database, login="sau.do")
    assert logged_acts(safe.database)[-1] == "store_encrypted"
    assert StoreCheck(safe.database).problems() == []
    safe.database.close()
    assert key_id_of(_store(safe)) == state.key_id == safe.secrets.current_id
    assert _CANARY not in _store(safe).read_bytes()


def test_a_changed_key_leaves_the_old_one_useless_for_the_store(file_safe: _Safe) -> None:
    safe = file_safe
    safe.change(KeyChange.ENCRYPT)
    old = safe.secrets.current()
    safe.change(KeyChange.RENEW)
    new = safe.secrets.current()
    assert old is not None
    assert new is not None
    assert old != new
    assert old.secret_id in safe.secrets.all(), "older backups are still under it"
    safe.database.close()
    with pytest.raises(StoreError, match="phiếu khôi phục"):
        open_sqlite(_store(safe), old.for_store())
    again = open_sqlite(_store(safe), new.for_store())
    assert logged_acts(again)[-1] == "store_key_changed"
    assert StoreCheck(again).problems() == []
    again.close()


def test_two_people_decrypt_the_store(file_safe: _Safe) -> None:
    safe = file_safe
    safe.change(KeyChange.ENCRYPT)
    safe.change(KeyChange.DECRYPT)
    assert not safe.keys.state(safe.admin).is_encrypted
    safe.database.close()
    assert key_id_of(_store(safe)) == ""
    assert _CANARY in _store(safe).read_bytes()


@pytest.mark.parametrize("change", KeyChange)
def test_one_person_alone_changes_nothing(file_safe: _Safe, change: KeyChange) -> None:
    safe = file_safe
    if change is KeyChange.DECRYPT:
        safe.change(KeyChange.ENCRYPT)
    before = safe.keys.state(safe.admin), safe.secrets.current_id, logged_acts(safe.database)
    own = safe.approvals.again(safe.admin, GOOD_PASSWORD, change.act)
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        safe.keys.change(safe.admin, own, change)
    other = safe.approved(GuardedAct.RENEW_KEY)
    with pytest.raises(NotAllowedError, match="chưa được xác nhận"):
        safe.keys.change(safe.admin, other, change)
    state, current, acts = safe.keys.state(safe.admin), safe.secrets.current_id, before[2]
    assert state.is_encrypted is before[0].is_encrypted
    assert current == before[1] or not before[1]
    assert logged_acts(safe.database)[: len(acts)] == acts
    assert {"store_encrypted", "store_decrypted", "store_key_changed"}.isdisjoint(
        logged_acts(safe.database)[len(acts) :]
    )


def test_an_approval_holds_for_one_change(file_safe: _Safe) -> None:
    safe = file_safe
    approval = safe.approved(GuardedAct.CHANGE_STORE_KEY)
    safe.change(KeyChange.ENCRYPT)
    safe.keys.change(safe.admin, approval, KeyChange.RENEW)
    with pytest.raises(NotAllowedError, match="đã dùng"):
        safe.keys.change(safe.admin, approval, KeyChange.RENEW)


def test_nothing_senseless_is_done(file_safe: _Safe) -> None:
    safe = file_safe
    with pytest.raises(RuleBrokenError, match="chưa mã hóa"):
        safe.change(KeyChange.DECRYPT)
    safe.change(KeyChange.ENCRYPT)
    with pytest.raises(RuleBrokenError, match="đã mã hóa"):
        safe.change(KeyChange.ENCRYPT)


def test_a_key_can_be_changed_where_only_backups_are_under_it(safe: _Safe) -> None:
    first = safe.secrets.load_or_create()
    safe.change(KeyChange.RENEW)
    assert safe.secrets.current() != first
    assert first.secret_id in safe.secrets.all()
    (facts,) = safe.facts("store_key_changed")
    assert first.secret_id in facts


def test_a_server_s_store_is_left_to_its_server(server_safe: _Safe) -> None:
    safe = server_safe
    with pytest.raises(RuleBrokenError, match="máy chủ"):
        safe.change(KeyChange.ENCRYPT)
    assert safe.keys.state(safe.admin).is_shared


def test_the_sheet_gives_the_key_back_and_its_digits_are_nowhere(safe: _Safe) -> None:
    digits = safe.sheet_digits()
    secret = safe.secrets.current()
    assert secret is not None
    assert from_paper(digits) == secret
    with safe.database.read() as session:
        said = " ".join(session.scalars(select(LogEntry.facts)))
    assert secret.secret_id in said
    assert not any(group in said for group in digits.split())
    assert secret.raw.hex() not in said
    printed = safe.keys.state(safe.admin).sheet
    assert printed is not None
    assert printed.name == safe.admin.name
    assert printed.at == safe.clock.now()


def test_an_encrypted_store_without_a_sheet_is_complained_of(file_safe: _Safe) -> None:
    safe = file_safe
    assert not safe.keys.lacks_sheet(safe.admin)
    safe.change(KeyChange.ENCRYPT)
    assert safe.keys.lacks_sheet(safe.admin)
    safe.sheet_digits()
    assert not safe.keys.lacks_sheet(safe.admin)
    safe.change(KeyChange.RENEW)
    assert safe.keys.lacks_sheet(safe.admin)


def test_a_sheet_of_the_key_before_is_no_sheet_of_this_one(safe: _Safe) -> None:
    safe.sheet_digits()
    safe.change(KeyChange.RENEW)
    assert safe.keys.state(safe.admin).sheet is None


def test_a_sheet_needs_the_own_password_again_each_time(safe: _Safe) -> None:
    approval = safe.approvals.again(safe.admin, GOOD_PASSWORD, GuardedAct.PRINT_RECOVERY)
    sheet = safe.keys.sheet(safe.admin, approval)
    assert not any(group in repr(sheet) for group in sheet.groups)
    with pytest.raises(NotAllowedError, match="đã dùng"):
        safe.keys.sheet(safe.admin, approval)


def test_the_high_water_record_rises_over_a_change_and_never_before_it(
    file_safe: _Safe, tmp_path: Path
) -> None:
    """Stopped before the new file is the store, what was logged in it has not been seen."""
    safe = file_safe
    watch(safe.database, tmp_path / "water")

    def seq() -> int:
        record = HighWater(tmp_path / "water")
        with safe.database.read() as session:
            record.know(session)
        (mark,) = record.seen().entries.values()
        record.close()
        return mark.seq

    approval = safe.approved(GuardedAct.ENCRYPT_STORE)
    before, during = seq(), 0

    def stop(step: RekeyStep) -> None:
        nonlocal during
        if step is RekeyStep.CHECKED:
            record = HighWater(tmp_path / "water")
            record._store = safe.database.high_water._store  # type: ignore[union-attr]
            (mark,) = record.seen().entries.values()
            during = mark.seq
            record.close()

    safe.keys.change(safe.admin, approval, KeyChange.ENCRYPT, stop)
    assert (during, seq()) == (before, before + 1)
