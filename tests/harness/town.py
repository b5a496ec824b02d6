"""An office at work on a real store: made once by the real opening code, then copied and opened.

Beside its data folder lie `facts.json` (what its things are called), `inbox` (bundles that another
office made for it) and `state` (where programs keep what is not data).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from time import monotonic
from unittest.mock import patch
from uuid import NAMESPACE_OID, uuid5

import msgspec
from argon2 import PasswordHasher

from app.bootstrap.printing import DeskPrinting
from app.bootstrap.stores import new_store, open_services, services_over
from app.clock import Clock
from app.outputs import OutputPlace
from app.services.container import Services
from app.services.dossiers.records import NewDossier, Owner
from app.services.ledger.records import Actor
from app.settings import Settings, SettingsFile
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.people import Role
from tests.services.desk_builders import OWNER, PAPERS, a_procedure
from tests.services.exchange_builders import THERE, a_place
from tests.services.store_builders import (
    ADMIN,
    MONDAY_MORNING,
    OFFICE,
    FakeTime,
    a_store,
    an_actor,
    an_agency,
    an_office,
    the_actor,
)

STATION = "Máy 1"
SUPERVISOR = "phutrach"
BUNDLES = 6
_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
_STATE_VARIABLE = "XDG_STATE_HOME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the office's things are called: ids in its store."""

    case_id: int
    fee_case: int
    same_day_case: int
    economy: int
    culture: int
    peer: int


@dataclass(frozen=True, kw_only=True)
class Town:
    """The office with its store open, and who works there; `admin` may do everything."""

    folder: Path
    desk: Services
    facts: Facts

    @cached_property
    def admin(self) -> Actor:
        """The administrator."""
        return self.actor(ADMIN.login)

    @cached_property
    def officer(self) -> Actor:
        """An officer of the counter."""
        return self.actor("canbo.a")

    @cached_property
    def supervisor(self) -> Actor:
        """Who closes days, and approves."""
        return self.actor(SUPERVISOR)

    @cached_property
    def agency_officer(self) -> Actor:
        """An officer of the agency that is handed papers."""
        return self.actor("kinhte")

    def actor(self, login: str) -> Actor:
        """Return who has the login."""
        return the_actor(self.desk.database, login)

    @property
    def printing(self) -> DeskPrinting:
        file = SettingsFile(self.desk.data)
        return DeskPrinting(
            self.desk.data, file.load, self.desk.print_queue, self.desk.files.papers
        )

    def typed(self, draft_id: str, case_id: int = 0, **facts: object) -> NewDossier:
        """Return the form as typed under a draft id: the same for the same id."""
        return NewDossier(
            draft_id=draft_id,
            request=request_of(draft_id),
            case_id=case_id or self.facts.case_id,
            owner=Owner(OWNER.name, id_number=OWNER.id_number, phone=OWNER.phone),
            papers=PAPERS,
            **facts,  # type: ignore[arg-type]
        )


def draft_id(*parts: object) -> str:
    """Return a draft id that follows from `parts`."""
    return str(uuid5(NAMESPACE_OID, ":".join(map(str, parts))))


def request_of(draft_id: str) -> str:
    """Return what a form asks for: it tells the form apart, whatever is made of its draft id."""
    return f"Theo đơn {draft_id}"


def running_clock(since: float, begins: datetime = MONDAY_MORNING) -> Clock:
    """Return a clock at `begins` when the machine's monotonic one, which all share, was `since`."""
    return Clock(lambda: begins + timedelta(seconds=monotonic() - since))


def data_of(folder: Path) -> Path:
    return folder / "data"


def found(folder: Path, *, is_encrypted: bool = False) -> None:
    """Make the town in `folder`, which must not be there, and close it."""
    data, clock = data_of(folder), Clock(FakeTime())
    with state_in(folder):
        # A tester's own keystore is not filled with the keys of stores that are thrown away.
        SettingsFile(data).save(Settings(keystore="file"))
        with new_store(data, is_encrypted=is_encrypted) as database:
            admin = an_office(database, clock, OFFICE, ADMIN)
            economy = an_agency(database)
            culture = an_agency(database, "PVH", "Phòng Văn hóa - Xã hội")
            an_actor(database, Role.OFFICER)
            an_actor(database, Role.SUPERVISOR, login=SUPERVISOR)
            an_actor(database, Role.AGENCY_OFFICER, login="kinhte", unit_id=economy)
            now = MONDAY_MORNING
            case_id = a_procedure(database, now, economy)
            fee_case = a_procedure(database, now, economy, "1.000002", fee_vnd=50_000)
            same_day = a_procedure(
                database, now, culture, "2.000002", time_unit=TimeUnit.SAME_DAY, time_value=0
            )
            desk = services_over(database, data, clock, STATION)
            peer = _make_friends(folder, desk, admin)
            database.close()
        facts = Facts(
            case_id=case_id,
            fee_case=fee_case,
            same_day_case=same_day,
            economy=economy,
            culture=culture,
            peer=peer,
        )
    (folder / "facts.json").write_bytes(msgspec.json.encode(facts))


def _make_friends(folder: Path, desk: Services, admin: Actor) -> int:
    """Let another office trust this one, and be trusted, and send it bundles."""
    there = folder / "there"
    (there / "data").mkdir(parents=True)
    place = a_place(there, FakeTime(), a_store(there / "data"), THERE)
    card = place.peers.card(place.counter.admin)
    line = desk.peers.confirm(admin, card.payload, card.fingerprint)
    ours = desk.peers.card(admin)
    theirs = place.peers.confirm(place.counter.admin, ours.payload, ours.fingerprint)
    inbox = folder / "inbox"
    inbox.mkdir()
    for number in range(BUNDLES):
        codes = [place.counter.code(f"Người gửi {number}.{one}") for one in range(2)]
        place.counter.handoffs.send(place.counter.officer, theirs.unit_id, codes)
        made = place.bundles.export(place.counter.officer, theirs.unit_id)
        made.file.save(OutputPlace(inbox / f"{number}.motcua"))
    place.counter.database.close()
    shutil.rmtree(there)
    return line.unit_id


@contextmanager
def state_in(folder: Path) -> Iterator[None]:
    """Let what the program keeps outside its data folder lie in this town."""
    before = os.environ.get(_STATE_VARIABLE)
    os.environ[_STATE_VARIABLE] = str(folder / "state")
    try:
        yield
    finally:
        if before is None:
            del os.environ[_STATE_VARIABLE]
        else:
            os.environ[_STATE_VARIABLE] = before


def copied(template: Path, folder: Path) -> Path:
    """Copy a closed town; every copy begins as the same store."""
    shutil.copytree(template, folder)
    return folder


def entered(folder: Path, clock: Clock) -> Town:
    """Open the town's store by the real opening code. Raises StoreError.

    Passwords are hashed in a moment: what is cut off shall be a write, not the sum before it.
    """
    with patch("app.services.access.passwords.PasswordHasher", _CHEAP):
        desk = open_services(data_of(folder), clock=clock, station=STATION)
    facts = msgspec.json.decode((folder / "facts.json").read_bytes(), type=Facts)
    return Town(folder=folder, desk=desk, facts=facts)
