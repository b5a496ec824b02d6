"""Which tests a change asks for.

Those that ran a changed function; those that ran a function that names what changed at the top of
a module, a table say, through every name made from it; and where a changed function runs while a
module is imported, those of all that this import makes. A file that is no module (a resource, a
program, a migration) changes the functions whose code speaks of its name.
A test that the map does not know is chosen by what its file imports.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_
from pathlib import PurePosixPath

from tests.selection.memory import Memory
from tests.selection.units import Units, changes, units_of

ALWAYS = "tests/test_architecture.py"
PLAYS = ("tests/test_counter_day.py",)
"""Files of long plays of the whole program, which tell again what short tests tell one by one."""

_MIGRATIONS = "app/models/migrations/"
_WITNESSES = 5
"""A play is taken where so many other tests did not run each changed function that it ran."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Tests by node id as the map knows them, and by file and function where it does not."""

    known: frozenset[str]
    fresh: frozenset[str]
    nowhere: tuple[str, ...] = ()
    """Changed files that no code speaks of."""

    left: frozenset[str] = frozenset()
    """Plays that ran what changed, as enough of the chosen tests did."""

    def has(self, nodeid: str) -> bool:
        """Say whether a test was chosen."""
        return nodeid in self.known or _function_of(nodeid) in self.fresh or self._has_file(nodeid)

    def _has_file(self, nodeid: str) -> bool:
        return nodeid.partition("::")[0] in self.fresh

    @property
    def files(self) -> list[str]:
        """Return the test files to collect."""
        known = {one.partition("::")[0] for one in self.known}
        return sorted(known | {one.partition(":")[0] for one in self.fresh})


@dataclass(slots=True)
class House:
    """The Python files of a checkout: their text and, once asked for, their units."""

    texts: dict[str, str]
    _units: dict[str, Units] = field(default_factory=dict)
    _naming: dict[str, list[str]] = field(default_factory=dict)

    def naming(self, word: str) -> list[str]:
        """Return the files whose text has a word."""
        if word not in self._naming:
            self._naming[word] = [path for path, text in self.texts.items() if word in text]
        return self._naming[word]

    def units(self, path: str) -> Units:
        """Return the units of a file."""
        if path not in self._units:
            self._units[path] = units_of(self.texts.get(path, ""))
        return self._units[path]


class Change:
    """What a change touches: functions by path and name, also through the names made of them."""

    def __init__(self, house: House, memory: Memory) -> None:
        self.functions: set[str] = set()
        self.nowhere: list[str] = []
        self._house = house
        self._memory = memory
        self._names: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str]] = []
        self._imported: set[str] = set()
        self._inside: dict[str, list[str]] = defaultdict(list)
        for name in memory.functions:
            self._inside[name.partition(":")[0]].append(name)
        self._at_import = reduce(or_, memory.imports.values(), 0)

    def module(self, path: str, old: str) -> None:
        """Take in a module that changed."""
        new = self._house.texts.get(path, "")
        functions, names = changes(units_of(old), units_of(new))
        self._run(path, functions)
        for name in names:
            self._name(path, name)
        if (functions or names) and path not in self._memory.imports and not _is_test(path):
            self.other(path)

    def other(self, path: str) -> None:
        """Take in a file that code knows by its name alone, or by that of its folder."""
        if path.startswith(_MIGRATIONS):
            self._speaking(path, "migrat", in_tests=True)
            return
        file = PurePosixPath(path)
        folder = file.parent.name
        if file.suffix == ".py":
            stem = folder if file.name.startswith("__") else file.stem
            words = [file.name, _module(path)]
            if not self._is_imported(path):
                words.append(f'"{stem}"')
        else:
            words = [file.name]
        named = [self._speaking(path, word) for word in words]
        if not any(named) and not (folder and self._speaking(path, f'"{folder}"')):
            self.nowhere.append(path)

    def _is_imported(self, path: str) -> bool:
        """Say whether a statement imports a module: then nothing need call it by a string."""
        module = _module(path)
        return any(
            module in self._house.units(other).imported
            for other in self._house.naming(module.rpartition(".")[2])
            if other != path
        )

    def _run(self, path: str, functions: Iterable[str]) -> None:
        """Take in functions, those inside them, and what their running while imported made."""
        for name in functions:
            full = f"{path}:{name}"
            if full in self.functions:
                continue
            inner = [one for one in self._inside[path] if one.startswith(f"{full}.")]
            self.functions |= {full, *inner}
            bits = self._memory.known([full, *inner])
            if not bits and "." not in name:
                self._name(path, name)
            if bits & self._at_import:
                self._import(bits)

    def _import(self, bits: int) -> None:
        """Take in all that modules make in whose import one of these functions ran."""
        for module, ran in self._memory.imports.items():
            if ran & bits and module not in self._imported:
                self._imported.add(module)
                self._touch(module, self._house.units(module).made_by_running())

    def _name(self, path: str, name: str) -> None:
        """Take in a name bound at the top of a module; `follow` goes on from it."""
        if (path, name) not in self._names:
            self._names.add((path, name))
            self._waiting.append((path, name))

    def follow(self) -> None:
        """Take in what names a name that was taken in, until there is no more."""
        while self._waiting:
            self._follow(*self._waiting.pop())

    def _follow(self, path: str, name: str) -> None:
        self._run(path, self._house.units(path).methods(name))
        self._mentioning(path, name)
        module = _module(path)
        for other in self._house.naming(module.rpartition(".")[2]):
            if other == path or name not in self._house.texts[other]:
                continue
            imported = self._house.units(other).imported
            words = {word or name for word in imported.get(f"{module}.{name}", ())}
            if module in imported:
                words.add(name)
            for word in words:
                self._mentioning(other, word)
            if words and other.endswith("__init__.py"):
                self._name(other, name)

    def _mentioning(self, path: str, word: str) -> None:
        self._touch(path, [one for one in self._house.units(path).mentioning(word) if one != word])

    def _touch(self, path: str, names: Iterable[str]) -> None:
        units = self._house.units(path)
        for name in names:
            if name in units.functions:
                self._run(path, [name])
            else:
                self._name(path, name)

    def _speaking(self, about: str, words: str, *, in_tests: bool = False) -> bool:
        """Take in what has such a string: whole where the words are quoted, else a part of it."""
        whole = words.strip('"')
        found = False
        for path, text in self._house.texts.items():
            if words not in text or path == about or (in_tests and not _is_test(path)):
                continue
            names = self._house.units(path).speaking(
                lambda said: said == whole if words != whole else whole in said
            )
            self._touch(path, names)
            found = found or bool(names)
        return found


def choose(house: House, changed: dict[str, str], memory: Memory) -> Chosen:
    """Return the tests of a change: the changed paths, each with its text before ("" if new)."""
    change = Change(house, memory)
    for path, old in changed.items():
        if path.endswith(".py") and not path.startswith(_MIGRATIONS):
            change.module(path, old)
        else:
            change.other(path)
    change.follow()
    bits = memory.known(change.functions)
    known = {
        test
        for test, ran in memory.tests.items()
        if ran & bits or _function_of(test) in change.functions
    }
    told = _told_by_others(known, memory, bits)
    left = frozenset(one for one in told if _function_of(one) not in change.functions)
    fresh = {one for one in change.functions if _is_test(one.partition(":")[0])}
    mapped = {test.partition("::")[0] for test in memory.tests}
    modules = {_module(path) for path in changed if path.endswith(".py")}
    fresh |= {
        path
        for path in house.texts
        if _is_test(path)
        and path not in mapped
        and (path in changed or modules & house.units(path).imported.keys())
    }
    return Chosen(frozenset(known - left), frozenset({*fresh, ALWAYS}), tuple(change.nowhere), left)


def _told_by_others(chosen: set[str], memory: Memory, bits: int) -> frozenset[str]:
    """Return the plays each changed function of which enough of the other chosen tests ran."""
    plays = {test for test in chosen if test.partition("::")[0] in PLAYS}
    seen = [0] * _WITNESSES
    """At place n: the functions that more than n of the others ran."""
    for test in chosen - plays:
        ran = memory.tests[test] & bits
        for more, fewer in pairwise(reversed(range(_WITNESSES))):
            seen[more] |= seen[fewer] & ran
        seen[0] |= ran
    return frozenset(test for test in plays if not memory.tests[test] & bits & ~seen[-1])


def _function_of(nodeid: str) -> str:
    path, *names = nodeid.partition("[")[0].split("::")
    return f"{path}:{'.'.join(names)}"


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_test(path: str) -> bool:
    return path.startswith("tests/") and path.rpartition("/")[2].startswith("test_")
