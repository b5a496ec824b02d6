"""A made-up quarter at a counter: dossiers by every way, slips, complaints, facts, in bulk.

Rows are shaped as the services write them; complaints and facts are entered by the services.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.clock import end_of_day, local_date, start_of_day
from app.evaluation_vocabulary import OneStopWork, OnlineLevel, Publicity
from app.models.base import FOREVER, Base
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.clocks import Pause as PauseRow
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.outcomes import Result
from app.models.ratings import Rating
from app.petition_vocabulary import Finding, PetitionAbout, PetitionKind
from app.services.deadlines.clocks import Pause, PauseReason, clock
from app.services.deadlines.judging import judge_end
from app.services.deadlines.limits import TimeLimit
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.evaluation.facts import FactNotes
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import load_working_calendar
from app.services.petitions.petitions import Petitions
from app.vocabulary import (
    Channel,
    DossierStatus,
    HandoffItemState,
    Level,
    Outcome,
    PersonKind,
    RatingSource,
    ReturnBy,
    Role,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    TimeUnit,
)
from tests.services.desk_builders import Counter, a_counter, a_procedure
from tests.services.evaluation.builders import a_fact
from tests.services.petitions.builders import (
    ANSWERED,
    CONDUCT,
    found,
    the_petitions,
    to_unit,
    typed,
)
from tests.services.store_builders import FakeTime, an_actor

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
START, END = start_of_day(FIRST), end_of_day(LAST)
NOW: Final = END + timedelta(days=6, hours=3)
_DAY: Final = timedelta(days=1)
_S: Final = DossierStatus
_WAITS: Final = {
    _S.AWAITING_SUPPLEMENT: PauseReason.SUPPLEMENT,
    _S.AWAITING_PAYMENT: PauseReason.PAYMENT,
    _S.AWAITING_OPINION: PauseReason.OPINION,
}
_COMPLAINTS: Final = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """A case that dossiers are received under."""

    version_id: int
    case_id: int
    agency_id: int | None
    limit: TimeLimit


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of a dossier from an instant on."""

    status: DossierStatus
    at: datetime
    holder_id: int
    due_at: datetime | None
    step_due_at: datetime | None


def a_quarter(folder: Path, dossiers: int, seed: int = 1) -> Counter:
    """Found an office in `folder` and fill its store; the caller closes its database."""
    counter = a_counter(folder, FakeTime(START - 60 * _DAY))
    _more_procedures(counter)
    random = Random(seed)  # noqa: S311 - a made-up quarter
    made = _Maker(counter, random)
    made.make(dossiers)
    with counter.database.write() as session:
        made.store(session)
    _note_facts(counter, random)
    _complain(counter, the_petitions(counter, folder), made.codes, random)
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


class _Maker:
    """Makes the rows of dossiers, one after another."""

    def __init__(self, counter: Counter, random: Random) -> None:
        self._random = random
        self._office = counter.admin.office_id
        self._units = (counter.economy, counter.culture)
        logins = ("mot", "hai", "ba")
        self._officers = [
            an_actor(counter.database, Role.OFFICER, login=login).officer_id for login in logins
        ]
        with counter.database.read() as session:
            self._kinds = list(_kinds(session))
            self._calendar = load_working_calendar(session, self._office)
        self.codes: list[str] = []
        self._waits: list[Pause] = []
        self._slips = 0
        self._rows: dict[type[Base], list[dict[str, Any]]] = {
            table: []
            for table in (Dossier, DossierState, PauseRow, Handoff, HandoffItem, Rating, Result)
        }

    def make(self, count: int) -> None:
        """Make `count` dossiers, spread over the quarter and the weeks before."""
        begun = START - 25 * _DAY
        step = (END - begun) / count
        for number in range(1, count + 1):
            day = local_date(begun + step * (number - 1))
            minute = timedelta(minutes=self._random.randint(450, 1019))
            self._add(number, start_of_day(day) + minute)

    def store(self, session: Session) -> None:
        """Insert everything."""
        for table, rows in self._rows.items():
            if rows:
                session.execute(insert(table), rows)

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
            return [Truth(_S.NOT_ACCEPTED, at, self._office, None, None)]
        due = self._due(at, kind, [])
        truths = [Truth(_S.RECEIVED, at, self._office, due, self._step_due(at))]
        for unit_id in random.sample(self._units, random.choice((0, 1, 1, 2))):
            if truths[-1].status in _WAITS:
                break
            truths.append(self._handed(number, truths[-1], unit_id))
            if random.random() < 0.2:
                truths += self._waited(number, truths, kind)
        if truths[-1].status not in _WAITS:
            truths += self._ended(truths[-1])
        elif random.random() < 0.3:
            gone = self._later(truths[-1].at, 3_000)
            status = random.choice((_S.WITHDRAWN, _S.STOPPED))
            truths.append(replace(truths[-1], status=status, at=gone))
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
        return Truth(_S.PROCESSING, taken, unit_id, last.due_at, step_due)

    def _waited(self, number: int, truths: Sequence[Truth], kind: Kind) -> list[Truth]:
        """Wait once or twice; the last wait may go on."""
        random, made = self._random, [*truths]
        status = random.choice((*_WAITS, _S.AWAITING_SUPPLEMENT))
        for _one in range(random.choice((1, 1, 1, 2))):
            begun = self._later(made[-1].at, 4_000)
            made.append(replace(made[-1], status=status, at=begun))
            goes_on = random.random() < 0.15
            over = None if goes_on else self._later(begun, 12_000)
            self._rows[PauseRow].append(
                {
                    "dossier_id": number,
                    "unit_id": self._office,
                    "from_at": begun,
                    "to_at": over,
                    "reason": _WAITS[status].value,
                    "ground": "",
                }
            )
            if over is None:
                break
            self._waits.append(Pause(begun, over, _WAITS[status], ""))
            due = self._due(truths[0].at, kind, self._waits)
            made.append(replace(made[-1], status=_S.PROCESSING, at=over, due_at=due))
        return made[len(truths) :]

    def _ended(self, last: Truth) -> list[Truth]:
        random, chance = self._random, self._random.random()
        if chance < 0.05:
            return []
        if chance < 0.1:
            status = random.choice((_S.WITHDRAWN, _S.STOPPED))
            return [replace(last, status=status, at=self._later(last.at, 3_000))]
        due = last.due_at or last.at + 3 * _DAY
        near = random.choice(
            (
                due,
                due + timedelta(minutes=random.choice((1, 90, 4_000))),
                due - timedelta(minutes=random.choice((1, 200, 2_000, 5_000))),
            )
        )
        at = max(near, last.at + timedelta(minutes=1))
        done = Truth(_S.RESOLVED, at, self._office, last.due_at, None)
        return [done, replace(done, status=_S.RETURNED, at=self._later(at, 9_000))]

    def _due(self, at: datetime, kind: Kind, pauses: Sequence[Pause]) -> datetime | None:
        return clock(at, kind.limit, self._calendar, pauses).legal.due_at

    def _step_due(self, at: datetime) -> datetime:
        return self._later(at, 5_000)

    def _later(self, at: datetime, minutes: int) -> datetime:
        return at + timedelta(minutes=self._random.randint(1, minutes))

    def _slip(
        self,
        number: int,
        units: tuple[int, int],
        times: tuple[datetime, datetime],
        state: HandoffItemState,
    ) -> None:
        self._slips += 1
        self._rows[Handoff].append(
            {
                "id": self._slips,
                "unit_id": self._office,
                "year": 2026,
                "ordinal": self._slips,
                "number": str(self._slips),
                "from_id": units[0],
                "to_id": units[1],
                "sent_at": times[0],
                "sent_by": self._officers[0],
                "note": "",
            }
        )
        self._rows[HandoffItem].append(
            {
                "handoff_id": self._slips,
                "unit_id": self._office,
                "dossier_id": number,
                "ordinal": 1,
                "state": state,
                "sent_at": times[0],
                "closed_at": times[1],
                "receiver_name": "",
                "reason": "",
            }
        )

    def _rate(self, number: int, at: datetime, officer_id: int) -> None:
        random = self._random
        for again in range(random.choice((1, 1, 2))):
            entered = self._later(at, 60_000)
            is_ended = random.random() < 0.1
            self._rows[Rating].append(
                {
                    "unit_id": self._office,
                    "dossier_id": number,
                    "token": f"{number}-{again}",
                    "source": RatingSource.WINDOW,
                    "rated_at": entered,
                    "entered_at": entered,
                    "entered_by": officer_id,
                    "officer_id": officer_id,
                    "counter_name": "Quầy 1",
                    "contacts": random.choice((None, *SaidContacts)),
                    "is_own_fault": random.random() < 0.1,
                    "others": random.choice((None, *SaidOthers)),
                    "attitude": random.choice((None, *SaidAttitude)),
                    "note": "",
                    "ended_at": self._later(entered, 40_000) if is_ended else None,
                }
            )

    def _dossier(
        self, number: int, code: str, at: datetime, told: tuple[Kind, Channel, int]
    ) -> dict[str, Any]:
        kind, channel, officer_id = told
        words = dict.fromkeys(
            (
                *("owner_id_number", "owner_birth", "address", "phone", "email"),
                *("submitter_name", "submitter_id_number", "submitter_phone", "request"),
                *("return_address", "note"),
            ),
            "",
        )
        return {
            **words,
            "id": number,
            "unit_id": self._office,
            "code": code,
            "day": local_date(at),
            "day_number": number,
            "draft_id": str(UUID(int=number)),
            "version_id": kind.version_id,
            "case_id": kind.case_id,
            "channel": channel,
            "received_at": at,
            "registered_at": at,
            "registered_by": officer_id,
            "counter_name": "Quầy 1",
            "is_late_entry": False,
            "owner_kind": PersonKind.CITIZEN,
            "owner_name": f"Người {number}",
            "owner_sort": f"{number}",
            "is_authorised": False,
            "set_count": 1,
            "return_by": ReturnBy.COUNTER,
            "fee_vnd": 0,
            "clock_from": at,
        }

    def _keep_states(
        self, number: int, truths: Sequence[Truth], told: tuple[Kind, Channel, int]
    ) -> None:
        kind, channel, officer_id = told
        ends = [truth for truth in truths if truth.status not in OPEN_STATUSES]
        ended_at = ends[0].at if ends and ends[0].status is not _S.NOT_ACCEPTED else None
        tos = [after.at for _, after in pairwise(truths)] + [FOREVER]
        for ordinal, (truth, to_at) in enumerate(zip(truths, tos, strict=True), start=1):
            is_over = truth.status not in OPEN_STATUSES and ended_at is not None
            is_done = truth.status in {_S.RESOLVED, _S.RETURNED}
            self._rows[DossierState].append(
                {
                    "dossier_id": number,
                    "ordinal": ordinal,
                    "unit_id": self._office,
                    "from_at": truth.at,
                    "to_at": to_at,
                    "status": truth.status,
                    "is_open": truth.status in OPEN_STATUSES,
                    "due_at": truth.due_at,
                    "step_due_at": truth.step_due_at,
                    "channel": channel,
                    "version_id": kind.version_id,
                    "agency_id": kind.agency_id,
                    "officer_id": officer_id,
                    "holder_id": truth.holder_id,
                    "outcome": Outcome.GRANTED if is_done else None,
                    "ended_at": ended_at if is_over else None,
                    "timeliness": judge_end(ended_at, truth.due_at)
                    if is_over and ended_at is not None
                    else None,
                    "log_seq": ordinal,
                }
            )
            if truth.status is _S.RESOLVED:
                self._resolved(number, truth.at, officer_id)

    def _resolved(self, number: int, at: datetime, officer_id: int) -> None:
        self._rows[Result].append(
            {
                "dossier_id": number,
                "outcome": Outcome.GRANTED,
                "document_number": "",
                "note": "",
                "resolved_at": at,
                "resolved_by": officer_id,
                "is_electronic": self._random.random() < 0.4,
            }
        )


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
        limit = TimeLimit(row[3], row[4], late_cutoff=row[5])
        yield Kind(row[0], row[1], row[2], limit)


def _note_facts(counter: Counter, random: Random) -> None:
    notes = FactNotes(Transactions(counter.database, counter.clock))
    with counter.database.read() as session:
        codes = list(session.scalars(select(Procedure.code).order_by(Procedure.code)))
    for day in (FIRST - 30 * _DAY, FIRST + 40 * _DAY):
        counter.time.now = start_of_day(day) + timedelta(hours=9)
        for code in codes[1:]:
            fact = a_fact(
                valid_from=day,
                one_stop_work=random.choice(tuple(OneStopWork)),
                publicity=random.choice(tuple(Publicity)),
                online_level=random.choice(tuple(OnlineLevel)),
            )
            notes.note(counter.admin, [code], fact)


def _complain(counter: Counter, petitions: Petitions, codes: Sequence[str], random: Random) -> None:
    """Enter complaints over the quarter: answered in time or late, open, found true or false."""
    middle = codes[len(codes) // 3 : 2 * len(codes) // 3]
    for at in range(_COMPLAINTS):
        counter.time.now = START + timedelta(days=5 * at + 1, hours=3)
        about = {"dossier_code": random.choice(middle)} if at % 3 else {"officer_login": "mot"}
        new = typed(kind=PetitionKind.FEEDBACK, about=PetitionAbout.CONDUCT, **about)
        petition_id = petitions.receive(counter.admin, new).petition_id
        acts = [CONDUCT, to_unit(counter.economy), found(random.choice(tuple(Finding))), ANSWERED]
        for act, said in acts[: random.choice((0, 3, 4, 4, 4))]:
            counter.time.now += timedelta(days=random.choice((1, 2, 9)))
            petitions.act(counter.admin, petition_id, act, said)
