"""Scanned papers and electronic results: what is kept of each file, which lies under its hash."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.dossiers import AttachmentKind


class Attachment(Base):
    """One file of a dossier or of a signed slip; an ended one stays, with who and why.

    `sha256` names the file in the data folder: equal files are kept once.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_dossier", "dossier_id"),
        Index("ix_attachments_handoff", "handoff_id"),
        Index("ix_attachments_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[AttachmentKind] = mapped_column(Code(AttachmentKind))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    paper_ordinal: Mapped[int | None]
    handoff_id: Mapped[int | None] = mapped_column(ForeignKey("handoffs.id"))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    end_reason: Mapped[str] = mapped_column(Text, default="")
