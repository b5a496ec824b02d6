"""The plain registers of the office: inspections, one-stop units, regulations, activities.

A row is one version of an entry: what the register said of it from one log entry to the next. Only
`to_at` of a row ever changes, once; nothing is deleted.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.office import Level
from app.vocabulary.reports import ActivityKind


class RegisterVersion(Base):
    """What every register keeps of a version; `number` is the entry's in its register, from 1.

    The newest version ends at FOREVER. `entered_at` is that of the first one. An entry that was
    made by mistake is struck out by a version that says so.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    number: Mapped[int]
    version: Mapped[int]
    from_at: Mapped[datetime] = mapped_column(UtcDateTime)
    to_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    reason: Mapped[str] = mapped_column(Text)
    is_struck: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)


class Inspection(RegisterVersion):
    """An inspection planned for a month (its first day), and when it was held."""

    __tablename__ = "inspections"
    __table_args__ = (
        UniqueConstraint("unit_id", "number", "version"),
        Index("ix_inspections_period", "unit_id", "to_at", "planned_month"),
    )

    subject: Mapped[str] = mapped_column(Text)
    inspected: Mapped[str] = mapped_column(String(300))
    planned_month: Mapped[date]
    decision_no: Mapped[str] = mapped_column(String(100))
    decided_on: Mapped[date | None]
    held_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)


class InspectionFinding(RegisterVersion):
    """What an inspection found, until when it is to be mended, and when it was."""

    __tablename__ = "inspection_findings"
    __table_args__ = (
        UniqueConstraint("unit_id", "number", "version"),
        Index("ix_inspection_findings_period", "unit_id", "to_at", "found_on"),
        Index("ix_inspection_findings_inspection", "unit_id", "inspection", "to_at"),
    )

    inspection: Mapped[int]
    finding: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    mend_by: Mapped[date]
    followed_up: Mapped[str] = mapped_column(Text)
    mended_on: Mapped[date | None]


class OneStopUnit(RegisterVersion):
    """A one-stop unit with its equipment from a day to a day (both included, or until further).

    What changes on a day (a name, a camera) is a new entry from that day on.
    """

    __tablename__ = "one_stop_units"
    __table_args__ = (
        UniqueConstraint("unit_id", "number", "version"),
        Index("ix_one_stop_units_period", "unit_id", "to_at", "valid_from"),
        CheckConstraint("valid_to >= valid_from", name="span"),
        CheckConstraint(
            "cameras >= 0 AND queue_machines >= 0 AND kiosks >= 0 AND scanners >= 0 "
            "AND touch_screens >= 0",
            name="counts",
        ),
    )

    name: Mapped[str] = mapped_column(String(300))
    level: Mapped[Level] = mapped_column(Code(Level))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    cameras: Mapped[int]
    queue_machines: Mapped[int]
    kiosks: Mapped[int]
    scanners: Mapped[int]
    touch_screens: Mapped[int]
    note: Mapped[str] = mapped_column(Text)


class Regulation(RegisterVersion):
    """A document issued, and how many procedures are laid down in it; in force until it ended."""

    __tablename__ = "regulations"
    __table_args__ = (
        UniqueConstraint("unit_id", "number", "version"),
        Index("ix_regulations_period", "unit_id", "to_at", "issued_on"),
        CheckConstraint("procedures >= 0", name="procedures"),
    )

    document_no: Mapped[str] = mapped_column(String(100))
    issued_on: Mapped[date]
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(Text)
    is_legal: Mapped[bool]
    procedures: Mapped[int]
    ended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)


class Activity(RegisterVersion):
    """One act of communication or training."""

    __tablename__ = "activities"
    __table_args__ = (
        UniqueConstraint("unit_id", "number", "version"),
        Index("ix_activities_period", "unit_id", "to_at", "held_on"),
        CheckConstraint("participants >= 0", name="participants"),
    )

    held_on: Mapped[date]
    kind: Mapped[ActivityKind] = mapped_column(Code(ActivityKind))
    form: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)
    participants: Mapped[int]
    place: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(Text)
