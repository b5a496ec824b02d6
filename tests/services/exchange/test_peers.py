"""Whose keys are trusted: a card read, its fingerprint compared, ended for ever."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.office import Unit
from app.services.exchange.envelope import BundleError
from app.services.exchange.key_card import KeyCard, card_text, read_card, read_card_file
from app.vocabulary.office import Level, UnitKind
from tests.services.exchange_builders import Place, carried, trust
from tests.services.store_builders import logged_acts

CARD = KeyCard("000.00.08.H53", "Văn phòng Đăng ký đất đai", Level.PROVINCE, bytes(range(32)))


def test_a_card_comes_back_from_its_digits() -> None:
    assert CARD.payload.isdigit()
    assert read_card(CARD.payload) == CARD
    assert read_card(f" {CARD.payload[:50]}\r\n {CARD.payload[50:]} ") == CARD


def test_a_card_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "the-khoa.txt"
    path.write_text(card_text(CARD), "utf-8")
    assert read_card_file(path) == CARD
    with pytest.raises(InvalidInputError, match="Không đọc được"):
        read_card_file(tmp_path / "none.txt")
    path.write_text("1" * 30)
    with pytest.raises(InvalidInputError, match="không phải thẻ khóa"):
        read_card_file(path)


def test_the_fingerprint_is_of_key_code_name_and_level() -> None:
    others = (
        KeyCard("000.00.09.H53", CARD.name, CARD.level, CARD.public_key),
        KeyCard(CARD.code, CARD.name + "x", CARD.level, CARD.public_key),
        KeyCard(CARD.code, CARD.name, Level.COMMUNE, CARD.public_key),
        KeyCard(CARD.code, CARD.name, CARD.level, bytes(32)),
    )
    assert len({card.fingerprint for card in (CARD, *others)}) == 5
    assert [len(group) for group in CARD.fingerprint.split()] == [5] * 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1",
        "9" * 5000,
        "²" * 120,
        CARD.payload[:-1],
        CARD.payload[1:],
        CARD.payload + "0",
        str(int.from_bytes(b"\x01" + bytes(40))),
        str(int.from_bytes(b"\x01\x01\x09" + bytes(60))),
        str(int.from_bytes(b"\x01\x01\x03" + bytes(32) + b"\x0d000.00.08.H53\xff\xfe")),
        str(int.from_bytes(b"\x01\x01\x03" + bytes(32) + b"\x0d000.00.08.H53")),
    ],
)
def test_other_digits_are_no_card(text: str) -> None:
    with pytest.raises(InvalidInputError, match="không phải thẻ khóa"):
        read_card(text)


def test_a_newer_card_says_so() -> None:
    newer = int(CARD.payload).to_bytes((int(CARD.payload).bit_length() + 7) // 8)
    with pytest.raises(InvalidInputError, match="phiên bản mới hơn"):
        read_card(str(int.from_bytes(newer[:1] + b"\x03" + newer[2:])))


def test_a_confirmed_card_adds_its_unit_once(strangers: tuple[Place, Place]) -> None:
    here, there = strangers
    card = there.peers.card(there.counter.admin)
    proposed = here.peers.propose(here.counter.officer, card.payload)
    assert (proposed.card, proposed.unit_name, proposed.is_confirmed) == (card, "", False)
    here, again = trust(here, there), trust(here, there)
    assert here.peer == again.peer
    with here.counter.database.read() as session:
        unit = session.get_one(Unit, here.peer)
        assert (unit.kind, unit.code, unit.name) == (UnitKind.EXTERNAL, card.code, card.name)
        assert unit.level is Level.PROVINCE
    assert logged_acts(here.counter.database).count("peer_key_confirmed") == 1
    assert here.peers.propose(here.counter.officer, card.payload).is_confirmed
    (line,) = here.peers.of(here.counter.officer)
    assert (line.code, line.is_trusted, line.keys[0].fingerprint) == (
        card.code,
        True,
        card.fingerprint,
    )
    assert here.peers.id_of(here.counter.officer, card.code.lower()) == here.peer


def test_a_key_may_belong_to_an_agency_that_is_known_by_another_code(
    strangers: tuple[Place, Place],
) -> None:
    here, there = strangers
    card, desk = there.peers.card(there.counter.admin), here.counter
    line = here.peers.confirm(desk.admin, card.payload, card.fingerprint, desk.economy)
    assert (line.unit_id, line.code) == (desk.economy, card.code)
    assert here.peers.id_of(desk.officer, "PKT") == desk.economy
    code = desk.code()
    desk.handoffs.send(desk.officer, desk.economy, [code])
    trust(there, here)
    made = here.bundles.export(desk.officer, desk.economy)
    assert made.header.to_code == card.code
    reply = there.take(carried(made)).reply
    assert reply is not None
    here.take(carried(reply))
    assert desk.holder(code) == "Phòng Kinh tế"


def test_another_fingerprint_or_one_s_own_card_is_refused(strangers: tuple[Place, Place]) -> None:
    here, there = strangers
    card = there.peers.card(there.counter.admin)
    other = card.fingerprint[:-1] + ("1" if card.fingerprint[-1] != "1" else "2")
    for wrong in ("", "12345", other):
        with pytest.raises(InvalidInputError, match="không khớp") as refused:
            here.peers.confirm(here.counter.admin, card.payload, wrong)
        assert refused.value.field == "fingerprint"
    own = here.peers.card(here.counter.admin)
    with pytest.raises(InvalidInputError, match="chính đơn vị này"):
        here.peers.confirm(here.counter.admin, own.payload, own.fingerprint)
    assert here.peers.of(here.counter.officer) == ()


def test_an_ended_key_is_refused_for_ever(here: Place, there: Place) -> None:
    there.counter.handoffs.send(there.counter.officer, there.peer, [there.counter.code()])
    made = there.export()
    key_id = here.peers.of(here.counter.officer)[0].keys[0].key_id
    with pytest.raises(InvalidInputError, match="lý do"):
        here.peers.end(here.counter.admin, key_id, " ")
    with pytest.raises(NotFoundError):
        here.peers.end(here.counter.admin, 99, "mất máy")
    assert not here.peers.end(here.counter.admin, key_id, "mất máy").is_trusted
    with pytest.raises(RuleBrokenError, match="đã ngừng dùng từ trước"):
        here.peers.end(here.counter.admin, key_id, "lần nữa")
    for act in (here.take, lambda path: here.bundles.preview(here.counter.officer, path)):
        with pytest.raises(BundleError, match="mất máy"):
            act(carried(made))
    with pytest.raises(InvalidInputError, match="đã ngừng dùng"):
        trust(here, there)
    with pytest.raises(BundleError, match="chưa có khóa"):
        here.bundles.export(here.counter.officer, here.peer)


def test_peers_say_what_waits(here: Place, there: Place) -> None:
    codes = [here.counter.code(), here.counter.code()]
    here.send(codes)

    def line(place: Place) -> tuple[int, bool, int, bool]:
        (found,) = place.peers.of(place.counter.officer)
        return (
            found.to_send,
            found.has_unexported,
            found.results,
            found.has_unexported_results,
        )

    assert line(here) == (2, True, 0, False)
    made = here.export()
    assert line(here) == (2, False, 0, False)
    reply = there.take(carried(made)).reply
    assert reply is not None
    here.take(carried(reply))
    assert line(here) == (0, False, 0, False)
    with there.counter.database.read() as session:
        assert session.scalars(select(Unit.kind).where(Unit.id == there.peer)).one() is (
            UnitKind.EXTERNAL
        )
