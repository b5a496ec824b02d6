"""A counter whose dossiers wait for every reason there is, and the list that tells."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.models.catalogue import RouteStep
from app.models.office import CalendarDay
from app.services.ledger.records import Actor
from app.services.worklist.records import WorkItem
from app.services.worklist.worklist import WorkList
from app.vocabulary.catalogue import LatenessRule, TimeUnit
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter, a_procedure
from tests.services.store_builders import an_actor, turn_back

MANY = 1000


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """Return an instant of the office's wall clock in 2026 (UTC+7)."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Works:
    """A counter without days off but weekends, its supervisor, and acts in few words."""

    counter: Counter
    list: WorkList
    supervisor: Actor
    administrator: Actor
    routed_case: int

    def at(self, instant: datetime) -> None:
        """Let it be `instant`, earlier than what was entered before or not."""
        self.counter.time.now = instant
        turn_back(self.counter.database, self.counter.time, timedelta())

    def one(self, actor: Actor | None = None) -> WorkItem:
        """Return the only line of the list."""
        (item,) = self.of(actor)
        return item

    def of(self, actor: Actor | None = None) -> tuple[WorkItem, ...]:
        return self.list.of(actor or self.supervisor, MANY).items

    def send(self, code: str, by: Actor | None = None, to: int | None = None) -> None:
        counter = self.counter
        counter.handoffs.send(by or counter.officer, to or counter.economy, [code])

    def at_agency(self, **facts: object) -> str:
        """Register a dossier that the economy office has accepted and return its code."""
        return self.counter.at_agency(**facts)  # type: ignore[arg-type]

    def decide(self, code: str, action: Action, **said: object) -> None:
        self.counter.decide(code, action, note="vì lý do thử", **said)

    def granted(self, code: str) -> None:
        self.decide(code, Action.RESOLVE, outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")


def the_works(counter: Counter) -> Works:
    """Put the list over `counter`, late by the hour; the days off it ships with are taken away."""
    with counter.database.write() as session:
        session.query(CalendarDay).delete()
    edit = counter.office.facts(counter.admin).edit
    counter.office.update(counter.admin, replace(edit, lateness=LatenessRule.BY_HOUR))
    routed = a_procedure(
        counter.database,
        counter.time.now,
        counter.economy,
        "3.000003",
        route=[
            RouteStep(
                ordinal=1,
                unit_id=counter.economy,
                time_value=Decimal(8),
                time_unit=TimeUnit.WORKING_HOUR,
            )
        ],
    )
    supervisor = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    administrator = an_actor(counter.database, Role.ADMINISTRATOR, login="quantri")
    work_list = counter.work_list
    return Works(counter, work_list, supervisor, administrator, routed)
