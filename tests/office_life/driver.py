"""An office at work: each act is asked of the services, and what came of it is kept in the book.

A refusal comes through as the service raised it, and leaves the book as it was. Who plays chooses
the acts: by chance, by a timetable, or by a script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.clock import from_local, to_local
from app.services.container import Services
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import NewDossier, Registered
from app.services.ledger.records import Actor
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import Action, ReturnBy
from tests.office_life.book import Case, Life
from tests.office_life.dates import Limit
from tests.services.deadlines.oracle import Office
from tests.services.deadlines.strategies import office_of
from tests.services.desk_builders import Counter
from tests.services.store_builders import FakeTime

BY_LAW = frozenset({Action.ASK_OPINION, Action.ASK_CHECK})
"""Waits that stop the time only by a special law."""
WAIT_OF: Mapping[Action, str] = {
    Action.ASK_SUPPLEMENT: "awaiting_supplement",
    Action.ASK_PAYMENT: "awaiting_payment",
    Action.ASK_OPINION: "awaiting_opinion",
    Action.ASK_CHECK: "awaiting_check",
}
RESUMES: Mapping[Action, Action] = {
    Action.ASK_SUPPLEMENT: Action.SUPPLEMENT_IN,
    Action.ASK_PAYMENT: Action.PAYMENT_IN,
    Action.ASK_OPINION: Action.OPINION_IN,
    Action.ASK_CHECK: Action.CHECK_IN,
}
CUTS: Mapping[Action, str] = {Action.WITHDRAW: "withdrawn", Action.STOP: "stopped"}


def wall(at: datetime) -> datetime:
    """Return an instant as the office's wall clock shows it."""
    return to_local(at).replace(tzinfo=None)


def instant(at: datetime) -> datetime:
    """Return the instant of the office's wall clock."""
    return from_local(at.date(), at.time())


@dataclass(slots=True)
class OfficeLife:
    """One office: its services, its clock, its cases by id, and the book of its dossiers."""

    services: Services
    time: FakeTime
    calendar: Office
    office_id: int
    cases: Mapping[int, Case]
    lives: list[Life] = field(default_factory=list)
    turned_away: list[datetime] = field(default_factory=list)
    acts: int = 0

    @property
    def now(self) -> datetime:
        """The office's wall clock."""
        return wall(self.time.now)

    def register(self, who: Actor, new: NewDossier) -> tuple[Life, Registered]:
        """Register a dossier; it came when the form says so, else now."""
        done = self.services.intake.register(who, new)
        return self._came(done.code, new), done

    def serve(self, who: Actor, new: NewDossier) -> Life:
        """Register a dossier and finish it while the citizen waits."""
        code = self.services.same_day.receive_and_finish(who, new).registered.code
        life = self._came(code, new)
        self._returned(life, self.now, who, life.owner, life.owed_vnd)
        return life

    def refuse(self, who: Actor, new: NewDossier, reason: str) -> None:
        """Refuse papers at the counter."""
        self.services.refusing.refuse(who, new, (reason,))
        self.turned_away.append(self.now)
        self.acts += 1

    def send(self, who: Actor, lives: Sequence[Life], to: int, at: datetime | None = None) -> None:
        """Hand papers over to the unit `to`, on one slip."""
        codes = [life.code for life in lives]
        slip = self.services.handoffs.send(who, to, codes, happened_at=at and instant(at))
        for life in lives:
            life.send(slip.number, who.name, to, at or self.now, self.calendar)
        self.acts += len(lives)

    def accept(
        self, who: Actor, lives: Sequence[Life], at: datetime | None = None, receiver: str = ""
    ) -> None:
        """Accept papers; `receiver` is who signed on paper where the counter writes it down."""
        codes = [life.code for life in lives]
        self.services.handoffs.accept(
            who, codes, receiver_name=receiver, happened_at=at and instant(at)
        )
        for life in lives:
            life.accept(at or self.now, receiver or who.name, self.calendar)
        self.acts += len(lives)

    def decline(self, who: Actor, life: Life, note: str, at: datetime | None = None) -> None:
        """Send a paper back to who handed it over."""
        self.services.handoffs.decline(who, life.code, note, happened_at=at and instant(at))
        life.close_hand("refused", at or self.now)
        self.acts += 1

    def recall(self, who: Actor, life: Life, at: datetime | None = None) -> None:
        """Take a paper back that was not accepted yet."""
        self.services.handoffs.recall(who, life.code, happened_at=at and instant(at))
        life.close_hand("recalled", at or self.now)
        self.acts += 1

    def correct(self, who: Actor, life: Life, new: NewDossier, note: str) -> None:
        """Correct what was typed; the date is counted anew."""
        self.services.corrections.correct(who, life.code, new, note)
        life.case, life.channel = self.cases[new.case_id], new.channel.value
        if life.holder == self.office_id:
            life.agency = life.case.agency
        life.count_due(self.now, self.calendar)
        self.acts += 1

    def reschedule(self, who: Actor, life: Life, note: str) -> None:
        """Promise the date that today's calendar gives."""
        self.services.rescheduling.reschedule(who, life.code, note)
        life.count_due(self.now, self.calendar)
        self.acts += 1

    def decide(self, who: Actor, life: Life, action: Action, said: Decision) -> None:
        """Take a decision on a dossier."""
        self.services.decisions.decide(who, life.code, action, said)
        at = wall(said.happened_at) if said.happened_at else self.now
        if action in WAIT_OF:
            life.wait(WAIT_OF[action], at, stops=action not in BY_LAW or bool(said.special_law))
        elif action in RESUMES.values():
            life.resume(at, self.calendar)
        elif action is Action.EXTEND:
            assert said.new_due_at is not None
            life.extend(at, wall(said.new_due_at), self.calendar)
        elif action is Action.RESOLVE:
            assert said.outcome is not None
            life.resolve(at, who.name, said.outcome.value, self.calendar)
        else:
            self._cut_or_given(who, life, action, said, at)
        self.acts += 1

    def _cut_or_given(
        self, who: Actor, life: Life, action: Action, said: Decision, at: datetime
    ) -> None:
        life.last_at = at
        if action is Action.END_PHASE:
            life.phases_done += 1
        elif action in CUTS:
            life.end(CUTS[action], at)
        if action is Action.GIVE_BACK or (action in CUTS and said.gives_papers_back):
            life.give(at, who.name, life.owner)

    def finish(self, who: Actor, life: Life, said: Collection, number: str = "") -> None:
        """Finish a same-day dossier and hand its result out."""
        self.services.same_day.finish(who, life.code, said, number)
        at = wall(said.happened_at) if said.happened_at else self.now
        self._returned(life, at, who, said.collector_name, said.paid_vnd)
        self.acts += 1

    def give_result(self, who: Actor, life: Life, said: Collection) -> None:
        """Hand the result out."""
        self.services.returning.give_back(who, life.code, said)
        at = wall(said.happened_at) if said.happened_at else self.now
        self._returned(life, at, who, said.collector_name, said.paid_vnd)
        self.acts += 1

    def _came(self, code: str, new: NewDossier) -> Life:
        at = wall(new.received_at) if new.received_at else self.now
        life = Life(
            code,
            self.cases[new.case_id],
            new.channel.value,
            new.owner.name,
            self.office_id,
            at,
            begun=None if new.competent_id else at,
            competent=new.competent_id,
            is_by_post=new.return_by is ReturnBy.POST,
        )
        if new.paid_vnd:
            life.paid.append((at, new.paid_vnd))
        life.count_due(at, self.calendar)
        self.lives.append(life)
        self.acts += 1
        return life

    def _returned(self, life: Life, at: datetime, who: Actor, person: str, paid_vnd: int) -> None:
        if paid_vnd:
            life.paid.append((at, paid_vnd))
        if life.ended is None:
            life.end("returned", at)
        else:
            life.become("returned", at)
        life.give(at, who.name, person)


def life_of(counter: Counter) -> OfficeLife:
    """Return the life of the office of `counter`, where nothing has happened yet."""
    office_id = counter.officer.office_id
    with counter.database.read() as session:
        calendar = office_of(CalendarCache().load(session, office_id))
    cases = (
        Case(counter.case_id, Limit(6, "working_day"), (counter.economy,)),
        Case(counter.same_day_case, Limit(0, "same_day"), (counter.culture,)),
    )
    by_id = {case.case_id: case for case in cases}
    return OfficeLife(counter, counter.time, calendar, office_id, by_id)
