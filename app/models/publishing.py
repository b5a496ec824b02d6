"""Lists of procedures as published: the decisions, and what each says of which procedure."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime, partial_index
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level

_LIVING = text("ended_at IS NULL")


class Publication(Base):
    """A decision that publishes, amends or abolishes procedures; one entered in error is ended.

    The stated numbers are the paper's own: empty is what the paper does not say.
    """

    __tablename__ = "publications"
    __table_args__ = (
        partial_index(
            "uq_publications_living",
            "unit_id",
            "number",
            "decided_on",
            "issuer",
            unique=True,
            where=_LIVING,
        ),
        Index("ix_publications_replaced_by_id", "replaced_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]
    issuer: Mapped[str] = mapped_column(String(300))
    agency_name: Mapped[str] = mapped_column(String(500))
    effective_from: Mapped[date]
    note: Mapped[str] = mapped_column(Text)
    stated_total: Mapped[int | None]
    stated_province: Mapped[int | None]
    stated_district: Mapped[int | None]
    stated_commune: Mapped[int | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("publications.id"))
    revision: Mapped[int]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    ended_note: Mapped[str] = mapped_column(Text)


class PublicationVersion(Base):
    """What the register said of a decision from one instant to another, its items left aside.

    The newest one ends at FOREVER, or when the decision was taken out of the register.
    """

    __tablename__ = "publication_versions"
    __table_args__ = (
        Index("ix_publication_versions_publication", "publication_id", "to_at"),
        Index("ix_publication_versions_unit", "unit_id", "to_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    decided_on: Mapped[date]
    issuer: Mapped[str] = mapped_column(String(300))
    agency_name: Mapped[str] = mapped_column(String(500))
    effective_from: Mapped[date]
    stated_total: Mapped[int | None]
    stated_province: Mapped[int | None]
    stated_district: Mapped[int | None]
    stated_commune: Mapped[int | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("publications.id"))


class PublishedItem(Base):
    """What one decision says of one procedure; a correction ends the line and writes another."""

    __tablename__ = "published_items"
    __table_args__ = (
        partial_index(
            "uq_published_items_living",
            "publication_id",
            "code",
            unique=True,
            where=_LIVING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publications.id"))
    ordinal: Mapped[int]
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    level: Mapped[Level] = mapped_column(Code(Level))
    field: Mapped[str] = mapped_column(String(200))
    agency_name: Mapped[str] = mapped_column(String(300))
    effect: Mapped[PublishedEffect] = mapped_column(Code(PublishedEffect))
    at_centre: Mapped[bool]
    liaison: Mapped[Liaison] = mapped_column(Code(Liaison))
    process_number: Mapped[str] = mapped_column(String(60))
    process_date: Mapped[date | None]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
