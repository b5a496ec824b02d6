"""The mutator makes the changes it names, and a mutant is killed by a test that sees it alone."""

import ast
from pathlib import Path

import pytest

from tests.harness import mutants
from tests.harness.__main__ import ON_REQUEST, VERBS, main
from tests.harness.mutants import (
    Fate,
    Trial,
    Tried,
    every_mutant,
    run_tests,
    sample_of,
    score_of,
)
from tests.harness.mutation import injecting
from tests.harness.mutation.mutator import Mutant, mutants_of, mutated
from tests.harness.mutation.targets import EQUIVALENT, TARGETS, is_equivalent, rounds_of, target_of

_ROOT = Path(__file__).resolve().parents[2]
_PHRASES = "app/services/deadlines/phrases.py"


def _sources(source: str) -> list[str]:
    return [mutated(source, mutant).strip() for mutant in mutants_of(source)]


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("a < b", ["a <= b"]),
        ("a == b", ["a != b"]),
        ("a is None", ["a is not None"]),
        ("a not in b", ["a in b"]),
        ("a <= b > c", ["a < b > c", "a <= b >= c"]),
        ("a and b and c", ["a or b or c"]),
        ("a or b", ["a and b"]),
        ("a = True", ["a = False"]),
        ("a = 7", ["a = 8", "a = 6"]),
        ("a = '7'", []),
        ("a = 7.5", []),
        ("a = None", []),
        ("f(1.0, b=c, d=e)", ["f(1.0, d=e)", "f(1.0, b=c)"]),
        ("f(**b)", []),
        ("select(a).where(b, c)", ["select(a).where(c)", "select(a).where(b)"]),
        ("select(a).where(b)", ["select(a).where()"]),
        ("and_(a, b)", ["and_(b)", "and_(a)"]),
        ("f(a, b)", []),
        ("{a, b}", ["{b}", "{a}"]),
        ("{a: b, **c}", ["{**c}", "{a: b}"]),
        ("[a, b]", []),
        ("'''Words of 3 days.'''", []),
    ],
)
def test_each_change_is_made_once(source: str, mutants: list[str]) -> None:
    assert _sources(source) == mutants


def test_a_mutant_says_its_line_its_change_and_its_statement() -> None:
    source = "@dataclass(slots=True)\nclass A:\n    b: int = 1\n\n\nif a < 2:\n    c = 3\n"
    told = [(one.line, one.what, one.statement) for one in mutants_of(source)]
    assert sorted(told) == [
        (1, "True → False", "@dataclass(slots=True)"),
        (1, "drops the argument slots=True", "@dataclass(slots=True)"),
        (3, "1 → 0", "b: int = 1"),
        (3, "1 → 2", "b: int = 1"),
        (6, "2 → 1", "if a < 2: c = 3"),
        (6, "2 → 3", "if a < 2: c = 3"),
        (6, "< → <= in a < 2", "if a < 2: c = 3"),
        (7, "3 → 2", "c = 3"),
        (7, "3 → 4", "c = 3"),
    ]


def test_what_is_dropped_is_told_by_its_own_line() -> None:
    source = "a = {\n    b,\n    c,\n}\nd = {\n    e: f,\n}\ng(\n    h=i,\n)\n"
    assert [(one.line, one.what) for one in mutants_of(source)] == [
        (2, "drops the element b"),
        (3, "drops the element c"),
        (6, "drops the entry e"),
        (9, "drops the argument h=i"),
    ]


def test_every_module_has_its_tests_and_every_mutant_another_source() -> None:
    every = every_mutant()
    for target in TARGETS:
        assert [path for path, _mutant in every if target_of(path) is target], target
        for tests in target.rounds:
            assert [one for one in tests if not (_ROOT / one).exists()] == []
    for path, mutant in sample_of(every, 25, seed=1):
        source = (_ROOT / path).read_text("utf-8")
        assert mutated(source, mutant) != f"{ast.unparse(ast.parse(source))}\n"


def test_the_tests_that_bear_a_module_s_name_are_tried_first() -> None:
    ledger = next(one.rounds for one in TARGETS if one.modules == "app/services/ledger/*.py")
    own = ("tests/services/ledger/test_checking.py",)
    assert rounds_of("app/services/ledger/checking.py") == (own, *ledger)
    assert rounds_of("app/services/ledger/chain.py") == ledger
    assert rounds_of("app/clock.py") == ()


def test_each_declared_equivalent_has_a_mutant_and_a_reason() -> None:
    modules = sorted(path for one in TARGETS for path in _ROOT.glob(one.modules))
    every = [
        (path.relative_to(_ROOT).as_posix(), mutant)
        for path in modules
        for mutant in mutants_of(path.read_text("utf-8"))
    ]
    for declared in EQUIVALENT:
        assert declared.why
        assert any(declared.covers(path, mutant) for path, mutant in every), declared
    frozen = Mutant(1, "drops the argument frozen=True", "@dataclass(frozen=True)", 0, 0)
    assert is_equivalent("app/any.py", frozen)
    assert not is_equivalent("app/any.py", Mutant(1, "1 → 2", "a = 1", 0, 0))


def test_the_sample_follows_from_the_seed() -> None:
    every = every_mutant("*/phrases.py")
    assert sample_of(every, 5, seed=3) == sample_of(every, 5, seed=3)
    assert sample_of(every, 5, seed=3) != sample_of(every, 5, seed=4)
    assert sample_of(every, None, seed=3) == sample_of(every, 10_000, seed=3) == every


@pytest.mark.parametrize(("survivors", "held"), [(0, True), (1, True), (2, False)])
def test_under_95_percent_the_survivors_are_told(survivors: int, held: bool) -> None:
    mutant = Mutant(7, "< → <= in a < b", "a < b", 0, 0)
    tried = [Tried("a.py", mutant, Fate.SURVIVED)] * survivors
    tried += [Tried("a.py", mutant, Fate.KILLED)] * (20 - survivors)
    figures, problems = score_of(tried)
    assert dict(figures)["score"] == f"{1 - survivors / 20:.1%}"
    assert ("a.py:7: < → <= in a < b" in problems) is not held


def _tests(folder: Path, body: str) -> tuple[str, ...]:
    file = folder / "test_one.py"
    file.write_text(
        "from datetime import timedelta\n"
        "from app.services.deadlines.phrases import span_text\n\n"
        f"def test_one() -> None:\n    {body}\n"
    )
    return (str(file),)


def test_a_test_kills_what_it_sees_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checkout is as it was; a test that fails by itself kills nothing."""
    before = (_ROOT / _PHRASES).read_bytes()
    (mutant,) = [
        one for path, one in every_mutant(_PHRASES) if one.what.startswith(">= → > in rest")
    ]
    fates: list[object] = []
    for body in ("assert span_text(timedelta(days=1, minutes=1)) == '1 ngày 1 phút'", "span_text"):
        rounds = (_tests(tmp_path, body),)
        monkeypatch.setattr(mutants, "rounds_of", lambda _path, rounds=rounds: rounds)
        fates.append(Trial().fate(_PHRASES, mutant).fate)
    assert fates == [Fate.KILLED, Fate.SURVIVED]
    _tests(tmp_path, "raise ValueError")
    trial = Trial()
    assert trial.fate(_PHRASES, mutant).fate is Fate.SURVIVED
    assert [one for one in trial.unfit if one.endswith("fails while nothing is changed")]
    assert (_ROOT / _PHRASES).read_bytes() == before


def test_tests_that_never_import_the_module_say_so(tmp_path: Path) -> None:
    tests = _tests(tmp_path, "pass")
    assert run_tests("app/services/forms/receipt_qr.py", "", tests) == injecting.NOT_IMPORTED


def test_a_planted_error_reaches_the_tests(tmp_path: Path) -> None:
    assert run_tests(_PHRASES, "raise ValueError('planted')", _tests(tmp_path, "pass")) == 2


def test_a_run_that_does_not_end_is_told_by_its_time_on_a_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutants, "LIMIT_CPU_S", 3)
    assert run_tests(_PHRASES, "while True:\n    pass\n", _tests(tmp_path, "pass")) is None


def test_the_verb_is_run_on_request_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(ON_REQUEST).isdisjoint(VERBS)
    monkeypatch.setattr(mutants, "run", lambda args: args.sample + args.seed)
    assert main(["mutants", "--sample", "40", "--seed", "7"]) == 47
    with pytest.raises(SystemExit):
        main(["mutants", "--tenth"])
    assert "--tenth" in capsys.readouterr().err
