"""The forger: nothing it makes passes, and a program that lets something pass is found."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.printing.qr import qr_symbol
from app.printing.scan_reader import read_codes
from app.services.forms import receipt_qr
from app.services.forms.records import QrFields
from app.vocabulary.forms import FORM_OF_QR_KIND
from tests.harness.forging.forger import WAYS, Forger
from tests.harness.forging.pictures import Seen, seen, side_mm
from tests.harness.forging.proving import said_by_command, show, ways_to_prove
from tests.harness.forging.typing_methods import telex, vni
from tests.harness.fuzzing.odd import chances
from tests.harness.fuzzing.world import World, a_world

_COUNT = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("forged") / "desk" / "0"
    made.mkdir(parents=True)
    return made


@pytest.fixture(scope="module")
def world(folder: Path) -> Iterator[World]:
    made = a_world(folder)
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def forger(world: World) -> Forger:
    return Forger(world.payloads, Ed25519PrivateKey.generate())


def test_no_forgery_passes_and_every_genuine_paper_does(
    world: World, folder: Path, forger: Forger
) -> None:
    done = show(forger, ways_to_prove(world, folder), seed=1, count=_COUNT)
    assert done.is_wrong == []
    assert set(done.forged) == set(WAYS)
    assert {form.kind for form in world.forms} == set(FORM_OF_QR_KIND.values())


def _believe(payload: str, _keys: object) -> QrFields:
    return receipt_qr.decode(payload)[0]


def test_a_program_that_does_not_look_at_signatures_is_found(
    world: World, folder: Path, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = ways_to_prove(world, folder)
    monkeypatch.setattr(receipt_qr, "verify", _believe)
    wrong = show(forger, ways, seed=1, count=_COUNT).is_wrong
    assert {re.sub(": .*", "", one) for one in wrong} == {f"accepted by {way}" for way in ways}


def test_a_program_that_refuses_genuine_papers_is_found(world: World, forger: Forger) -> None:
    wrong = show(forger, {"nobody": lambda _text: False}, seed=1, count=0).is_wrong
    assert len(wrong) == len(world.payloads)


def test_the_command_looks_into_the_store_too(world: World, folder: Path) -> None:
    payload = world.payloads[0]
    last = str((int(payload[-1]) + 1) % 10)
    assert said_by_command(payload, "--data", str(folder))
    assert not said_by_command(payload[:-1] + last, "--data", str(folder))


@pytest.mark.parametrize("how", [Seen(), Seen(stamped=0.1), Seen(px_per_dot=0.4)])
def test_a_small_symbol_is_read_as_it_is_seen(world: World, tmp_path: Path, how: Seen) -> None:
    payload, path = world.payloads[0], tmp_path / "seen.png"
    seen(payload, how, chances("seen")).save(path)
    assert read_codes(path) == (payload,)
    assert side_mm(qr_symbol(payload).side) <= 25


def test_what_cannot_be_seen_is_not_read(world: World, tmp_path: Path) -> None:
    path = tmp_path / "seen.png"
    seen(world.payloads[0], Seen(px_per_dot=0.15), chances("seen")).save(path)
    assert read_codes(path) == ()


def test_input_methods_leave_digits_alone_and_rewrite_letters(world: World) -> None:
    assert (telex("tieengs Vieetj"), vni("tie6ng1 Vie6t5")) == ("tiếng Việt", "tiếng Việt")
    for payload in world.payloads:
        assert telex(payload) == vni(payload) == payload
    letters = "de9ad4be3ef1a7"
    assert vni(letters) != letters
    assert telex("feedfaceddaa") != "feedfaceddaa"
