"""Which test files are nearest to a change: those changed, and those that import what changed."""

from __future__ import annotations

import ast
import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

MOST = 30
"""Test files of one check; with more it would take longer than a minute."""
ALWAYS = "tests/test_architecture.py"


def changed_files(root: Path) -> list[str]:
    """Return the paths not committed yet, or those of the last commit where there are none.

    Raises OSError without git, subprocess.CalledProcessError outside a git checkout.
    """
    waiting = [
        *_git(root, "diff", "--name-only", "HEAD"),
        *_git(root, "ls-files", "--others", "--exclude-standard"),
    ]
    return waiting or _git(root, "show", "--name-only", "--format=", "HEAD")


def nearest_tests(root: Path, changed: Iterable[str]) -> list[str]:
    """Return the test files of a change, nearest first: changed ones, then direct importers.

    A conftest stands for the tests of its folder, a resource for the tests that name its file.
    """
    paths = [PurePosixPath(path) for path in changed if (root / path).is_file()]
    modules = {_module(path) for path in paths if path.suffix == ".py"}
    folders = {path.parent for path in paths if path.name == "conftest.py"}
    names = {path.name for path in paths if path.parts[0] == "resources"}
    own: list[str] = []
    near: list[str] = []
    far: list[str] = []
    for file in sorted(root.glob("tests/**/test_*.py")):
        path = PurePosixPath(file.relative_to(root).as_posix())
        if path in paths:
            own.append(str(path))
            continue
        text = file.read_text("utf-8")
        imported = modules & _imports(text)
        if imported:
            is_beside = any(_beside(path, module) for module in imported)
            (near if is_beside else far).append(str(path))
        elif any(path.is_relative_to(one) for one in folders) or any(one in text for one in names):
            far.append(str(path))
    return [ALWAYS, *(one for one in (*own, *near, *far) if one != ALWAYS)]


def _git(root: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments],  # noqa: S607
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout.splitlines()


def _module(path: PurePosixPath) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def _beside(test: PurePosixPath, module: str) -> bool:
    """Say whether a test lies in the folder under tests/ that mirrors the module's."""
    folder: Sequence[str] = module.split(".")[1:-1]
    return list(test.parts[1:-1]) == list(folder)
