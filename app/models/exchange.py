"""Other stores that dossiers go to and come from, and the bundles that carried them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.exchange import BundleDirection, BundleKind

FOREIGN_FROM = 8_000_000
"""Numbers of the day from here on are dossiers that came from another store (3 bytes in a QR)."""


class PeerKey(Base):
    """A public key of another store's unit, confirmed by its printed fingerprint.

    `code` is what that unit calls itself, which need not be its code in this store. `is_office` is
    true of the key by which that unit certifies its stations, NULL of a station's own: so rows of
    before say what they said.
    """

    __tablename__ = "peer_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    code: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(64), unique=True)
    fingerprint: Mapped[str] = mapped_column(String(32))
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(Text, default="")
    is_office: Mapped[bool | None]


class Bundle(Base):
    """A signed file that was made here or taken in here; `uid` is the same in both stores.

    `sha256` names the file under the data folder. A bundle that answers another one points to it;
    the others are numbered by their sender for each receiver and kind (`serial`, from 1).
    """

    __tablename__ = "bundles"
    __table_args__ = (
        UniqueConstraint("direction", "uid"),
        Index("ix_bundles_peer", "unit_id", "peer_id", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    direction: Mapped[BundleDirection] = mapped_column(Code(BundleDirection))
    kind: Mapped[BundleKind] = mapped_column(Code(BundleKind))
    uid: Mapped[str] = mapped_column(String(36))
    peer_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("bundles.id"))
    serial: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class BundleItem(Base):
    """One dossier that a bundle speaks of."""

    __tablename__ = "bundle_items"
    __table_args__ = (Index("ix_bundle_items_dossier", "dossier_id"),)

    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundles.id"), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)


class ForeignDossier(Base):
    """Where a dossier came from that another store registered; it keeps that store's code.

    Its time here is the step's of the sender's route; without one, until `due_there_at`.
    `taken_by` is who took the papers over; `acknowledged_at` when the sender's store was known to
    have the result.
    """

    __tablename__ = "foreign_dossiers"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    slip_number: Mapped[str] = mapped_column(String(64))
    slip_year: Mapped[int]
    taken_by: Mapped[str] = mapped_column(String(200))
    received_there_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_there_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step_value: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    step_unit: Mapped[TimeUnit | None] = mapped_column(Code(TimeUnit))
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DeclinedDossier(Salted, Base):
    """A dossier that was not taken over from a slip: asked again, the answer is the same."""

    __tablename__ = "declined_dossiers"

    peer_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    slip_year: Mapped[int] = mapped_column(primary_key=True)
    slip_number: Mapped[str] = mapped_column(String(64), primary_key=True)
    declined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    declined_by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
