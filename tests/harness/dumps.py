"""What a store's file says, table by table: two stores that say the same have equal dumps."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

_SHADOWS = "dossier_search_"
"""The search index's own tables: the same words may lie there in another order."""


@dataclass(frozen=True, slots=True)
class Content:
    """A table's rows: how many, and a digest of all of them."""

    rows: int
    digest: str


def dump_of(path: Path, key: Sequence[str] = ()) -> dict[str, Content]:
    """Return every table's content, and the schema's, of the closed or open store at `path`.

    `key` are the first statements of a line to an encrypted one.
    """
    with _looking(path, key) as line:
        statements = line.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        marks = [line.execute(f"PRAGMA {one}").fetchone() for one in ("application_id",)]
        names = [
            name
            for (name,) in line.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if not name.startswith(("sqlite_", _SHADOWS))
        ]
        content = {name: _content(line.execute(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608 - own names
    return content | {"": _content([*statements, *marks])}


def differences(one: Mapping[str, Content], other: Mapping[str, Content]) -> list[str]:
    """Return the tables that do not say the same, with their rows."""
    nothing = Content(0, "")
    return [
        f"{name or 'schema'} {one.get(name, nothing).rows}>{other.get(name, nothing).rows}"
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]


@contextmanager
def _looking(path: Path, key: Sequence[str]) -> Iterator[Any]:
    line = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    try:
        for statement in key:
            line.execute(statement).close()
        line.execute("BEGIN")
        yield line
    finally:
        line.close()


def _content(rows: Any) -> Content:
    lines = sorted(map(repr, rows))
    return Content(len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())
