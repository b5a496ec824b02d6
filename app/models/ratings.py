"""What citizens said of the service: one row an answer, from a slip, the window, or told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime, partial_index
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)

_IN_FORCE = text("ended_at IS NULL")


class Rating(Salted, Base):
    """One answer, never edited: a wrong one is ended and entered again.

    `form_id` is the slip it was read from, which is answered once; `answer_id` is the tap on the
    window's panel or the dialog it came from, which is counted once. `officer_id` is who served.
    A question left open is empty. `is_own_fault`: the coming back was the submitter's own doing.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        partial_index(
            "uq_ratings_slip",
            "form_id",
            unique=True,
            where=_IN_FORCE,
        ),
        Index("ix_ratings_entered", "unit_id", "entered_at"),
        Index("ix_ratings_dossier", "dossier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("issued_forms.id"))
    answer_id: Mapped[str] = mapped_column(String(36), unique=True)
    source: Mapped[RatingSource] = mapped_column(Code(RatingSource))
    rated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    counter_name: Mapped[str] = mapped_column(String(100))
    overall: Mapped[Face | None] = mapped_column(Code(Face))
    time: Mapped[SaidTime | None] = mapped_column(Code(SaidTime))
    contacts: Mapped[SaidContacts | None] = mapped_column(Code(SaidContacts))
    is_own_fault: Mapped[bool]
    others: Mapped[SaidOthers | None] = mapped_column(Code(SaidOthers))
    attitude: Mapped[SaidAttitude | None] = mapped_column(Code(SaidAttitude))
    note: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    end_reason: Mapped[str] = mapped_column(Text, default="")


class RatingReason(Base):
    """A reason given with an answer, from the office's list."""

    __tablename__ = "rating_reasons"

    rating_id: Mapped[int] = mapped_column(ForeignKey("ratings.id"), primary_key=True)
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason_texts.id"), primary_key=True)
