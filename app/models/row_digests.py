"""What the log commits to of a row: a digest of its table, its key and everything it says.

A row is told as SQLite stores it, on both databases: a store copied from one to the other keeps
its log. A value is framed by its column's name, its type and its length, so no two rows say the
same bytes; an empty (NULL) value is left out, so a column added later changes no digest.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from app.models.base import Base
from app.models.row_rules import BOUND, Bound
from app.models.store_errors import damaged

DIGEST_BYTES: Final = 20
GONE: Final = bytes(DIGEST_BYTES)
"""Stands for the digest of a row that was deleted."""
_BATCH: Final = 2000
_KEYS_AT_ONCE: Final = 200


class Commitment(NamedTuple):
    """What the log says of a row: its table's code, its framed key, its digest (`GONE`: none)."""

    code: int
    key: bytes
    digest: bytes


@dataclass(frozen=True)
class BoundTable:
    """A table whose rows are committed to, and how one of its rows is told."""

    name: str
    rule: Bound

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What a row says, by name: every column but those that the rule leaves out."""
        return tuple(sorted({*Base.metadata.tables[self.name].c.keys()} - self.rule.but))

    @cached_property
    def key_columns(self) -> tuple[str, ...]:
        """The columns that name a row."""
        return tuple(column.name for column in Base.metadata.tables[self.name].primary_key)

    @cached_property
    def _key_at(self) -> tuple[int, ...]:
        return tuple(self.columns.index(name) for name in self.key_columns)

    @cached_property
    def _framed_names(self) -> tuple[bytes, ...]:
        return tuple(f"{name}\0".encode() for name in self.columns)

    @cached_property
    def _framed_table(self) -> bytes:
        return f"{self.name}\0".encode()

    def key_of(self, values: Sequence[object]) -> bytes:
        """Return the framed key of a row; `values` are those of `columns`."""
        return b"".join(framed(values[at]) for at in self._key_at)

    def commit(self, values: Sequence[object]) -> Commitment:
        """Return what is committed to of a row; `values` are those of `columns`."""
        said = [self._framed_table]
        for name, value in zip(self._framed_names, values, strict=True):
            # As `framed` does: most values are texts, and an audit reads millions of them.
            if value.__class__ is str:
                raw = value.encode()
                said.append(b"%bs%d:%b" % (name, len(raw), raw))
            elif value is not None:
                said.append(name + framed(value))
        digest = hashlib.sha256(b"".join(said)).digest()[:DIGEST_BYTES]
        return Commitment(self.rule.code, self.key_of(values), digest)

    def commit_noted(self, key: bytes, values: Sequence[object]) -> Commitment:
        """Return what is committed to of a row with this framed key; its texts are UTF-8 bytes."""
        said = [self._framed_table]
        for name, value in zip(self._framed_names, values, strict=True):
            if value.__class__ is bytes:
                said.append(b"%bs%d:%b" % (name, len(value), value))
            elif value.__class__ is int:
                said.append(b"%bi%d:" % (name, value))
            elif value is not None:
                said.append(name + framed(value))
        digest = hashlib.sha256(b"".join(said)).digest()[:DIGEST_BYTES]
        return Commitment(self.rule.code, key, digest)

    def key_noted(self, values: Sequence[object]) -> bytes:
        """Return the framed key of a row whose texts are UTF-8 bytes."""
        return framed_key(
            value.decode() if isinstance(value, bytes) else value
            for value in (values[at] for at in self._key_at)
        )

    def dossier_id(self, values: Sequence[object]) -> int | None:
        """Return which dossier a row is about; `values` are those of `columns`."""
        name = "id" if self.name == "dossiers" else "dossier_id"
        said = values[self.columns.index(name)] if name in self.columns else None
        return said if isinstance(said, int) else None

    def rows(self, connection: Connection, joined: str = "") -> Iterator[Sequence[object]]:
        """Yield each row as it is stored; the table is called `bound` in the clause `joined`.

        Rows of a join are those of one act, and read at once: a server is asked once, not thrice.
        """
        said = ", ".join(f'bound."{name}"' for name in self.columns)
        with connection.exec_driver_sql(
            f'SELECT {said} FROM "{self.name}" AS bound {joined}',  # noqa: S608 - own names
            execution_options={} if joined else {"yield_per": _BATCH},
        ) as rows:
            yield from rows

    def rows_of(self, connection: Connection, keys: Iterable[bytes]) -> Iterator[Sequence[object]]:
        """Yield each of the rows with these framed keys that is there, as it is stored.

        Raises StoreError for a key that names no row of this table.
        """
        said = ", ".join(f'bound."{name}"' for name in self.columns)
        is_same = " AND ".join(
            f'bound."{name}" = wanted.column{at}'
            for at, name in enumerate(self.key_columns, start=1)
        )
        wanted = iter(keys)
        while part := [unframed(key) for key in islice(wanted, _KEYS_AT_ONCE)]:
            if any(len(values) != len(self.key_columns) for values in part):
                raise damaged()
            marks = ", ".join(
                f"({', '.join(self._mark(connection, row, at) for at in range(len(values)))})"
                for row, values in enumerate(part)
            )
            # The keys come first: SQLite joins in this order, and finds each row by its key.
            yield from connection.execute(
                text(
                    f"SELECT {said} FROM (VALUES {marks}) AS wanted "  # noqa: S608 - own names
                    f'CROSS JOIN "{self.name}" AS bound WHERE {is_same}'
                ),
                {
                    f"k{row}_{at}": value
                    for row, values in enumerate(part)
                    for at, value in enumerate(values)
                },
            )

    def _mark(self, connection: Connection, row: int, at: int) -> str:
        """Return the place of a key's value; a shared store has to be told its type."""
        if connection.dialect.name == "sqlite":
            return f":k{row}_{at}"
        kind = Base.metadata.tables[self.name].c[self.key_columns[at]].type
        return f"CAST(:k{row}_{at} AS {kind.compile(connection.dialect)})"


TABLES: Final[Mapping[str, BoundTable]] = {
    name: BoundTable(name, rule) for name, rule in BOUND.items()
}
TABLE_OF_CODE: Final[Mapping[int, BoundTable]] = {
    table.rule.code: table for table in TABLES.values()
}


def framed_key(values: Iterable[object]) -> bytes:
    """Return the values of a row's key, framed."""
    return b"".join(map(framed, values))


def framed(value: object) -> bytes:
    """Return a value as SQLite stores it, behind its type and length.

    Raises KeyError for a type that no column holds.
    """
    if isinstance(value, str):
        raw = value.encode()
        return b"s%d:%b" % (len(raw), raw)
    if type(value) is int:
        return b"i%d:" % value
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if isinstance(value, float):  # a column of numbers keeps a whole one as an integer
        return b"i%d:" % value if value.is_integer() else b"r%b:" % repr(value).encode()
    return b"n" if value is None else framed(_AS_STORED[type(value)](value))


def unframed(key: bytes) -> list[str | int]:
    """Return the values of a framed key: texts and numbers. Raises StoreError for another one."""
    values: list[str | int] = []
    at = 0
    while at < len(key):
        kind, colon = key[at : at + 1], key.find(b":", at)
        digits = key[at + 1 : colon]
        if colon < 0 or not digits.removeprefix(b"-").isdigit() or len(digits) > _DIGITS:
            raise damaged()
        number, at = int(digits), colon + 1
        if kind == b"i" and abs(number) < _TOO_MANY:
            values.append(number)
        elif kind == b"s" and 0 <= number <= len(key) - at:
            values.append(key[at : at + number].decode("utf-8", "replace"))
            at += number
        else:
            raise damaged()
    return values


_DIGITS: Final = 20
_TOO_MANY: Final = 2**63
_AS_STORED: Final[Mapping[type, Callable[[Any], object]]] = {
    bool: int,
    memoryview: bytes,
    datetime: lambda at: at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds"),
    date: date.isoformat,
    time: lambda at: at.isoformat("microseconds"),
    Decimal: float,
}
"""What a shared store gives back, as SQLite stores it."""

_KEY_LENGTH: Final = 2


def packed(commitments: Iterable[Commitment]) -> bytes:
    """Return commitments as a log entry holds them: code, length of the key, key, digest."""
    return b"".join(
        b"%c%b%b%b" % (one.code, len(one.key).to_bytes(_KEY_LENGTH, "big"), one.key, one.digest)
        for one in commitments
    )


def unpacked(rows: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield what `packed` wrote. Raises StoreError for what it never writes."""
    at, end = 0, len(rows)
    while at < end:
        start = at + 1 + _KEY_LENGTH
        key_end = start + int.from_bytes(rows[at + 1 : start], "big")
        after = key_end + DIGEST_BYTES
        if after > end:
            raise damaged()
        yield rows[at], rows[start:key_end], rows[key_end:after]
        at = after
