"""Killing the program holds at a handful, finds planted faults, and misses no write flow."""

import ast
import itertools
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import select

from app.models.database import Database
from app.models.dossiers import Dossier
from tests.harness import flows, office_flows
from tests.harness.checking import problems_of
from tests.harness.hands import Hands
from tests.harness.kill import Watched, _Office, kill_many
from tests.harness.lives import Opened
from tests.harness.town import Town, copied, draft_id, entered, found, running_clock, state_in

_ROOT = Path(__file__).resolve().parents[2]
_ELSEWHERE = {
    "bind_found_rows": "an older store's first opening: tests/services/ledger/test_bound_rows.py",
    "Setup.create_office": "verb `init`, which is killed as one",
    "Bundles._dry_run": "a preview, which undoes what it did",
    "Retention.run": "nothing of a town that is a day old is past its time",
    "Backups.begin_restore": "what comes after a backup is lost on purpose: verb `restore`",
    "Restorer._continue": "the same",
    "MachineClock.accept": "a clock set back would refuse every other flow of the life",
    "DemoOffice.create": "a demo's store is thrown away",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("kill")
    found(made / "template")
    return made


def test_nothing_acknowledged_is_lost_at_a_kill(folder: Path) -> None:
    watched = kill_many(folder, 5, seed=1)
    assert watched.problems == []
    assert sum(watched.kills.values()) == 5
    assert watched.in_flight
    assert watched.full_checks


@pytest.mark.parametrize(
    ("plant", "found_as"),
    [
        ("saves-at-the-end", ("is lost", "log entry", "given out twice")),
        ("ignores-draft-ids", ("sent again",)),
    ],
)
def test_a_planted_fault_is_found(folder: Path, plant: str, found_as: tuple[str, ...]) -> None:
    """The first life acknowledges before its fourth commit, the second looks: no clock is asked."""
    problems = kill_many(folder, 2, seed=9, plant=plant).problems
    for words in found_as:
        assert any(words in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("seconds", "probe_s", "is_problem"),
    [(0.05, 0.02, False), (9.0, 4.0, False), (2.0, 0.02, True)],
)
def test_a_reopening_is_judged_by_the_untouched_store_beside_it(
    seconds: float, probe_s: float, is_problem: bool, tmp_path: Path
) -> None:
    """A slow machine opens both slowly."""
    watched = Watched()
    context = get_context("forkserver")
    office = _Office(context, tmp_path, tmp_path, (1, ""), watched)
    office._reopened(Opened(seconds=seconds, probe_s=probe_s, problems=(), found={}, again={}))
    assert bool(watched.problems) is is_problem


def test_every_service_that_writes_is_among_the_flows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    begin = Database.write

    def write(database: Database) -> Any:
        seen.update(_callers(sys._getframe(1)))
        return begin(database)

    monkeypatch.setattr(Database, "write", write)
    here = copied(folder / "template", folder / "flows")
    with state_in(here):
        town = entered(here, running_clock(monotonic()))
        numbers = itertools.count()
        hands = Hands(town, lambda: draft_id("flow", next(numbers)), lambda _draft, _how: None)
        for flow in dict.fromkeys((*flows.PRINTERS, *flows.ALL)):
            assert [done.act for done in flow(hands)], flow.__name__
        problems = problems_of(town.desk.database)
        town.desk.close()
    assert problems == []
    missed = {name for name in _writers() if name not in seen} - _ELSEWHERE.keys()
    assert not missed, f"no flow of tests/harness reaches {sorted(missed)}"


def test_an_exchange_goes_on_where_a_life_was_cut_off(folder: Path) -> None:
    here = copied(folder / "template", folder / "exchange")
    with state_in(here):
        town = entered(here, running_clock(monotonic()))
        numbers = itertools.count()
        hands = Hands(town, lambda: draft_id("cut", next(numbers)), lambda _draft, _how: None)
        flow = office_flows.exchanging(hands)
        next(flow)
        waiting = _foreign(town)[0]
        town.desk.handoffs.send(town.admin, town.facts.economy, [waiting])
        town.desk.handoffs.accept(town.agency_officer, [waiting])
        done = [one.act for one in office_flows.exchanging(hands)]
        town.desk.close()
    assert "resolve another office's" in done


def _foreign(town: Town) -> list[str]:
    with town.desk.database.read() as session:
        return sorted(session.scalars(select(Dossier.code).where(Dossier.code.like("000.00.08%"))))


def _callers(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        yield frame.f_code.co_qualname
        frame = frame.f_back


def _writers() -> Iterator[str]:
    """Return every function of the services that opens a writing transaction."""
    for path in (_ROOT / "app/services").rglob("*.py"):
        for top in ast.parse(path.read_text(encoding="utf-8")).body:
            inner = top.body if isinstance(top, ast.ClassDef) else [top]
            prefix = f"{top.name}." if isinstance(top, ast.ClassDef) else ""
            for function in inner:
                if isinstance(function, ast.FunctionDef) and any(
                    map(_opens_writing, ast.walk(function))
                ):
                    yield f"{prefix}{function.name}"


def _opens_writing(node: ast.AST) -> bool:
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Attribute)
        and item.context_expr.func.attr == "write"
        for item in node.items
    )
