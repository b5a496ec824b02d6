"""Whether anything was committed to a local store: SQLite counts for a line what others write."""

from threading import Lock

from sqlalchemy import Connection, Engine


class DataVersion:
    """Asks on a line of its own that writes nothing, so that every commit is another's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._line: Connection | None = None
        self._lock = Lock()

    def read(self) -> tuple[object, int]:
        """Return the line and its number, which is another one after each commit."""
        with self._lock:
            if self._line is None:
                self._line = self._engine.connect()
                self._line.exec_driver_sql("ROLLBACK")  # an open transaction would see one version
            number: int = self._line.exec_driver_sql("PRAGMA data_version").scalar_one()
            return self._line, number

    def close(self) -> None:
        """Let go of the line; the next question opens another."""
        with self._lock:
            if self._line is not None:
                self._line.close()
                self._line = None
