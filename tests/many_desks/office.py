"""One shared store and many desks at it: each has its own connections, its own key, its officer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from uuid import uuid4

from sqlalchemy import select

from app.clock import Clock
from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.database import Database
from app.models.dossiers import Dossier, DossierState
from app.models.forms import PublicKey
from app.services.custody.handoffs import Handoffs
from app.services.dossiers.records import NewDossier, Owner
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.intake.intake import Intake
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.people import Role
from tests.services.desk_builders import PAPERS, a_procedure
from tests.services.store_builders import MONDAY_MORNING, an_actor, an_agency, an_office

ECONOMY, CULTURE = "Phòng Kinh tế", "Phòng Văn hóa - Xã hội"
Open = Callable[[], Database]
"""Opens the store once more, as another desk's program does."""


def running_clock() -> Clock:
    """Return a clock that begins on a Monday morning and goes at the pace of the real one."""
    begun = monotonic()

    def now() -> datetime:
        return MONDAY_MORNING + timedelta(seconds=monotonic() - begun)

    return Clock(now)


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk: whoever sits there, and the services over its own connections."""

    actor: Actor
    database: Database
    intake: Intake
    handoffs: Handoffs

    @property
    def is_counter(self) -> bool:
        """Whether it stands in the one-stop office: its officers act for units without desks."""
        return self.actor.unit_id == self.actor.office_id

    def register(self, case_id: int, name: str) -> str:
        new = NewDossier(draft_id=str(uuid4()), case_id=case_id, owner=Owner(name), papers=PAPERS)
        return self.intake.register(self.actor, new).code


@dataclass(frozen=True, slots=True)
class Office:
    """Units by name, the desks, and one more view of the store for whoever checks."""

    database: Database
    admin: Actor
    economy: int
    culture: int
    case_id: int
    desks: tuple[Desk, ...]

    @property
    def office_id(self) -> int:
        return self.admin.office_id

    @property
    def units(self) -> tuple[int, int, int]:
        return (self.office_id, self.economy, self.culture)


@contextmanager
def an_office_of_desks(
    folder: Path, open_store: Open, count: int, *, only_at: str = ""
) -> Iterator[Office]:
    """Found an office: half of the desks at the counter, a quarter at each of two agencies.

    `only_at` puts every desk at the unit of that name.
    """
    clock = running_clock()
    database = open_store()
    desks: list[Desk] = []
    try:
        admin = an_office(database, clock)
        economy = an_agency(database, "PKT", ECONOMY)
        culture = an_agency(database, "PVH", CULTURE)
        case_id = a_procedure(database, MONDAY_MORNING, economy)
        for number in range(count):
            unit = (admin.office_id, economy, admin.office_id, culture)[number % 4]
            unit = {ECONOMY: economy, CULTURE: culture}.get(only_at, unit)
            role = Role.OFFICER if unit == admin.office_id else Role.AGENCY_OFFICER
            actor = an_actor(database, role, login=f"ban{number + 1:02}", unit_id=unit)
            key = _key(folder, database, number + 1, actor)
            desks.append(_desk(open_store(), clock, actor, key))
        yield Office(database, admin, economy, culture, case_id, tuple(desks))
    finally:
        for desk in desks:
            desk.database.close()
        database.close()


def _key(folder: Path, database: Database, number: int, actor: Actor) -> SigningKey:
    key = KeyFolder(folder / f"keys{number}").load_or_create(number)
    with database.write() as session:
        session.add(
            PublicKey(
                key_id=key.key_id,
                unit_id=actor.office_id,
                public_key=key.public_key.hex(),
                station=f"Máy {number}",
                made_at=MONDAY_MORNING,
            )
        )
    return key


def _desk(database: Database, clock: Clock, actor: Actor, key: SigningKey) -> Desk:
    tx, calendars = Transactions(database, clock), CalendarCache()
    return Desk(actor, database, Intake(tx, calendars, key), Handoffs(tx, calendars, key))


@dataclass(frozen=True, slots=True)
class Where:
    """Who holds a dossier, and the unit it is on the way to (None at rest)."""

    holder_id: int
    to_id: int | None


def whereabouts(database: Database) -> dict[str, Where]:
    """Return where every dossier is at this moment."""
    on_the_way = (
        select(HandoffItem.dossier_id, Handoff.to_id)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(HandoffItem.state == HandoffItemState.SENT)
        .subquery()
    )
    with database.read() as session:
        rows = session.execute(
            select(Dossier.code, DossierState.holder_id, on_the_way.c.to_id)
            .join(DossierState, DossierState.dossier_id == Dossier.id)
            .outerjoin(on_the_way, on_the_way.c.dossier_id == Dossier.id)
            .where(DossierState.to_at == FOREVER)
            .order_by(Dossier.code)
        ).all()
    return {code: Where(holder, to) for code, holder, to in rows}
