"""The program's own sources, read for what must not be in them."""

import ast
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Finder = Callable[[ast.AST], str]
"""Returns what is wrong with one node, "" where nothing is."""


@cache
def nodes() -> tuple[tuple[str, tuple[ast.AST, ...]], ...]:
    """Return every node of each module of the program, walked once."""
    with kept_for_good():
        return tuple((path, tuple(ast.walk(tree))) for path, tree in program())


@contextmanager
def kept_for_good() -> Iterator[None]:
    """Let the garbage collector pass by what the block makes: a million things that stay."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


@cache
def program() -> tuple[tuple[str, ast.Module], ...]:
    """Return each module of the program: its path from the root, and its tree."""
    paths = sorted((ROOT / "app").rglob("*.py"))
    return tuple(
        (str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))) for path in paths
    )


def found_in(tree: ast.Module, find: Finder) -> list[str]:
    """Return what `find` says of any node of a module."""
    return [said for node in ast.walk(tree) if (said := find(node))]


def found(find: Finder, *besides: str) -> list[str]:
    """Return what `find` says of the program, module by module; `besides` are left out."""
    return [
        f"{path}: {said}"
        for path, inside in nodes()
        if path not in besides
        for node in inside
        if (said := find(node))
    ]


def planted(source: str, find: Finder) -> list[str]:
    """Return what `find` says of a piece of source that breaks the rule."""
    return found_in(ast.parse(source), find)


def called(node: ast.AST) -> str:
    """Return the dotted name a call calls, "" for what is no call of a name."""
    parts: list[str] = []
    at = node.func if isinstance(node, ast.Call) else None
    while isinstance(at, ast.Attribute):
        parts.append(at.attr)
        at = at.value
    if isinstance(at, ast.Name):
        parts.append(at.id)
    return ".".join(reversed(parts))


def imported(node: ast.AST) -> list[str]:
    """Return the modules a node imports."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
    return []
