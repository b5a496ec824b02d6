"""Runs the suite: format, lint, types, import contracts, tests, a tenth of each harness."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.console import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from launcher.environment import Checkout

LINT_IMPORTS = "from importlinter import cli; cli.lint_imports_command(auto_envvar_prefix='LINT')"
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
    if not os.access(checkout.root, os.W_OK):
        environ.update(caches_in(Path.home() / ".cache" / "motcua-tests"))
    return lambda command: subprocess.call(command, cwd=checkout.root, env=environ)


def caches_in(folder: Path) -> dict[str, str]:
    """Return the variables that let every tool keep its cache in `folder`, not in the checkout."""
    folder.mkdir(parents=True, exist_ok=True)
    given = os.environ.get("PYTEST_ADDOPTS", "")
    return {
        "MYPY_CACHE_DIR": str(folder / "mypy"),
        "RUFF_CACHE_DIR": str(folder / "ruff"),
        "LINT_CACHE_DIR": str(folder / "import_linter"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTEST_ADDOPTS": f"{given} -o {shlex.quote(f'cache_dir={folder}/pytest')}".strip(),
    }
