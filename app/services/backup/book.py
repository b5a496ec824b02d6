"""Which backups were made and which failed, in the store itself: the age all desks see."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database, lock_office
from app.models.log import LogEntry
from app.models.safekeeping import Backup
from app.services.backup.records import BackupMade, BackupRow, BackupState, Worry
from app.wording.texts import moment_text, time_text

EVERY: Final = timedelta(minutes=30)
"""How long after the last backup the next one is due, where something changed."""
SOME_AFTER: Final = timedelta(hours=4)
GREAT_AFTER: Final = timedelta(days=1)
_COMING_AND_GOING: Final = (
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "session_locked",
    "session_unlocked",
)
_LISTED: Final = 200
_ERROR: Final = 1000


class BackupBook:
    """The rows of `backups` of one office."""

    def __init__(self, database: Database, office_id: int, station: str) -> None:
        self._database = database
        self._office_id = office_id
        self._station = station

    def add(self, made: BackupMade, sha256: str, verified_at: datetime) -> None:
        """Write that a backup counts. Raises StoreError."""
        header = made.header
        row = Backup(
            unit_id=self._office_id,
            station=self._station,
            made_at=header.made_at,
            path=str(made.path),
            size=made.size,
            sha256=sha256,
            log_seq=header.log_seq,
            chain_head=header.chain_head,
            dossier_count=header.dossier_count,
            verified_at=verified_at,
            error=made.problem[:_ERROR],
        )
        self._put(row)

    def add_failed(self, path: Path, at: datetime, error: str) -> None:
        """Write that there was to be a backup and there is none. Raises StoreError."""
        row = Backup(
            unit_id=self._office_id,
            station=self._station,
            made_at=at,
            path=str(path),
            size=0,
            sha256="",
            log_seq=0,
            chain_head="",
            dossier_count=0,
            verified_at=None,
            error=error[:_ERROR],
        )
        self._put(row)

    def is_due(self, now: datetime, *, at_close: bool = False) -> bool:
        """Say whether a backup is to be made: work was done since the last, half an hour ago.

        `at_close` does not wait for the half hour. One that failed is tried again after as long.
        """
        with self._database.read() as session:
            last, good = self._last(session), self._last(session, is_good=True)
            is_failed = last is not None and last.verified_at is None
            age = None if last is None else now - last.made_at
            is_fresh = age is not None and timedelta() <= age < EVERY
            if is_fresh and (is_failed or not at_close):
                return False
            if good is None or now - good.made_at >= GREAT_AFTER:
                return True
            worked = session.execute(
                select(LogEntry.seq)
                .where(
                    LogEntry.unit_id == self._office_id,
                    LogEntry.seq > good.log_seq,
                    LogEntry.act.not_in(_COMING_AND_GOING),
                )
                .limit(1)
            )
            return worked.first() is not None

    def state(self, now: datetime) -> BackupState:
        """Say how old the last good backup is and what went wrong since."""
        with self._database.read() as session:
            last, good = self._last(session), self._last(session, is_good=True)
            begun = session.execute(
                select(LogEntry.entered_at)
                .where(LogEntry.unit_id == self._office_id)
                .order_by(LogEntry.seq)
                .limit(1)
            ).scalar()
        problem = last.error if last is not None else ""
        if good is None:
            age = timedelta() if begun is None else now - begun
            worry = Worry.GREAT if age >= GREAT_AFTER else Worry.SOME
            said = "Chưa có bản sao lưu"
            return BackupState(last_good_at=None, said=said, worry=worry, problem=problem)
        age = now - good.made_at
        worry = Worry.SOME if age >= SOME_AFTER or problem else Worry.NONE
        worry = Worry.GREAT if age >= GREAT_AFTER else worry
        said = f"Sao lưu {age_text(good.made_at, now)}"
        return BackupState(last_good_at=good.made_at, said=said, worry=worry, problem=problem)

    def rows(self) -> Sequence[BackupRow]:
        """Return the newest backups, good and failed, newest first."""
        with self._database.read() as session:
            found = session.execute(
                select(Backup)
                .where(Backup.unit_id == self._office_id)
                .order_by(Backup.id.desc())
                .limit(_LISTED)
            ).scalars()
            rows = list(found)
        return [self._row(row) for row in rows]

    def _row(self, row: Backup) -> BackupRow:
        path = Path(row.path)
        return BackupRow(
            made_at=row.made_at,
            station=row.station,
            path=path,
            size=row.size,
            dossier_count=row.dossier_count,
            log_seq=row.log_seq,
            is_good=row.verified_at is not None,
            error=row.error,
            is_here=row.station == self._station and row.verified_at is not None and path.exists(),
        )

    def _last(self, session: Session, *, is_good: bool = False) -> Backup | None:
        wanted = select(Backup).where(Backup.unit_id == self._office_id)
        if is_good:
            wanted = wanted.where(Backup.verified_at.is_not(None))
        # Not by its time: a clock that once ran ahead would hide every backup made since.
        newest = wanted.order_by(Backup.id.desc()).limit(1)
        return session.execute(newest).scalar()

    def _put(self, row: Backup) -> None:
        with self._database.write() as session:
            lock_office(session, self._office_id)
            session.add(row)


def checked_text(database: Database, now: datetime) -> str:
    """Return when the last full check of the store's file began; "" for a shared store."""
    if database.page_check is None:
        return ""
    whole_at = database.page_check.whole_at
    if whole_at is None:
        return "Tự kiểm tra toàn bộ tệp kho: chưa xong."
    return f"Tự kiểm tra toàn bộ tệp kho: {age_text(whole_at, now)}, nguyên vẹn."


def age_text(at: datetime, now: datetime) -> str:
    """Return when it was done, short: the time today, else how long ago and when."""
    age = now - at
    if age >= GREAT_AFTER:
        return f"{age // timedelta(days=1)} ngày trước ({moment_text(at)})"
    return f"lúc {time_text(at)}" if age < SOME_AFTER else f"{age // timedelta(hours=1)} giờ trước"
