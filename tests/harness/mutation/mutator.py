"""Small changes to a module's source, one at a time: each is a mutant that a test must kill."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

_COMPARED: Final[Mapping[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_SIGNS: Final[Mapping[type[ast.AST], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_CONDITIONS: Final = frozenset({"where", "and_", "filter", "having"})
"""Calls whose positional arguments all have to hold."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to a module: at which line of it, what is changed, and in which statement.

    `node` and `choice` find the change again: the node's place in `ast.walk`, and which of its
    changes it is.
    """

    line: int
    what: str
    statement: str
    node: int
    choice: int


def mutants_of(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    tree = ast.parse(source)
    statements = _statements(tree)
    for place, node in enumerate(ast.walk(tree)):
        for choice, (part, what, _make) in enumerate(_changes(node)):
            yield Mutant(part.lineno, what, statements[id(node)], place, choice)


def mutated(source: str, mutant: Mutant) -> str:
    """Return the whole text of a module with one change made."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[mutant.node]
    _part, _what, make = list(_changes(node))[mutant.choice]
    make()
    return f"{ast.unparse(tree)}\n"


def _statements(tree: ast.Module) -> dict[int, str]:
    """Return by each node's id the statement it stands in, on one line; a decorator is its own."""
    found: dict[int, str] = {}

    def note(node: ast.AST, statement: str) -> None:
        if isinstance(node, ast.stmt):
            statement = _short(ast.unparse(node))
        found[id(node)] = statement
        for name, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    is_decorator = name == "decorator_list"
                    note(child, f"@{ast.unparse(child)}" if is_decorator else statement)

    note(tree, "")
    return found


Change = tuple[ast.expr | ast.keyword, str, Callable[[], object]]
"""The part of a node that is changed, how, and what makes the change."""


def _changes(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare() | ast.BoolOp():
            yield from _operators(node)
        case ast.Constant(value=int()):
            for value in _others(node.value):
                yield node, f"{node.value!r} → {value}", partial(setattr, node, "value", value)
        case ast.Call():
            yield from _dropped(node.keywords, "argument")
            if _name(node.func) in _CONDITIONS:
                yield from _dropped(node.args, "condition")
        case ast.Set():
            yield from _dropped(node.elts, "element")
        case ast.Dict():
            yield from _entries(node)
        case _:
            pass


def _operators(node: ast.Compare | ast.BoolOp) -> Iterator[Change]:
    where = f"in {_short(ast.unparse(node))}"
    if isinstance(node, ast.BoolOp):
        is_and = isinstance(node.op, ast.And)
        told = "and → or" if is_and else "or → and"
        other: ast.boolop = ast.Or() if is_and else ast.And()
        yield node, f"{told} {where}", partial(setattr, node, "op", other)
        return
    for place, operator in enumerate(node.ops):
        opposite = _COMPARED[type(operator)]
        told = f"{_SIGNS[type(operator)]} → {_SIGNS[opposite]}"
        yield node, f"{told} {where}", partial(node.ops.__setitem__, place, opposite())


def _others(value: object) -> tuple[int, ...]:
    if isinstance(value, bool):
        return (not value,)
    return (value + 1, value - 1) if isinstance(value, int) else ()


def _dropped(parts: list[ast.expr] | list[ast.keyword], kind: str) -> Iterator[Change]:
    for place in range(len(parts)):
        part: ast.expr | ast.keyword = parts[place]
        if isinstance(part, ast.keyword) and part.arg is None:
            continue
        told = f"drops the {kind} {_short(ast.unparse(part))}"
        yield part, told, partial(parts.__delitem__, place)


def _entries(node: ast.Dict) -> Iterator[Change]:
    for place, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        told = f"**{ast.unparse(value)}" if key is None else ast.unparse(key)
        yield key or value, f"drops the entry {_short(told)}", partial(_drop_entry, node, place)


def _drop_entry(node: ast.Dict, place: int) -> None:
    del node.keys[place], node.values[place]


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= 70 else f"{line[:69]}…"
