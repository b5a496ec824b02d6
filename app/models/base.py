"""Declarative base, constraint names, and the column types every table shares."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from secrets import token_hex
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Index,
    MetaData,
    String,
    TextClause,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.models.store_errors import damaged

Reads = Callable[[Any], Any]


def _guarded(read: Reads | None) -> Reads | None:
    """Return `read` raising StoreError for what it cannot read."""
    if read is None:
        return None

    def guarded(value: object) -> object:
        try:
            return read(value)
        except (ValueError, TypeError) as error:
            raise damaged() from error

    return guarded


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what is true now: a real instant, so that ranges need no NULL."""


def partial_index(
    name: str, *columns: str, where: TextClause | ColumnElement[bool], unique: bool = False
) -> Index:
    """Return an index over the rows of `where`, as SQLite writes it.

    The migrations create it and have PostgreSQL's words too: naming `postgresql_where` here would
    load that whole dialect at every start.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where)


class DayDate(TypeDecorator[date]):
    """A day: stored as ISO text on SQLite, read back as a date."""

    impl = Date
    cache_ok = True

    @property
    def python_type(self) -> type[date]:
        """Return the type of a read value."""
        return date

    def result_processor(self, dialect: Dialect, coltype: object) -> Reads | None:
        """Read what is stored; StoreError for what is no day, as only another hand writes it."""
        return _guarded(super().result_processor(dialect, coltype))


class Base(DeclarativeBase):
    """Every table of the store."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {date: DayDate}


def _new_salt() -> str:
    return token_hex(8)


class Salted:
    """A row that tells of people: nobody can guess what it said from what the log commits to.

    `salt` is a part of what is committed to, and is erased with the people's data.
    """

    salt: Mapped[str | None] = mapped_column(String(16), default=_new_salt, sort_order=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant: stored in UTC, read back aware, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; give SQLite plain UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive time cannot be stored"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Reads | None:
        """Read what is stored; StoreError for what is no time, as only another hand writes it."""
        # One call a value, not one a layer: lists are made of instants.
        read = self.impl_instance.result_processor(dialect, coltype)

        def instant(value: Any) -> datetime | None:  # noqa: ANN401
            try:
                stored: datetime | None = value if read is None else read(value)
            except (ValueError, TypeError) as error:
                raise damaged() from error
            if stored is None:
                return None
            return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)

        return instant


E_ = TypeVar("E_", bound=StrEnum)


class Code(TypeDecorator[E_]):
    """An enumeration stored by its ASCII code and read back as its member."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[E_]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E_ | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store the code; an unknown one is a bug and raises ValueError."""
        return None if value is None else self.kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reads | None:  # noqa: ARG002
        """Read the member; StoreError for a code that this program never writes."""
        members = {one.value: one for one in self.kind}

        def member(value: str | None) -> E_ | None:
            if value is None:
                return None
            try:
                return members[value]
            except KeyError as error:
                raise damaged() from error

        return member
