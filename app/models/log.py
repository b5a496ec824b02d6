"""The log: append-only, one hash chain per office; triggers refuse change and removal."""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, partial_index

# Few entries of millions: the index is as small as they are few. Both databases take the condition
# only in the words the index was made with.
TELLS_OF_PRIVACY: Final = text("act IN ('exported_unmasked', 'foreign_opened', 'retention_run')")
"""The condition on entries that tell of people's data taken out, opened or erased."""


class LogEntry(Base):
    """One act: who, what, when it happened, when it was entered, and the chain."""

    __tablename__ = "log_entries"
    __table_args__ = (
        UniqueConstraint("unit_id", "seq"),
        Index("ix_log_entries_dossier", "dossier_id", "seq"),
        partial_index(
            "ix_log_entries_privacy",
            *("unit_id", "act", "seq"),
            where=TELLS_OF_PRIVACY,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    seq: Mapped[int]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    act: Mapped[str] = mapped_column(String(40))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    facts: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    rows: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The rows its transaction had changed (`row_digests.packed`); None in logs before 0.8."""


class LogLaterRows(Base):
    """Rows changed after an entry and before the next one, one part a transaction, from 1.

    Such is the paper that bears the entry's hash. `hash` covers the part and the hash before it
    (the entry's own before the first part); the next entry is chained to the last of them.
    """

    __tablename__ = "log_later_rows"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True)
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))


HAS_LATER_ROWS: Final = and_(
    LogLaterRows.unit_id == LogEntry.unit_id, LogLaterRows.seq == LogEntry.seq
)
"""The condition on parts that come after an entry."""


class LogDetail(Base):
    """What an entry says of a person: kept apart, so that it can be erased and the chain stays.

    The entry's own facts hold the SHA-256 of `salt` and `facts`; nothing else tells the two apart
    from a row that was made up later.
    """

    __tablename__ = "log_details"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    facts: Mapped[str] = mapped_column(Text)


class LogClock(Base):
    """How far an office's log has come in time: the entry that the next ones must not lie before.

    It is the latest `entered_at` since the machine's clock was last accepted.
    """

    __tablename__ = "log_clocks"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    latest_at: Mapped[datetime] = mapped_column(UtcDateTime)
