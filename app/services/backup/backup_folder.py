"""A folder of backups: what lies there, a second copy of it elsewhere, and what is thinned away."""

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.clock import local_date, to_local
from app.errors import StoreError
from app.paths import make_private_folder, sync_folder
from app.services.backup.packing import header_of, told_of
from app.services.backup.records import BackupHeader
from app.services.backup.sealed import SUFFIX

# Which backups are kept: all of the last day, then one a day, a week, a month.

ALL_FOR: Final = timedelta(days=1)
DAYS_KEPT: Final = 12
WEEKS_KEPT: Final = 10
MONTHS_KEPT: Final = 9


def kept(made: Sequence[datetime], now: datetime) -> frozenset[datetime]:
    """Return which of the good backups `made` stay: never without the newest.

    All of the last 24 hours stay; of the older ones the newest of each of the last 12 days, 10
    weeks and 9 months that have any (days, weeks and months of the office's calendar).
    """
    newest_first = sorted(set(made), reverse=True)
    staying = set(newest_first[:1])
    staying |= {at for at in newest_first if at > now - ALL_FOR}
    older = [at for at in newest_first if at <= now - ALL_FOR]
    for count, period in (
        (DAYS_KEPT, _day),
        (WEEKS_KEPT, _week),
        (MONTHS_KEPT, _month),
    ):
        staying |= set(_newest_of_each(older, period)[:count])
    return frozenset(staying)


def kept_in_need(made: Sequence[datetime]) -> frozenset[datetime]:
    """Return which stay when the disk is full: the newest, and each second of the others."""
    newest_first = sorted(set(made), reverse=True)
    return frozenset(newest_first[:1] + newest_first[2::2])


def _newest_of_each(
    newest_first: Sequence[datetime], period: Callable[[datetime], Hashable]
) -> list[datetime]:
    seen: dict[Hashable, datetime] = {}
    for at in newest_first:
        seen.setdefault(period(at), at)
    return list(seen.values())


def _day(at: datetime) -> Hashable:
    return local_date(at)


def _week(at: datetime) -> Hashable:
    return local_date(at).isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    day = local_date(at)
    return day.year, day.month


_UNSAFE: Final = re.compile(r"[^0-9A-Za-z._-]+")
_BLOCK: Final = 1024 * 1024
_DRAFT: Final = ".draft"


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup that lies in a folder."""

    path: Path
    header: BackupHeader


class BackupFolder:
    """The backups of one office in one folder; files of others are left alone."""

    def __init__(self, folder: Path, unit_code: str) -> None:
        self.folder = folder
        self._unit_code = unit_code

    def make(self) -> None:
        """Create the folder. Raises StoreError."""
        with told_of(self.folder):
            make_private_folder(self.folder)

    def name_for(self, made_at: datetime) -> Path:
        """Return a free name for a backup made at `made_at`."""
        stem = f"{_UNSAFE.sub('_', self._unit_code)}-{to_local(made_at):%Y%m%d-%H%M%S}"
        path, number = self.folder / f"{stem}{SUFFIX}", 1
        while path.exists():
            number += 1
            path = self.folder / f"{stem}-{number}{SUFFIX}"
        return path

    def found(self) -> list[FoundBackup]:
        """Return this office's backups that lie here, newest first; what cannot be read is not."""
        here = []
        for path in self.folder.glob(f"*{SUFFIX}"):
            try:
                header = header_of(path)
            except StoreError:
                continue
            if header.unit_code == self._unit_code:
                here.append(FoundBackup(path, header))
        return sorted(here, key=lambda one: one.header.made_at, reverse=True)

    def thin(self, now: datetime) -> datetime:
        """Take away what age allows; return when the oldest that stays was made. Raises OSError."""
        here = self.found()
        self._keep_only(here, kept([one.header.made_at for one in here], now))
        return min((one.header.made_at for one in here if one.path.exists()), default=now)

    def thin_in_need(self) -> bool:
        """Take every second backup away because the disk is full; say whether there was any."""
        here = self.found()
        staying = kept_in_need([one.header.made_at for one in here])
        self._keep_only(here, staying)
        return len(here) > len(staying)

    def copy_in(self, source: Path, sha256: str) -> None:
        """Copy a finished backup into this folder and read it back. Raises StoreError."""
        self.make()
        path = self.folder / source.name
        draft = draft_of(path)
        try:
            with told_of(self.folder):
                _copy(source, draft)
                if _sha256(draft) != sha256:
                    raise StoreError(
                        f"Bản sao trong {self.folder} không giống bản gốc. Hãy kiểm tra ổ đĩa đó."
                    )
                draft.replace(path)
                sync_folder(self.folder)
        finally:
            remove_quietly(draft)

    @staticmethod
    def _keep_only(here: Collection[FoundBackup], staying: Collection[datetime]) -> None:
        for one in here:
            if one.header.made_at not in staying:
                one.path.unlink(missing_ok=True)


def draft_of(path: Path) -> Path:
    """Return the name a file has until it is whole and proved."""
    return path.with_name(f".{path.name}{_DRAFT}")


def remove_quietly(path: Path) -> None:
    """Take a draft away; one that stays does no harm."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _copy(source: Path, draft: Path) -> None:
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out, source.open("rb") as content:
        while block := content.read(_BLOCK):
            out.write(block)
        out.flush()
        os.fsync(out.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
