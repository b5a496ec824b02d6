"""Petitions (phản ánh, kiến nghị) and what happened to each of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime
from app.vocabulary.petitions import (
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionOutcome,
    PetitionStatus,
    PublishedBy,
)


class Petition(Salted, Base):
    """One petition: the facts of its receipt, and where it stands now.

    `dossier_id`, `officer_id` and `procedure_id` are what it speaks of; what
    follows them repeats its newest events, so that lists and figures find it.
    """

    __tablename__ = "petitions"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "ordinal"),
        Index("ix_petitions_received", "unit_id", "received_at"),
        Index("ix_petitions_ended", "unit_id", "ended_at", "last_at"),
        Index("ix_petitions_dossier", "dossier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(64))
    draft_id: Mapped[str] = mapped_column(String(36), unique=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    is_late_entry: Mapped[bool]
    channel: Mapped[PetitionChannel] = mapped_column(Code(PetitionChannel))
    kind: Mapped[PetitionKind] = mapped_column(Code(PetitionKind))
    about: Mapped[PetitionAbout] = mapped_column(Code(PetitionAbout))
    sender_name: Mapped[str] = mapped_column(String(300))
    sender_address: Mapped[str] = mapped_column(String(500))
    sender_phone: Mapped[str] = mapped_column(String(32))
    content: Mapped[str] = mapped_column(Text)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedures.id"))
    status: Mapped[PetitionStatus] = mapped_column(Code(PetitionStatus))
    petition_class: Mapped[PetitionClass | None] = mapped_column(Code(PetitionClass))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PetitionEvent(Salted, Base):
    """One act on a petition and what was true after it; rows are only ever added.

    `met_due_at` is what the act had to meet, `due_at` what has to be met next and `answer_due_at`
    by when it must be answered: as they were counted then, so that a past day keeps its figures.
    """

    __tablename__ = "petition_events"
    __table_args__ = (
        UniqueConstraint("petition_id", "ordinal"),
        Index("ix_petition_events_form", "form_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petitions.id"))
    ordinal: Mapped[int]
    act: Mapped[PetitionAct] = mapped_column(Code(PetitionAct))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    status: Mapped[PetitionStatus] = mapped_column(Code(PetitionStatus))
    petition_class: Mapped[PetitionClass | None] = mapped_column(Code(PetitionClass))
    has_ground: Mapped[bool | None]
    criteria: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[PetitionOutcome | None] = mapped_column(Code(PetitionOutcome))
    finding: Mapped[Finding | None] = mapped_column(Code(Finding))
    published_by: Mapped[PublishedBy | None] = mapped_column(Code(PublishedBy))
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    to_name: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(Text)
    met_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    form_id: Mapped[int | None] = mapped_column(ForeignKey("issued_forms.id"))
    log_seq: Mapped[int]
