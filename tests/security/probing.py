"""Calls any command of a desk with made-up arguments, as far as the question of the right."""

import inspect
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy.orm import Session

from app.errors import UserError
from app.services.container import Services
from app.services.ledger import rights, transactions
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.vocabulary.people import Role

_PLAIN: dict[type, object] = {
    str: "chữ mẫu",
    int: 1,
    bool: False,
    bytes: b"1",
    date: date(2026, 11, 23),
    datetime: datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    Decimal: Decimal(1),
    Path: Path("/nowhere"),
}


class _LetInError(Exception):
    """The store let the actor in; nothing is done."""


class Probe:
    """Says of a call which right it asked for and whether the actor had it."""

    def __init__(self, desk: Services, patch: pytest.MonkeyPatch) -> None:
        self._desk = desk
        self._asked: list[tuple[Right, bool]] = []
        real = rights.require_standing

        def asked(session: Session, actor: Actor, right: Right, now: datetime) -> frozenset[Role]:
            try:
                real(session, actor, right, now)
            except UserError:
                self._asked.append((right, False))
                raise
            self._asked.append((right, True))
            raise _LetInError

        patch.setattr(transactions, "require_standing", asked)

    def ask(self, command: str, actor: Actor, **given: object) -> tuple[Right, bool]:
        """Return the right the command asked for first and whether it was the actor's.

        Raises AssertionError where it did anything at all without asking.
        """
        service, name = command.split(".")
        method = getattr(getattr(self._desk, service), name)
        self._asked.clear()
        why = ""
        try:
            method(actor, **arguments(method, given))
        except _LetInError:
            pass
        except UserError as error:
            why = error.message
        assert self._asked, f"{command} asked for no right: {why}"
        return self._asked[0]


def arguments(method: Callable[..., object], given: dict[str, object]) -> dict[str, object]:
    """Return a value of the right kind for each argument that must be given."""
    hints = get_type_hints(method)
    made: dict[str, object] = {}
    for parameter in inspect.signature(method).parameters.values():
        if parameter.name == "actor":
            continue
        if parameter.name in given:
            made[parameter.name] = given[parameter.name]
        elif parameter.name == "year":
            made[parameter.name] = 2026  # what is no year is often refused first
        elif parameter.default is inspect.Parameter.empty:
            made[parameter.name] = a_value(hints[parameter.name])
    return made


def a_value(kind: Any) -> object:
    """Return some value of `kind`; records are filled field by field."""
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        parts = get_args(kind)
        return None if type(None) in parts else a_value(parts[0])
    if origin in {tuple, Sequence, Collection, Mapping}:
        return {} if origin is Mapping else ()
    if origin is frozenset:
        return frozenset({a_value(get_args(kind)[0])})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(
            **{
                one.name: a_value(hints[one.name])
                for one in fields(kind)
                if one.init and one.default is MISSING and one.default_factory is MISSING
            }
        )
    return _PLAIN[kind]
