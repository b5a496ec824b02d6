"""Officers and their roles."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.people import Role


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
