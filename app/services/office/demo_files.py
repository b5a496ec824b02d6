"""Reads what the demo and the example are made of: TOML files of `resources/demo`, strictly."""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any, TypeVar

import msgspec

from app.paths import resource

_Kind = TypeVar("_Kind")


def read_demo_file(name: str, kind: type[_Kind]) -> _Kind:
    """Return `resources/demo/<name>.toml` as a record of `kind`.

    In a file with a table `words`, `{name}` in any other text stands for the word of that name.
    Raises msgspec.ValidationError for a missing or wrong value and for a key that nothing reads.
    """
    text = resource(f"demo/{name}.toml").read_text(encoding="utf-8")
    return demo_record(tomllib.loads(text), kind)


def demo_record(tables: dict[str, Any], kind: type[_Kind]) -> _Kind:
    """Convert what a file says to `kind`; raises as `read_demo_file` does."""
    words: dict[str, str] = tables.pop("words", {})
    given = _filled(tables, words)
    record = msgspec.convert(given, kind)
    for path in _unread(given, msgspec.to_builtins(record), "$"):
        message = f"Object contains unknown field `{path}`"
        raise msgspec.ValidationError(message)
    return record


def _filled(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    match value:
        case dict():
            return {key: _filled(each, words) for key, each in value.items()}
        case list():
            return [_filled(each, words) for each in value]
        case str():
            for name, word in words.items():
                value = value.replace(f"{{{name}}}", word)
    return value


def _unread(given: object, read: object, path: str) -> Iterator[str]:
    """Yield the path of each key that the record has no field for."""
    match given, read:
        case dict(), dict():
            for key, value in given.items():
                if key in read:
                    yield from _unread(value, read[key], f"{path}.{key}")
                else:
                    yield f"{path}.{key}"
        case list(), list() | tuple():
            for place, (one, other) in enumerate(zip_longest(given, read)):
                yield from _unread(one, other, f"{path}[{place}]")
