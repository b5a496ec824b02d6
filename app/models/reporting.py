"""What people add to a period's report: remarks under its sections, and the tasks that follow."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.reports import RemarkPlace, ReportSection


class ReportRemark(Base):
    """An officer's own words in one section of a period's report.

    Never changed: the newest row of its period, section and place holds, an empty one ends it.
    `period` is the period's code: 2019-Q2, 2019-H1, 2019.
    """

    __tablename__ = "report_remarks"
    __table_args__ = (Index("ix_report_remarks_period", "unit_id", "period", "section", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    period: Mapped[str] = mapped_column(String(32))
    section: Mapped[ReportSection] = mapped_column(Code(ReportSection))
    place: Mapped[RemarkPlace] = mapped_column(Code(RemarkPlace))
    text: Mapped[str] = mapped_column(Text)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))


class ReportTask(Base):
    """A task set for a period (`period`: its code); one that is taken back keeps its row."""

    __tablename__ = "report_tasks"
    __table_args__ = (Index("ix_report_tasks_period", "unit_id", "period", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    period: Mapped[str] = mapped_column(String(32))
    ordinal: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(300), default="")
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
