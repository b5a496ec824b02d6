"""Counts the files that Python opens, from the import of this module on.

Libraries that the system's loader brings in are not told of.
"""

import sys

_opened: set[str] = set()


def _note(event: str, given: tuple[object, ...]) -> None:
    if event == "open" and isinstance(given[0], str):
        _opened.add(given[0])


def count() -> int:
    """Return how many files were opened, each once."""
    return len(_opened)


sys.addaudithook(_note)
