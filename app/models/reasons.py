"""Ready-made sentences an office gives as reasons."""

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code
from app.vocabulary.office import ReasonKind


class ReasonText(Base):
    """One sentence; an ended one stays for the notices that used it."""

    __tablename__ = "reason_texts"
    __table_args__ = (Index("ix_reason_texts_kind", "unit_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[ReasonKind] = mapped_column(Code(ReasonKind))
    ordinal: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(Text, default="")
    is_active: Mapped[bool] = mapped_column(default=True)
