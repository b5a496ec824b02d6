import ast
import builtins
from types import SimpleNamespace

import pytest

from tests.selection.marking import Marker, Marks

SOURCE = '''
from functools import cache

def plain():
    """Say nothing."""
    def inner():
        return 1
    return inner()

class One:
    def method(self):
        return plain()

@cache
def kept():
    return plain()
'''


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> Marks:
    monkeypatch.setattr(builtins, "__ran__", None, raising=False)
    found = Marks()
    monkeypatch.setattr(builtins, "__kept__", found.keeping, raising=False)
    return found


def loaded() -> SimpleNamespace:
    tree = ast.parse(SOURCE)
    Marker("m.py").visit(tree)
    names: dict[str, object] = {}
    exec(compile(ast.fix_missing_locations(tree), "m.py", "exec"), names)  # noqa: S102 - ours
    return SimpleNamespace(**names)


def test_each_function_notes_that_it_ran(marks: Marks) -> None:
    module = loaded()
    ran: set[str] = set()
    with marks.into(ran):
        module.One().method()
    module.plain()
    assert ran == {"m.py:One.method", "m.py:plain", "m.py:plain.inner"}
    assert module.plain.__doc__ == "Say nothing."


def test_who_calls_a_cached_function_is_noted_each_time(marks: Marks) -> None:
    module = loaded()
    first: set[str] = set()
    second: set[str] = set()
    for ran in (first, second):
        with marks.into(ran):
            assert module.kept() == 1
    assert first == second == {"m.py:kept"}
    assert marks.kept["m.py:kept"] == {"m.py:kept", "m.py:plain", "m.py:plain.inner"}
    assert module.kept.cache_info().hits == 1


def test_marked_lines_keep_their_numbers() -> None:
    tree = ast.parse(SOURCE)
    Marker("m.py").visit(tree)
    marked = [one for one in ast.walk(tree) if isinstance(one, ast.Return)]
    assert sorted(one.lineno for one in marked) == [7, 8, 12, 16]
