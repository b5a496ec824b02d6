"""The two counts of a quarter agree on a small one, and tell of a figure that is not so."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import RuleBrokenError
from app.services.province import adding
from tests.harness.quarter import Compared, compare, make_units
from tests.harness.quarters.unit_store import UnitStore


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> list[UnitStore]:
    return make_units(tmp_path_factory.mktemp("units"), 120, 2, seed=7)


@pytest.fixture
def units(made_once: list[UnitStore], tmp_path: Path) -> list[UnitStore]:
    """Copies of the units' stores, for a test to touch."""
    copies = [replace(unit, folder=tmp_path / unit.folder.name) for unit in made_once]
    for unit, copy in zip(made_once, copies, strict=True):
        shutil.copytree(unit.folder, copy.folder)
    return copies


def _touched(units: list[UnitStore], statement: str) -> Compared:
    line = sqlite3.connect(units[1].path)
    assert line.execute(statement).rowcount > 0
    line.commit()
    line.close()
    return compare(units)


def test_program_and_plain_sql_agree(units: list[UnitStore]) -> None:
    compared = compare(units)
    assert compared.problems == []
    assert compared.figures > 400


def test_what_a_province_adds_wrong_is_found(
    units: list[UnitStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: of the same rows of several units the first alone is kept."""
    monkeypatch.setattr(adding, "summed", lambda records: records[0])
    problems = compare(units).problems
    assert problems
    assert all(one.startswith("the sum: ") for one in problems)
    for what in ("petitions, channel", "registers, communication", "faces"):
        assert any(what in one for one in problems), what


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossier_states SET timeliness = 'early' WHERE timeliness = 'late'",
        "UPDATE dossier_states SET is_open = 1 WHERE status = 'withdrawn'",
        "UPDATE petitions SET last_at = '2026-05-01 03:00:00.000000' WHERE status = 'published'",
    ],
    ids=["judged wrong", "open wrong", "petitions left out"],
)
def test_what_the_program_judged_wrong_is_found(units: list[UnitStore], statement: str) -> None:
    problems = _touched(units, statement).problems
    assert problems
    assert all("xã Số 2" in one or one.startswith("the sum: ") for one in problems)
    assert any(one.startswith("the sum: ") for one in problems)


def test_a_period_whose_sums_do_not_hold_is_not_even_locked(units: list[UnitStore]) -> None:
    with pytest.raises(RuleBrokenError, match="không khớp"):
        _touched(
            units,
            "UPDATE dossier_states SET ended_at = '2026-05-02 03:00:00.000000' "
            "WHERE ended_at > '2026-08-01' AND ended_at < '2026-09-01'",
        )
