"""What stops or moves a dossier's clock."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Pause(Base):
    """A wait of a dossier; at most one is open per dossier.

    `stops` says which clocks stand while it lasts (`services.deadlines.waits.Stops`);
    `special_law` names the law by which the legal one does.
    """

    __tablename__ = "pauses"
    __table_args__ = (
        Index("ix_pauses_dossier", "dossier_id"),
        Index("ix_pauses_period", "unit_id", "from_at"),
        Index(
            "uq_pauses_open",
            "dossier_id",
            unique=True,
            sqlite_where=text("to_at IS NULL"),
            postgresql_where=text("to_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(32))
    ground: Mapped[str] = mapped_column(Text)
    approver: Mapped[str] = mapped_column(String(200), default="", server_default="")
    stops: Mapped[str] = mapped_column(String(16), default="both", server_default="both")
    special_law: Mapped[str] = mapped_column(Text, default="", server_default="")


class Extension(Base):
    """The one re-appointment a dossier may have (NĐ 61/2018 Đ19.9).

    `is_after_expiry`: an apology for what was late already; it moves no due date.
    """

    __tablename__ = "extensions"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    new_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ground: Mapped[str] = mapped_column(Text)
    approver: Mapped[str] = mapped_column(String(200), default="", server_default="")
    is_after_expiry: Mapped[bool] = mapped_column(default=False, server_default=false())


class PhaseEnd(Base):
    """When a phase of a dossier's case was done; phases end in their order."""

    __tablename__ = "phase_ends"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
