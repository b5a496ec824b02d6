"""One unit's store, founded by the program and filled in bulk with made-up dossiers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.clock import Clock, local_date
from app.models.base import FOREVER, Base
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.dossiers import Dossier, DossierState, Pause
from app.models.ratings import Rating
from app.models.store import create_sqlite
from app.paths import STORE_NAME
from app.services.deadlines.clocks import PauseReason
from app.services.deadlines.judging import judge_end
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.forms.numbering import dossier_code
from app.services.ledger.records import Actor
from app.services.office.records import NewOffice
from app.text import fold, name_sort_key
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import DossierStatus, ReturnBy
from app.vocabulary.office import Level
from app.vocabulary.people import PersonKind, Role
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)
from benchmarks.bulk_rows import person
from tests.harness.quarters.lives import QUARTER_START, Life, lives
from tests.harness.quarters.side_rows import store_beside
from tests.services.store_builders import an_actor, an_agency, an_office

FIELDS: Final = ("Đất đai", "Hộ tịch", "Chứng thực", "Xây dựng", "Bảo trợ xã hội")
LEVELS: Final = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
AGENCIES: Final = (("PKT", "Phòng Kinh tế"), ("PVH", "Phòng Văn hóa - Xã hội"), ("CA", "Công an"))
ENDED: Final = frozenset(
    {
        DossierStatus.RESOLVED,
        DossierStatus.RETURNED,
        DossierStatus.WITHDRAWN,
        DossierStatus.STOPPED,
    }
)
"""The statuses that end a dossier's clock (DESIGN §4)."""


@dataclass(frozen=True, slots=True)
class UnitStore:
    """A unit's store on disk, and who works in it."""

    folder: Path
    code: str
    name: str
    boss: Actor

    @property
    def path(self) -> Path:
        """The store's file."""
        return self.folder / STORE_NAME


@dataclass(frozen=True, slots=True)
class _Kind:
    """A procedure that dossiers are received under."""

    version_id: int
    case_id: int
    agency_id: int


def make_unit(folder: Path, number: int, dossiers: int, seed: int) -> UnitStore:
    """Found unit `number` in `folder` and fill its store with `dossiers` lives."""
    code = f"000.00.{number:02}.H53"
    database = create_sqlite(folder / STORE_NAME)
    office = NewOffice(
        code=code, name=f"Bộ phận Một cửa xã Số {number}", parent_name=f"UBND xã Số {number}"
    )
    admin = an_office(database, Clock(lambda: QUARTER_START), office)
    boss = an_actor(database, Role.SUPERVISOR, login="phutrach")
    officers = [an_actor(database, login=f"tiepnhan{at}").officer_id for at in (1, 2, 3)]
    agencies = [an_agency(database, *agency) for agency in AGENCIES]
    with database.write() as session:
        kinds = list(_kinds(session, agencies))
    random = Random(f"{seed}/{number}")
    rows = _Rows(admin.office_id, code, officers)
    for life in lives(random, dossiers):
        rows.add(random, life, random.choice(kinds))
    with database.write() as session:
        rows.store(session)
        store_beside(session, random, admin.office_id, officers[0], dossiers // 40 + 5)
    database.close()
    return UnitStore(folder, code, office.name, boss)


def _kinds(session: Session, agencies: Sequence[int]) -> Iterator[_Kind]:
    for at, (field, level) in enumerate((f, lev) for f in FIELDS for lev in LEVELS):
        case = ProcedureCase(
            ordinal=1,
            name="Thông thường",
            time_value=Decimal(3),
            time_unit=TimeUnit.WORKING_DAY,
            late_cutoff=time(15),
            channels="counter,online,post",
            fee_vnd=0,
        )
        name = f"Thủ tục {field} {level}"
        version = ProcedureVersion(
            number=1,
            valid_from=QUARTER_START,
            valid_to=None,
            name=name,
            search_text=fold(name),
            field=field,
            level=level,
            agency_id=agencies[at % len(agencies)],
            cases=[case],
            papers=[],
        )
        session.add(Procedure(code=f"1.{at:06}", versions=[version]))
        session.flush()
        yield _Kind(version.id, case.id, agencies[at % len(agencies)])


class _Rows:
    """Rows of the store's tables, shaped as the services write them."""

    def __init__(self, unit_id: int, unit_code: str, officers: Sequence[int]) -> None:
        self._unit_id = unit_id
        self._unit_code = unit_code
        self._officers = officers
        self._numbers: Counter[date] = Counter()
        self._count = 0
        self._kept: dict[type[Base], list[dict[str, object]]] = {
            Dossier: [],
            DossierState: [],
            Pause: [],
            Rating: [],
        }

    def add(self, random: Random, life: Life, kind: _Kind) -> None:
        """Keep the rows of one life."""
        self._count += 1
        officer_id = random.choice(self._officers)
        self._kept[Dossier].append(self._dossier(random, life, kind, officer_id))
        self._kept[DossierState].extend(self._states(life, kind, officer_id))
        self._kept[Pause].extend(self._pauses(life))
        if random.random() < 0.2:
            self._kept[Rating].append(self._rating(random, life, officer_id))

    def store(self, session: Session) -> None:
        """Insert everything."""
        for table, rows in self._kept.items():
            if rows:
                session.execute(insert(table), rows)

    def _dossier(
        self, random: Random, life: Life, kind: _Kind, officer_id: int
    ) -> dict[str, object]:
        day = local_date(life.received_at)
        self._numbers[day] += 1
        name, at = person(random), life.received_at
        nothing = dict.fromkeys(
            (
                *("owner_birth", "email", "submitter_name", "submitter_id_number"),
                *("submitter_phone", "request", "return_address", "note"),
            ),
            "",
        )
        return nothing | {
            "id": self._count,
            "unit_id": self._unit_id,
            "code": dossier_code(self._unit_code, day, self._numbers[day]),
            "day": day,
            "day_number": self._numbers[day],
            "draft_id": f"{self._unit_code}/{self._count}",
            "version_id": kind.version_id,
            "case_id": kind.case_id,
            "channel": life.channel,
            "received_at": at,
            "registered_at": at,
            "registered_by": officer_id,
            "counter_name": "Quầy 1",
            "is_late_entry": False,
            "owner_kind": PersonKind.CITIZEN,
            "owner_name": name,
            "owner_sort": name_sort_key(name),
            "owner_id_number": f"0721{self._count:08}",
            "address": "Ấp 1",
            "phone": "0912345678",
            "is_authorised": False,
            "set_count": 1,
            "return_by": ReturnBy.COUNTER,
            "fee_vnd": 0,
        }

    def _states(self, life: Life, kind: _Kind, officer_id: int) -> Iterator[dict[str, object]]:
        ended = next((step for step in life.steps if step.status in ENDED), None)
        for ordinal, step in enumerate(life.steps, 1):
            is_last = ordinal == len(life.steps)
            until = FOREVER if is_last else life.steps[ordinal].at
            over = ended is not None and step.at >= ended.at
            has_result = step.status in {DossierStatus.RESOLVED, DossierStatus.RETURNED}
            yield {
                "dossier_id": self._count,
                "ordinal": ordinal,
                "unit_id": self._unit_id,
                "from_at": step.at,
                "to_at": until,
                "status": step.status,
                "is_open": step.status in OPEN_STATUSES,
                "is_clock_paused": step.status is DossierStatus.AWAITING_SUPPLEMENT,
                "due_at": step.due_at,
                "channel": life.channel,
                "version_id": kind.version_id,
                "agency_id": kind.agency_id,
                "officer_id": officer_id,
                "holder_id": self._unit_id,
                "outcome": life.outcome if has_result else None,
                "ended_at": ended.at if over and ended else None,
                "timeliness": judge_end(ended.at, step.due_at, is_by_day=False)
                if over and ended
                else None,
                "log_seq": 1,
            }

    def _pauses(self, life: Life) -> Iterator[dict[str, object]]:
        for step, after in pairwise((*life.steps, None)):
            if step is None or step.status is not DossierStatus.AWAITING_SUPPLEMENT:
                continue
            yield {
                "dossier_id": self._count,
                "unit_id": self._unit_id,
                "from_at": step.at,
                "to_at": None if after is None else after.at,
                "reason": PauseReason.SUPPLEMENT.value,
                "ground": "",
            }

    def _rating(self, random: Random, life: Life, officer_id: int) -> dict[str, object]:
        at = life.steps[-1].at
        return {
            "unit_id": self._unit_id,
            "dossier_id": self._count,
            "answer_id": f"{self._unit_code}/{self._count}",
            "source": RatingSource.SLIP,
            "rated_at": at,
            "entered_at": at,
            "entered_by": officer_id,
            "officer_id": officer_id,
            "counter_name": "Quầy 1",
            "overall": random.choice((*Face, None)),
            "time": random.choice((*SaidTime, None)),
            "contacts": random.choice((*SaidContacts, None)),
            "is_own_fault": random.random() < 0.2,
            "others": random.choice((*SaidOthers, None)),
            "attitude": random.choice((*SaidAttitude, None)),
            "note": "",
            "end_reason": "",
        }
