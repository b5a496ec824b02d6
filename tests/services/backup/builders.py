"""A watched counter with backups of it, as one machine has them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.clock import Clock
from app.models.database import Database
from app.models.dossiers import Attachment, Dossier
from app.models.forms import IssuedForm
from app.models.store import open_sqlite
from app.models.store_freshness import watch
from app.paths import STORE_NAME
from app.services.backup.backups import Backups
from app.services.backup.making import BackupKit, BackupPlaces
from app.services.backup.people import Login, WhoRestores, checked_inside
from app.services.backup.restoring import RestorePlace, Restorer
from app.services.files.folder import FileFolder
from app.services.forms.keys import KeyFolder
from app.services.forms.signing import Station
from app.services.safekeeping.keystore import FileKeys
from app.services.safekeeping.sealing import FileSeal
from app.services.safekeeping.secret import OfficeSecret, Secrets
from app.services.store_files import StoreFiles
from app.vocabulary.dossiers import AttachmentKind
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import (
    GOOD_PASSWORD,
    MONDAY_MORNING,
    FakeTime,
    a_copied_store,
    an_actor,
    cheap_passwords,
)

BOSS = "phutrach"


@dataclass(slots=True)
class Machine:
    """One data folder: its keys, files and backups, and what restores into it."""

    data: Path
    time: FakeTime
    second: Path | None = None
    keystore: FileKeys = field(init=False)
    secrets: Secrets = field(init=False)

    def __post_init__(self) -> None:
        self.keystore = FileKeys(self.data / "keys")
        self.secrets = Secrets(self.data / "keys", self.keystore)

    def files(self, database: Database) -> FileFolder:
        """Return the scans of a store here."""
        return FileFolder(self.data / "files", FileSeal.of(database, Clock(self.time)))

    @property
    def shelf(self) -> Path:
        return self.data / "backups"

    def restorer(self, sheet: OfficeSecret | None = None, url: str = "") -> Restorer:
        place = RestorePlace(
            data=self.data,
            url=url,
            high_water=self.data / "marks",
            secrets=self.secrets,
            keystore=self.keystore,
            files=self.data / "files",
            mirrors=(self.shelf,),
        )
        return Restorer(Clock(self.time), place, sheet)

    def backups(self, counter: Counter) -> Backups:
        kit = BackupKit(
            data=self.data,
            secrets=self.secrets,
            keystore=self.keystore,
            files=self.files(counter.database),
            file_problems=StoreFiles.of(self.data, counter.database, counter.clock).problems,
            places=lambda: BackupPlaces(main=self.shelf, second=self.second),
            settings=lambda: 'station = "Máy 1"\n',
        )
        return Backups(
            counter.tx,
            Station(
                database=counter.database,
                clock=counter.clock,
                folder=KeyFolder(self.data / "keys"),
                office_id=counter.admin.office_id,
                name="Máy 1",
            ),
            kit=kit,
            restorer=self.restorer(),
        )

    def open(self) -> Database:
        """Open the store as the program does."""
        database = open_sqlite(self.data / STORE_NAME)
        watch(database, self.data / "marks")
        return database


def a_machine(folder: Path, template: Path, time: FakeTime) -> tuple[Machine, Counter]:
    """Return a machine with a counter at work; the caller closes its database."""
    data = folder / "data"
    data.mkdir(parents=True)
    machine = Machine(data, time)
    counter = on_machine(machine, a_copied_store(template, data))
    an_actor(counter.database, Role.SUPERVISOR, login=BOSS)
    return machine, counter


def on_machine(machine: Machine, database: Database) -> Counter:
    """Return a new office's counter over `database`, watched."""
    counter = a_counter(machine.data, machine.time, database)
    watch(database, machine.data / "marks")
    return counter


def two_people() -> WhoRestores:
    """Return the administrator and the supervisor, asked of the accounts in the backup."""
    return checked_inside(
        Login("quanly", GOOD_PASSWORD),
        Login(BOSS, GOOD_PASSWORD),
        "Máy 1",
        cheap_passwords(),
        now=MONDAY_MORNING,
    )


def attach(machine: Machine, counter: Counter, content: bytes) -> str:
    """Keep a file as a result of the counter and return its SHA-256."""
    sha256 = machine.files(counter.database).put(content)
    with counter.database.write() as session:
        session.add(
            Attachment(
                unit_id=counter.admin.office_id,
                kind=AttachmentKind.RESULT,
                dossier_id=None,
                name="a.pdf",
                media_type="application/pdf",
                size=len(content),
                sha256=sha256,
                added_at=counter.time.now,
                added_by=counter.officer.officer_id,
            )
        )
    return sha256


def numbers(database: Database) -> set[tuple[str, str]]:
    """Return every number the store has given out."""
    with database.read() as session:
        codes = session.execute(select(Dossier.code)).scalars()
        forms = session.execute(select(IssuedForm.kind, IssuedForm.year, IssuedForm.ordinal))
        return {
            *(("dossier", code) for code in codes),
            *((kind.value, f"{year}/{ordinal}") for kind, year, ordinal in forms),
        }


def spoiled(source: Path, to: Path, spoil: Callable[[bytearray], object]) -> Path:
    """Write a spoiled copy of a backup."""
    content = bytearray(source.read_bytes())
    changed = spoil(content)
    to.write_bytes(changed if isinstance(changed, bytes) else bytes(content))
    return to
