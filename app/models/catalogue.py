"""Procedures as published: versions, named cases, papers, routes. Old versions are never edited."""

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Code, UtcDateTime, partial_index
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level


class Procedure(Base):
    """An administrative procedure, known by its code for ever."""

    __tablename__ = "procedures"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    versions: Mapped[list["ProcedureVersion"]] = relationship(back_populates="procedure")


class ProcedureVersion(Base):
    """What a procedure said from one day on; `valid_to` empty is the version in force."""

    __tablename__ = "procedure_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    number: Mapped[int]
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(String(200))
    level: Mapped[Level] = mapped_column(Code(Level))
    decision: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    procedure: Mapped[Procedure] = relationship(back_populates="versions")
    cases: Mapped[list["ProcedureCase"]] = relationship(
        order_by="ProcedureCase.ordinal", cascade="all, delete-orphan"
    )
    papers: Mapped[list["RequiredDocument"]] = relationship(
        order_by="RequiredDocument.ordinal", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("procedure_id", "number"),
        partial_index(
            "uq_procedure_versions_in_force",
            "procedure_id",
            unique=True,
            where=text("valid_to IS NULL"),
        ),
    )


class ProcedureCase(Base):
    """A named case with its own time, fee and channels."""

    __tablename__ = "procedure_cases"
    __table_args__ = (UniqueConstraint("version_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"))
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    time_value: Mapped[Decimal] = mapped_column(Numeric(6, 1))
    time_unit: Mapped[TimeUnit] = mapped_column(Code(TimeUnit))
    late_cutoff: Mapped[time]
    channels: Mapped[str] = mapped_column(String(60))
    fee_vnd: Mapped[int]
    advance_vnd: Mapped[int] = mapped_column(default=0, server_default="0")
    route_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    phases: Mapped[list["CasePhase"]] = relationship(
        order_by="CasePhase.ordinal", cascade="all, delete-orphan"
    )
    route: Mapped[list["RouteStep"]] = relationship(
        order_by="RouteStep.ordinal", cascade="all, delete-orphan"
    )


class CasePhase(Base):
    """A named part of a case with its own time and its own due date."""

    __tablename__ = "case_phases"
    __table_args__ = (UniqueConstraint("case_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("procedure_cases.id"))
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    time_value: Mapped[Decimal] = mapped_column(Numeric(6, 1))
    time_unit: Mapped[TimeUnit] = mapped_column(Code(TimeUnit))


class RequiredDocument(Base):
    """A paper the procedure asks for, and how many of each kind."""

    __tablename__ = "required_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_versions.id"), index=True)
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    original: Mapped[int]
    certified: Mapped[int]
    plain: Mapped[int]
    electronic: Mapped[int]
    is_required: Mapped[bool] = mapped_column(default=True)


class RouteStep(Base):
    """One unit's part of a case: who, what, how long.

    A parallel step (an opinion) runs beside the one before it; one unit leads the route.
    """

    __tablename__ = "route_steps"
    __table_args__ = (UniqueConstraint("case_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("procedure_cases.id"))
    ordinal: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    time_value: Mapped[Decimal] = mapped_column(Numeric(6, 1))
    time_unit: Mapped[TimeUnit] = mapped_column(Code(TimeUnit))
    work: Mapped[str] = mapped_column(String(300), default="", server_default="")
    is_parallel: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_lead: Mapped[bool] = mapped_column(default=False, server_default=false())
