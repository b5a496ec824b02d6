"""Keys of the files that lie beside the store: whoever cannot open the store cannot open them."""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.models.base import Base, UtcDateTime
from app.models.database import Database
from app.models.store_errors import damaged
from app.models.stored import stored_hex

KEY_BYTES: Final = 32


class FileKey(Base):
    """One key in hex; the newest seals, each opens what it sealed."""

    __tablename__ = "file_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(2 * KEY_BYTES))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


def add_file_key(session: Session, now: datetime) -> bytes:
    """Add a key of the system's random numbers and return it; what is sealed from now on has it."""
    key = secrets.token_bytes(KEY_BYTES)
    session.add(FileKey(key=key.hex(), made_at=now))
    return key


def newest_file_key(database: Database, now: datetime) -> bytes:
    """Return the newest key of a store, making it where there is none. Raises StoreError.

    Desks that come at once may make two; each opens what it sealed.
    """
    keys = file_keys(database)
    if keys:
        return keys[0]
    with database.write() as session:
        return add_file_key(session, now)


def file_keys(database: Database) -> tuple[bytes, ...]:
    """Return the keys of a store, the newest first; none before the first file was sealed.

    Raises StoreError.
    """
    with database.read() as session:
        rows = tuple(session.scalars(select(FileKey.key).order_by(FileKey.id.desc())))
    return tuple(_read(row) for row in rows)


def _read(row: str) -> bytes:
    key = stored_hex(row)
    if len(key) != KEY_BYTES:
        raise damaged()
    return key
