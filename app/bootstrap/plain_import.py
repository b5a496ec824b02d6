"""Import Qt without the source search that PySide6 adds to every later import."""

import builtins


def import_qt() -> None:
    """Import PySide6, then put Python's own `__import__` back in place of PySide6's.

    PySide6 replaces it to support `from __feature__ import …`, which this program does not use:
    after each import it reads the whole source of the new module to look for its own name, and
    the source stays in memory (some 20 MiB at sign-in, more with every page).
    """
    plain = builtins.__import__
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = plain
