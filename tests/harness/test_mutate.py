"""Single changes are found by all three judges; one that does not look at rows misses them."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from app.models.row_rules import RULES
from app.paths import STORE_NAME
from tests.harness.mutate import Change, bound_tables, changes, judge_all, make_store
from tests.harness.town import data_of

Lived = tuple[Path, Mapping[int, bytes], list[Change]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("mutate") / "town"
    keys = make_store(folder)
    store = data_of(folder) / STORE_NAME
    return store, keys, list(changes(store))


def test_every_bound_table_has_a_row_to_change(lived: Lived) -> None:
    _store, _keys, every = lived
    assert {change.table for change in every} == bound_tables()
    assert bound_tables() < set(RULES)


def test_a_few_changes_are_found_by_all(lived: Lived) -> None:
    store, keys, every = lived
    judged = judge_all(store, keys, Random(5).sample(every, 12))
    assert judged.problems == []
    assert (judged.by_check, judged.by_audit, judged.by_verifier) == (12, 12, 12)


def test_judges_that_look_at_no_rows_miss_them(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, keys, every = lived
    words = [one for one in every if (one.table, one.what) == ("dossiers", "owner_name")]
    monkeypatch.setattr("app.services.ledger.checking.row_problems", lambda _session: iter(()))
    judged = judge_all(store, keys, words)
    assert (judged.by_check, judged.by_audit, judged.by_verifier) == (0, len(words), len(words))
    monkeypatch.setattr("app.services.audit.audit.row_problems", lambda _session: iter(()))
    monkeypatch.setattr("verifier.whole.check_rows", lambda _line, _verdict: None)
    judged = judge_all(store, keys, words)
    assert (judged.by_check, judged.by_audit, judged.by_verifier) == (0, 0, 0)
    assert len(judged.problems) == len(words)
