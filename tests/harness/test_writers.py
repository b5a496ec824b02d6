"""Many writers: a handful holds through a crash, and planted faults are found."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.dossiers.records import NewDossier, Registered
from app.services.intake import corrections
from app.services.intake.intake import Intake
from app.services.ledger import transactions
from app.services.ledger.records import Actor
from tests.harness import writers
from tests.harness.writers import TENTH, Watched
from tests.harness.writing.crashing import CrashingServer, a_crashing_server
from tests.postgres import why_none

_SMALL = replace(TENTH, desks=4, rounds=6, edits=24, acceptances=2)
_MAX_PLUS_1 = text(
    "SELECT coalesce(max(day_number), 0) + 1 FROM dossiers "
    "WHERE :unit > 0 AND :book <> '' AND :period <> ''"
)


@pytest.fixture(scope="module")
def server() -> Iterator[CrashingServer]:
    """A server that may be killed."""
    if why_none():
        pytest.skip(why_none())
    with a_crashing_server() as started:
        yield started


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_four_programs_on_one_file_hold(tmp_path: Path, watched: Watched) -> None:
    with ThreadPoolExecutor(5) as pool:
        writers.on_one_file(tmp_path, pool, 5, watched)
    assert [one for one in watched.problems if "waited" not in one] == []


@pytest.mark.parametrize(
    ("p99", "alone", "is_problem"),
    [(0.9, (0.01, 0.03), False), (9.0, (0.1, 0.3), False), (9.0, (0.01, 0.03), True)],
)
def test_waits_are_judged_by_one_program_alone(
    p99: float, alone: tuple[float, ...], is_problem: bool
) -> None:
    """A slow machine makes both wait."""
    assert bool(writers.judged(p99, alone)[1]) is is_problem


def test_stations_hold_through_a_crash(
    tmp_path: Path, server: CrashingServer, watched: Watched
) -> None:
    with ThreadPoolExecutor(3) as pool:
        writers.through_a_crash(tmp_path, server, pool, 3, 25, watched)
    assert watched.problems == []
    assert server.crashes > 0


def test_desks_at_the_same_dossiers_hold(
    tmp_path: Path, server: CrashingServer, watched: Watched
) -> None:
    writers.at_the_same_dossiers(tmp_path, server, _SMALL, 1, watched)
    assert watched.problems == []


def test_numbers_by_the_highest_so_far_are_found(
    tmp_path: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One number more than the highest: the forms of one transaction get the same."""
    monkeypatch.setattr(transactions, "_TAKE", _MAX_PLUS_1)
    with ThreadPoolExecutor(5) as pool:
        writers.on_one_file(tmp_path, pool, 5, watched)
    assert watched.problems


def test_an_acknowledgement_without_a_commit_is_found(
    tmp_path: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Intake.register

    def forgetful(intake: Intake, actor: Actor, new: NewDossier) -> Registered:
        if not new.draft_id.endswith("-3"):
            return register(intake, actor, new)
        with patch.object(Session, "commit", Session.rollback):
            return register(intake, actor, new)

    monkeypatch.setattr(Intake, "register", forgetful)
    with ThreadPoolExecutor(5) as pool:
        writers.on_one_file(tmp_path, pool, 5, watched)
    assert any("is lost or has become" in problem for problem in watched.problems)


def test_a_correction_over_another_s_is_found(
    tmp_path: Path, server: CrashingServer, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "_require_seen", lambda *_given: None)
    size = replace(_SMALL, edits=40, rounds=1, acceptances=0)
    writers.at_the_same_dossiers(tmp_path, server, size, 1, watched)
    assert any("corrections were made of what stood in" in one for one in watched.problems)
