"""Officers and their roles."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.people import GuardedAct, Role


class Officer(Base):
    """A person who may sign in."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    phone: Mapped[str] = mapped_column(String(50), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    failed_count: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    password_is_own: Mapped[bool] = mapped_column(default=True, server_default=true())
    """The person chose the present password; False for one that somebody else set."""
    password_is_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The password that somebody else set last was the account's first."""
    password_given_by: Mapped[int | None]
    """The id of the officer who set a password for this person last; None where nobody else did."""
    password_given_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    roles: Mapped[list["OfficerRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class OfficerRole(Base):
    """One role of an officer."""

    __tablename__ = "officer_roles"
    __table_args__ = (UniqueConstraint("officer_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(Code(Role))


# Who is signed in where, stations that guessed wrong, and acts that a second person approved.


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
