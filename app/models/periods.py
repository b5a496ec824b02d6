"""Report periods: their cut-off days, their locks, what was entered too late for one, and why late.

What other units send of their locked periods is here too, and which are to send.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Code, UtcDateTime
from app.vocabulary.periods import LateReason

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
        Index(
            "uq_period_locks_in_force",
            "unit_id",
            "key",
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
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


class DossierLateReason(Base):
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
        Index(
            "uq_unit_reports_newest",
            "unit_id",
            "peer_id",
            "key",
            unique=True,
            sqlite_where=_NEWEST,
            postgresql_where=_NEWEST,
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
