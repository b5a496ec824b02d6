"""Sixteen desks hand over and accept the same dossiers: nothing is lost, nothing done twice.

MOTCUA_DESKS=whole lets them share 1,000 dossiers; `-s` then shows the figures.
"""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.vocabulary.dossiers import Action
from tests.many_desks import holding, racing
from tests.many_desks.office import Office, Open, an_office_of_desks

IS_WHOLE = os.environ.get("MOTCUA_DESKS") == "whole"
DESKS = 16
DOSSIERS = 1000 if IS_WHOLE else 120
ROUNDS = 150 if IS_WHOLE else 14


def _fill(office: Office, count: int) -> list[str]:
    """Register from all counters at once: the numbers of the day are raced for, too."""
    counters = [desk for desk in office.desks if desk.is_counter]
    with ThreadPoolExecutor(len(counters)) as pool:
        made = [
            pool.submit(
                counters[number % len(counters)].register, office.case_id, f"Người {number}"
            )
            for number in range(count)
        ]
        return [one.result() for one in made]


def test_desks_race_for_the_same_dossiers(
    server_store: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with an_office_of_desks(tmp_path, server_store, DESKS) as office:
        codes = _fill(office, DOSSIERS)
        assert len({code[-4:] for code in codes}) == DOSSIERS
        race = racing.run(office, ROUNDS, seed=1)
        with capsys.disabled():
            if IS_WHOLE:
                _tell(race)
        assert holding.problems(office.database, race) == []
        done = Counter(one.act for one in race.done)
        assert all(done[act] > 2 for act in (Action.HANDOFF, Action.ACCEPT, Action.RECALL))
        assert len(race.conflicts) > 5


def _tell(race: racing.Race) -> None:
    acts = sum(len(one.codes) for one in race.done)
    print(  # noqa: T201 - the figures of the whole run
        f"\n{DESKS} desks, {DOSSIERS} dossiers: {len(race.told)} calls ({len(race.done)} done with"
        f" {acts} acts, {len(race.refused)} refused, of them {len(race.conflicts)} as somebody was"
        f" first) in {race.seconds:.1f} s: {acts / race.seconds:.0f} acts/s,"
        f" {len(race.told) / race.seconds:.0f} calls/s"
    )
