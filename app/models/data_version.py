"""Whether anything was committed to a local store: SQLite counts for a line what others write."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import DBAPIError


class DataVersion:
    """Asks on a line of its own that writes nothing, so that every commit is another's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line: Connection | None = None
        self._lock = Lock()

    def read(self) -> tuple[object, int]:
        """Return the line and its number, which is another one after each commit."""
        with self._lock:
            line = self._opened()
            number: int = line.exec_driver_sql("PRAGMA data_version").scalar_one()
            return line, number

    def first(self, statement: str, values: Mapping[str, object]) -> Row[Any] | None:
        """Return the first row of what is committed by now. Raises DBAPIError."""
        with self._lock:
            try:
                return self._opened().exec_driver_sql(statement, dict(values)).first()
            except DBAPIError:
                self._drop()
                raise

    def _opened(self) -> Connection:
        if self._line is None:
            self._line = self._engine.connect()
            self._line.exec_driver_sql("ROLLBACK")  # an open transaction would see one version
        return self._line

    def close(self) -> None:
        """Let go of the line; the next question opens another."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
