"""The keys of the office itself: made, replaced, kept, printed; and stores of before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.errors import (
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
    StoreError,
)
from app.models.forms import OfficeKey, PublicKey, StationCertificate
from app.models.log import LogEntry
from app.models.people import Officer, OfficerRole
from app.services.container import Services
from app.services.exchange.key_card import KeyCard, card_text, read_card, read_card_file
from app.services.exchange.office_keys import OfficeKeys
from app.services.forms.certificate_checks import certificate_problems
from app.services.forms.certificates import certified_bytes, own_certificate
from app.services.forms.keys import KeyFolder
from app.services.forms.signing import Station, station_key
from app.services.ledger.bound_rows import row_problems
from app.services.ledger.records import Actor
from app.settings import Settings, SettingsFile
from app.vocabulary.office import Level
from app.vocabulary.people import GuardedAct, Role
from tests.released_stores import RELEASES, a_released_store
from tests.services.exchange_builders import (
    Place,
    another_station,
    certificate_of,
    replace_office_key,
)
from tests.services.store_builders import GOOD_PASSWORD, the_actor

HOUR = timedelta(hours=1)


def test_the_first_key_takes_no_second_person_and_another_one_does(
    offices: tuple[Place, Place],
) -> None:
    desk = offices[0].counter
    keys, before = desk.office_keys, desk.office_keys.state(desk.admin)
    assert before is not None
    assert (before.key_id, before.is_held, before.certified) == (1, True, frozenset({1}))
    with pytest.raises(RuleBrokenError, match="đã có khóa đơn vị"):
        keys.make(desk.admin)
    own = desk.approvals.again(
        desk.admin, GOOD_PASSWORD, GuardedAct.RENEW_OFFICE_KEY, before.subject
    )
    with pytest.raises(NotAllowedError, match="người thứ hai"):
        keys.replace(desk.admin, own, "Máy mất")
    with pytest.raises(InvalidInputError, match="lý do"):
        keys.replace(desk.admin, own, "  ")
    desk.time.advance(HOUR)
    replace_office_key(offices[0])
    after = keys.state(desk.admin)
    assert after is not None
    assert (after.key_id, after.is_held, after.certified) == (2, True, frozenset({1}))
    assert KeyFolder(desk.folder / "keys").office.ids() == (2,), "the old half is destroyed"
    with desk.database.read() as session:
        rows = session.scalars(select(OfficeKey).order_by(OfficeKey.key_id)).all()
        told = session.scalars(select(LogEntry).where(LogEntry.act == "office_key_renewed")).one()
    assert [row.end_reason for row in rows] == ["Máy giữ khóa đã mất", ""]
    assert rows[1].public_key in told.facts
    assert "Máy giữ khóa" not in told.facts


def test_a_renewed_station_key_is_certified_at_once_where_the_office_key_lies(
    offices: tuple[Place, Place], tmp_path: Path
) -> None:
    desk = offices[0].counter
    given = desk.approvals.by_second(
        desk.admin, "phutrach", GOOD_PASSWORD, GuardedAct.RENEW_KEY, desk.key_renewal.subject
    )
    fresh = desk.key_renewal.renew(desk.admin, given, "Máy cũ")
    state = desk.office_keys.state(desk.admin)
    assert state is not None
    assert fresh in state.certified
    elsewhere = another_station(desk, tmp_path / "máy 2")
    state = desk.office_keys.state(desk.admin)
    assert state is not None
    assert elsewhere.key_id not in state.certified


def test_only_the_station_that_holds_the_key_certifies(
    offices: tuple[Place, Place], tmp_path: Path
) -> None:
    desk, folder = offices[0].counter, KeyFolder(tmp_path / "máy 2")
    key = another_station(desk, tmp_path / "máy 2")
    there = OfficeKeys(desk.tx, folder, key)
    state = there.state(desk.admin)
    assert state is not None
    assert not state.is_held
    with pytest.raises(RuleBrokenError, match="không giữ khóa đơn vị"):
        there.certify(desk.admin, key.key_id)
    assert there.card(desk.admin, key.key_id).public_key == key.public_key
    desk.office_keys.certify(desk.admin, key.key_id)
    with pytest.raises(RuleBrokenError, match="đã có chứng nhận"):
        desk.office_keys.certify(desk.admin, key.key_id)
    with pytest.raises(NotFoundError, match="không có khóa ký số 77"):
        desk.office_keys.certify(desk.admin, 77)
    with desk.database.write() as session:
        session.execute(update(PublicKey).values(ended_at=desk.time.now))
    with pytest.raises(RuleBrokenError, match="đã được thay"):
        desk.office_keys.certify(desk.admin, key.key_id)


def test_an_office_without_a_key_certifies_nothing(strangers: tuple[Place, Place]) -> None:
    desk = strangers[0].counter
    assert desk.office_keys.state(desk.admin) is None
    with pytest.raises(RuleBrokenError, match="chưa có khóa đơn vị"):
        desk.office_keys.certify(desk.admin, 1)
    with pytest.raises(RuleBrokenError, match="chưa có khóa đơn vị"):
        desk.office_keys.replace(desk.admin, 1, "Máy mất")


def test_a_key_that_could_not_be_destroyed_is_at_the_next_start(
    offices: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = offices[0].counter
    folder = KeyFolder(desk.folder / "keys")

    def refuse(_folder: KeyFolder, _key_id: int) -> None:
        raise StoreError("không xóa được")

    with monkeypatch.context() as patch:
        patch.setattr(KeyFolder, "forget", refuse)
        replace_office_key(offices[0])
    assert folder.office.ids() == (1, 2)
    station_key(
        Station(
            database=desk.database,
            clock=desk.clock,
            folder=folder,
            office_id=desk.office_id,
            name="Máy 1",
        )
    )
    assert folder.office.ids() == (2,)


def test_the_certificate_s_signature_is_over_what_the_row_says(
    offices: tuple[Place, Place], sent: Path
) -> None:
    desk, certificate = offices[0].counter, certificate_of(sent)
    with desk.database.read() as session:
        row = session.scalars(select(StationCertificate)).one()
    assert (row.signature, row.issued_at) == (certificate.signature, certificate.issued_at)
    assert certified_bytes("A", "b", 7, certificate.issued_at).startswith(
        b"motcua-certificate-1\n" + (1).to_bytes(8, "big") + b"A" + (1).to_bytes(8, "big") + b"b"
    )


# The card.


def test_a_station_s_card_is_never_taken_for_the_office_s(
    offices: tuple[Place, Place], tmp_path: Path
) -> None:
    here, there = offices
    station = here.peers.card(here.counter.admin)
    posing = replace(station, is_office=True)
    assert posing.fingerprint != station.fingerprint
    with pytest.raises(InvalidInputError, match="không khớp"):
        there.peers.confirm(there.counter.admin, posing.payload, station.fingerprint)
    office = here.peers.office_card(here.counter.admin)
    assert office is not None
    assert read_card(office.payload) == office


def test_a_file_of_both_cards_gives_the_one_whose_digits_are_typed(tmp_path: Path) -> None:
    station = KeyCard("000.00.08.H53", "Văn phòng", Level.PROVINCE, bytes(range(32)))
    office = replace(station, public_key=bytes(range(1, 33)), is_office=True)
    path = tmp_path / "the.txt"
    path.write_text(card_text(office, station), "utf-8")
    assert read_card_file(path) == office
    assert read_card_file(path, office.fingerprint) == office
    assert read_card_file(path, station.fingerprint) == station
    # Versions before 0.8.0 take the first digits they find.
    assert path.read_text("utf-8").index(station.payload) < path.read_text("utf-8").index(
        office.payload
    )


# Stores of before.


@pytest.mark.parametrize("release", RELEASES)
def test_a_store_of_before_goes_on_without_an_office_key_and_may_make_one(
    release: str, tmp_path: Path
) -> None:
    path = a_released_store(release, tmp_path / "kho")
    SettingsFile(path.parent).save(Settings(keystore="file"))
    desk = open_services(path.parent, clock=Clock(), station="Máy 1")
    admin = _an_administrator(desk)
    assert desk.office_keys.state(admin) is None
    assert desk.peers.office_card(admin) is None
    with desk.database.read() as session:
        assert own_certificate(session, desk.office_id, desk.signing_key.key_id) is None
    made = desk.office_keys.make(admin)
    assert made.certified == {desk.signing_key.key_id}
    with desk.database.read() as session:
        borne = own_certificate(session, desk.office_id, desk.signing_key.key_id)
        assert list(certificate_problems(session)) == list(row_problems(session)) == []
    assert borne is not None
    desk.close()


def _an_administrator(desk: Services) -> Actor:
    with desk.database.read() as session:
        login = session.scalars(
            select(Officer.login)
            .join(OfficerRole, OfficerRole.officer_id == Officer.id)
            .where(OfficerRole.role == Role.ADMINISTRATOR, Officer.is_active)
        ).first()
    assert login is not None
    return the_actor(desk.database, login)
