"""Runs the suite: format, lint, types, import contracts, tests, a tenth of each harness."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from launcher.console import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from launcher.environment import Checkout

LINT_IMPORTS = "import sys, importlinter.cli as cli; sys.exit(cli.lint_imports_command())"
CHECKS = (
    ("định dạng (ruff format)", ("-m", "ruff", "format", "--check", ".")),
    ("quy tắc viết mã (ruff check)", ("-m", "ruff", "check", ".")),
    ("kiểu dữ liệu (mypy)", ("-m", "mypy")),
    ("hướng phụ thuộc (import-linter)", ("-c", LINT_IMPORTS)),
)
CHANGED = "--changed"
SELECTION = ("-m", "tests.selection")
RECORDING = ("-p", "tests.selection.recording")
HARNESSES = ("-m", "tests.harness", "tenths")
# As many processes as the smallest machine has cores. Each begins with a half of its own, so that
# a module's store is made in one of them, and helps the other at the end.
SPREAD = ("-n", "2", "--dist", "worksteal")


def run_suite(
    checkout: Checkout, arguments: Sequence[str], call: Callable[[Sequence[str]], int]
) -> int:
    """Run every check, then pytest if they all passed, then the harnesses; gives the exit code.

    With `--changed`, the checks and the tests that ran what changed. With other arguments, which
    are pytest's, the harnesses are left out.
    """
    python = str(checkout.python)
    if not _passes_checks(python, call):
        return 1
    if list(arguments) == [CHANGED]:
        return call([python, *SELECTION])
    code = call([python, "-m", "pytest", *RECORDING, *(arguments or SPREAD)])
    if code != 0 or arguments:
        return code
    say("Đang thử một phần mười các phép thử độ bền…")
    return call([python, *HARNESSES])


def _passes_checks(python: str, call: Callable[[Sequence[str]], int]) -> bool:
    """Run each check, also after one that failed, and tell which did."""
    failed = []
    for name, command in CHECKS:
        say(f"Đang kiểm tra {name}…")
        if call([python, *command]) != 0:
            failed.append(name)
    if failed:
        say(f"Chưa chạy kiểm thử vì chưa đạt: {', '.join(failed)}. Hãy sửa theo các dòng trên.")
    return not failed


def call_in(checkout: Checkout) -> Callable[[Sequence[str]], int]:
    """Give a way to run a command in the checkout, on no screen, its output passed through.

    What it compiles is kept: the harnesses start hundreds of programs.
    """
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return lambda command: subprocess.call(command, cwd=checkout.root, env=environ)
