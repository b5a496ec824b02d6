"""Units, counters, working hours, the calendar."""

from datetime import date, time

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule
from app.vocabulary.office import DayKind, Level, ReasonKind, UnitKind


class Unit(Base):
    """A one-stop office, an agency, or a unit outside; a merged one points at its successor."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[UnitKind] = mapped_column(Code(UnitKind))
    level: Mapped[Level] = mapped_column(Code(Level))
    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    parent_name: Mapped[str] = mapped_column(String(300), default="")
    head_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    hotline: Mapped[str] = mapped_column(String(100), default="")
    lookup_url: Mapped[str] = mapped_column(String(300), default="")
    footer: Mapped[str] = mapped_column(String(500), default="", server_default="")
    supplement_days: Mapped[int] = mapped_column(default=30, server_default="30")
    retention_years: Mapped[int] = mapped_column(default=10, server_default="10")
    retention_ground: Mapped[str] = mapped_column(String(300), default="", server_default="")
    due_time: Mapped[DueTimeRule] = mapped_column(Code(DueTimeRule), default=DueTimeRule.SAME_TIME)
    off_hours: Mapped[OffHoursRule] = mapped_column(
        Code(OffHoursRule),
        default=OffHoursRule.DAY_OF_RECEIPT,
        server_default=OffHoursRule.DAY_OF_RECEIPT.value,
    )
    lateness: Mapped[LatenessRule] = mapped_column(
        Code(LatenessRule),
        default=LatenessRule.BY_UNIT,
        server_default=LatenessRule.BY_UNIT.value,
    )
    gives_rating_slips: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_demo: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))


class Counter(Base):
    """A desk of a one-stop office."""

    __tablename__ = "counters"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(100))
    is_active: Mapped[bool] = mapped_column(default=True)


class WorkingSpan(Base):
    """One span of a unit's working hours on a weekday (Monday is 0)."""

    __tablename__ = "working_spans"
    __table_args__ = (UniqueConstraint("unit_id", "weekday", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    weekday: Mapped[int]
    start: Mapped[time]
    end: Mapped[time]


class CalendarDay(Base):
    """A day that departs from the ordinary week, and the decision that says so."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(Code(DayKind))
    reason: Mapped[str] = mapped_column(String(200))
    decision: Mapped[str] = mapped_column(String(100), default="")


class CalendarYear(Base):
    """A year whose days off the yearly notice has confirmed."""

    __tablename__ = "calendar_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    decision: Mapped[str] = mapped_column(String(100), default="")


Index("ix_units_kind", Unit.kind)


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
