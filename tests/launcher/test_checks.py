from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from launcher.checks import CHECKS, call_in, run_suite
from launcher.environment import Checkout

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTINGS = """
[tool.mypy]
files = ["app"]
[tool.importlinter]
root_package = "app"
[[tool.importlinter.contracts]]
name = "none"
type = "acyclic_siblings"
ancestors = ["app"]
"""
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
    assert call.lines[-1].endswith("-m pytest -p tests.selection.recording -n 2 --dist worksteal")


def test_the_harnesses_come_last_and_give_the_exit_code() -> None:
    call = Calls("tests.harness", 1)

    assert run_suite(CHECKOUT, [], call) == 1
    assert call.lines[-1].endswith("-m tests.harness tenths")


def test_arguments_go_to_pytest_alone() -> None:
    call = Calls()

    assert run_suite(CHECKOUT, ["-k", "deadline"], call) == 0
    assert call.lines[-1].endswith("-m pytest -p tests.selection.recording -k deadline")
    assert [line for line in call.lines if "deadline" in line] == call.lines[-1:]


def test_a_failed_check_stops_before_the_tests_but_not_before_the_other_checks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call = Calls("ruff", 1)

    assert run_suite(CHECKOUT, [], call) == 1
    assert len(call.lines) == len(CHECKS)
    assert "ruff format), quy tắc viết mã (ruff check). Hãy" in capsys.readouterr().err


def test_the_tests_of_a_change_come_after_the_checks_and_give_the_exit_code() -> None:
    call = Calls("tests.selection", 3)

    assert run_suite(CHECKOUT, ["--changed"], call) == 3
    assert len(call.lines) == len(CHECKS) + 1
    assert call.lines[-1].endswith("-m tests.selection")


@pytest.mark.parametrize("tool", [*(command for _name, command in CHECKS[1:]), ("-m", "pytest")])
def test_a_checkout_that_cannot_be_written_is_checked_as_it_is(
    tool: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "mã nguồn"
    (root / "app").mkdir(parents=True)
    (root / "app" / "__init__.py").touch()
    (root / "test_one.py").write_text('"""One."""\n\n\ndef test_one() -> None: ...\n', "utf-8")
    (root / "pyproject.toml").write_text(_SETTINGS, "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "nhà"))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    before = sorted(root.rglob("*"))
    assert call_in(Checkout(root))([sys.executable, *tool]) == 0
    assert sorted(root.rglob("*")) == before
