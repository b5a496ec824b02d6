"""A station's key is renewed by two people; what the old ones signed is verified for ever."""

from pathlib import Path

import pytest
from sqlalchemy import delete, select

from app.clock import Clock
from app.errors import InvalidInputError, NotAllowedError, StoreError
from app.models.database import Database
from app.models.forms import PublicKey
from app.models.log import LogEntry
from app.services.access.approvals import Approvals
from app.services.forms.keys import KeyFolder
from app.services.forms.signing import KeyRenewal, Station, station_key
from app.services.forms.verification import Verifier
from app.services.intake.intake import Intake
from app.services.office.calendar import CalendarCache
from app.services.safekeeping.keystore import FileKeys
from app.vocabulary.dossiers import Verdict
from app.vocabulary.people import GuardedAct, Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor, cheap_passwords


class _Station:
    """A second station of the office: its key, its desk, and the two people who renew it."""

    def __init__(self, counter: Counter, folder: Path) -> None:
        self.counter = counter
        self.tx = counter.tx
        self.own = Station(
            database=counter.database,
            clock=counter.clock,
            folder=KeyFolder(folder),
            office_id=counter.admin.office_id,
            name="Máy 2",
        )
        self.key = station_key(self.own)
        self.intake = Intake(self.tx, CalendarCache(), self.key)
        self.renewal = KeyRenewal(counter.database, self.tx, self.own.folder, self.key)
        self.approvals = Approvals(self.tx, cheap_passwords())
        an_actor(counter.database, Role.SUPERVISOR, login="phutrach")

    def approved(self) -> int:
        return self.approvals.by_second(
            self.counter.admin,
            "phutrach",
            GOOD_PASSWORD,
            GuardedAct.RENEW_KEY,
            self.renewal.subject,
        )

    def renew(self, reason: str = "Máy cũ đã thanh lý") -> int:
        return self.renewal.renew(self.counter.admin, self.approved(), reason)

    def receipt(self) -> str:
        """Register a dossier here and return its receipt's QR."""
        made = self.intake.register(self.counter.officer, self.counter.as_typed())
        return made.receipt.qr_payload


@pytest.fixture
def station(counter: Counter, tmp_path: Path) -> _Station:
    return _Station(counter, tmp_path / "máy 2")


def test_row_28_receipts_of_three_keys_verify_after_two_renewals(station: _Station) -> None:
    receipts = [station.receipt()]
    ids = [station.key.key_id]
    for _renewal in range(2):
        ids.append(station.renew())
        receipts.append(station.receipt())
    assert len(set(ids)) == 3
    verifier = Verifier(station.tx)

    def verdicts() -> list[Verdict]:
        found = [verifier.verify(station.counter.officer, payload) for payload in receipts]
        return [one.verdict for one in found]

    assert verdicts() == [Verdict.GENUINE] * 3
    with station.counter.database.write() as session:
        session.execute(delete(PublicKey).where(PublicKey.key_id == ids[0]))
    assert verdicts()[0] is not Verdict.GENUINE, "without its key nothing verifies"


def test_the_old_private_key_is_gone_and_the_next_start_takes_the_new_one(
    station: _Station,
) -> None:
    old = station.key.key_id
    new = station.renew()
    assert station.own.folder.ids() == (new,)
    assert station_key(station.own).key_id == new
    assert station.own.folder.load(old) is None


def test_row_28_a_private_key_that_is_kept_is_seen(
    station: _Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = station.key.key_id
    monkeypatch.setattr(KeyFolder, "forget", lambda _folder, _key_id: None)
    new = station.renew()
    assert set(station.own.folder.ids()) == {old, new}


def test_the_list_tells_each_key_s_end_and_which_is_the_own_one(
    station: _Station, clock: Clock
) -> None:
    old = station.key.key_id
    new = station.renew(" Nghi lộ khóa ")
    keys = {key.key_id: key for key in station.renewal.keys(station.counter.admin)}
    assert [key.key_id for key in keys.values() if key.is_own] == [new]
    assert (keys[old].ended_at, keys[old].end_reason) == (clock.now(), "Nghi lộ khóa")
    assert keys[new].ended_at is None


def test_one_person_alone_or_without_a_reason_renews_nothing(station: _Station) -> None:
    admin = station.counter.admin
    own = station.approvals.again(
        admin, GOOD_PASSWORD, GuardedAct.RENEW_KEY, station.renewal.subject
    )
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        station.renewal.renew(admin, own, "Máy cũ")
    with pytest.raises(InvalidInputError, match="lý do"):
        station.renewal.renew(admin, station.approved(), "  ")
    with pytest.raises(NotAllowedError):
        station.renewal.renew(station.counter.officer, station.approved(), "Máy cũ")
    assert [key.ended_at for key in station.renewal.keys(admin)] == [None, None]
    assert station.receipt()


def test_another_program_with_the_old_key_signs_nothing_any_more(station: _Station) -> None:
    other = station_key(station.own)
    station.renew()
    with pytest.raises(StoreError, match="mở lại"):
        other.sign(b"said")


def test_an_approval_for_the_key_before_does_not_renew_the_next(station: _Station) -> None:
    approval = station.approved()
    station.renew()
    with pytest.raises(NotAllowedError, match="chưa được xác nhận"):
        station.renewal.renew(station.counter.admin, approval, "Máy cũ")


def test_a_key_that_cannot_be_destroyed_yet_is_at_the_next_start(
    station: _Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_keys: FileKeys, _name: str) -> None:
        raise StoreError("không xóa được")

    with monkeypatch.context() as patch:
        patch.setattr(FileKeys, "remove", refuse)
        new = station.renew()
    assert len(station.own.folder.ids()) == 2
    assert station_key(station.own).key_id == new
    assert station.own.folder.ids() == (new,)


def test_the_reason_is_no_part_of_the_chain_and_the_keys_are(
    station: _Station, database: Database
) -> None:
    station.renew("Theo đề nghị của bà Cúc")
    with database.read() as session:
        entry = session.scalars(select(LogEntry).where(LogEntry.act == "key_renewed")).one()
        public = session.get(PublicKey, station.key.key_id)
    assert public is not None
    assert public.public_key in entry.facts
    assert "bà Cúc" not in entry.facts
