"""Hears from a shared store's server that another desk has changed the store."""

import time
from typing import Final

import psycopg

from app.models.changes import CHANNEL, LOOK_S, Heard
from app.models.database import Database
from app.models.server_lines import LIMITS, ServerLine

_CONNECT_S: Final = 3
_SILENCE_S: Final = 2
"""How long a server may owe an answer before its line counts as cut."""


class ServerFeed:
    """Listens on a connection of its own; a cut one is made anew."""

    pause_s = 0.0

    def __init__(self, database: Database) -> None:
        url = database.engine.url.set(drivername="postgresql").difference_update_query(LIMITS)
        self._url = url.render_as_string(hide_password=False)
        self._own_name = database.program_name
        self._line: ServerLine | None = None
        self._is_lost = False

    def listen(self) -> Heard:
        """Return the news, after a wait of at most a second where there is none."""
        try:
            return self._hear()
        except psycopg.OperationalError:
            self.close()
            if self._is_lost:
                time.sleep(LOOK_S)
                return Heard.NOTHING
            self._is_lost = True
            return Heard.LOST

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _hear(self) -> Heard:
        if self._line is None:
            self._line = self._connected()
            if self._is_lost:
                self._is_lost = False
                return Heard.BACK
        for note in self._line.notifies(timeout=LOOK_S, stop_after=1):
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
