"""Hears when somebody else has changed the store, and when the store is out of reach."""

import time
from enum import Enum, auto
from typing import Final, Protocol

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.server_lines import LIMITS, ServerLine

CHANNEL: Final = "motcua"
_CONNECT_S: Final = 3
_SILENCE_S: Final = 2
"""How long a server may owe an answer before its line counts as cut."""
_LOOK_S: Final = 0.5
_ANNOUNCED: Final = "is_announced"


class Heard(Enum):
    """What came in while listening."""

    NOTHING = auto()
    CHANGED = auto()
    LOST = auto()
    BACK = auto()


class ChangeFeed(Protocol):
    """Listens on a thread of its own, which alone uses it.

    `pause_s` is how long to wait between two calls: a server's feed waits by itself.
    """

    pause_s: float

    def listen(self) -> Heard:
        """Return the news, after a wait of at most a second where there is none."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


def announce(session: Session) -> None:
    """Let other desks know of this transaction once it is committed; silent on a local store.

    The name of the announcing program goes with it, so that nobody hears themselves.
    """
    if session.get_bind().dialect.name != "postgresql" or session.info.get(_ANNOUNCED):
        return
    session.info[_ANNOUNCED] = True
    session.execute(
        text("SELECT pg_notify(:channel, current_setting('application_name'))"),
        {"channel": CHANNEL},
    )


def feed_of(database: Database) -> ChangeFeed:
    """Return the feed of a store: a server tells by itself, a file is looked at."""
    return _ServerFeed(database) if database.is_shared else _FileFeed(database)


class _ServerFeed:
    pause_s = 0.0

    def __init__(self, database: Database) -> None:
        url = database.engine.url.set(drivername="postgresql").difference_update_query(LIMITS)
        self._url = url.render_as_string(hide_password=False)
        self._own_name = database.program_name
        self._line: ServerLine | None = None
        self._is_lost = False

    def listen(self) -> Heard:
        try:
            return self._hear()
        except psycopg.OperationalError:
            self.close()
            if self._is_lost:
                time.sleep(_LOOK_S)
                return Heard.NOTHING
            self._is_lost = True
            return Heard.LOST

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _hear(self) -> Heard:
        if self._line is None:
            self._line = self._connected()
            if self._is_lost:
                self._is_lost = False
                return Heard.BACK
        for note in self._line.notifies(timeout=_LOOK_S, stop_after=1):
            if note.payload != self._own_name:
                return Heard.CHANGED
        self._line.execute("SELECT 1")  # a cut line is silent until something is asked
        return Heard.NOTHING

    def _connected(self) -> ServerLine:
        line = ServerLine.connect(
            self._url,
            autocommit=True,
            connect_timeout=_CONNECT_S,
            tcp_user_timeout=_SILENCE_S * 1000,
            application_name=self._own_name,
        )
        line.silence_s = _SILENCE_S
        line.execute(f"LISTEN {CHANNEL}")
        return line


class _FileFeed:
    """Looks whether another connection has written; the program's own writes are left out."""

    pause_s = _LOOK_S

    def __init__(self, database: Database) -> None:
        self._database = database
        self._line: Connection | None = None
        self._seen = (0, 0)

    def listen(self) -> Heard:
        return Heard.CHANGED if self._is_changed() else Heard.NOTHING

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _is_changed(self) -> bool:
        is_first = self._line is None
        if self._line is None:
            self._line = self._database.engine.connect()
            self._line.exec_driver_sql("ROLLBACK")  # an open transaction would see one version only
        version = self._line.exec_driver_sql("PRAGMA data_version").scalar_one()
        before, self._seen = self._seen, (version, self._database.write_count)
        is_own = self._seen[1] != before[1]
        return not is_first and version != before[0] and not is_own
