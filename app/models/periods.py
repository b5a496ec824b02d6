"""Report periods: their cut-off days, their locks, what was entered too late for one, and why late.

What other units send of their locked periods is here too, and which are to send.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, Salted, UtcDateTime, partial_index
from app.vocabulary.reports import LateReason, RemarkPlace, ReportSection

_IN_FORCE = text("reopened_at IS NULL")
_NEWEST = text("replaced_at IS NULL")


class ReportCutoff(Base):
    """From `from_day` on the office's quarters end on that day of their last month (0: its end)."""

    __tablename__ = "report_cutoffs"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    from_day: Mapped[date] = mapped_column(primary_key=True)
    day: Mapped[int]


class PeriodLock(Base):
    """One lock of a report period; a period opened again keeps it and gets another `ordinal`.

    `figures` is what was frozen, as JSON; `signature` (Ed25519, hex) covers unit, period, ordinal,
    figures, `log_seq` and `chain_head` by the key `key_id`. `end_at` is the end of the last day:
    what an entry after `log_seq` says of the time before it counts from there.
    """

    __tablename__ = "period_locks"
    __table_args__ = (
        UniqueConstraint("unit_id", "key", "ordinal"),
        partial_index(
            "uq_period_locks_in_force",
            "unit_id",
            "key",
            unique=True,
            where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    key: Mapped[str] = mapped_column(String(32))
    ordinal: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    end_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    figures: Mapped[str] = mapped_column(Text)
    log_seq: Mapped[int]
    chain_head: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[int]
    signature: Mapped[str] = mapped_column(String(128))
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reopened_with: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reopen_reason: Mapped[str] = mapped_column(Text, default="")


class LateEntry(Base):
    """A log entry about a dossier whose moment lay in a period that was locked when it came."""

    __tablename__ = "late_entries"
    __table_args__ = (Index("ix_late_entries_dossier", "unit_id", "dossier_id"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DossierLateReason(Salted, Base):
    """Why a dossier is late, as somebody judged it; the newest of a dossier holds."""

    __tablename__ = "late_reasons"
    __table_args__ = (Index("ix_late_reasons_dossier", "dossier_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossiers.id"))
    reason: Mapped[LateReason] = mapped_column(Code(LateReason))
    note: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))


class UnitReport(Base):
    """A locked period of another unit, taken in from its signed file.

    `sha256` names the file under the data folder; `ordinal` is the sender's count of its locks. One
    that a later lock of the same period replaced stays, with when.
    """

    __tablename__ = "unit_reports"
    __table_args__ = (
        UniqueConstraint("unit_id", "peer_id", "key", "ordinal"),
        partial_index(
            "uq_unit_reports_newest",
            "unit_id",
            "peer_id",
            "key",
            unique=True,
            where=_NEWEST,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    peer_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    key: Mapped[str] = mapped_column(String(32))
    ordinal: Mapped[int]
    uid: Mapped[str] = mapped_column(String(36))
    figures: Mapped[str] = mapped_column(Text)
    locked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sha256: Mapped[str] = mapped_column(String(64))
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RefusedReport(Base):
    """A file that was not taken in, why, and which unit it says it is of where that is known."""

    __tablename__ = "refused_reports"
    __table_args__ = (Index("ix_refused_reports_period", "unit_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    peer_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    key: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(255))
    reason: Mapped[str] = mapped_column(Text)
    refused_at: Mapped[datetime] = mapped_column(UtcDateTime)
    refused_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))


class ExpectedUnit(Base):
    """A unit that is to send its periods here, whether its key is known or not.

    `code` is what it calls itself. It is expected for the periods that end from `from_day` to
    `until_day`, both counted. The newest row of a code holds; one that is not listed takes the code
    off the list.
    """

    __tablename__ = "expected_units"
    __table_args__ = (Index("ix_expected_units_code", "unit_id", "code", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(300))
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    is_listed: Mapped[bool]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))


class DayClosing(Base):
    """One closing of a day; a day that was opened again keeps it and gets another `ordinal`.

    `figures` is the day's summary as JSON; `signature` (Ed25519, hex) covers unit, day, ordinal,
    figures, `log_seq` and `chain_head` by the key `key_id`. `confirmed_at` is when the printed
    sheet was scanned at the next opening.
    """

    __tablename__ = "day_closings"
    __table_args__ = (
        UniqueConstraint("unit_id", "day", "ordinal"),
        partial_index(
            "uq_day_closings_in_force",
            "unit_id",
            "day",
            unique=True,
            where=_IN_FORCE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    day: Mapped[date]
    ordinal: Mapped[int]
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    figures: Mapped[str] = mapped_column(Text)
    log_seq: Mapped[int]
    chain_head: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[int]
    signature: Mapped[str] = mapped_column(String(128))
    form_id: Mapped[int | None] = mapped_column(ForeignKey("issued_forms.id"))
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reopened_with: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reopen_reason: Mapped[str] = mapped_column(Text, default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


# What people add to a period's report: remarks under its sections, and the tasks that follow.


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
