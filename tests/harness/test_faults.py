"""The fault matrix: every command has a recipe, a handful holds, and planted faults are found."""

import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.errors import StoreError
from app.models import database as databases
from app.models.database import Database
from tests.harness import faults
from tests.harness.command_recipes.preparing import Office, prepared
from tests.harness.command_recipes.recipes import RECIPES
from tests.harness.command_recipes.world import Act, World
from tests.harness.fault_matrix.cells import Cells, Seen
from tests.harness.fault_matrix.disks import a_small_disk
from tests.harness.fault_matrix.fault_kinds import EVERY, Fault, When
from tests.harness.fault_matrix.people import bound_by_modes

_HANDFUL = (
    ("intake.register", "disk full", When.AT_WORK),
    ("attachments.add_paper", "disk full", When.AT_WORK),
    ("handoffs.send", "read-only folder", When.AT_WORK),
    ("cashier.take", "busy", When.AT_WORK),
    ("closings.close", "printer gone", When.AT_WORK),
    ("search.find", "older log", When.AT_START),
    ("corrections.correct", "older copy", When.UNDER_IT),
    ("tracking.one", "file cut", When.UNDER_IT),
)


def _cells(*wanted: tuple[str, str, When]) -> Sequence[tuple[str, Fault]]:
    return [
        (command, next(one for one in EVERY if (one.name, one.when) == (name, when)))
        for command, name, when in wanted
    ]


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Office, Path]]:
    """The prepared office, and the small disk that it lies on."""
    with a_small_disk() as disk:
        yield prepared(disk / "office"), disk


@dataclass(slots=True)
class Meeting:
    """Lets commands meet faults by their names."""

    office: Office
    disk: Path
    recipes: dict[str, Act]

    def __call__(self, *wanted: tuple[str, str, When]) -> Seen:
        return self.run(_cells(*wanted))

    def run(self, cells: Sequence[tuple[str, Fault]]) -> Seen:
        seen = Seen()
        with bound_by_modes():
            runner = Cells(self.office, self.disk, self.recipes, seen)
            for command, fault in cells:
                runner.run(command, fault)
        return seen


@pytest.fixture
def meet(place: tuple[Office, Path]) -> Meeting:
    return Meeting(*place, dict(RECIPES))


def test_every_command_a_desk_offers_has_a_recipe() -> None:
    assert faults.uncalled() == []


def test_a_command_without_a_recipe_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    left = {name: act for name, act in RECIPES.items() if name != "intake.register"}
    monkeypatch.setattr(faults, "RECIPES", left)
    assert faults.uncalled() == ["no recipe calls intake.register"]


def test_a_tenth_moves_with_the_seed_and_ten_are_the_whole() -> None:
    parts = [faults.chosen(seed, tenth=True) for seed in range(10)]
    assert sum(map(len, parts)) == len(faults.chosen(0)) > 20 * len(RECIPES)
    assert len({command for part in parts for command, _fault in part}) == len(RECIPES)


def test_a_handful_holds(meet: Meeting) -> None:
    seen = meet(*_HANDFUL)
    assert seen.problems == []
    assert seen.cells == len(_HANDFUL)
    assert seen.refused >= 5
    assert seen.refused_at_start == 1


def test_a_bare_error_let_through_is_found(meet: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "explain", lambda error: error)
    seen = meet(("intake.register", "busy", When.AT_WORK))
    assert OperationalError.__name__ in seen.problems[0]


def test_a_sentence_without_advice_is_found(meet: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "explain", lambda _error: StoreError("Kho dữ liệu đang bận."))
    seen = meet(("counters.add", "busy", When.AT_WORK))
    assert seen.problems == ["counters.add x busy (at_work): no advice: Kho dữ liệu đang bận."]


def test_a_lost_acknowledgement_is_found(meet: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The act answers although nothing was committed."""
    commit = Session.commit
    monkeypatch.setattr(Database, "_let_go", lambda _self, _error: None)

    def pretend(session: Session) -> None:
        try:
            commit(session)
        except OperationalError:
            session.rollback()

    monkeypatch.setattr(Session, "commit", pretend)
    seen = meet(("intake.register", "disk full", When.AT_WORK))
    told = re.compile(r"\bdossiers: (\d+) rows where a healthy run leaves (\d+)")
    counts = [found.groups() for one in seen.problems if (found := told.search(one))]
    assert counts
    assert all(int(left) + 1 == int(healthy) for left, healthy in counts)


def test_half_an_act_is_found(meet: Meeting) -> None:
    """What was done before the fault was not undone."""

    fails = iter([True])

    def half(w: World) -> None:
        w.desk.counters.add(w.admin, "Quầy nửa chừng")
        if next(fails, False):
            raise StoreError("Ổ đĩa báo lỗi. Hãy làm lại.")

    meet.recipes["counters.add"] = half
    refusal = Fault("a refusal", When.UNDER_IT, lambda _place: nullcontext())
    seen = meet.run([("counters.add", refusal)])
    assert "counters.add x a refusal (under_it): half done: counters 2>3" in seen.problems


def test_a_program_that_starts_on_a_store_that_lost_its_end_is_found(
    meet: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bootstrap.stores.watch", lambda *_rest, **_more: None)
    seen = meet(("tracking.newest", "log deleted", When.AT_START))
    assert any("opened, and not whole" in problem for problem in seen.problems)
