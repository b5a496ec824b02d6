"""An office's key vouches for its stations: what other offices take in, and what they refuse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
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
from app.outputs import OutputPlace
from app.services.container import Services
from app.services.exchange import envelope
from app.services.exchange.bundles import Bundles
from app.services.exchange.envelope import (
    BundleError,
    own_certificate_of,
    read_own,
    write_bundle,
)
from app.services.exchange.key_card import KeyCard, card_text, read_card, read_card_file
from app.services.exchange.office_keys import OfficeKeys
from app.services.forms.certificate_checks import certificate_problems
from app.services.forms.certificates import Certificate, certified_bytes, own_certificate
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.signing import Station, station_key
from app.services.intake.intake import Intake
from app.services.ledger.bound_rows import row_problems
from app.services.ledger.records import Actor
from app.services.office.calendar import CalendarCache
from app.services.province.province import Province
from app.settings import Settings, SettingsFile
from app.vocabulary.office import Level
from app.vocabulary.people import GuardedAct, Role
from tests.released_stores import RELEASES, a_released_store
from tests.services.audit_builders import MONDAY
from tests.services.exchange_builders import (
    Place,
    another_station,
    carried,
    trust,
    trust_office,
)
from tests.services.store_builders import GOOD_PASSWORD, an_actor, logged_acts, the_actor
from tests.services.touching import plant_unseen, sql

HOUR = timedelta(hours=1)


def _bundles_at(place: Place, key: SigningKey) -> Bundles:
    """Return the exchange of another station of an office, which signs with `key`."""
    desk, known = place.counter, place.bundles
    return Bundles(
        desk.tx,
        CalendarCache(),
        key,
        handoffs=desk.handoffs,
        decisions=desk.decisions,
        files=place.files,
        media_type_of=lambda _content: "application/pdf",
        folder=known._folder,
    )


def _replace(place: Place) -> None:
    """Let two people put another office key in the place of the present one."""
    desk = place.counter
    state = desk.office_keys.state(desk.admin)
    assert state is not None
    given = desk.approvals.by_second(
        desk.admin, "phutrach", GOOD_PASSWORD, GuardedAct.RENEW_OFFICE_KEY, state.subject
    )
    desk.office_keys.replace(desk.admin, given, "Máy giữ khóa đã mất")


@pytest.fixture
def offices(strangers: tuple[Place, Place]) -> tuple[Place, Place]:
    """Return a sender with an office key, which alone the receiver trusts; and the receiver."""
    here, there = strangers
    here.counter.office_keys.make(here.counter.admin)
    an_actor(here.counter.database, Role.SUPERVISOR, login="phutrach")
    return trust(here, there), trust_office(there, here)


@pytest.fixture
def sent(offices: tuple[Place, Place]) -> Path:
    """Return the file of a bundle with one dossier on its way."""
    here, _there = offices
    here.send([here.counter.code()])
    return carried(here.export())


def _certificate(path: Path) -> Certificate:
    with path.open("rb") as file:
        certificate = own_certificate_of(file)
    assert certificate is not None
    return certificate


def _resigned(path: Path, key: SigningKey, certificate: Certificate | None, code: str = "") -> Path:
    """Write the bundle again as whoever holds `key` would, with another certificate."""
    with path.open("rb") as file:
        header, data = read_own(file)
    header = replace(header, public_key=key.public_key.hex(), from_code=code or header.from_code)
    out = path.with_name("gia-mao.motcua")
    write_bundle(out, header, data, {}, key.sign, certificate)
    return out


def test_every_certified_station_is_trusted_by_one_confirmed_key(
    offices: tuple[Place, Place], sent: Path, tmp_path: Path
) -> None:
    here, there = offices
    assert there.take(sent).problems == ()
    second = another_station(here.counter, tmp_path / "máy 2")
    here.counter.office_keys.certify(here.counter.admin, second.key_id)
    here.counter.time.advance(HOUR)
    here.send([here.counter.code("Lê Thị Hai")])
    made = _bundles_at(here, second).export(here.counter.officer, here.peer)
    assert made.header.public_key == second.public_key.hex()
    assert there.take(carried(made)).problems == ()
    assert logged_acts(here.counter.database).count("station_certified") == 1


def test_an_uncertified_station_prints_receipts_and_makes_no_bundle(
    offices: tuple[Place, Place], sent: Path, tmp_path: Path
) -> None:
    here, there = offices
    there.counter.office_keys.make(there.counter.admin)
    desk, other = there.counter, another_station(there.counter, tmp_path / "máy 2")
    bundles = _bundles_at(there, other)
    made = Intake(desk.tx, CalendarCache(), other).register(desk.officer, desk.as_typed())
    assert made.receipt.qr_payload
    there.send([made.code])
    with pytest.raises(RuleBrokenError, match="chưa được khóa đơn vị chứng nhận"):
        bundles.export(desk.officer, there.peer)
    # An answer is a bundle too: nothing is taken in where none could be given.
    acts = logged_acts(desk.database)
    with pytest.raises(RuleBrokenError, match="Chứng nhận…"):
        bundles.take_in(desk.officer, sent)
    assert logged_acts(desk.database) == acts
    desk.office_keys.certify(desk.admin, other.key_id)
    assert bundles.export(desk.officer, there.peer).codes == (made.code,)
    assert bundles.take_in(desk.officer, sent).problems == ()
    assert here.problems() == there.problems() == []


def test_a_bundle_from_before_the_office_key_is_written_again_with_a_certificate(
    strangers: tuple[Place, Place],
) -> None:
    here, there = trust(*strangers), strangers[1]
    here.send([here.counter.code()])
    plain = here.export()
    with plain.file.open() as file:
        assert own_certificate_of(file) is None
    here.counter.office_keys.make(here.counter.admin)
    there = trust_office(there, here)
    again = here.export()
    assert (again.was_known, again.header.uid) == (True, plain.header.uid)
    assert there.take(carried(again)).problems == ()


def test_offices_without_an_office_key_exchange_as_before(here: Place, there: Place) -> None:
    here.send([here.counter.code()])
    made = here.export()
    with made.file.open() as file:
        assert own_certificate_of(file) is None
    assert there.take(carried(made)).problems == ()
    assert here.peers.office_card(here.counter.officer) is None


def test_a_station_confirmed_itself_stays_trusted_beside_the_office_key(
    offices: tuple[Place, Place], sent: Path
) -> None:
    """What an office confirmed before goes on, in both versions of the envelope."""
    here, there = offices
    trust(there, here)
    plain = _resigned(sent, here.counter.signing_key, None)
    assert there.take(plain).problems == ()
    assert there.take(sent).was_known


# What a rogue brings.


def _rogue(folder: Path) -> SigningKey:
    return KeyFolder(folder / "kẻ lạ").load_or_create(9)


def _by_itself(good: Certificate, rogue: SigningKey, code: str) -> Certificate:
    """Return a certificate that the rogue gave its own key."""
    key = rogue.public_key.hex()
    signature = rogue.sign(certified_bytes(code, key, good.key_id, good.issued_at)).hex()
    return replace(good, office_key=key, signature=signature)


def test_a_rogue_key_in_the_store_convinces_nobody(
    offices: tuple[Place, Place], sent: Path, tmp_path: Path
) -> None:
    here, there = offices
    rogue, code = _rogue(tmp_path), here.counter.office.facts(here.counter.admin).code
    plant_unseen(
        here.counter.database,
        sql(
            "INSERT INTO public_keys (key_id, unit_id, public_key, station, made_at, end_reason) "  # noqa: S608
            f"SELECT 9, unit_id, '{rogue.public_key.hex()}', 'Máy 9', made_at, '' FROM public_keys"
        ),
    )
    good = _certificate(sent)
    with pytest.raises(BundleError, match="không kèm chứng nhận"):
        there.take(_resigned(sent, rogue, None))
    with pytest.raises(BundleError, match="một khóa đơn vị khác"):
        there.take(_resigned(sent, rogue, _by_itself(good, rogue, code)))
    with pytest.raises(RuleBrokenError, match="chưa được khóa đơn vị chứng nhận"):
        _bundles_at(here, rogue).export(here.counter.officer, here.peer)
    with pytest.raises(RuleBrokenError, match="không do việc nào trong nhật ký"):
        here.counter.office_keys.certify(here.counter.admin, rogue.key_id)


_ALTERED: dict[str, Callable[[Place, Certificate, str], Certificate]] = {
    "another unit's code": lambda here, good, key: _signed(here, good, key, code="000.00.99.H53"),
    "another key": lambda here, good, _key: _signed(here, good, "ab" * 32),
    "a tampered moment": lambda _here, good, _key: replace(good, issued_at=good.issued_at + HOUR),
    "another key id": lambda _here, good, _key: replace(good, key_id=good.key_id + 1),
    "half a signature": lambda _here, good, _key: replace(good, signature=good.signature[:64]),
    "a moment of no zone": lambda _here, good, _key: replace(
        good, issued_at=good.issued_at.replace(tzinfo=None)
    ),
    "a moment before all": lambda _here, good, _key: replace(
        good, issued_at=datetime(1, 1, 1, tzinfo=timezone(HOUR * 14))
    ),
    "a number without end": lambda _here, good, _key: replace(good, key_id=10**18),
    "no hexadecimal": lambda _here, good, _key: replace(good, signature="x" * 128),
}


def _signed(here: Place, good: Certificate, key: str, code: str = "") -> Certificate:
    """Return what the office's key itself certified, of another code or key."""
    desk = here.counter
    office = KeyFolder(here.folder / "keys").office.load(1)
    assert office is not None
    own = code or desk.office.facts(desk.admin).code
    return replace(
        good, signature=office.sign(certified_bytes(own, key, good.key_id, good.issued_at)).hex()
    )


@pytest.mark.parametrize("name", _ALTERED)
def test_a_certificate_of_something_else_is_refused(
    offices: tuple[Place, Place], sent: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = offices
    key = here.counter.signing_key
    forged = _resigned(sent, key, _ALTERED[name](here, _certificate(sent), key.public_key.hex()))
    with pytest.raises(BundleError, match="không phải do khóa đơn vị"):
        there.take(forged)
    monkeypatch.setattr(envelope, "is_certified", lambda *_given: True)
    assert there.take(forged).problems == (), "without the check it passes"


def test_a_certificate_vouches_for_its_own_unit_alone(
    offices: tuple[Place, Place], sent: Path
) -> None:
    here, there = offices
    key = here.counter.signing_key
    other = _resigned(sent, key, _certificate(sent), code="000.00.99.H53")
    with pytest.raises(BundleError, match="Chưa xác nhận khóa"):
        there.take(other)


def test_a_version_without_certificate_is_no_way_around(
    offices: tuple[Place, Place], sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = offices
    plain = _resigned(sent, here.counter.signing_key, None)
    with pytest.raises(BundleError, match="không kèm chứng nhận"):
        there.take(plain)
    monkeypatch.setattr(envelope, "_PLAIN", 2)
    unmarked = _resigned(sent, here.counter.signing_key, None)
    monkeypatch.undo()
    with pytest.raises(BundleError, match="không phải gói"):
        there.take(unmarked)
    monkeypatch.setattr(envelope, "_CERTIFIED", 1)
    marked = _resigned(sent, here.counter.signing_key, _certificate(sent))
    monkeypatch.undo()
    with pytest.raises(BundleError, match="không phải gói"):
        there.take(marked)


def test_the_office_s_key_signs_no_bundle_itself(offices: tuple[Place, Place], sent: Path) -> None:
    here, there = offices
    office = KeyFolder(here.folder / "keys").office.load(1)
    assert office is not None
    with pytest.raises(BundleError, match="không kèm chứng nhận"):
        there.take(_resigned(sent, office, None))


def test_an_ended_office_key_vouches_for_nobody(offices: tuple[Place, Place], sent: Path) -> None:
    _here, there = offices
    (line,) = there.peers.of(there.counter.officer)
    assert [key.is_office for key in line.keys] == [True]
    there.peers.end(there.counter.admin, line.keys[0].key_id, "Nghi lộ khóa")
    with pytest.raises(BundleError, match=r"Khóa đơn vị của .* ngừng được tin dùng .*Nghi lộ khóa"):
        there.take(sent)


def test_a_station_ended_here_stays_refused_in_spite_of_its_certificate(
    offices: tuple[Place, Place], sent: Path
) -> None:
    here, there = offices
    trust(there, here)
    (line,) = there.peers.of(there.counter.officer)
    station = next(key for key in line.keys if not key.is_office)
    there.peers.end(there.counter.admin, station.key_id, "Máy bị mất")
    with pytest.raises(BundleError, match="Máy bị mất"):
        there.take(sent)


def test_a_replaced_office_key_has_to_be_confirmed(
    offices: tuple[Place, Place], sent: Path
) -> None:
    here, there = offices
    old = _certificate(sent)
    here.counter.time.advance(HOUR)
    _replace(here)
    anew = carried(here.export())
    assert _certificate(anew).office_key != old.office_key
    with pytest.raises(BundleError, match="một khóa đơn vị khác"):
        there.take(anew)
    trust_office(there, here)
    assert there.take(anew).problems == ()


def test_the_figures_of_a_period_are_sent_by_a_certified_station_alone(
    offices: tuple[Place, Place], tmp_path: Path
) -> None:
    here, there = offices
    desk, other = here.counter, another_station(here.counter, tmp_path / "máy 2")
    boss = the_actor(desk.database, "phutrach")
    desk.time.advance(timedelta(days=1))
    desk.closings.close(boss, MONDAY)
    key = f"{MONDAY.isoformat()}..{MONDAY.isoformat()}"
    desk.periods.lock(boss, key)
    province = Province(desk.tx, other, desk.files.reports)
    with pytest.raises(RuleBrokenError, match="chưa được khóa đơn vị chứng nhận"):
        province.export(boss, key)
    desk.office_keys.certify(desk.admin, other.key_id)
    made = province.export(boss, key)
    out = tmp_path / made.file_name
    made.file.save(OutputPlace(out))
    an_actor(there.counter.database, Role.SUPERVISOR, login="tren")
    there.counter.time.advance(HOUR)
    taken = there.counter.province.take_in(the_actor(there.counter.database, "tren"), out)
    assert taken.ordinal == 1
    stranger = _rogue(tmp_path)
    uncertified = _resigned(out, stranger, None)
    with pytest.raises(BundleError, match="không kèm chứng nhận"):
        there.counter.province.take_in(the_actor(there.counter.database, "tren"), uncertified)


# The keys of the office itself.


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
    _replace(offices[0])
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
        _replace(offices[0])
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
    desk, certificate = offices[0].counter, _certificate(sent)
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
