"""The house rules that no linter knows, read from the source itself."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import iter_modules

import pytest

from app import vocabulary
from app.services.dossiers.lifecycle import CHANGES, FIRST_STATUS, FOUNDING, NATIONAL_STATUS
from app.services.ledger.rights import Right
from app.vocabulary.dossiers import Action, DossierStatus
from app.wording.labels import label

_ROOT = Path(__file__).resolve().parents[1]
_PLACES = ("app", "tests", "benchmarks", "launcher", "verifier", "run.py")
_FILE_LINES = 500
_CLASS_LINES = 350
# A migration tells a schema once, table by table, and is never read as code again.
_LONG_FOR_A_REASON = "app/models/migrations/versions/"
# One property a service: a list, however long.
_LISTS = {"app/services/container.py: Services"}
# DESIGN §4: what ends a dossier for good.
_FINAL = {
    DossierStatus.NOT_ACCEPTED,
    DossierStatus.WITHDRAWN,
    DossierStatus.STOPPED,
    DossierStatus.RETURNED,
}
# What a service needs and must be given; it may not make one for itself.
_GIVEN = {"Database", "Transactions", "Clock", "KeyFolder", "CalendarCache", "create_engine"}
# Fonts are read once in the life of the program; services live as long as their store is open.
_CACHED = {"app/printing/fonts.py", "app/ui/look/fonts.py", "app/services/container.py"}
# The table of allowed changes names the right of each act on a dossier.
_BY_THE_TABLE = "CHANGES[action].right"
_WHERE_RIGHTS_ARE_ASKED = {
    "app/services/ledger/transactions.py",
    # Begins, locks and ends the caller's own session, by password or by leaving: needs no right.
    "app/services/access/signing_in.py",
}
_MUTATORS = {
    *("append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse"),
    *("update", "setdefault", "popitem", "add", "discard"),
}
_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_MUTABLE_CALLS = {"list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict"}


def _sources(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = _ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert found
    return found


def _name(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_file_is_too_long() -> None:
    lengths = {
        _name(path): path.read_text(encoding="utf-8").count("\n") for path in _sources(*_PLACES)
    }
    assert {
        name: lines
        for name, lines in lengths.items()
        if lines > _FILE_LINES
        and not name.startswith((_LONG_FOR_A_REASON, "app/services/container.py"))
    } == {}


def test_no_class_is_too_long() -> None:
    long = {
        f"{_name(path)}: {node.name}"
        for path in _sources(*_PLACES)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno + 1 > _CLASS_LINES
    }
    assert long == _LISTS


def test_every_key_is_bound_through_the_action_table() -> None:
    """So the cheat sheet and the key editor know it, and it lives while its owner is in sight."""
    makers = {"app/ui/shell/actions.py", "app/ui/widgets/dialogs.py"}
    own = [
        _name(path)
        for path in _sources("app/ui")
        if "QShortcut" in path.read_text("utf-8")
        or (".setShortcut" in path.read_text("utf-8") and _name(path) not in makers)
    ]
    assert own == []


def _is_act(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Action"


def test_the_window_keeps_one_table_of_acts() -> None:
    """Neither rows nor sets of acts stand beside it, so a new act is one row in the window."""
    tables = {
        _name(path)
        for path in _sources("app/ui")
        for node in ast.walk(_tree(path))
        if (isinstance(node, ast.Dict) and any(_is_act(key) for key in node.keys))
        or (
            isinstance(node, ast.Set | ast.Tuple | ast.List)
            and sum(_is_act(one) for one in node.elts) > 1
        )
    }
    assert tables == {"app/ui/dossiers/act_table.py"}


def test_resources_are_data_alone() -> None:
    """With a .py file among them the editable install is refused."""
    assert list((_ROOT / "resources").rglob("*.py")) == []
    assert list((_ROOT / "resources").rglob("*.toml")) != []


_ENUMERATIONS = [
    kind
    for module in iter_modules(vocabulary.__path__)
    for _name_of, kind in getmembers(import_module(f"app.vocabulary.{module.name}"), isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", _ENUMERATIONS)
def test_every_member_of_the_vocabulary_has_a_vietnamese_label(kind: type[StrEnum]) -> None:
    for member in kind:
        assert label(member).strip()
        assert label(member) != member.value
        assert member.value.isascii()


def test_every_status_has_a_way_out_or_is_final() -> None:
    ways = {
        status
        for change in CHANGES.values()
        for status in change.before
        if change.moves[status] - {status}
    }
    assert set(DossierStatus) - ways == _FINAL
    assert not ways & _FINAL


def test_every_status_can_be_reached_and_has_its_national_code() -> None:
    reached = {status for change in CHANGES.values() for status in change.after}
    assert reached | set(FIRST_STATUS.values()) == set(DossierStatus)
    assert set(NATIONAL_STATUS) == set(DossierStatus)


def test_every_action_is_in_the_one_table() -> None:
    assert set(CHANGES) == set(Action) - set(FOUNDING)
    assert set(FIRST_STATUS) == set(FOUNDING)


def _module_names(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name that a module binds at its top level to something that could change."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            continue
        is_call = (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in _MUTABLE_CALLS
        )
        if isinstance(value, _MUTABLE) or is_call:
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, value


def _changed_names(tree: ast.Module) -> Iterator[str]:
    """Yield each name whose content the module changes in place."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _MUTATORS
            and isinstance(node.func.value, ast.Name)
        ):
            yield node.func.value.id
        targets: list[ast.expr] = []
        if isinstance(node, (ast.Assign, ast.Delete)):
            targets = node.targets
        elif isinstance(node, ast.AugAssign):
            targets = [node.target]
            if isinstance(node.target, ast.Name):
                yield node.target.id
        for target in targets:
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                yield target.value.id


def test_no_module_keeps_state() -> None:
    """A table at a module's top is a constant: named like one, and never changed by anyone."""
    constants: set[str] = set()
    for path in _sources("app", "launcher", "run.py"):
        for name, _value in _module_names(_tree(path)):
            assert name.isupper() or name == "__all__", f"{_name(path)}: {name}"
            constants.add(name)
    assert {
        f"{_name(path)}: {name}"
        for path in _sources("app", "launcher", "run.py")
        for name in _changed_names(_tree(path))
        if name in constants
    } == set()


def test_nothing_is_global_and_nothing_is_cached_for_ever() -> None:
    for path in _sources("app", "launcher", "run.py"):
        for node in ast.walk(_tree(path)):
            assert not isinstance(node, ast.Global), _name(path)
            if isinstance(node, ast.FunctionDef) and _name(path) not in _CACHED:
                marks = " ".join(map(ast.unparse, node.decorator_list)).replace(
                    "cached_property", ""
                )
                assert "cache" not in marks, f"{_name(path)}: {node.name}"


def test_services_are_given_what_they_need() -> None:
    made = {
        f"{_name(path)}: {node.func.id}"
        for path in _sources("app/services")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _GIVEN
    }
    assert made == {"app/services/container.py: CalendarCache"}


def _acts(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the public methods that somebody calls as an actor."""
    for node in _tree(path).body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    names = {arg.arg for arg in (*method.args.args, *method.args.kwonlyargs)}
                    if "actor" in names:
                        yield f"{_name(path)}: {node.name}.{method.name}", method


def _opened(method: ast.FunctionDef) -> list[str]:
    """Return the rights with which a method opens its transactions as its actor."""
    return [
        ast.unparse(call.args[1])
        for node in ast.walk(method)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(call := item.context_expr, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"read", "write"}
        and len(call.args) == 2
        and ast.unparse(call.args[0]) == "actor"
    ]


def _hands_on(method: ast.FunctionDef) -> bool:
    """Say whether a method leaves the act to another, actor first."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func).startswith("self.")
        and bool(node.args)
        and ast.unparse(node.args[0]) == "actor"
        for node in ast.walk(method)
    )


def test_every_act_asks_for_a_right() -> None:
    """A service method with an actor opens its transaction by naming a right, or hands on."""
    rights = {f"Right.{right.name}" for right in Right} | {_BY_THE_TABLE}
    seen = 0
    for path in _sources("app/services"):
        if _name(path) in _WHERE_RIGHTS_ARE_ASKED:
            continue
        for name, method in _acts(path):
            opened = _opened(method)
            assert opened or _hands_on(method), f"{name} names no right"
            assert set(opened) <= rights, f"{name} opens with {opened}"
            assert "_database" not in ast.unparse(method), f"{name} goes past the rights"
            seen += 1
    assert seen > 50


def test_every_right_is_asked_for_somewhere() -> None:
    asked = {
        right
        for path in _sources("app/services")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Right"
        and path.name != "rights.py"
        for right in [node.attr]
    }
    assert asked == {right.name for right in Right}


_KEEPERS = frozenset(
    {
        "app/outputs.py",
        "app/settings.py",
        "app/window_state.py",
        "app/paths.py",
        "app/bootstrap/demo/album.py",
        "app/services/files/kept_papers.py",
        "app/printing/printers.py",
    }
)
"""Beside the services: who writes what the program keeps for itself, and what a folder prints."""


def test_files_that_a_person_names_are_written_through_outputs_alone() -> None:
    """Above the services nothing is written past `Outputs`, which alone makes an `OutputPlace`."""
    for path in _sources("app"):
        calls = {
            ast.unparse(node.func) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)
        }
        if _name(path) != "app/outputs.py":
            assert "OutputPlace" not in calls, _name(path)
        if not _name(path).startswith(("app/services/", "app/models/")):
            writers = {"write_whole", "put_in_place"} & {call.rpartition(".")[2] for call in calls}
            assert not writers or _name(path) in _KEEPERS, f"{_name(path)}: {writers}"


# What these words meant differs from module to module; each has a standard term instead.
_NO_MODULE_NAMES = {"behind", "met", "said", "shelf", "standing", "told"}


def _class_places() -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for path in _sources("app"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(_name(path))
    return places


def test_no_class_name_stands_twice() -> None:
    assert {name: at for name, at in _class_places().items() if len(at) > 1} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [_name(path) for path in _sources("app") if path.stem in _NO_MODULE_NAMES] == []
