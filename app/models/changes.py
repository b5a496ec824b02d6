"""Hears when somebody else has changed the store, and when the store is out of reach."""

from enum import Enum, auto
from typing import Final, Protocol

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.database import Database

CHANNEL: Final = "motcua"
LOOK_S: Final = 0.5
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


class FileFeed:
    """Looks whether another connection has written; the program's own writes are left out."""

    pause_s = LOOK_S

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: tuple[object, int] | None = None
        self._own_count = 0

    def listen(self) -> Heard:
        """Return at once whether another connection has written since."""
        return Heard.CHANGED if self._is_changed() else Heard.NOTHING

    def close(self) -> None:
        """Do nothing: the line is the database's own."""

    def _is_changed(self) -> bool:
        before, self._seen = self._seen, self._database.looked()
        own_before, self._own_count = self._own_count, self._database.write_count
        return before is not None and self._seen != before and self._own_count == own_before
