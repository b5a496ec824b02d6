"""An office's key vouches for its stations: what other offices take in, and what they refuse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from app.errors import (
    RuleBrokenError,
)
from app.outputs import OutputPlace
from app.services.exchange import envelope
from app.services.exchange.bundles import Bundles
from app.services.exchange.envelope import (
    BundleError,
    own_certificate_of,
    read_own,
    write_bundle,
)
from app.services.forms.certificates import Certificate, certified_bytes
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.intake.intake import Intake
from app.services.office.calendar import CalendarCache
from app.services.province.province import Province
from app.vocabulary.people import Role
from tests.services.audit_builders import MONDAY
from tests.services.exchange_builders import (
    Place,
    another_station,
    carried,
    certificate_of,
    replace_office_key,
    trust,
    trust_office,
)
from tests.services.store_builders import an_actor, logged_acts, the_actor
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
    good = certificate_of(sent)
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
    forged = _resigned(sent, key, _ALTERED[name](here, certificate_of(sent), key.public_key.hex()))
    with pytest.raises(BundleError, match="không phải do khóa đơn vị"):
        there.take(forged)
    monkeypatch.setattr(envelope, "is_certified", lambda *_given: True)
    assert there.take(forged).problems == (), "without the check it passes"


def test_a_certificate_vouches_for_its_own_unit_alone(
    offices: tuple[Place, Place], sent: Path
) -> None:
    here, there = offices
    key = here.counter.signing_key
    other = _resigned(sent, key, certificate_of(sent), code="000.00.99.H53")
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
    marked = _resigned(sent, here.counter.signing_key, certificate_of(sent))
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
    old = certificate_of(sent)
    here.counter.time.advance(HOUR)
    replace_office_key(here)
    anew = carried(here.export())
    assert certificate_of(anew).office_key != old.office_key
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
