"""A counter at work on a real temporary store: procedures, agencies, services, dossiers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.clock import Clock
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion, RequiredDocument
from app.models.database import Database
from app.models.forms import PublicKey
from app.outputs import GuardedPlaces, Outputs
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.container import OpenStore, Services
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Registered
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.own_office import office_id_of
from app.services.office.records import NewOffice
from app.text import fold
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.services.ready_stores import furnish
from tests.services.store_builders import (
    MONDAY_MORNING,
    OFFICE,
    FakeTime,
    a_store,
    an_actor,
    an_agency,
    an_office,
    cheap_passwords,
)

OWNER = Owner("Nguyễn Thị Ánh", id_number="072185001234", phone="0912345678")
PAPERS = (
    HandedPaper("Tờ khai đăng ký", original=1),
    HandedPaper("Giấy chứng nhận đã cấp", original=1),
    HandedPaper("Bản sao căn cước", plain=1),
)


def a_procedure(
    database: Database,
    at: datetime,
    agency_id: int | None,
    code: str = "1.000001",
    **case: Any,
) -> int:
    """Add a procedure in force with one case (3 working days unless said) and return the case."""
    name = case.pop("procedure_name", f"Thủ tục {code}")
    wanted = {
        "ordinal": 1,
        "name": "Thông thường",
        "time_value": Decimal(3),
        "time_unit": TimeUnit.WORKING_DAY,
        "late_cutoff": time(15),
        "channels": "counter,online,post",
        "fee_vnd": 0,
    }
    with database.write() as session:
        made = ProcedureCase(**(wanted | case))
        version = ProcedureVersion(
            number=1,
            valid_from=at,
            valid_to=None,
            name=name,
            search_text=fold(f"{code} {name}"),
            field="Lĩnh vực thử",
            level=Level.COMMUNE,
            agency_id=agency_id,
            cases=[made],
            papers=[
                RequiredDocument(
                    ordinal=1,
                    name="Tờ khai đăng ký",
                    original=1,
                    certified=0,
                    plain=0,
                    electronic=0,
                )
            ],
        )
        session.add(Procedure(code=code, versions=[version]))
        session.flush()
        return made.id


@dataclass(frozen=True, slots=True)
class Founded:
    """What an office has before its desks open."""

    admin: Actor
    officer: Actor
    economy_officer: Actor
    culture_officer: Actor
    economy: int
    culture: int
    case_id: int
    same_day_case: int


class Counter(Services):
    """An office at work: every service by name, its people, its clock, and what is done often."""

    def __init__(
        self,
        folder: Path,
        time: FakeTime,
        database: Database,
        founded: Founded,
        key: SigningKey | None = None,
    ) -> None:
        super().__init__(store_of(folder, database, Clock(time)))
        self.folder = folder
        self.time = time
        self.founded = founded
        self.admin = founded.admin
        self.officer = founded.officer
        self.economy_officer = founded.economy_officer
        self.culture_officer = founded.culture_officer
        self.economy = founded.economy
        self.culture = founded.culture
        self.case_id = founded.case_id
        self.same_day_case = founded.same_day_case
        self.signing_key = key or KeyFolder(folder / "keys").load_or_create(1)
        self.accounts = Accounts(self.tx, cheap_passwords())
        self.approvals = Approvals(self.tx, cheap_passwords())

    @property
    def tx(self) -> Transactions:
        """The transactions that every service runs in."""
        return self.store.transactions

    def over(self, database: Database, time: FakeTime | None = None) -> "Counter":
        """Return the same office over a copy of its store."""
        return Counter(self.folder, time or self.time, database, self.founded, self.signing_key)

    def as_typed(self, name: str = OWNER.name, **facts: Any) -> NewDossier:
        """Return an intake for the owner `name`; `facts` are its other fields."""
        wanted = NewDossier(
            draft_id=str(uuid4()),
            case_id=self.case_id,
            owner=replace(OWNER, name=name),
            papers=PAPERS,
        )
        return replace(wanted, **facts)

    def dossier(self, name: str = OWNER.name, **facts: Any) -> Registered:
        """Register a dossier for the owner `name`; `facts` are fields of the intake."""
        return self.intake.register(self.officer, self.as_typed(name, **facts))

    def code(self, name: str = OWNER.name, **facts: Any) -> str:
        """Register a dossier and return its code."""
        return self.dossier(name, **facts).code

    def resolved(self, name: str = OWNER.name, **facts: Any) -> str:
        """Register a dossier whose result is back at the counter and return its code."""
        code = self.code(name, case_id=facts.pop("case_id", self.same_day_case), **facts)
        self.decide(code, Action.RESOLVE, outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
        return code

    def at_agency(self, name: str = OWNER.name, **facts: Any) -> str:
        """Register a dossier that the economy office has accepted and return its code."""
        code = self.code(name, **facts)
        self.handoffs.send(self.officer, self.economy, [code])
        self.handoffs.accept(self.economy_officer, [code])
        return code

    def decide(self, code: str, action: Action, **said: Any) -> None:
        """Let the officer take a decision on a dossier; `said` are fields of the decision."""
        self.decisions.decide(self.officer, code, action, Decision(**said))

    def returned(self, name: str = OWNER.name) -> str:
        """Register a dossier whose result the owner has collected and return its code."""
        code = self.resolved(name)
        self.returning.give_back(self.officer, code, Collection(name))
        return code

    def holder(self, code: str) -> str:
        """Return the name of the unit that holds the paper."""
        return self.tracking.one(self.officer, code).row.holder_name


def found(database: Database, clock: Clock, office: NewOffice) -> Founded:
    """Found an office with two agencies, their officers and a procedure of each."""
    admin = an_office(database, clock, office)
    economy = an_agency(database)
    culture = an_agency(database, "PVH", "Phòng Văn hóa - Xã hội")
    at = clock.now()
    return Founded(
        admin=admin,
        officer=an_actor(database, Role.OFFICER),
        economy_officer=an_actor(database, Role.AGENCY_OFFICER, login="kinhte", unit_id=economy),
        culture_officer=an_actor(database, Role.AGENCY_OFFICER, login="vanhoa", unit_id=culture),
        economy=economy,
        culture=culture,
        case_id=a_procedure(database, at, economy),
        same_day_case=a_procedure(
            database, at, culture, "2.000002", time_unit=TimeUnit.SAME_DAY, time_value=0
        ),
    )


@cache
def _on_monday(office: NewOffice) -> Callable[[Database], Founded]:
    return lambda database: found(database, Clock(FakeTime()), office)


def _founded(database: Database, clock: Clock, office: NewOffice) -> Founded:
    # What a high-water record must hear of is founded in truth.
    if clock.now() == MONDAY_MORNING and database.high_water is None:
        return furnish(database, _on_monday(office))
    return found(database, clock, office)


def a_counter(
    folder: Path, time: FakeTime, database: Database | None = None, office: NewOffice = OFFICE
) -> Counter:
    """Found an office in `database` (a new store in `folder`, which the caller then closes)."""
    clock = Clock(time)
    database = database or a_store(folder / "data")
    founded = _founded(database, clock, office)
    counter = Counter(folder, time, database, founded)
    key = counter.signing_key
    with database.write() as session:
        session.add(
            PublicKey(
                key_id=key.key_id,
                unit_id=founded.admin.office_id,
                public_key=key.public_key.hex(),
                station=founded.admin.station,
                made_at=time.now,
            )
        )
    return counter


def store_of(folder: Path, database: Database, clock: Clock) -> OpenStore:
    """Return an open store whose keys and files lie in `folder`; no backups, no secrets."""
    return OpenStore(
        data=folder,
        outputs=Outputs(lambda: GuardedPlaces(())),
        database=database,
        clock=clock,
        office_id=office_id_of(database),
        station="",
        transactions=Transactions(database, clock),
        key_folder=lambda: KeyFolder(folder / "keys"),
        secrets=_not_here,
        backup_kit=_not_here,
        restorer=_not_here,
        transactions_over=lambda fresh: Transactions(fresh, clock),
    )


def _not_here(*_given: object) -> Any:
    message = "a test's store has no backups and no secrets"
    raise NotImplementedError(message)
