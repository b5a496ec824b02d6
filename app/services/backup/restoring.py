"""Putting a backup back: opened, proved, continued above what was lost, then put in place."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.clock import Clock
from app.errors import InvalidInputError, StoreError, StoreKeyError
from app.models import migrating
from app.models.copying import copy_rows, is_empty, opened_copy
from app.models.database import APPLICATION_ID, Database, lock_office
from app.models.safekeeping import LostNumbers
from app.models.store import make_store_folder, open_postgresql, open_sqlite
from app.models.store_freshness import expect, standing_of, watch
from app.models.store_key import StoreKey, key_id_of
from app.models.watermark import LOG_BOOK, Restoration, Watermark, restorations
from app.paths import STORE_NAME
from app.services.backup.copies import work_folder
from app.services.backup.file_mirror import SideFiles, put_back_beside
from app.services.backup.making import prove_file
from app.services.backup.packing import Unpacked, header_of
from app.services.backup.people import Restorers, WhoRestores
from app.services.backup.records import (
    BackupHeader,
    BackupLook,
    BackupRefusedError,
    BackupTried,
    Progress,
    Restored,
    no_progress,
)
from app.services.backup.store_replacing import (
    guessed,
    put_in_place,
    require_unused,
    same_store,
    seen_before,
)
from app.services.files.folder import FileFolder
from app.services.ledger.after_restore import continue_after
from app.services.safekeeping.keystore import KeyStore
from app.services.safekeeping.sealing import FileSeal
from app.services.safekeeping.secret import OfficeSecret, Secrets
from app.text import short_id

_RESTORED: Final = "restored.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePlace:
    """Where a store is put back: the data folder, or the empty shared store at `url`.

    `files` is the folder of its scans, `mirrors` are further folders whose sealed attachments may
    be used.
    """

    data: Path
    url: str
    high_water: Path
    secrets: Secrets
    keystore: KeyStore
    files: Path
    mirrors: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Continued:
    log_seq: int
    told: Restoration
    lost_numbers: int
    is_guessed: bool


class Restorer:
    """Looks into backups, tries them out and puts one back.

    `sheet` is the secret from a recovery sheet, for a machine that does not hold it.
    """

    def __init__(
        self, clock: Clock, place: RestorePlace, sheet: OfficeSecret | None = None
    ) -> None:
        self._clock = clock
        self._place = place
        self._sheet = sheet

    def look(self, source: Path) -> BackupLook:
        """Return what a backup says of itself. Raises BackupRefusedError, StoreError.

        It is not opened: whether it is whole shows when it is tried.
        """
        header = readable_header(source)
        has_secret = header.secret_id in self._place.secrets.all()
        return BackupLook(path=source, header=header, has_secret=has_secret)

    def try_out(self, source: Path, progress: Progress = no_progress) -> BackupTried:
        """Restore a backup into a temporary place, find it whole, and leave nothing of it.

        Raises BackupRefusedError, StoreError, BackupStoppedError.
        """
        begun = perf_counter()
        header = readable_header(source)
        secret = self._secret(header)
        make_store_folder(self._place.data)
        with work_folder(self._place.data) as folder:
            tried = prove_file(source, folder / _RESTORED, secret, progress)
        beside = SideFiles.around(source, self._place.mirrors, secret.for_backup())
        wanted = [mark.sha256 for mark in tried.manifest.files]
        missing = sum(1 for sha256 in wanted if not beside.has(sha256))
        return BackupTried(
            header=header,
            seconds=perf_counter() - begun,
            files_checked=len(wanted),
            files_missing=missing,
        )

    def restore(
        self,
        source: Path,
        who: WhoRestores,
        *,
        is_newest: bool = False,
        progress: Progress = no_progress,
    ) -> Restored:
        """Put the backup in place of the data folder's store, or into the empty shared one.

        The store that was there is kept aside. Its series go on above all that this machine has
        seen of it; where nothing here tells of it, numbers are passed over, unless somebody
        answers for it that nothing was entered after this backup (`is_newest`). Raises UserError;
        the store in place is untouched then.
        """
        begun = perf_counter()
        place = self._place
        header = readable_header(source)
        secret = self._secret(header)
        make_store_folder(place.data)
        self._require_unused()
        with work_folder(place.data) as folder:
            unpacked = prove_file(source, folder / _RESTORED, secret, progress)
            with opened_copy(unpacked.store, secret.for_store()) as copy:
                continued = self._continue(copy, unpacked, who, is_newest=is_newest)
                kept = self._keep_secret(secret)
                files = FileFolder(place.files, FileSeal.of(copy, self._clock))
                back = put_back_beside(
                    source,
                    unpacked,
                    kept,
                    data=place.data,
                    keystore=place.keystore,
                    files=files,
                    mirrors=place.mirrors,
                    is_local=not place.url,
                )
            aside = self._put(unpacked, secret)
        self._open_once(secret)
        return Restored(
            header=header,
            seconds=perf_counter() - begun,
            log_seq=continued.log_seq,
            lost_from=continued.told.lost_from,
            lost_to=continued.told.lost_to,
            lost_numbers=continued.lost_numbers,
            is_guessed=continued.is_guessed,
            kept_aside=aside,
            files_back=back.files_back,
            files_missing=back.files_missing,
        )

    def _secret(self, header: BackupHeader) -> OfficeSecret:
        if self._sheet is not None:
            if self._sheet.secret_id == header.secret_id:
                return self._sheet
            raise InvalidInputError(
                "digits",
                f"Phiếu khôi phục này là của khóa {short_id(self._sheet.secret_id)}, còn bản sao "
                f"lưu cần khóa {short_id(header.secret_id)}. Hãy lấy đúng phiếu.",
            )
        found = self._place.secrets.all().get(header.secret_id)
        if found is None:
            raise BackupRefusedError(
                f"Bản sao lưu này cần khóa {short_id(header.secret_id)} mà máy này không giữ. Hãy "
                "nhập phiếu khôi phục mang mã khóa đó."
            )
        return found

    def _keep_secret(self, secret: OfficeSecret) -> OfficeSecret:
        """Let this machine hold the secret, and use it where it had no store of its own."""
        secrets = self._place.secrets
        kept = secrets.adopt(secret.raw)
        if not (self._place.data / STORE_NAME).exists():
            secrets.use(kept.secret_id)
        return kept

    def _continue(
        self, copy: Database, unpacked: Unpacked, who: WhoRestores, *, is_newest: bool
    ) -> _Continued:
        """Ask who restores, and let the copy go on above what was lost."""
        with self._old() as old:
            if old is not None and not same_store(copy, old):
                raise BackupRefusedError(
                    "Bản sao lưu này là của kho khác, không phải của kho đang có trong thư mục "
                    f"{self._place.data}. Hãy khôi phục vào một thư mục khác (--to)."
                )
            people = who(copy)
            seen = seen_before(copy, self._place.high_water, old)
        is_guessed = seen is None and not is_newest
        with copy.write() as session:
            lock_office(session, people.actor.office_id)
            now = self._clock.now()
            if seen is None:
                seen = guessed(session, unpacked.header.made_at, now) if is_guessed else Watermark()
            facts = _facts(unpacked.header, people, is_guessed=is_guessed)
            mark = continue_after(session, people.actor, seen, now, facts)
        with copy.read() as session:
            left = standing_of(session, seen, frozenset({mark.head.hex()}))
            if left.shortfall:
                raise StoreError(left.shortfall)
            told = next(
                one
                for one in restorations(session)
                if (one.office, one.seq) == (people.actor.office_id, mark.seq)
            )
            lost = session.execute(
                select(func.sum(LostNumbers.last - LostNumbers.first + 1)).where(
                    LostNumbers.log_seq == mark.seq, LostNumbers.book != LOG_BOOK
                )
            ).scalar()
            expect(session, self._place.high_water, mark.head.hex())
        return _Continued(mark.seq, told, int(lost or 0), is_guessed)

    @contextmanager
    def _old(self) -> Generator[Database | None]:
        """Open the store that is replaced, as it is; None where there is none that can be read."""
        path = self._place.data / STORE_NAME
        if self._place.url or not path.exists() or path.stat().st_size == 0:
            yield None
            return
        with ExitStack() as stack:
            old = None
            with suppress(OSError, StoreKeyError):
                old = stack.enter_context(opened_copy(path, self._old_key()))
            yield old if old is not None and _can_be_read(old) else None

    def _require_unused(self) -> None:
        if not self._place.url:
            require_unused(self._place.data / STORE_NAME, self._old_key())

    def _old_key(self) -> StoreKey | None:
        """Return the key of the store in place; None where it has none, or none is to be had."""
        try:
            found = self._place.secrets.find(key_id_of(self._place.data / STORE_NAME))
        except (OSError, StoreError):
            return None
        return None if found is None else found.for_store()

    def _put(self, unpacked: Unpacked, secret: OfficeSecret) -> Path | None:
        place = self._place
        self._require_unused()
        if not place.url:
            return put_in_place(unpacked.store, place.data, self._clock.now())
        server = open_postgresql(place.url)
        try:
            if not is_empty(server):
                raise StoreError(
                    "Kho dùng chung ở địa chỉ này đã có dữ liệu. Hãy tạo một cơ sở dữ liệu mới, "
                    "trống trên máy chủ rồi khôi phục vào đó; kho cũ để nguyên."
                )
            with opened_copy(unpacked.store, secret.for_store()) as copy:
                copy_rows(copy, server)
        finally:
            server.close()
        return None

    def _open_once(self, secret: OfficeSecret) -> None:
        """Open what was put back as the program does; the high-water record follows it."""
        place = self._place
        if place.url:
            database = open_postgresql(place.url)
        else:
            database = open_sqlite(place.data / STORE_NAME, secret.for_store())
        try:
            watch(database, place.high_water)
        finally:
            database.close()


def readable_header(source: Path) -> BackupHeader:
    """Return the head of a backup this program can read. Raises BackupRefusedError, StoreError."""
    header = header_of(source)
    if header.revision not in migrating.known_revisions():
        raise BackupRefusedError(
            f"Bản sao lưu này do phiên bản mới hơn ({header.program_version}) của chương trình tạo "
            "ra. Hãy cập nhật chương trình rồi làm lại."
        )
    return header


def _can_be_read(old: Database) -> bool:
    with suppress(StoreError, DBAPIError):
        with old.engine.connect() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            connection.exec_driver_sql("SELECT hash FROM log_entries LIMIT 1").first()
        is_current = migrating.current_revision(old.engine) == migrating.newest_revision()
        return bool(mark == APPLICATION_ID) and is_current
    return False


def _facts(header: BackupHeader, people: Restorers, *, is_guessed: bool) -> dict[str, object]:
    return {
        "backup_made_at": header.made_at.isoformat(),
        "backup_log_seq": header.log_seq,
        "second": people.second,
        "is_guessed": is_guessed,
    }
