"""Days that were closed: their figures and the log's head, frozen and signed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

_IN_FORCE = text("reopened_at IS NULL")


class DayClosing(Base):
    """One closing of a day; a day that was opened again keeps it and gets another `ordinal`.

    `figures` is the day's summary as JSON; `signature` (Ed25519, hex) covers unit, day, ordinal,
    figures, `log_seq` and `chain_head` by the key `key_id`. `confirmed_at` is when the printed
    sheet was scanned at the next opening.
    """

    __tablename__ = "day_closings"
    __table_args__ = (
        UniqueConstraint("unit_id", "day", "ordinal"),
        Index(
            "uq_day_closings_in_force",
            "unit_id",
            "day",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    ordinal: Mapped[int]
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    figures: Mapped[str] = mapped_column(Text)
    log_seq: Mapped[int]
    chain_head: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[int]
    signature: Mapped[str] = mapped_column(String(128))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("issued_forms.id"))
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reopened_with: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reopen_reason: Mapped[str] = mapped_column(Text, default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
