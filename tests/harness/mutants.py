"""Change the program a little, one change at a time, and see whether a test fails each time.

A change that no test sees is a survivor: it is printed with its file and line. The score is the
share of changes that some test saw; under 95 % the status is 1. Without --sample every change is
tried, which takes hours. Modules, their tests and the changes that are no fault are in
`mutation/targets.py`. A changed module is never written where the program lies: an import hook of
the tests' own process gives it (`mutation/injecting.py`), so programs that a test starts run as is.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path
from threading import Lock
from typing import Final

from tests.harness.mutation import injecting
from tests.harness.mutation.mutator import Mutant, mutants_of, mutated
from tests.harness.mutation.targets import TARGETS, is_equivalent, rounds_of
from tests.harness.telling import tell

LEAST: Final = 0.95
LIMIT_CPU_S: Final = 300
"""A run of tests that takes more time of a processor is one that a mutant keeps from ending."""
_STUCK_S: Final = 3600
"""So is one that takes longer by the clock, however busy the machine is."""
_AT_ONCE: Final = 2
_ROOT: Final = Path(__file__).resolve().parents[2]
_PASSED: Final = 0
_NO_TESTS: Final = 5
_UNHARMED: Final = frozenset({_PASSED, _NO_TESTS, injecting.NOT_IMPORTED})
_PYTEST: Final = (
    *(sys.executable, "-m", "pytest", "-q", "-x", "-n0", "--no-header", "--tb=no"),
    *("-p", "no:cacheprovider", "-p", "no:randomly", "-p", injecting.__name__),
    *("-k", "not postgresql"),
)


class Fate(StrEnum):
    """What came of a mutant."""

    KILLED = "killed by a test"
    TIMED_OUT = "killed by the time limit"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Tried:
    """A mutant of the module at `path` and what came of it."""

    path: str
    mutant: Mutant
    fate: Fate

    @property
    def words(self) -> str:
        """Return where it is and what was changed."""
        return f"{self.path}:{self.mutant.line}: {self.mutant.what}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many mutants, and of which modules."""
    parser.add_argument("--sample", type=int, metavar="N", help="so many, chosen by the seed")
    parser.add_argument("--only", metavar="PATTERN", default="*", help="modules by their path")


def run(args: argparse.Namespace) -> int:
    """Try mutants and tell the score; the status is 1 under 95 %."""
    chosen = sample_of(every_mutant(args.only), args.sample, args.seed)
    trial = Trial()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tried = list(pool.map(lambda one: _told(trial.fate(*one)), chosen))
    figures, problems = score_of(tried)
    return tell("Mutants", figures, [*trial.unfit, *problems])


def every_mutant(pattern: str = "*") -> list[tuple[str, Mutant]]:
    """Return each mutant that a test must kill, with the path of its module."""
    modules = {path for one in TARGETS for path in _ROOT.glob(one.modules)}
    paths = sorted(path.relative_to(_ROOT).as_posix() for path in modules)
    return [
        (path, mutant)
        for path in paths
        if fnmatch(path, pattern)
        for mutant in mutants_of((_ROOT / path).read_text("utf-8"))
        if not is_equivalent(path, mutant)
    ]


def sample_of(
    mutants: Sequence[tuple[str, Mutant]], count: int | None, seed: int
) -> list[tuple[str, Mutant]]:
    """Return `count` of the mutants, the same for the same seed; all where there are no more."""
    if count is None or count >= len(mutants):
        return list(mutants)
    return random.Random(seed).sample(list(mutants), count)


def score_of(tried: Sequence[Tried]) -> tuple[list[tuple[str, object]], list[str]]:
    """Return the figures of a run, and the survivors where there are too many of them."""
    survivors = [one.words for one in tried if one.fate is Fate.SURVIVED]
    score = 1 - len(survivors) / len(tried) if tried else 1.0
    figures: list[tuple[str, object]] = [("mutants", len(tried))]
    figures += [(fate.value, sum(one.fate is fate for one in tried)) for fate in Fate]
    figures += [("score", f"{score:.1%}")]
    if score >= LEAST:
        return figures, []
    return figures, [f"the score is under {LEAST:.0%}", *survivors]


class Trial:
    """Tries mutants, the nearest tests first; a kill counts where the tests pass without it.

    `unfit` are the tests that do not: they prove nothing of a mutant.
    """

    def __init__(self) -> None:
        self._passing: dict[tuple[str, ...], bool] = {}
        self._lock = Lock()

    @property
    def unfit(self) -> list[str]:
        """Return the tests that fail while nothing is changed."""
        failing = [tests for tests, passes in self._passing.items() if not passes]
        return [f"{' '.join(tests)}: fails while nothing is changed" for tests in failing]

    def fate(self, path: str, mutant: Mutant) -> Tried:
        """Run the tests of a module against one mutant of it."""
        whole = (_ROOT / path).read_text("utf-8")
        source = mutated(whole, mutant)
        for tests in rounds_of(path):
            status = run_tests(path, source, tests)
            if status not in _UNHARMED and self._passes(path, whole, tests):
                return Tried(path, mutant, Fate.TIMED_OUT if status is None else Fate.KILLED)
        return Tried(path, mutant, Fate.SURVIVED)

    def _passes(self, path: str, whole: str, tests: tuple[str, ...]) -> bool:
        with self._lock:
            if tests not in self._passing:
                self._passing[tests] = run_tests(path, whole, tests) in _UNHARMED
            return self._passing[tests]


def run_tests(path: str, source: str, tests: Sequence[str]) -> int | None:
    """Run tests against another source of the module at `path`; return pytest's status.

    None where they took longer than they may.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-mutant-") as folder:
        file = Path(folder) / "mutant.py"
        file.write_text(source, "utf-8")
        surroundings = {
            **os.environ,
            injecting.MODULE: path.removesuffix(".py").replace("/", "."),
            injecting.SOURCE: str(file),
            injecting.LIMIT: str(LIMIT_CPU_S),
            "HYPOTHESIS_STORAGE_DIRECTORY": folder,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [*_PYTEST, f"--basetemp={folder}/tests", *tests]
        try:
            status = subprocess.run(
                command,
                cwd=_ROOT,
                env=surroundings,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_STUCK_S,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return None
    return None if status == -signal.SIGXCPU else status


def _told(tried: Tried) -> Tried:
    """Show a survivor as soon as it is known: a whole run takes long."""
    if tried.fate is Fate.SURVIVED:
        print(f"survived: {tried.words}", flush=True)  # noqa: T201 - what a person has asked for
    return tried
