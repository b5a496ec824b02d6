"""A module cut into its functions and the names that its top level binds, to compare and search."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

Function = ast.FunctionDef | ast.AsyncFunctionDef
_CALLING = (ast.Call, ast.BinOp, ast.Compare, ast.Subscript, ast.FormattedValue, ast.For, ast.With)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(slots=True)
class Units:
    """What a module is made of: nodes by qualified name of a function, by name bound at the top.

    A class is a name; what its body says outside its methods belongs to the name.
    """

    functions: dict[str, Function] = field(default_factory=dict)
    names: dict[str, list[ast.AST]] = field(default_factory=dict)
    imported: dict[str, set[str]] = field(default_factory=dict)
    """What the file imports: the names it has for each dotted name, "" for an attribute."""

    _words: list[tuple[str, frozenset[str], frozenset[str]]] = field(default_factory=list)

    def mentioning(self, word: str) -> list[str]:
        """Return the functions and names whose code names a word."""
        return [name for name, names, _strings in self._all_words() if word in names]

    def speaking(self, is_meant: Callable[[str], bool]) -> list[str]:
        """Return the functions and names whose code has such a string."""
        return [name for name, _names, strings in self._all_words() if any(map(is_meant, strings))]

    def _all_words(self) -> list[tuple[str, frozenset[str], frozenset[str]]]:
        if not self._words:
            every: dict[str, list[ast.AST]] = {name: [one] for name, one in self.functions.items()}
            every |= {name: nodes for name, nodes in self.names.items() if name}
            self._words = [(name, *_words_of(nodes)) for name, nodes in every.items()]
        return self._words

    def methods(self, name: str) -> list[str]:
        """Return the functions of a class."""
        return [one for one in self.functions if one.startswith(f"{name}.")]

    def made_by_running(self) -> list[str]:
        """Return what the import of the module works out by calls, decorated functions too."""
        made = [name for name, nodes in self.names.items() if any(map(_calls, nodes))]
        return [*made, *(name for name, one in self.functions.items() if one.decorator_list)]


def units_of(text: str) -> Units:
    """Cut a module's source; the empty source has no units."""
    tree = ast.parse(text)
    found = Units()
    for statement in chain.from_iterable(map(_parts, tree.body)):
        if isinstance(statement, _DEFINITIONS):
            _define(found, statement, "")
        elif not _is_words(statement):
            for name in sorted(_bound(statement)) or [""]:
                found.names.setdefault(name, []).append(statement)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                found.imported.setdefault(one.name, set()).add("")
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                found.imported.setdefault(node.module, set()).add("")
                called = found.imported.setdefault(f"{node.module}.{one.name}", set())
                called.add(one.asname or one.name)
    return found


def changes(old: Units, new: Units) -> tuple[set[str], set[str]]:
    """Return the functions and the names at the top that differ between two states of a module.

    A method that came or went also changes its class: another was inherited in its place.
    """
    functions = {
        name
        for name in old.functions.keys() | new.functions.keys()
        if _dumped(old.functions.get(name)) != _dumped(new.functions.get(name))
    }
    names = {
        name
        for name in old.names.keys() | new.names.keys()
        if [_dumped(one) for one in old.names.get(name, [])]
        != [_dumped(one) for one in new.names.get(name, [])]
    }
    for name in functions:
        before, after = _decorators(old, name), _decorators(new, name)
        if name not in old.functions or name not in new.functions or before != after:
            names.add(name.partition(".")[0])
    if "" in names:  # a statement that binds nothing may touch everything
        names |= new.names.keys()
        functions |= new.functions.keys()
    return functions, names - {"", "__all__"}


def _words_of(nodes: Iterable[ast.AST]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that code uses and its strings; types of arguments and results aside."""
    names: set[str] = set()
    strings: set[str] = set()
    for node in chain.from_iterable(map(_working, nodes)):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
    return frozenset(names), frozenset(strings)


def _parts(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Return an import of several names as one import a name: one more changes no other.

    What is imported for types alone is taken out of its condition.
    """
    match statement:
        case ast.Import(names=names) if len(names) > 1:
            yield from (ast.Import([one]) for one in names)
        case ast.ImportFrom(names=names) if len(names) > 1:
            yield from (ast.ImportFrom(statement.module, [one], statement.level) for one in names)
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]):
            yield from chain.from_iterable(map(_parts, statement.body))
        case _:
            yield statement


def _define(found: Units, node: ast.stmt, scope: str) -> None:
    if isinstance(node, ast.ClassDef):
        name = f"{scope}{node.name}"
        top = name.partition(".")[0]
        heads = [*node.bases, *node.keywords, *node.decorator_list]
        found.names.setdefault(top, []).extend(heads)
        for statement in node.body:
            if isinstance(statement, _DEFINITIONS):
                _define(found, statement, f"{name}.")
            elif not _is_words(statement):
                kept = statement if node.bases else _without_type(statement)
                found.names[top].append(kept)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        found.functions[f"{scope}{node.name}"] = node


def _without_type(statement: ast.stmt) -> ast.AST:
    """Return a field of a plain class without its type, which nothing reads."""
    if isinstance(statement, ast.AnnAssign):
        return ast.Assign([statement.target], statement.value or ast.Constant(None))
    return statement


def _bound(statement: ast.stmt) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, _DEFINITIONS):
            found.add(node.name)
    return found


def _calls(statement: ast.AST) -> bool:
    is_class_head = isinstance(statement, ast.expr | ast.keyword)
    return is_class_head or any(isinstance(one, _CALLING) for one in ast.walk(statement))


def _is_words(statement: ast.AST) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _working(whole: ast.AST) -> Iterator[ast.AST]:
    waiting = [whole]
    while waiting:
        node = waiting.pop()
        yield node
        types = node.returns if isinstance(node, Function) else None
        waiting += [
            one
            for one in ast.iter_child_nodes(node)
            if one is not types and not isinstance(one, ast.arg) and not _is_words(one)
        ]


def _dumped(node: ast.AST | None) -> str:
    if node is None:
        return ""
    dumped = ast.dump(node)
    words = [
        ast.dump(one.body[0])
        for one in ast.walk(node)
        if isinstance(one, _DEFINITIONS) and _is_words(one.body[0])
    ]
    for one in words:
        dumped = dumped.replace(one, "", 1)
    return dumped


def _decorators(units: Units, name: str) -> list[str]:
    node = units.functions.get(name)
    return [ast.dump(one) for one in node.decorator_list] if node else []
