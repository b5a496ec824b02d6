"""Instants grouped by the hour they lie in, in each database's own words."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, String, cast, func
from sqlalchemy.orm import Session

MINUTE_US: Final = 60_000_000
_SECOND_US: Final = 1_000_000
_PATTERN: Final = "%Y-%m-%d %H"


def hour_of(session: Session, instant: SQLColumnExpression[datetime]) -> ColumnElement[str]:
    """Return the hour (UTC) that `instant` lies in, for `start_of`."""
    if _is_sqlite(session):
        return func.substr(instant, 1, 13, type_=String)
    return func.to_char(func.timezone("UTC", instant), "YYYY-MM-DD HH24", type_=String)


def within_hour(session: Session, instant: SQLColumnExpression[datetime]) -> ColumnElement[int]:
    """Return how many microseconds of its hour have passed at `instant`."""
    minute = minute_of(session, instant)
    if _is_sqlite(session):
        seconds, rest = (
            cast(func.substr(instant, at, length), BigInteger) for at, length in ((18, 2), (21, 6))
        )
        return minute * MINUTE_US + seconds * _SECOND_US + rest
    passed = func.extract("microseconds", func.timezone("UTC", instant))
    return minute * MINUTE_US + cast(passed, BigInteger)


def minute_of(session: Session, instant: SQLColumnExpression[datetime]) -> ColumnElement[int]:
    """Return the minute of its hour that `instant` lies in."""
    if _is_sqlite(session):
        return cast(func.substr(instant, 15, 2), BigInteger)
    return cast(func.extract("minute", func.timezone("UTC", instant)), BigInteger)


def start_of(hour: str) -> datetime:
    """Return when an hour that `hour_of` named begins."""
    return datetime.strptime(hour, _PATTERN).replace(tzinfo=UTC)


def microseconds(span: timedelta) -> int:
    """Return a whole number of microseconds."""
    return span // timedelta(microseconds=1)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
