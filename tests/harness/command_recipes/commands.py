"""What a desk offers: every public method of every service, found by looking and not by a list."""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cached_property
from importlib import import_module
from pkgutil import walk_packages
from typing import get_type_hints

from app import services
from app.models.database import Database
from app.services import container
from app.services.container import Services
from app.services.files.folder import FileFolder
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions, Work

NOT_CALLED: Mapping[str, str] = {
    "file_folder.remove": "its errors are for retention.sweep, which answers for them",
    "retention.run": "needs dossiers that ended years ago; its own tests make them",
}
"""What a desk has and the matrix does not call, with the reason."""


NOT_ON_THE_DESK: Mapping[str, str] = {
    "services.backup.book.BackupBook": "a part of backups; takes no actor",
    "services.backup.making.BackupMaker": "a part of backups; takes no actor",
    "services.container.Services": "what builds the services",
    "services.exchange.making.BundleMaker": "a part of bundles, called inside their transaction",
    "services.intake.importing.DossierImport": "calls intake.register row by row",
    "services.ledger.checking.StoreCheck": "reads the whole store without an officer",
    "services.ledger.transactions.Transactions": "what every service is given",
    "services.office.demo.DemoOffice": "makes the office: there is no account yet",
    "services.office.setup.Setup": "makes the office: there is no account yet",
    "services.privacy.Exports": "a part of the services that export",
}
"""The service classes that are not among `Services`, each with the reason."""


NO_SERVICES = frozenset({"calendars", "files", "signing_key", "station"})
"""What `Services` holds for the services themselves: no page and no verb calls them."""


def service_kinds() -> Mapping[str, type]:
    """Return the class of each lazy service of `Services`, by its name there."""
    modules = {
        name.name: node.module or ""
        for node in ast.walk(ast.parse(inspect.getsource(container)))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    found: dict[str, type] = {"file_folder": FileFolder}
    for name, made in vars(Services).items():
        if isinstance(made, cached_property) and name not in NO_SERVICES:
            kind = str(made.func.__annotations__["return"])
            found[name] = getattr(import_module(modules[kind]), kind)
    return found


def off_the_desk() -> frozenset[str]:
    """Return the service classes that a page could be given past the desk.

    These are the classes below `app.services` that are built on a store or have a public method
    that takes an actor, and are no field of Services.
    """
    on_it = set(service_kinds().values())
    return frozenset(
        f"{kind.__module__.removeprefix('app.')}.{kind.__qualname__}"
        for kind in _service_classes()
        if kind not in on_it and (_opens_a_store(kind) or _takes_an_actor(kind))
    )


def _service_classes() -> Iterator[type]:
    for found in walk_packages(services.__path__, f"{services.__name__}."):
        for _name, kind in inspect.getmembers(import_module(found.name), inspect.isclass):
            if kind.__module__ == found.name:
                yield kind


def _opens_a_store(kind: type) -> bool:
    if is_dataclass(kind) or "__init__" not in vars(kind):
        return False
    given = get_type_hints(vars(kind)["__init__"]).values()
    return Transactions in given or Database in given


def _takes_an_actor(kind: type) -> bool:
    return any(
        Actor in get_type_hints(method).values()
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    )


def commands() -> tuple[str, ...]:
    """Return every command as `service.method`.

    A record (a dataclass) is no service, and what takes another's open transaction is no command:
    no page or verb can call it.
    """
    found: list[str] = []
    for name, kind in service_kinds().items():
        found += [
            f"{name}.{method}"
            for method, function in inspect.getmembers(kind, inspect.isfunction)
            if not method.startswith("_") and not _is_within(function)
        ]
    return tuple(sorted(set(found) - NOT_CALLED.keys()))


def _is_within(function: Callable[..., object]) -> bool:
    return Work in get_type_hints(function).values()
