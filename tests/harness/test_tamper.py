"""Each attack is found by both verifiers, and one that looks at less is seen to miss it."""

from pathlib import Path
from random import Random

import pytest

from tests.harness.random_office import an_empty_store
from tests.harness.tamper import Ground, scene_of
from tests.harness.tampering import ATTACKS, BLIND, Found, Scene, judge

BOTH = Found(by_program=True, by_verifier=True)
NEITHER = Found(by_program=False, by_verifier=False)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("scene")
    return scene_of(Ground(folder, an_empty_store(folder), Random(7)))


def test_whole_store_raises_no_alarm(scene: Scene) -> None:
    assert judge(scene.store, scene.keys, scene.anchors) == NEITHER


@pytest.mark.parametrize("name", ATTACKS)
def test_attack_is_found_with_anchors(scene: Scene, name: str, tmp_path: Path) -> None:
    for seed in range(2):
        path = tmp_path / f"{seed}.db"
        ATTACKS[name](scene, Random(seed), path)
        assert judge(path, scene.keys, scene.anchors) == BOTH


@pytest.mark.parametrize("name", ATTACKS)
def test_without_anchors_some_attacks_are_not_seen(scene: Scene, name: str, tmp_path: Path) -> None:
    path = tmp_path / "attacked.db"
    ATTACKS[name](scene, Random(3), path)
    assert judge(path, scene.keys, ()) == (NEITHER if name in BLIND else BOTH)


def test_what_the_machines_record_alone_knows_needs_it(scene: Scene, tmp_path: Path) -> None:
    """No paper went out after the last two entries."""
    path = tmp_path / "attacked.db"
    ATTACKS["recompute after the last anchor"](scene, Random(4), path)
    *papers, record = scene.anchors
    assert judge(path, scene.keys, papers) == NEITHER
    assert judge(path, scene.keys, [record]) == BOTH


def test_citizens_papers_find_an_old_copy_without_the_machine(scene: Scene, tmp_path: Path) -> None:
    path = tmp_path / "attacked.db"
    ATTACKS["put an old copy back"](scene, Random(4), path)
    *papers, _record = scene.anchors
    assert judge(path, scene.keys, papers) == BOTH


def test_verifiers_that_do_not_hash_miss_a_changed_row(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "attacked.db"
    ATTACKS["swap"](scene, Random(5), path)
    for place in ("app.services.ledger.chain", "verifier.chain"):
        monkeypatch.setattr(f"{place}.entry_hash", _trusting(path))
    assert judge(path, scene.keys, scene.anchors) == NEITHER


def _trusting(path: Path) -> object:
    """Return a hash that believes what the row itself says."""
    import sqlite3  # noqa: PLC0415 - the planted fault's own

    line = sqlite3.connect(path)
    stored = dict(line.execute("SELECT CAST(seq AS TEXT), hash FROM log_entries"))
    line.close()
    return lambda _previous, fields, _rows: bytes.fromhex(stored[fields[1]])
