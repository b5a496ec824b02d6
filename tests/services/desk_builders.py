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
from app.services.closing.closings import Closings
from app.services.closing.confirming import ClosingSheets
from app.services.custody.control_slips import ControlSlips
from app.services.custody.desk import HandoffDesk
from app.services.custody.finishing import SameDay
from app.services.custody.handoffs import Handoffs
from app.services.custody.records import Collection
from app.services.custody.returning import Returning
from app.services.custody.scanning import DeskScans
from app.services.dossiers.decision import Decision
from app.services.dossiers.decisions import Decisions
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Registered
from app.services.dossiers.search import Search
from app.services.dossiers.tracking import Tracking
from app.services.figures.summaries import Summaries
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.verification import Verifier
from app.services.intake.corrections import Corrections
from app.services.intake.guiding import Guiding
from app.services.intake.intake import Intake
from app.services.intake.refusing import Refusing
from app.services.intake.rescheduling import Rescheduling
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.money.cash import Cash
from app.services.money.cashier import Cashier
from app.services.money.settlement import Settlement
from app.services.office.calendar import CalendarCache
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.services.office.records import NewOffice
from app.services.periods.late_reasons import LateReasons
from app.services.periods.periods import Periods
from app.services.post.postings import Postings
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
class Counter:
    """One office with two agencies, two officers, and every service of its desks."""

    time: FakeTime
    clock: Clock
    database: Database
    admin: Actor
    officer: Actor
    economy_officer: Actor
    culture_officer: Actor
    economy: int
    culture: int
    case_id: int
    same_day_case: int
    intake: Intake
    refusing: Refusing
    guiding: Guiding
    same_day: SameDay
    corrections: Corrections
    decisions: Decisions
    tracking: Tracking
    search: Search
    desk: HandoffDesk
    handoffs: Handoffs
    returning: Returning
    cashier: Cashier
    cash: Cash
    settlement: Settlement
    summaries: Summaries
    postings: Postings
    scans: DeskScans
    prints: PrintQueue
    office: Office
    reasons: Reasons
    rescheduling: Rescheduling
    control_slips: ControlSlips
    closings: Closings
    periods: Periods
    late_reasons: LateReasons
    sheets: ClosingSheets

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
        said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")
        self.decisions.decide(self.officer, code, Action.RESOLVE, said)
        return code

    def returned(self, name: str = OWNER.name) -> str:
        """Register a dossier whose result the owner has collected and return its code."""
        code = self.resolved(name)
        self.returning.give_back(self.officer, code, Collection(name))
        return code

    def holder(self, code: str) -> str:
        """Return the name of the unit that holds the paper."""
        return self.tracking.one(self.officer, code).row.holder_name


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
    key = KeyFolder(folder / "keys").load_or_create(1)
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
    return at_work(time, database, founded, key)


def at_work(time: FakeTime, database: Database, founded: Founded, key: SigningKey) -> Counter:
    """Return the services of an office that is founded, with the key of its desk."""
    clock = Clock(time)
    tx = Transactions(database, clock)
    calendars = CalendarCache()
    search = Search(tx, Verifier(tx))
    desk = HandoffDesk(tx, calendars)
    intake = Intake(tx, calendars, key)
    return Counter(
        time=time,
        clock=clock,
        database=database,
        admin=founded.admin,
        officer=founded.officer,
        economy_officer=founded.economy_officer,
        culture_officer=founded.culture_officer,
        economy=founded.economy,
        culture=founded.culture,
        case_id=founded.case_id,
        same_day_case=founded.same_day_case,
        intake=intake,
        refusing=Refusing(tx, key),
        guiding=Guiding(tx, key),
        same_day=SameDay(tx, intake, key),
        corrections=Corrections(tx, calendars, key),
        decisions=Decisions(tx, calendars, key),
        tracking=Tracking(tx, calendars),
        search=search,
        desk=desk,
        handoffs=Handoffs(tx, calendars, key),
        returning=Returning(tx, key),
        cashier=Cashier(tx, key),
        cash=Cash(tx),
        settlement=Settlement(tx),
        summaries=Summaries(tx),
        postings=Postings(tx, key),
        scans=DeskScans(tx, search, desk),
        prints=PrintQueue(tx, key),
        office=Office(tx),
        reasons=Reasons(tx),
        rescheduling=Rescheduling(tx, calendars, key),
        control_slips=ControlSlips(tx, key),
        closings=Closings(tx, calendars, key),
        periods=Periods(tx, key),
        late_reasons=LateReasons(tx),
        sheets=ClosingSheets(tx, database),
    )
