"""Making a backup: copied at one instant, sealed, restored elsewhere; whole, it counts."""

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import monotonic, perf_counter
from typing import Final

from sqlalchemy.orm import Session

from app import __version__
from app.clock import Clock
from app.errors import StoreError
from app.models.copying import opened_copy
from app.models.database import Database
from app.paths import sync_folder
from app.services.backup.backup_folder import BackupFolder, draft_of, remove_quietly
from app.services.backup.beside import keep_beside
from app.services.backup.book import BackupBook
from app.services.backup.copies import (
    clear_work_folders,
    describe,
    new_salt,
    prove,
    take_copy,
    work_folder,
)
from app.services.backup.packing import Packed, Unpacked, pack, told_of, unpack
from app.services.backup.records import (
    CHECKING,
    BackupHeader,
    BackupMade,
    BackupStoppedError,
    Manifest,
    Progress,
    no_progress,
)
from app.services.backup.sealed import SALT_BYTES
from app.services.files.folder import FileFolder
from app.services.forms.keys import KEPT
from app.services.safekeeping.keystore import KeyStore
from app.services.safekeeping.secret import OfficeSecret, Secrets
from app.services.store_files import FileReading
from app.settings import SettingsFile

# Where this machine's backups lie.

BACKUPS_FOLDER: Final = "backups"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlaces:
    """Where this machine's backups lie; `second` is None where no second folder is chosen."""

    main: Path
    second: Path | None


def backup_places(data: Path) -> BackupPlaces:
    """Return where this machine's backups lie, as the settings are now. Raises StoreError."""
    settings = SettingsFile(data).load()
    second = settings.backup_second_folder
    return BackupPlaces(
        main=data / (settings.backup_folder or BACKUPS_FOLDER),
        second=data / second if second else None,
    )


CHECKING_STORE: Final = "Đang kiểm tra kho"
CHECKING_FILES: Final = "Đang kiểm tra tệp"
COPYING: Final = "Đang chép kho"
SEALING: Final = "Đang mã hóa"
OPENING: Final = "Đang phục hồi thử"
_PLAIN: Final = b"SQLite format 3\x00"
_LEFT_BEHIND_AFTER: Final = timedelta(hours=12)
_RESTORED: Final = "restored.db"
READING_FILES_S: Final = 30.0
_NAMED_FILES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupKit:
    """What belongs to this machine and goes into a backup, and where backups go.

    `places` and `settings` (the text of the settings file) are asked at each backup;
    `file_problems` reads the files that the store names and says which is missing or replaced.
    """

    data: Path
    secrets: Secrets
    keystore: KeyStore
    files: FileFolder
    file_problems: Callable[[Session, FileReading], Iterator[str]]
    places: Callable[[], BackupPlaces]
    settings: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Content:
    header: BackupHeader
    manifest: Manifest
    store: Path


class BackupMaker:
    """Makes backups of one store, one after another, on whichever thread asks."""

    def __init__(self, database: Database, clock: Clock, book: BackupBook, kit: BackupKit) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._kit = kit
        self._whole: set[int] = set()

    def make(
        self, office_id: int, target: Path | None = None, progress: Progress = no_progress
    ) -> BackupMade:
        """Make a backup in the chosen folder, or as the new file `target`, and prove it.

        Registration goes on meanwhile. What fails is written down, and nothing is left of it.
        Raises StoreError, BackupRefusedError for one that its proof refuses, BackupStoppedError.
        """
        at = self._clock.now()
        clear_work_folders(self._kit.data, (at - _LEFT_BEHIND_AFTER).timestamp())
        try:
            return self._make(office_id, target, progress)
        except BackupStoppedError:
            raise
        except StoreError as fault:
            where = self._kit.places().main if target is None else target
            self._book.add_failed(where, at, fault.message)
            raise

    def _make(self, office_id: int, target: Path | None, progress: Progress) -> BackupMade:
        self._require_whole(progress)
        secret = self._secret()
        begun = perf_counter()
        with work_folder(self._kit.data) as folder:
            progress(COPYING, 0.0)
            content = self._copied(office_id, folder, secret)
            copied_at = perf_counter()
            shelf = BackupFolder(self._kit.places().main, content.header.unit_code)
            path = _named(shelf, target, content.header)
            draft = draft_of(path)
            remove_quietly(draft)
            try:
                packed = _packed(draft, secret, content, shelf, progress)
                content.store.unlink()
                sealed_at = perf_counter()
                prove_file(draft, folder / _RESTORED, secret, progress)
                with told_of(path):
                    draft.replace(path)
                    sync_folder(path.parent)
            finally:
                remove_quietly(draft)
        made = BackupMade(
            path=path,
            size=packed.size,
            header=content.header,
            copy_seconds=copied_at - begun,
            seal_seconds=sealed_at - copied_at,
            check_seconds=perf_counter() - sealed_at,
            missing_files=0,
            problem="",
        )
        made = self._with_what_is_beside(made, packed, content, secret, is_kept=target is None)
        made = replace(made, problem=f"{made.problem} {self._file_problems(progress)}".strip())
        self._book.add(made, packed.sha256, self._clock.now())
        return made

    def _require_whole(self, progress: Progress) -> None:
        """Finish the full check of the store where it is due. Raises StoreError."""
        check = self._database.page_check
        if check is not None:
            check.finish(self._clock.now, lambda part: progress(CHECKING_STORE, part))

    def _file_problems(self, progress: Progress) -> str:
        """Name files that are missing on this machine or are not those that the store names.

        Reading all of a big folder takes many backups: each goes on where the last one stopped.
        """
        until = monotonic() + READING_FILES_S

        def goes_on(part: float) -> bool:
            progress(CHECKING_FILES, part)
            return monotonic() < until

        with self._database.read() as session:
            found = list(self._kit.file_problems(session, FileReading(goes_on, self._whole)))
        named = " ".join(found[:_NAMED_FILES])
        more = len(found) - _NAMED_FILES
        return f"{named} Và {more} tệp khác: xem motcua check --files." if more > 0 else named

    def _with_what_is_beside(
        self,
        made: BackupMade,
        packed: Packed,
        content: _Content,
        secret: OfficeSecret,
        *,
        is_kept: bool,
    ) -> BackupMade:
        wanted = [mark.sha256 for mark in content.manifest.files]
        beside = keep_beside(
            made.path,
            packed.sha256,
            made.header.unit_code,
            wanted=wanted,
            read=self._kit.files.read,
            key=secret.for_backup(),
            second=self._kit.places().second if is_kept else None,
            now=self._clock.now() if is_kept else None,
        )
        return replace(made, missing_files=beside.missing_files, problem=beside.problem)

    def _secret(self) -> OfficeSecret:
        """Return what seals the backup: the secret of an encrypted store, else the one in use."""
        key, secrets = self._database.key, self._kit.secrets
        own = None if key is None else secrets.find(key.key_id)
        return own or secrets.load_or_create()

    def _copied(self, office_id: int, folder: Path, secret: OfficeSecret) -> _Content:
        made_at = self._clock.now()
        store = take_copy(self._database, folder)
        with opened_copy(store, secret.for_store()) as copy:
            found = describe(copy, office_id)
        header = BackupHeader(
            unit_code=found.unit_code,
            made_at=made_at,
            log_seq=found.log_seq,
            chain_head=found.chain_head,
            dossier_count=found.dossier_count,
            secret_id=secret.secret_id,
            program_version=__version__,
            revision=found.revision,
            is_shared=self._database.is_shared,
            salt=new_salt(SALT_BYTES),
        )
        manifest = Manifest(
            store_size=store.stat().st_size,
            tables=found.tables,
            settings=self._kit.settings(),
            keys=self._keys(),
            files=found.files,
        )
        return _Content(header, manifest, store)

    def _keys(self) -> dict[str, str]:
        keystore = self._kit.keystore
        names = [name for name in keystore.names() if name.startswith(KEPT)]
        held = {name: keystore.read(name) for name in names}
        return {name: key.hex() for name, key in held.items() if key is not None}


def prove_file(source: Path, store: Path, secret: OfficeSecret, progress: Progress) -> Unpacked:
    """Restore the backup `source` into the new file `store` and find it whole.

    Raises BackupRefusedError, StoreError.
    """
    unpacked = unpack(
        source, store, lambda _header: secret.for_backup(), lambda at: progress(OPENING, at)
    )
    prove(unpacked, secret.for_store(), lambda at: progress(CHECKING, at))
    return unpacked


def _named(shelf: BackupFolder, target: Path | None, header: BackupHeader) -> Path:
    if target is None:
        shelf.make()
        return shelf.name_for(header.made_at)
    if target.exists():
        raise StoreError(f"Đã có tệp {target}. Hãy đặt tên khác cho bản sao lưu.")
    return target


def _packed(
    draft: Path, secret: OfficeSecret, content: _Content, shelf: BackupFolder, progress: Progress
) -> Packed:
    """Seal the content; where the disk is full, older backups make room once."""
    with content.store.open("rb") as store:
        deflates = store.read(len(_PLAIN)) == _PLAIN  # what is encrypted would not get smaller

    def sealed() -> Packed:
        return pack(
            draft,
            secret.for_backup(),
            (content.header, content.manifest, content.store),
            lambda part: progress(SEALING, part),
            deflates=deflates,
        )

    try:
        return sealed()
    except StoreError as fault:
        cause = fault.__cause__
        is_full = isinstance(cause, OSError) and cause.errno == errno.ENOSPC
        remove_quietly(draft)
        if not (is_full and shelf.thin_in_need()):
            raise
    return sealed()
