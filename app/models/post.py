"""What the post brought and took away."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.money_and_post import PostDirection


class Posting(Base):
    """One item in the post with its waybill number."""

    __tablename__ = "postings"
    __table_args__ = (
        UniqueConstraint("unit_id", "direction", "waybill"),
        Index("ix_postings_dossier", "dossier_id"),
        Index("ix_postings_period", "unit_id", "posted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    direction: Mapped[PostDirection] = mapped_column(Code(PostDirection))
    waybill: Mapped[str] = mapped_column(String(40))
    carrier: Mapped[str] = mapped_column(String(100))
    posted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    posted_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
