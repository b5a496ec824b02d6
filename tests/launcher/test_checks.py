from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from launcher.changed import MOST
from launcher.checks import CHECKS, run_check, run_suite
from launcher.environment import Checkout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

CHECKOUT = Checkout(Path("/checkout"))


class Calls:
    """Notes each command; one that contains `failing` ends with that code."""

    def __init__(self, failing: str = "", code: int = 0) -> None:
        self._failing = failing
        self._code = code
        self.lines: list[str] = []

    def __call__(self, command: Sequence[str]) -> int:
        line = " ".join(command)
        self.lines.append(line)
        return self._code if self._failing and self._failing in line else 0


def test_pytest_comes_after_the_checks_and_gives_the_exit_code() -> None:
    call = Calls("pytest", 5)

    assert run_suite(CHECKOUT, [], call) == 5
    assert len(call.lines) == len(CHECKS) + 1
    assert call.lines[-1].endswith("-m pytest -n 2 --dist worksteal")


def test_the_harnesses_come_last_and_give_the_exit_code() -> None:
    call = Calls("tests.harness", 1)

    assert run_suite(CHECKOUT, [], call) == 1
    assert call.lines[-1].endswith("-m tests.harness tenths")


def test_arguments_go_to_pytest_alone() -> None:
    call = Calls()

    assert run_suite(CHECKOUT, ["-k", "deadline"], call) == 0
    assert call.lines[-1].endswith("-m pytest -k deadline")
    assert [line for line in call.lines if "deadline" in line] == call.lines[-1:]


def test_a_failed_check_stops_before_the_tests_but_not_before_the_other_checks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call = Calls("ruff", 1)

    assert run_suite(CHECKOUT, [], call) == 1
    assert len(call.lines) == len(CHECKS)
    assert "ruff format), quy tắc viết mã (ruff check). Hãy" in capsys.readouterr().err


def _changed(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr("launcher.checks.changed_files", lambda _root: ["app/x.py"])
    chosen = [f"tests/test_{number}.py" for number in range(count)]
    monkeypatch.setattr("launcher.checks.nearest_tests", lambda _root, _changed: chosen)


def test_the_short_check_runs_every_check_then_the_tests_of_the_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _changed(monkeypatch, 2)
    call = Calls("pytest", 3)

    assert run_check(CHECKOUT, call) == 3
    assert len(call.lines) == len(CHECKS) + 1
    assert call.lines[-1].endswith("tests/test_0.py tests/test_1.py")


def test_the_short_check_stays_short_and_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _changed(monkeypatch, MOST + 1)
    call = Calls()

    assert run_check(CHECKOUT, call) == 0
    assert call.lines[-1].count("tests/test_") == MOST
    assert f"{MOST + 1} tệp" in capsys.readouterr().err


def test_the_short_check_without_git_says_what_to_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_check(Checkout(tmp_path), Calls()) == 1
    assert "run.py test" in capsys.readouterr().err
