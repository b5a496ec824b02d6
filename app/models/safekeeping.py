"""Backups that were taken, and numbers that were lost with a store and are never given again."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Backup(Base):
    """One backup file; it counts once it was restored elsewhere and found whole (`verified_at`)."""

    __tablename__ = "backups"
    __table_args__ = (Index("ix_backups_made", "unit_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    station: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    path: Mapped[str] = mapped_column(String(1000))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    log_seq: Mapped[int]
    chain_head: Mapped[str] = mapped_column(String(64))
    dossier_count: Mapped[int]
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str] = mapped_column(Text, default="")


class LostNumbers(Base):
    """Numbers `first` to `last` of a book that a lost store had given out: never given again."""

    __tablename__ = "lost_numbers"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    book: Mapped[str] = mapped_column(String(32), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    log_seq: Mapped[int]
