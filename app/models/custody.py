"""Handoff slips and the dossiers on them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime, partial_index
from app.vocabulary.dossiers import HandoffItemState


class Handoff(Salted, Base):
    """A numbered slip from one unit to another."""

    __tablename__ = "handoffs"
    __table_args__ = (UniqueConstraint("unit_id", "year", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(64))
    from_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    note: Mapped[str] = mapped_column(Text)


class HandoffItem(Salted, Base):
    """One dossier on a slip: at most one open item per dossier."""

    __tablename__ = "handoff_items"
    __table_args__ = (
        UniqueConstraint("handoff_id", "dossier_id"),
        Index("ix_handoff_items_dossier", "dossier_id"),
        partial_index(
            "uq_handoff_items_open",
            "dossier_id",
            unique=True,
            where=text("state = 'sent'"),
        ),
        Index("ix_handoff_items_period", "unit_id", "sent_at"),
        Index("ix_handoff_items_closed", "unit_id", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoffs.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    ordinal: Mapped[int]
    state: Mapped[HandoffItemState] = mapped_column(Code(HandoffItemState))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    receiver_name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)


# Where inside a unit a paper is, and who stands in for whom.


class Keeping(Base):
    """Who keeps a dossier's paper inside the unit that holds it, and on which shelf.

    A row is true while `unit_id` is still the holder; the log has the history.
    """

    __tablename__ = "keepings"
    __table_args__ = (Index("ix_keepings_officer", "officer_id"),)

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    place: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class Delegation(Base):
    """Days on which one officer of a unit stands in for another; ended early, never deleted."""

    __tablename__ = "delegations"
    __table_args__ = (Index("ix_delegations_deputy", "deputy_id", "until_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    deputy_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    from_day: Mapped[date]
    until_day: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
