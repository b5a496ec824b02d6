"""Single changes are found by all three judges; one that does not look at rows misses them."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from app.models.row_digests import TABLE_OF_CODE
from app.models.row_rules import RULES
from app.paths import STORE_NAME
from tests.harness.mutate import Change, bound_tables, changes, judge_all, make_store
from tests.harness.town import data_of

_SEEN_BY_ROWS_ALONE = {
    "officers": "password_hash",
    "officer_roles": "role",
    "approvals": "subject",
    "required_documents": "name",
    "calendar_days": "reason",
    "route_steps": "time_value",
    "dossiers": "owner_name",
    "attachments": "sha256",
    "keepings": "officer_id",
    "results": "collector_name",
    "payments": "amount_vnd",
    "petitions": "content",
    "ratings": "overall",
    "publications": "number",
    "told_figures": "part",
    "postings": "waybill",
    "bundles": "sha256",
}
"""A column of each kind of fact that nothing but the binding of its row watches."""

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


def test_an_office_that_is_gone_is_told_by_all(lived: Lived) -> None:
    """Restorations and chains of the log name it."""
    store, keys, every = lived
    gone = [
        one
        for one in every
        if (one.table, one.what)
        in {("units", "a row less"), ("units", "id"), ("log_entries", "unit_id")}
    ]
    judged = judge_all(store, keys, gone)
    assert judged.problems == []
    assert judged.by_audit == len(gone) > 3


@pytest.mark.parametrize("table", sorted(_SEEN_BY_ROWS_ALONE))
def test_a_table_without_its_rule_is_missed_by_all(
    lived: Lived, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    store, keys, every = lived
    column = _SEEN_BY_ROWS_ALONE[table]
    change = [one for one in every if (one.table, one.what) == (table, column)][:1]
    judged = judge_all(store, keys, change)
    assert (judged.by_check, judged.by_audit, judged.by_verifier) == (1, 1, 1)
    for module in ("app.models.row_digests", "app.services.ledger.bound_rows", "verifier.rows"):
        rules = import_module(module).TABLES
        monkeypatch.setattr(
            f"{module}.TABLES", {name: rule for name, rule in rules.items() if name != table}
        )
    without = {code: one for code, one in TABLE_OF_CODE.items() if one.name != table}
    monkeypatch.setattr("app.services.ledger.bound_rows.TABLE_OF_CODE", without)
    judged = judge_all(store, keys, change)
    assert (judged.by_check, judged.by_audit, judged.by_verifier) == (0, 0, 0)


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
