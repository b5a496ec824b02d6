"""Dossiers, their papers, what was true of them when, and half-typed drafts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime, partial_index
from app.vocabulary.catalogue import OffHoursRule
from app.vocabulary.dossiers import (
    AttachmentKind,
    Channel,
    DossierStatus,
    Outcome,
    ReturnBy,
    Timeliness,
)
from app.vocabulary.people import PersonKind, Sex


class Dossier(Salted, Base):
    """One dossier: the facts of its intake.

    `competent_id` is the unit that decides where it is not this office's (phi địa giới); then the
    clock runs from `clock_from`, when that unit got the paper, and not before. `off_hours` is the
    rule it was received under, whatever the office has chosen since.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        UniqueConstraint("unit_id", "day", "day_number"),
        Index("ix_dossiers_unit_received", "unit_id", "received_at"),
        Index("ix_dossiers_unit_newest", "unit_id", "id"),
        Index("ix_dossiers_last_digits", "day_number", "day"),
        Index("ix_dossiers_owner_id_number", "owner_id_number"),
        Index("ix_dossiers_phone", "phone"),
        Index("ix_dossiers_submitter_id_number", "submitter_id_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    code: Mapped[str] = mapped_column(String(64), unique=True)
    day: Mapped[date]
    day_number: Mapped[int]
    draft_id: Mapped[str] = mapped_column(String(36), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("procedure_cases.id"))
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    registered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    counter_name: Mapped[str] = mapped_column(String(100))
    is_late_entry: Mapped[bool]
    owner_kind: Mapped[PersonKind] = mapped_column(Code(PersonKind))
    owner_name: Mapped[str] = mapped_column(String(300))
    owner_sort: Mapped[str] = mapped_column(String(600))
    owner_id_number: Mapped[str] = mapped_column(String(32))
    owner_birth: Mapped[str] = mapped_column(String(10))
    owner_sex: Mapped[Sex | None] = mapped_column(Code(Sex))
    address: Mapped[str] = mapped_column(String(500))
    phone: Mapped[str] = mapped_column(String(32))
    email: Mapped[str] = mapped_column(String(200))
    submitter_name: Mapped[str] = mapped_column(String(300))
    submitter_id_number: Mapped[str] = mapped_column(String(32))
    submitter_phone: Mapped[str] = mapped_column(String(32))
    is_authorised: Mapped[bool]
    request: Mapped[str] = mapped_column(Text)
    set_count: Mapped[int]
    return_by: Mapped[ReturnBy] = mapped_column(Code(ReturnBy))
    return_address: Mapped[str] = mapped_column(String(500))
    fee_vnd: Mapped[int]
    note: Mapped[str] = mapped_column(Text)
    exempt_ground: Mapped[str] = mapped_column(String(500), default="", server_default="")
    competent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    clock_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    off_hours: Mapped[OffHoursRule] = mapped_column(
        Code(OffHoursRule), default=OffHoursRule.MIXED, server_default=OffHoursRule.MIXED.value
    )
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DossierDocument(Salted, Base):
    """A paper that was handed in."""

    __tablename__ = "dossier_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), index=True)
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    original: Mapped[int]
    certified: Mapped[int]
    plain: Mapped[int]
    electronic: Mapped[int]
    is_extra: Mapped[bool]


class DossierState(Base):
    """What was true of a dossier from one log entry to the next; the newest ends at FOREVER.

    `is_due_by_day`, `is_step_by_day`: late only when the day of `due_at`, `step_due_at` is over;
    `is_clock_paused`: the legal time stands, so that passing `due_at` makes nothing late.

    Every figure of every past day is counted from these rows, which are only ever closed. Where
    many are counted the index holds all that is asked, so that no row is fetched. The partial
    indexes are worded as each database is asked: "= 1" on SQLite, the bare column beside.
    """

    __tablename__ = "dossier_states"
    __table_args__ = (
        UniqueConstraint("dossier_id", "ordinal"),
        Index(
            "ix_dossier_states_current",
            *("dossier_id", "to_at", "from_at", "unit_id"),
            *("version_id", "agency_id", "officer_id", "channel"),
        ),
        partial_index(
            "ix_dossier_states_open",
            *("unit_id", "to_at", "due_at", "from_at", "status", "is_clock_paused"),
            *("version_id", "agency_id", "officer_id", "dossier_id", "is_due_by_day"),
            where=text("is_open = 1"),
        ),
        partial_index(
            "ix_dossier_states_ended",
            *("unit_id", "ended_at", "to_at", "from_at", "timeliness", "outcome", "status"),
            *("version_id", "agency_id", "officer_id", "dossier_id"),
            where=text("is_open = 0"),
        ),
        Index("ix_dossier_states_status", "unit_id", "status", "to_at"),
        Index("ix_dossier_states_status_from", "unit_id", "status", "from_at", "dossier_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    ordinal: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[DossierStatus] = mapped_column(Code(DossierStatus))
    is_open: Mapped[bool]
    is_clock_paused: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_due_by_day: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_step_by_day: Mapped[bool] = mapped_column(default=False, server_default=false())
    channel: Mapped[Channel] = mapped_column(Code(Channel), server_default=Channel.COUNTER.value)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    holder_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    outcome: Mapped[Outcome | None] = mapped_column(Code(Outcome))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    timeliness: Mapped[Timeliness | None] = mapped_column(Code(Timeliness))
    log_seq: Mapped[int]


class Draft(Base):
    """A half-typed intake form, or a petition's, kept until it is stored or discarded."""

    __tablename__ = "drafts"

    draft_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[str] = mapped_column(Text)
    is_petition: Mapped[bool] = mapped_column(default=False, server_default=false())


# What stops or moves a dossier's clock.


class Pause(Salted, Base):
    """A wait of a dossier; at most one is open per dossier.

    `stops` says which clocks stand while it lasts (`services.deadlines.waits.Stops`);
    `special_law` names the law by which the legal one does.
    """

    __tablename__ = "pauses"
    __table_args__ = (
        Index("ix_pauses_dossier", "dossier_id"),
        Index("ix_pauses_period", "unit_id", "from_at"),
        partial_index(
            "uq_pauses_open",
            "dossier_id",
            unique=True,
            where=text("to_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(32))
    ground: Mapped[str] = mapped_column(Text)
    approver: Mapped[str] = mapped_column(String(200), default="", server_default="")
    stops: Mapped[str] = mapped_column(String(16), default="both", server_default="both")
    special_law: Mapped[str] = mapped_column(Text, default="", server_default="")


class Extension(Salted, Base):
    """The one re-appointment a dossier may have (NĐ 61/2018 Đ19.9).

    `is_after_expiry`: an apology for what was late already; it moves no due date.
    """

    __tablename__ = "extensions"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    new_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ground: Mapped[str] = mapped_column(Text)
    approver: Mapped[str] = mapped_column(String(200), default="", server_default="")
    is_after_expiry: Mapped[bool] = mapped_column(default=False, server_default=false())


class PhaseEnd(Base):
    """When a phase of a dossier's case was done; phases end in their order."""

    __tablename__ = "phase_ends"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))


class Attachment(Salted, Base):
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
