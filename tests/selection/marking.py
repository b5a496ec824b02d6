"""Imports the program so that each of its functions notes that it ran.

The first statement of each function becomes `__ran__("path:qualified.name")`, a call of `set.add`.
What runs while a module is imported, and what a function behind `functools.cache` runs, is noted
apart: it happens once in a process, whichever test comes first.
"""

import ast
import builtins
import marshal
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final, TypeVar

ROOT: Final = Path(__file__).resolve().parents[2]
CACHE: Final = ROOT / ".cache" / "tests"
PACKAGES: Final = ("app", "launcher", "verifier", "benchmarks", "tests")
_CACHES: Final = frozenset({"cache", "lru_cache"})
_VERSION: Final = "1"
_F = TypeVar("_F", ast.FunctionDef, ast.AsyncFunctionDef)
_N = TypeVar("_N", ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_A = TypeVar("_A", bound=ast.AST)


class Marks:
    """The functions that ran: `into` says for whom; `imports` and `kept` hold what runs once."""

    def __init__(self) -> None:
        self.imports: dict[str, set[str]] = defaultdict(set)
        self.kept: dict[str, set[str]] = defaultdict(set)
        self._now: set[str] = set()
        self._use(self._now)

    @contextmanager
    def into(self, ran: set[str]) -> Iterator[None]:
        """Note into `ran` until the block ends."""
        before = self._now
        self._use(ran)
        try:
            yield
        finally:
            self._use(before)

    def keeping(self, name: str) -> Callable[[Callable[..., object]], "_Kept"]:
        """Decorate a function that keeps its answers."""
        return lambda function: _Kept(self, name, function)

    def note(self, name: str) -> None:
        """Note a function for whom it runs now."""
        self._now.add(name)

    def _use(self, ran: set[str]) -> None:
        self._now = ran
        setattr(builtins, "__ran__", ran.add)  # noqa: B010 - mypy knows the builtins


class _Kept:
    """A function behind a cache: who calls it counts as having run all that it ran."""

    def __init__(self, marks: Marks, name: str, function: Callable[..., object]) -> None:
        self._marks = marks
        self._name = name
        self._function = function

    def __call__(self, *given: object, **named: object) -> object:
        self._marks.note(self._name)
        with self._marks.into(self._marks.kept[self._name]):
            return self._function(*given, **named)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._function, name)


class Finder(MetaPathFinder):
    """Finds the modules of this checkout; pytest imports the test files and conftests itself."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        setattr(builtins, "__kept__", marks.keeping)  # noqa: B010 - mypy knows the builtins

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module to mark, None for every other."""
        last = fullname.rpartition(".")[2]
        if fullname.partition(".")[0] not in PACKAGES or last == "conftest":
            return None
        if last.startswith("test_") or fullname.startswith("tests.selection"):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not spec.origin or not Path(spec.origin).is_relative_to(ROOT):
            return None
        spec.loader = _Loader(fullname, spec.origin, self._marks)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, marks: Marks) -> None:
        super().__init__(fullname, path)
        self._marks = marks

    def exec_module(self, module: ModuleType) -> None:
        with self._marks.into(self._marks.imports[path_of(self.path)]):
            super().exec_module(module)

    def get_code(self, fullname: str) -> CodeType:
        """Compile the marked source, or take what an earlier run compiled of the same file."""
        seen = Path(self.path).stat()
        key = f"{_VERSION} {seen.st_mtime_ns} {seen.st_size}\n".encode()
        kept = CACHE / (sys.implementation.cache_tag or "") / fullname
        with suppress(OSError, ValueError, EOFError, TypeError):
            found = kept.read_bytes()
            if found.startswith(key):
                return marshal.loads(found[len(key) :])  # type: ignore[no-any-return]  # noqa: S302
        tree = ast.parse(self.get_data(self.path))
        Marker(path_of(self.path)).visit(tree)
        code: CodeType = compile(ast.fix_missing_locations(tree), self.path, "exec")
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            fresh = kept.with_name(f"{fullname}.{os.getpid()}")
            fresh.write_bytes(key + marshal.dumps(code))
            fresh.replace(kept)
        return code


def path_of(file: str) -> str:
    """Return a file's path below the checkout."""
    return Path(file).relative_to(ROOT).as_posix()


class Marker(ast.NodeTransformer):
    """Puts the mark into each function of a module."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._scope: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Visit the methods under the class's name."""
        return self._inside(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Mark a function and those inside it."""
        return self._marked(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        """Mark a coroutine as a function."""
        return self._marked(node)

    def _marked(self, node: _F) -> _F:
        is_alone = not self._scope
        self._inside(node)
        name = f"{self._path}:{'.'.join([*self._scope, node.name])}"
        at = 1 if ast.get_docstring(node, clean=False) is not None else 0
        node.body.insert(at, _at(ast.Expr(_call("__ran__", name)), node.body[0]))
        if is_alone and any(_name(one) in _CACHES for one in node.decorator_list):
            node.decorator_list.insert(0, _at(_call("__kept__", name), node))
        return node

    def _inside(self, node: _N) -> _N:
        self._scope.append(node.name)
        self.generic_visit(node)
        self._scope.pop()
        return node


def _call(function: str, argument: str) -> ast.Call:
    return ast.Call(ast.Name(function, ast.Load()), [ast.Constant(argument)], [])


def _at(made: _A, node: ast.AST) -> _A:
    return ast.copy_location(made, node)


def _name(decorator: ast.expr) -> str:
    while isinstance(decorator, ast.Call):
        decorator = decorator.func
    return ast.unparse(decorator).rpartition(".")[2]
