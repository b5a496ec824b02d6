"""Results and money."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime
from app.vocabulary.dossiers import Outcome, PaymentKind, PostDirection


class Result(Salted, Base):
    """What the agency decided and who collected it."""

    __tablename__ = "results"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(Code(Outcome))
    document_number: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text)
    resolved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    collector_name: Mapped[str] = mapped_column(String(300), default="")
    collector_id_number: Mapped[str] = mapped_column(String(32), default="")
    is_authorised: Mapped[bool] = mapped_column(default=False)
    is_electronic: Mapped[bool] = mapped_column(default=False, server_default=false())


class Payment(Salted, Base):
    """Money taken at the counter, in whole đồng."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "ordinal"),
        Index("ix_payments_period", "unit_id", "taken_at"),
        Index("ix_payments_dossier", "dossier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(64))
    amount_vnd: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    kind: Mapped[PaymentKind] = mapped_column(
        Code(PaymentKind), default=PaymentKind.FINAL, server_default=PaymentKind.FINAL.value
    )
    payer_name: Mapped[str] = mapped_column(String(300), default="", server_default="")


class PapersBack(Salted, Base):
    """The papers of a withdrawn or stopped dossier, given back to the citizen."""

    __tablename__ = "papers_back"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    receiver_name: Mapped[str] = mapped_column(String(300))
    receiver_id_number: Mapped[str] = mapped_column(String(32))


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
