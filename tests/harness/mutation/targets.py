"""Which modules are mutated, which tests have to kill their mutants, and what is no fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from tests.harness.mutation.mutator import Mutant

_ROOT: Final = Path(__file__).resolve().parents[3]
_SERVICES: Final = "tests/services"


@dataclass(frozen=True, slots=True)
class Target:
    """Modules by a pattern of their path, and the tests nearest to them.

    `rounds` are run one after the other until a mutant is killed: what is quick and near first.
    """

    modules: str
    rounds: tuple[tuple[str, ...], ...]


def _of(area: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{_SERVICES}/{area}/{name}" for name in names)


TARGETS: Final[tuple[Target, ...]] = (
    Target(
        "app/services/deadlines/*.py",
        (
            _of(
                "deadlines",
                *("test_phrases.py", "test_explanation.py", "test_clock_words.py"),
                *("test_calendar.py", "test_limits.py", "test_judging.py", "test_kept.py"),
                *("test_due_cases.py", "test_clock_cases.py", "test_clocks.py"),
                *("test_phases.py", "test_route_steps.py", "test_warning.py"),
                *("test_clock_hours.py", "test_shipped_calendar.py"),
            ),
            _of("deadlines", "test_off_hours.py", "test_due_properties.py"),
            _of("deadlines", "test_wait_properties.py"),
            (f"{_SERVICES}/intake", f"{_SERVICES}/dossiers", f"{_SERVICES}/dashboard"),
        ),
    ),
    Target(
        "app/services/dossiers/lifecycle.py",
        (
            _of("dossiers", "test_lifecycle.py", "test_table_of_acts.py"),
            (f"{_SERVICES}/dossiers", f"{_SERVICES}/portal"),
        ),
    ),
    Target(
        "app/services/ledger/rights.py",
        (
            _of("ledger", "test_rights.py"),
            _of("dossiers", "test_every_act.py"),
            ("tests/security",),
        ),
    ),
    Target(
        "app/services/ledger/re*.py",
        (
            _of("ledger", "test_replay.py", "test_replay_acts.py", "test_transactions.py"),
            (f"{_SERVICES}/ledger",),
            (f"{_SERVICES}/dossiers", f"{_SERVICES}/office"),
        ),
    ),
    Target(
        "app/services/ledger/*.py",
        (
            (f"{_SERVICES}/ledger",),
            (f"{_SERVICES}/periods/test_locking.py", f"{_SERVICES}/closing", f"{_SERVICES}/audit"),
            (f"{_SERVICES}/access", f"{_SERVICES}/worklist", f"{_SERVICES}/periods"),
            ("tests/verifier", "tests/security/test_matrix.py", "tests/security/test_people.py"),
        ),
    ),
    Target(
        "app/services/figures/measures.py",
        (
            _of("figures", "test_measures.py"),
            _of("figures", "test_summaries.py"),
            (f"{_SERVICES}/periods",),
        ),
    ),
    Target("app/services/forms/receipt_qr.py", (_of("forms", "test_receipt_qr.py"),)),
)
"""The first pattern that fits a module gives its tests."""


def target_of(path: str) -> Target | None:
    """Return the target of a module, None where it is not mutated."""
    return next((one for one in TARGETS if fnmatch(path, one.modules)), None)


def rounds_of(path: str) -> tuple[tuple[str, ...], ...]:
    """Return the tests of a module: those that bear its name, if there are any, then its target's.

    None where it is not mutated.
    """
    target = target_of(path)
    if target is None:
        return ()
    area, module = path.split("/")[-2:]
    own = f"{_SERVICES}/{area}/test_{module}"
    return ((own,), *target.rounds) if (_ROOT / own).exists() else target.rounds


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Mutants that no test can or need kill: where, in which statement, which change, and why.

    `modules` is a pattern of paths; `statement` and `what` are parts of a mutant's own.
    """

    modules: str
    statement: str
    what: str
    why: str

    def covers(self, path: str, mutant: Mutant) -> bool:
        """Say whether a mutant is one of these."""
        return (
            fnmatch(path, self.modules)
            and self.statement in mutant.statement
            and self.what in mutant.what
        )


EQUIVALENT: Final[tuple[Equivalent, ...]] = (
    Equivalent("*", "@dataclass(", "", "frozen, slots and kw_only change no value"),
    Equivalent("*", "_BATCH", "", "how many rows are fetched at once"),
    Equivalent(
        "app/services/ledger/checking.py",
        "last = ends.get(key, 0)",
        "0 → -1",
        "no number reaches to -1, as none reaches to 0",
    ),
    Equivalent(
        "app/services/figures/measures.py",
        "BOUNDS = ",
        "type_=",
        "a bound that is compared with a column takes the column's type",
    ),
    Equivalent(
        "app/services/deadlines/moving.py",
        "return skipped(moment(old).day + timedelta(days=1)",
        "1 → 0",
        "the day a count ends on is a working day: it is never told as skipped",
    ),
    Equivalent(
        "app/services/deadlines/moving.py",
        "return skipped(moment(old).day + timedelta(days=1)",
        "drops the argument days=1",
        "the day a count ends on is a working day: it is never told as skipped",
    ),
)


def is_equivalent(path: str, mutant: Mutant, declared: Sequence[Equivalent] = EQUIVALENT) -> bool:
    """Say whether a mutant is declared to be no fault."""
    return any(one.covers(path, mutant) for one in declared)
