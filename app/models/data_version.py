"""A line to a local store that only looks: what was committed by now, and whether anything was.

SQLite counts for a line what others write; this one writes nothing, so every commit is another's.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import DBAPIError


class DataVersion:
    """Opens the line when it is first asked; any thread may ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line: Connection | None = None
        self._lock = RLock()

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

    @contextmanager
    def paused(self) -> Generator[None]:
        """Let go of the line; whoever asks in another thread waits until the block ends."""
        with self._lock:
            self._drop()
            yield

    def go_on_with(self, engine: Engine) -> None:
        """Ask another file from now on."""
        with self.paused():
            self._engine = engine

    def close(self) -> None:
        """Let go of the line; the next question opens another."""
        with self.paused():
            pass

    def _opened(self) -> Connection:
        if self._line is None:
            self._line = self._engine.connect()
            self._line.exec_driver_sql("ROLLBACK")  # an open transaction would see one version
        return self._line

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
