"""What the evaluation has to be told of a procedure or a period: it follows from no dossier."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime, partial_index
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity, ToldKind

_IN_FORCE = text("ended_at IS NULL")


class ProcedureFact(Base):
    """How a procedure was done and made public at an office from one day to another.

    `valid_to` is the last day, empty while nothing newer was noted. A row that was corrected is
    ended, with when and by whom, and counts for no day.
    """

    __tablename__ = "procedure_facts"
    __table_args__ = (
        partial_index(
            "uq_procedure_facts_from",
            "unit_id",
            "procedure_id",
            "valid_from",
            unique=True,
            where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedures.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    one_stop_work: Mapped[OneStopWork] = mapped_column(Code(OneStopWork))
    publicity: Mapped[Publicity] = mapped_column(Code(Publicity))
    online_level: Mapped[OnlineLevel] = mapped_column(Code(OnlineLevel))
    note: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class ToldFigure(Base):
    """A ratio of QĐ 766/QĐ-TTg that another system counted for [first_day, last_day].

    `part` of `whole` dossiers, and where that is written. A row that was corrected or taken back is
    ended, with when and by whom.
    """

    __tablename__ = "told_figures"
    __table_args__ = (
        partial_index(
            "uq_told_figures_days",
            "unit_id",
            "kind",
            "first_day",
            "last_day",
            unique=True,
            where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[ToldKind] = mapped_column(Code(ToldKind))
    first_day: Mapped[date]
    last_day: Mapped[date]
    part: Mapped[int]
    whole: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
