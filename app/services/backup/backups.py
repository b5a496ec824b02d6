"""Backups of the open store: made now or when due, listed, tried out, weighed by their age."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.models.claims import claimed
from app.models.people import Officer
from app.services.access.approvals import take_approval
from app.services.backup.book import BackupBook, checked_text
from app.services.backup.making import BackupKit, BackupMaker
from app.services.backup.people import WhoRestores, approved_before
from app.services.backup.records import (
    BackupLook,
    BackupMade,
    BackupRow,
    BackupState,
    BackupTried,
    Progress,
    no_progress,
)
from app.services.backup.restoring import Restorer
from app.services.forms.signing import Station
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import GuardedAct

# Beside the offices' locks, whose numbers are small.
_DUE_BACKUP: Final = 0x4D43424B


class Backups:
    """What is done about backups over an open store.

    The program makes the due ones by itself, whoever is signed in or nobody: that asks for no
    right. All calls but `state` and `is_due` may take many seconds.
    """

    def __init__(
        self,
        transactions: Transactions,
        station: Station,
        *,
        kit: BackupKit,
        restorer: Restorer,
    ) -> None:
        self._database, self._clock = station.database, station.clock
        self._tx = transactions
        self._office_id = station.office_id
        self._book = BackupBook(self._database, station.office_id, station.name)
        self._maker = BackupMaker(self._database, station.clock, self._book, kit)
        self._restorer = restorer

    def state(self) -> BackupState:
        """Return how old the last good backup is; everybody may know. Raises StoreError."""
        now = self._clock.now()
        return replace(self._book.state(now), checked=checked_text(self._database, now))

    def is_due(self, *, at_close: bool = False) -> bool:
        """Say whether the program is to make a backup now, or as it closes. Raises StoreError."""
        return self._book.is_due(self._clock.now(), at_close=at_close)

    def make_due(
        self, progress: Progress = no_progress, *, at_close: bool = False
    ) -> BackupMade | None:
        """Make a backup where one is due; of the desks of a shared store one does it for all.

        Raises StoreError, BackupStoppedError.
        """
        with claimed(self._database, _DUE_BACKUP) as is_ours:
            if is_ours and self.is_due(at_close=at_close):
                return self.make(progress=progress)
        return None

    def make(self, target: Path | None = None, progress: Progress = no_progress) -> BackupMade:
        """Make a backup in the chosen folder, or as the new file `target`.

        It counts once it was restored elsewhere and found whole. Raises StoreError,
        BackupStoppedError.
        """
        return self._maker.make(self._office_id, target, progress)

    def rows(self, actor: Actor) -> Sequence[BackupRow]:
        """Return the newest backups, good and failed. Raises NotAllowedError."""
        with self._tx.read(actor, Right.SAFEGUARD):
            pass
        return self._book.rows()

    def look(self, actor: Actor, source: Path) -> BackupLook:
        """Return what a file says of itself. Raises NotAllowedError, BackupRefusedError."""
        with self._tx.read(actor, Right.SAFEGUARD):
            pass
        return self._restorer.look(source)

    def try_out(self, actor: Actor, source: Path, progress: Progress = no_progress) -> BackupTried:
        """Restore a backup into a temporary place and find it whole; nothing of it is left.

        Raises NotAllowedError, BackupRefusedError, StoreError, BackupStoppedError.
        """
        with self._tx.read(actor, Right.SAFEGUARD):
            pass
        return self._restorer.try_out(source, progress)

    def begin_restore(self, actor: Actor, source: Path, approval_id: int) -> WhoRestores:
        """Write into the store that is to be replaced who replaces it, and by which backup.

        Returns what tells the restorer. Raises NotAllowedError, BackupRefusedError.
        """
        header = self._restorer.look(source).header
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            approved = take_approval(work, approval_id, GuardedAct.RESTORE, restore_subject(source))
            second = work.session.get_one(Officer, approved.approved_by).login
            facts = {
                "backup_made_at": header.made_at.isoformat(),
                "backup_log_seq": header.log_seq,
                "second": second,
            }
            work.log("restore_begun", facts)
        return approved_before(actor.login, second, actor.station)


def restore_subject(source: Path) -> str:
    """Return what a second person approves: the file by its name."""
    return source.name[-200:]
