"""What a desk offers: every public method of every service, found by looking and not by a list."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from typing import get_type_hints

from app.bootstrap.desk import Desk
from app.services.ledger.transactions import Work

NOT_CALLED: Mapping[str, str] = {
    "file_folder.remove": "its errors are for retention.sweep, which answers for them",
    "retention.run": "needs dossiers that ended years ago; its own tests make them",
}
"""What a desk has and the matrix does not call, with the reason."""


def commands() -> tuple[str, ...]:
    """Return every command as `service.method`.

    A record (a dataclass) is no service, and what takes another's open transaction is no command:
    no page or verb can call it.
    """
    found: list[str] = []
    for name, kind in get_type_hints(Desk).items():
        if is_dataclass(kind) or not kind.__module__.startswith("app.services."):
            continue
        found += [
            f"{name}.{method}"
            for method, function in inspect.getmembers(kind, inspect.isfunction)
            if not method.startswith("_") and not _is_within(function)
        ]
    return tuple(sorted(set(found) - NOT_CALLED.keys()))


def _is_within(function: Callable[..., object]) -> bool:
    return Work in get_type_hints(function).values()
