"""Who is signed in where, stations that guessed wrong, and acts that a second person approved."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.people import GuardedAct


class DeskSession(Base):
    """One signing in: from the password until the person leaves, is locked out or 12 hours pass."""

    __tablename__ = "desk_sessions"
    __table_args__ = (Index("ix_desk_sessions_officer", "officer_id", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    station: Mapped[str] = mapped_column(String(100))
    counter_name: Mapped[str] = mapped_column(String(100))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StationAttempts(Base):
    """Wrong passwords typed at one station, whatever the login."""

    __tablename__ = "station_attempts"

    station: Mapped[str] = mapped_column(String(100), primary_key=True)
    failed_count: Mapped[int]
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Approval(Base):
    """A password typed for one act, once: the actor's own again, or a second person's."""

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    act: Mapped[GuardedAct] = mapped_column(Code(GuardedAct))
    subject: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    approved_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnnouncedAct(Base):
    """An act for two that one person announced because nobody who may approve can be reached."""

    __tablename__ = "announced_acts"
    __table_args__ = (Index("ix_announced_acts_unit", "unit_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    act: Mapped[GuardedAct] = mapped_column(Code(GuardedAct))
    subject: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    log_seq: Mapped[int]
    """The log entry that tells of it: whoever is at work after it can be reached."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
