"""The restore drill holds at a handful, and fails on planted faults."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.models.store_freshness import StoreFreshness
from app.models.watermark import Watermark
from app.services.backup import copies, restoring
from app.services.ledger import after_restore
from tests.harness import restore
from tests.harness.bad_backups import KINDS

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("app.services.access.passwords.PasswordHasher", _CHEAP)
    with restore.own_state(tmp_path):
        yield


def test_a_handful_holds(tmp_path: Path) -> None:
    done = restore.drill(tmp_path, 60)
    assert done.problems == []
    assert done.refused == len(KINDS)
    assert done.registered > 0
    given, twice = restore.again_and_again(tmp_path, 2)
    assert (given > 0, twice) == (True, [])


def test_a_proof_that_skips_the_chain_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_prove_log", lambda *_all: None)
    assert restore.drill(tmp_path, 60).problems == [
        "a bad backup was let through: sealed whole, log rewritten"
    ]


def test_numbers_given_again_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = after_restore.continue_after

    def forgetful(session: object, actor: object, _seen: Watermark, *rest: object) -> object:
        return honest(session, actor, Watermark(), *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(restoring, "continue_after", forgetful)
    _given, problems = restore.again_and_again(tmp_path / "one", 2)
    assert problems[0].startswith("restore 1 failed: Dòng ")
    # With the second guard gone as well the numbers themselves come twice.
    monkeypatch.setattr(restoring, "standing_of", lambda *_all: StoreFreshness())
    monkeypatch.setattr("app.models.store_freshness.standing_of", lambda *_all: StoreFreshness())
    _given, problems = restore.again_and_again(tmp_path / "two", 2)
    assert any(problem.startswith("given twice: 000.00.15.H53-") for problem in problems)
