"""The keys by which an office vouches for its stations, and what they have certified."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime, partial_index


class OfficeKey(Base):
    """The public half of a key by which an office certifies its stations' keys; kept for ever.

    `station` holds the private half. An office has at most one that is not ended.
    """

    __tablename__ = "office_keys"
    __table_args__ = (
        partial_index(
            "ix_office_keys_in_force", "unit_id", where=text("ended_at IS NULL"), unique=True
        ),
    )

    key_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    station: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(Text, default="")


class StationCertificate(Base):
    """The signature of an office key over a station's key: it is a station of this office.

    `unit_code` is the office's code as it was signed.
    """

    __tablename__ = "station_certificates"

    office_key_id: Mapped[int] = mapped_column(ForeignKey("office_keys.key_id"), primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("public_keys.key_id"), primary_key=True)
    unit_code: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signature: Mapped[str] = mapped_column(String(128))
