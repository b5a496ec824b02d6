from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-supply.lock")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
SUPPLY = [Requirement(line) for line in PROJECT["dependency-groups"]["supply"]]
TEST = [Requirement(line) for line in PROJECT["dependency-groups"]["test"]]


def entries(lock: str) -> dict[str, str]:
    """Each requirement line without its hashes, with the hashes it is followed by."""
    text = (REPOSITORY / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split(" --hash=")[0].strip(): line.partition(" --hash=")[2] for line in lines}


def pins(lock: str) -> dict[str, set[str]]:
    """Package name to its pinned versions: more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for line in entries(lock):
        requirement = Requirement(line)
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        found.setdefault(canonicalize_name(requirement.name), set()).add(specifier.version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_hashed(lock: str) -> None:
    assert len(pins(lock)) > len(RUNTIME)
    for line, hashes in entries(lock).items():
        assert re.fullmatch(r"sha256:[0-9a-f]{64}( +--hash=sha256:[0-9a-f]{64})*", hashes), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_written_down(lock: str) -> None:
    text = (REPOSITORY / lock).read_text("utf-8")

    for forbidden in ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host"):
        assert forbidden not in text


@pytest.mark.parametrize(
    ("lock", "declared"),
    [(LOCKS[0], RUNTIME), (LOCKS[1], RUNTIME), (LOCKS[1], TEST), (LOCKS[2], SUPPLY)],
    ids=["runtime", "runtime in test", "test", "supply"],
)
def test_the_lock_satisfies_what_the_project_declares(
    lock: str, declared: list[Requirement]
) -> None:
    locked = pins(lock)
    for requirement in declared:
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in {lock}"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_test_lock_holds_the_runtime_lock() -> None:
    assert entries(LOCKS[0]).items() <= entries(LOCKS[1]).items()
