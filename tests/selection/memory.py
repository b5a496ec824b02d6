"""The map kept between runs: which test ran which functions, and how long it took."""

import json
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from tests.selection.marking import CACHE

FILE: Final = CACHE / "ran.json.z"


@dataclass(slots=True)
class Memory:
    """Functions by number; a set of them is an integer with their bits set."""

    functions: dict[str, int] = field(default_factory=dict)
    tests: dict[str, int] = field(default_factory=dict)
    """By node id of a test: what it ran, its fixtures included."""
    imports: dict[str, int] = field(default_factory=dict)
    """By path of a module: what ran while it was imported."""
    milliseconds: dict[str, int] = field(default_factory=dict)
    """By node id: the time of the processor."""

    def bits(self, names: Iterable[str]) -> int:
        """Return the set of these functions; new ones get a number."""
        found = 0
        for name in names:
            found |= 1 << self.functions.setdefault(name, len(self.functions))
        return found

    def known(self, names: Iterable[str]) -> int:
        """Return the set of those functions that some test or import ran."""
        found = 0
        for name in names:
            if name in self.functions:
                found |= 1 << self.functions[name]
        return found

    def names(self, bits: int) -> list[str]:
        """Return the functions of a set."""
        return [name for name, at in self.functions.items() if bits >> at & 1]

    def add(self, newer: "Memory") -> None:
        """Take over what a later run noted: its tests anew, its imports beside the older ones."""
        numbers = [
            1 << self.functions.setdefault(name, len(self.functions)) for name in newer.functions
        ]
        for test, bits in newer.tests.items():
            self.tests[test] = _renumbered(bits, numbers)
        for path, bits in newer.imports.items():
            self.imports[path] = self.imports.get(path, 0) | _renumbered(bits, numbers)
        self.milliseconds |= newer.milliseconds

    def packed(self) -> str:
        """Write it as text."""
        return json.dumps(
            {
                "functions": list(self.functions),
                "tests": {test: f"{bits:x}" for test, bits in self.tests.items()},
                "imports": {path: f"{bits:x}" for path, bits in self.imports.items()},
                "milliseconds": self.milliseconds,
            }
        )

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """Read what `packed` wrote."""
        read = json.loads(text)
        return cls(
            {name: at for at, name in enumerate(read["functions"])},
            {test: int(bits, 16) for test, bits in read["tests"].items()},
            {path: int(bits, 16) for path, bits in read["imports"].items()},
            read["milliseconds"],
        )

    def save(self, file: Path = FILE) -> None:
        """Replace the kept map in one step; where nothing can be written, none is kept."""
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_suffix(".new")
            fresh.write_bytes(zlib.compress(self.packed().encode(), 1))
            fresh.replace(file)

    @classmethod
    def load(cls, file: Path = FILE) -> Self:
        """Read the kept map; an empty one where there is none, or it cannot be read."""
        try:
            return cls.unpacked(zlib.decompress(file.read_bytes()).decode())
        except (OSError, ValueError, KeyError, zlib.error):
            return cls()


def _renumbered(bits: int, numbers: list[int]) -> int:
    found = 0
    while bits:
        lowest = bits & -bits
        found |= numbers[lowest.bit_length() - 1]
        bits ^= lowest
    return found
