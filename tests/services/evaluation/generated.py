"""A made-up quarter at a counter: dossiers by every way, slips, complaints, facts, in bulk.

Rows are shaped as the services write them; complaints and facts are entered by the services.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date, start_of_day
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.dossiers import Dossier
from app.models.dossiers import Pause as PauseRow
from app.services.deadlines.clocks import DuePause, Stops, clock
from app.services.deadlines.limits import TimeLimit
from app.services.office.calendar import load_working_calendar
from app.services.periods.calendar import custom_period
from app.services.petitions.petitions import Petitions
from app.vocabulary.catalogue import OffHoursRule, TimeUnit
from app.vocabulary.dossiers import Channel, HandoffItemState
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity, ToldKind
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from app.vocabulary.petitions import Finding, PetitionAbout, PetitionKind
from tests.services.desk_builders import Counter, a_counter, a_procedure
from tests.services.evaluation.builders import a_fact, a_told_figure
from tests.services.evaluation.generated_rows import (
    DAY,
    END,
    FIRST,
    LAST,
    NOW,
    START,
    WAITS,
    Kind,
    Rows,
    S,
    Truth,
)
from tests.services.petitions.builders import (
    ANSWERED,
    CONDUCT,
    found,
    to_unit,
    typed,
)
from tests.services.store_builders import FakeTime, an_actor, turn_back

__all__ = ["END", "FIRST", "LAST", "START", "a_quarter"]
_COMPLAINTS: Final = 12
_STOPS: Final = (Stops.LEGAL, Stops.NEITHER, Stops.EARLIER)
"""What waits for others stop, by turns."""
_FOR_OTHERS: Final = (S.AWAITING_OPINION, S.AWAITING_CHECK)


def a_quarter(folder: Path, dossiers: int, seed: int = 1) -> Counter:
    """Found an office in `folder` and fill its store; the caller closes its database."""
    counter = a_counter(folder, FakeTime(START - 60 * DAY))
    _more_procedures(counter)
    random = Random(seed)  # noqa: S311 - a made-up quarter
    made = _Maker(counter, random)
    made.make(dossiers)
    with counter.database.write() as session:
        made.store(session)
    _note_facts(counter, random)
    _tell_figures(counter)
    _complain(counter, counter.petitions, made.codes, random)
    counter.time.now = NOW
    return counter


def _more_procedures(counter: Counter) -> None:
    for at, agency_id in enumerate((counter.economy, counter.culture, None, counter.economy)):
        code, days = f"3.{at:06}", at + 1
        a_procedure(counter.database, counter.time.now, agency_id, code, time_value=days)
    with counter.database.write() as session:
        rows = session.execute(select(ProcedureVersion).order_by(ProcedureVersion.id)).scalars()
        for at, row in enumerate(rows):
            row.level = (Level.COMMUNE, Level.PROVINCE)[at % 2]


class _Maker(Rows):
    """Makes the rows of dossiers, one after another."""

    def __init__(self, counter: Counter, random: Random) -> None:
        logins = ("mot", "hai", "ba")
        officers = [
            an_actor(counter.database, Role.OFFICER, login=login).officer_id for login in logins
        ]
        super().__init__(counter.admin.office_id, officers, random)
        self._units = (counter.economy, counter.culture)
        with counter.database.read() as session:
            self._kinds = list(_kinds(session))
            self._calendar = load_working_calendar(session, self._office)
        self.codes: list[str] = []
        self._waits: list[DuePause] = []

    def make(self, count: int) -> None:
        """Make `count` dossiers, spread over the quarter and the weeks before."""
        begun = START - 25 * DAY
        step = (END - begun) / count
        for number in range(1, count + 1):
            day = local_date(begun + step * (number - 1))
            minute = timedelta(minutes=self._random.randint(450, 1019))
            self._add(number, start_of_day(day) + minute)

    def _add(self, number: int, at: datetime) -> None:
        random, kind = self._random, self._random.choice(self._kinds)
        officer_id, channel = random.choice(self._officers), random.choice(tuple(Channel))
        code = f"000.00.15.H53-{local_date(at):%y%m%d}-{number:05}"
        self.codes.append(code)
        self._rows[Dossier].append(self._dossier(number, code, at, (kind, channel, officer_id)))
        self._waits = []
        truths = self._life(number, at, kind)
        self._keep_states(number, truths, (kind, channel, officer_id))
        if random.random() < 0.5:
            self._rate(number, at, random.choice(self._officers))

    def _life(self, number: int, at: datetime, kind: Kind) -> list[Truth]:
        random = self._random
        if random.random() < 0.03:
            return [Truth(S.NOT_ACCEPTED, at, self._office, None, None)]
        due = self._due(at, kind, [])
        truths = [Truth(S.RECEIVED, at, self._office, due, self._step_due(at))]
        for unit_id in random.sample(self._units, random.choice((0, 1, 1, 2))):
            if truths[-1].status in WAITS:
                break
            truths.append(self._handed(number, truths[-1], unit_id))
            if random.random() < 0.2:
                truths += self._waited(number, truths, kind)
        if truths[-1].status not in WAITS:
            truths += self._ended(truths[-1])
        elif random.random() < 0.3:
            gone = self._later(truths[-1].at, 3_000)
            status = random.choice((S.WITHDRAWN, S.STOPPED))
            truths.append(replace(truths[-1], status=status, at=gone, is_clock_paused=False))
            self._rows[PauseRow][-1]["to_at"] = gone
        return truths

    def _handed(self, number: int, last: Truth, unit_id: int) -> Truth:
        """Hand the paper over on a slip, taken at once or days later; refused now and then."""
        random = self._random
        sent = self._later(last.at, 2_000)
        if random.random() < 0.1:
            self._slip(number, (last.holder_id, unit_id), (sent, sent), HandoffItemState.REFUSED)
            sent = self._later(sent, 500)
        taken = sent if random.random() < 0.3 else self._later(sent, 3_000)
        self._slip(number, (last.holder_id, unit_id), (sent, taken), HandoffItemState.ACCEPTED)
        step_due = None if random.random() < 0.2 else self._step_due(taken)
        return Truth(S.PROCESSING, taken, unit_id, last.due_at, step_due)

    def _waited(self, number: int, truths: Sequence[Truth], kind: Kind) -> list[Truth]:
        """Wait once or twice; the last wait may go on."""
        random, made = self._random, [*truths]
        status = random.choice((*WAITS, S.AWAITING_SUPPLEMENT))
        for _one in range(random.choice((1, 1, 1, 2))):
            begun = self._later(made[-1].at, 4_000)
            stops = _STOPS[number % len(_STOPS)] if status in _FOR_OTHERS else Stops.BOTH
            stands = stops is not Stops.NEITHER
            made.append(replace(made[-1], status=status, at=begun, is_clock_paused=stands))
            goes_on = random.random() < 0.15
            over = None if goes_on else self._later(begun, 12_000)
            self._rows[PauseRow].append(
                {
                    "dossier_id": number,
                    "unit_id": self._office,
                    "from_at": begun,
                    "to_at": over,
                    "reason": WAITS[status].value,
                    "ground": "",
                    "stops": stops.value,
                }
            )
            if over is None:
                break
            self._waits.append(DuePause(begun, over, WAITS[status], "", stops))
            due = self._due(truths[0].at, kind, self._waits)
            running = replace(made[-1], status=S.PROCESSING, is_clock_paused=False)
            made.append(replace(running, at=over, due_at=due))
        return made[len(truths) :]

    def _ended(self, last: Truth) -> list[Truth]:
        random, chance = self._random, self._random.random()
        if chance < 0.05:
            return []
        if chance < 0.1:
            status = random.choice((S.WITHDRAWN, S.STOPPED))
            return [replace(last, status=status, at=self._later(last.at, 3_000))]
        due = last.due_at or last.at + 3 * DAY
        near = random.choice(
            (
                due,
                due + timedelta(minutes=random.choice((1, 90, 4_000))),
                due - timedelta(minutes=random.choice((1, 200, 2_000, 5_000))),
            )
        )
        at = max(near, last.at + timedelta(minutes=1))
        done = Truth(S.RESOLVED, at, self._office, last.due_at, None)
        return [done, replace(done, status=S.RETURNED, at=self._later(at, 9_000))]

    def _due(self, at: datetime, kind: Kind, pauses: Sequence[DuePause]) -> datetime | None:
        return clock(at, kind.limit, self._calendar, pauses).legal.due_at

    def _step_due(self, at: datetime) -> datetime:
        return self._later(at, 5_000)


def _kinds(session: Session) -> Iterator[Kind]:
    rows = session.execute(
        select(
            ProcedureVersion.id,
            ProcedureCase.id,
            ProcedureVersion.agency_id,
            ProcedureCase.time_value,
            ProcedureCase.time_unit,
            ProcedureCase.late_cutoff,
        )
        .join(ProcedureCase, ProcedureCase.version_id == ProcedureVersion.id)
        .where(ProcedureCase.time_unit == TimeUnit.WORKING_DAY)
        .order_by(ProcedureVersion.id)
    )
    for row in rows:
        # As the dossiers are stored: by the rule of earlier versions.
        limit = TimeLimit(row[3], row[4], late_cutoff=row[5], off_hours=OffHoursRule.MIXED)
        yield Kind(row[0], row[1], row[2], limit)


def _note_facts(counter: Counter, random: Random) -> None:
    notes = counter.fact_notes
    with counter.database.read() as session:
        codes = list(session.scalars(select(Procedure.code).order_by(Procedure.code)))
    for day in (FIRST - 30 * DAY, FIRST + 40 * DAY):
        counter.time.now = start_of_day(day) + timedelta(hours=9)
        for code in codes[1:]:
            fact = a_fact(
                valid_from=day,
                one_stop_work=random.choice(tuple(OneStopWork)),
                publicity=random.choice(tuple(Publicity)),
                online_level=random.choice(tuple(OnlineLevel)),
            )
            notes.note(counter.admin, [code], fact)


def _tell_figures(counter: Counter) -> None:
    """Tell 3.6 of the quarter in two pieces, one of them twice; 4.3 of it whole."""
    told = counter.told_figures
    _go_to(counter, START + 40 * DAY)
    middle = FIRST + 30 * DAY
    first, rest = custom_period(FIRST, middle), custom_period(middle + DAY, LAST)
    for period, kind, part in (
        (first, ToldKind.PAID_ONLINE, 7),
        (first, ToldKind.PAID_ONLINE, 8),
        (rest, ToldKind.PAID_ONLINE, 11),
        (custom_period(FIRST, LAST), ToldKind.REUSED, 3),
    ):
        told.tell(counter.admin, period.key, kind, a_told_figure(part))


def _go_to(counter: Counter, moment: datetime) -> None:
    """Let it be `moment`, earlier than what was entered before or not: a year is made in parts."""
    counter.time.now = moment
    turn_back(counter.database, counter.time, timedelta())


def _complain(counter: Counter, petitions: Petitions, codes: Sequence[str], random: Random) -> None:
    """Enter complaints over the quarter: answered in time or late, open, found true or false."""
    middle = codes[len(codes) // 3 : 2 * len(codes) // 3]
    for at in range(_COMPLAINTS):
        _go_to(counter, START + timedelta(days=5 * at + 1, hours=3))
        about = {"dossier_code": random.choice(middle)} if at % 3 else {"officer_login": "mot"}
        new = typed(kind=PetitionKind.FEEDBACK, about=PetitionAbout.CONDUCT, **about)
        petition_id = petitions.receive(counter.admin, new).petition_id
        acts = [CONDUCT, to_unit(counter.economy), found(random.choice(tuple(Finding))), ANSWERED]
        for act, said in acts[: random.choice((0, 3, 4, 4, 4))]:
            counter.time.now += timedelta(days=random.choice((1, 2, 9)))
            petitions.act(counter.admin, petition_id, act, said)
