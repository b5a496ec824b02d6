"""Under which licence each library comes, as its own metadata states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Read = Callable[[str], metadata.PackageMetadata]


@dataclass(frozen=True)
class Licence:
    """What a package states, "" for nothing; `is_spdx` where it is an SPDX expression."""

    text: str
    is_spdx: bool = False

    def entry(self) -> dict[str, object]:
        """Give it as a CycloneDX component tells it."""
        return {"expression": self.text} if self.is_spdx else {"license": {"name": self.text}}


STATED = {"sqlcipher3": Licence("Zlib", is_spdx=True)}
"""Licences of packages whose file lies in the package but whose metadata does not name it."""


def pinned(lock: Path) -> list[str]:
    """Give the names a lock pins, in its order."""
    return re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)


def licences(names: Iterable[str], read: Read = metadata.metadata) -> dict[str, Licence]:
    """Give the licence each installed package states; those not for this machine are left out."""
    found = {}
    for name in names:
        try:
            told = read(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = STATED.get(name) or _stated(told)
    return found


def _stated(told: metadata.PackageMetadata) -> Licence:
    expression = _first_line(told, "License-Expression")
    if expression:
        return Licence(expression, is_spdx=True)
    marks = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    named = "; ".join(line.rpartition(" :: ")[2] for line in marks)
    return Licence(named or _first_line(told, "License"))


def _first_line(told: metadata.PackageMetadata, field: str) -> str:
    lines: list[str] = told.get_all(field) or [""]
    return lines[0].partition("\n")[0][:80]


def refused_licences(found: dict[str, Licence]) -> list[str]:
    """Give the packages without a stated licence, or with none but the GPL or AGPL."""
    return [name for name, one in found.items() if not one.text or is_gpl_only(one.text)]


def is_gpl_only(licence: str) -> bool:
    """Say whether each choice that a licence gives is the GPL or AGPL; the LGPL is neither."""
    strong = re.compile(r"\bA?GPL|(?<!Lesser )\bGeneral Public License")
    return all(strong.search(choice) for choice in re.split(r"\bOR\b|;", licence))
