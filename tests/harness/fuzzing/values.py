"""Values for any type that a service asks for: mostly usable, now and then odd."""

import dataclasses
import random
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from app.errors import UserError
from tests.harness.fuzzing.odd import (
    ODD_DAYS,
    ODD_MOMENTS,
    ODD_NUMBERS,
    ODD_WHOLES,
    mutated_text,
    odd_text,
)
from tests.harness.fuzzing.world import TODAY, TUESDAY_MORNING

_PICKED: Final = ("_id", "limit", "phase")
"""Numbers that no field takes: they come from what is shown."""
_ODD_SHARE: Final = 0.12
_SAMPLED: Final = 0.8
"""How often a record begins as one that is typed well, where there are such."""
_CHANGES: Final = (0, 1, 1, 2)
_MANY: Final = (list, tuple, frozenset, set, Sequence, Collection, Iterable)
_TIMES: Final = (time(0), time(7, 30), time(11, 30), time(13), time(17), time(23, 59, 59, 999_999))
_SPANS: Final = (timedelta(0), timedelta(days=-1), timedelta.max, timedelta(minutes=5))


class UnknownTypeError(TypeError):
    """A type that no field of a form has, or a record that refuses what is typed by itself."""


@dataclasses.dataclass(frozen=True, slots=True)
class Values:
    """Makes values; `known` are the texts and numbers that mean something, by a field's name.

    `records` are typed well, by their type; `mappings` likewise, by the field's name.
    """

    known: Mapping[str, Sequence[Any]]
    records: Mapping[type, Sequence[Any]] = dataclasses.field(default_factory=dict)
    mappings: Mapping[str, Sequence[Mapping[Any, Any]]] = dataclasses.field(default_factory=dict)

    def of(self, wanted: Any, name: str, chance: random.Random) -> Any:
        """Return a value of the type `wanted` for the field `name`."""
        origin = get_origin(wanted)
        if origin in {Union, types.UnionType}:
            return self._one_of(wanted, name, chance)
        if origin in _MANY or origin is Mapping or origin is dict:
            return self._many(wanted, name, chance)
        if not isinstance(wanted, type):
            return self._literal(wanted, chance)
        if issubclass(wanted, Enum):
            known = [one for one in self.known.get(name, ()) if isinstance(one, wanted)]
            return chance.choice(known or list(wanted))
        if dataclasses.is_dataclass(wanted):
            return self._record(wanted, chance)
        return self._plain(wanted, name, chance)

    def _literal(self, wanted: Any, chance: random.Random) -> Any:
        options = get_args(wanted)
        if not options or any(isinstance(one, type) for one in options):
            raise UnknownTypeError(wanted)
        return chance.choice(options)

    def _one_of(self, wanted: Any, name: str, chance: random.Random) -> Any:
        options = [one for one in get_args(wanted) if one is not type(None)]
        if len(options) < len(get_args(wanted)) and chance.random() < 0.5:
            return None
        return self.of(chance.choice(options), name, chance)

    def _many(self, wanted: Any, name: str, chance: random.Random) -> Any:
        origin, parts = get_origin(wanted), get_args(wanted)
        if origin in {Mapping, dict}:
            if name in self.mappings and chance.random() < _SAMPLED:
                return self._changed(chance.choice(self.mappings[name]), parts[1], name, chance)
            return {
                self.of(parts[0], name, chance): self.of(parts[1], name, chance) for _ in range(2)
            }
        if origin is tuple and parts[-1] is not Ellipsis:
            return tuple(self.of(part, name, chance) for part in parts)
        many = chance.choice((0, 1, 1, 2, 3)) if chance.random() > 0.01 else 400
        made = [self.of(parts[0], name, chance) for _ in range(many)]
        return origin(made) if origin in {frozenset, set, list} else tuple(made)

    def _changed(
        self, sample: Mapping[Any, Any], hint: Any, name: str, chance: random.Random
    ) -> dict[Any, Any]:
        changed = dict(sample)
        for _value in range(chance.choice(_CHANGES)):
            key = chance.choice(list(sample))
            if chance.random() < 0.2:
                changed.pop(key, None)
            else:
                changed[key] = self.of(hint, name, chance)
        return changed

    def _record(self, wanted: type, chance: random.Random) -> Any:
        hints = get_type_hints(wanted)
        if wanted in self.records and chance.random() < _SAMPLED:
            names = [field.name for field in dataclasses.fields(wanted) if field.init]
            picked = chance.sample(names, min(len(names), chance.choice(_CHANGES)))
            changed = {name: self.of(hints[name], name, chance) for name in picked}
            return dataclasses.replace(chance.choice(self.records[wanted]), **changed)
        made = {
            field.name: self.of(hints[field.name], field.name, chance)
            for field in dataclasses.fields(wanted)
            if field.init and (_is_needed(field) or chance.random() < 0.5)
        }
        try:
            return wanted(**made)
        except UserError as refusal:
            raise UnknownTypeError(wanted) from refusal

    def _plain(self, wanted: type, name: str, chance: random.Random) -> Any:
        is_odd = chance.random() < _ODD_SHARE
        if wanted is str:
            return self._text(name, chance, is_odd=is_odd)
        known = [one for one in self.known.get(name, ()) if isinstance(one, wanted)]
        if wanted is bool:
            return chance.random() < 0.5
        if wanted not in _PLAIN:
            raise UnknownTypeError(wanted)
        usable, odd = _PLAIN[wanted]
        if is_odd and not name.endswith(_PICKED):
            return chance.choice(odd)
        return chance.choice(known if known and wanted is int else usable)

    def _text(self, name: str, chance: random.Random, *, is_odd: bool) -> str:
        known = self.known.get(name) or self.known[""]
        if not is_odd:
            return str(chance.choice(known))
        if chance.random() < 0.5:
            return odd_text(chance)
        return mutated_text(chance, str(chance.choice(known)))


_DAYS: Final = tuple(TODAY + timedelta(days=n) for n in (-30, -7, -4, 3, 7, 30))
_MOMENTS: Final = tuple(TUESDAY_MORNING + timedelta(hours=n) for n in (-200, -72, -1, 0, 48, 200))
_PLAIN: Final[Mapping[type, tuple[Sequence[Any], Sequence[Any]]]] = {
    int: ((0, 1, 2, 3, 4, 20_000), ODD_WHOLES),
    float: ((0.0, 1.0, 2.5), (float("nan"), float("inf"), -1.0, 1e300)),
    Decimal: ((Decimal(1), Decimal(3), Decimal("0.5"), Decimal(20)), ODD_NUMBERS),
    date: (_DAYS, ODD_DAYS),
    datetime: (_MOMENTS, ODD_MOMENTS),
    time: (_TIMES, _TIMES),
    timedelta: (_SPANS, _SPANS),
    bytes: ((b"", b"%PDF-1.7", b"{}"), (b"\xff" * 100, b"[" * 5_000)),
}


def _is_needed(field: "dataclasses.Field[Any]") -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing


def asked_by(method: Callable[..., Any]) -> dict[str, Any]:
    """Return the types that a service's method asks for, by name, but for who acts."""
    hints = get_type_hints(method)
    return {name: hint for name, hint in hints.items() if name not in {"return", "actor"}}
