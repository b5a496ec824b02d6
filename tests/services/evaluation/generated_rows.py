"""Rows of a made-up quarter: what each dossier, slip and answer is stored as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.clock import end_of_day, local_date, start_of_day
from app.models.base import FOREVER, Base
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.dossiers import Pause as PauseRow
from app.models.outcomes import Result
from app.models.ratings import Rating
from app.services.deadlines.clocks import PauseReason
from app.services.deadlines.judging import judge_end
from app.services.deadlines.limits import TimeLimit
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.vocabulary.dossiers import Channel, DossierStatus, HandoffItemState, Outcome, ReturnBy
from app.vocabulary.people import PersonKind
from app.vocabulary.ratings import RatingSource, SaidAttitude, SaidContacts, SaidOthers, SaidTime

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
START, END = start_of_day(FIRST), end_of_day(LAST)
NOW: Final = END + timedelta(days=6, hours=3)
DAY: Final = timedelta(days=1)
S: Final = DossierStatus
WAITS: Final = {
    S.AWAITING_SUPPLEMENT: PauseReason.SUPPLEMENT,
    S.AWAITING_PAYMENT: PauseReason.PAYMENT,
    S.AWAITING_OPINION: PauseReason.OPINION,
}


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
    is_clock_paused: bool = False


class Rows:
    """Rows of the store's tables, shaped as the services write them."""

    def __init__(self, office_id: int, officers: Sequence[int], random: Random) -> None:
        self._random = random
        self._office = office_id
        self._officers = officers
        self._slips = 0
        self._rows: dict[type[Base], list[dict[str, Any]]] = {
            table: []
            for table in (Dossier, DossierState, PauseRow, Handoff, HandoffItem, Rating, Result)
        }

    def store(self, session: Session) -> None:
        """Insert everything."""
        for table, rows in self._rows.items():
            if rows:
                session.execute(insert(table), rows)

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
                    "answer_id": f"{number}-{again}",
                    "source": RatingSource.WINDOW,
                    "rated_at": entered,
                    "entered_at": entered,
                    "entered_by": officer_id,
                    "officer_id": officer_id,
                    "counter_name": "Quầy 1",
                    "time": (None, *SaidTime)[(number + again) % 4],
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
        ended_at = ends[0].at if ends and ends[0].status is not S.NOT_ACCEPTED else None
        tos = [after.at for _, after in pairwise(truths)] + [FOREVER]
        for ordinal, (truth, to_at) in enumerate(zip(truths, tos, strict=True), start=1):
            is_over = truth.status not in OPEN_STATUSES and ended_at is not None
            is_done = truth.status in {S.RESOLVED, S.RETURNED}
            self._rows[DossierState].append(
                {
                    "dossier_id": number,
                    "ordinal": ordinal,
                    "unit_id": self._office,
                    "from_at": truth.at,
                    "to_at": to_at,
                    "status": truth.status,
                    "is_open": truth.status in OPEN_STATUSES,
                    "is_clock_paused": truth.is_clock_paused,
                    "due_at": truth.due_at,
                    "step_due_at": truth.step_due_at,
                    "channel": channel,
                    "version_id": kind.version_id,
                    "agency_id": kind.agency_id,
                    "officer_id": officer_id,
                    "holder_id": truth.holder_id,
                    "outcome": Outcome.GRANTED if is_done else None,
                    "ended_at": ended_at if is_over else None,
                    "timeliness": judge_end(ended_at, truth.due_at, is_by_day=False)
                    if is_over and ended_at is not None
                    else None,
                    "log_seq": ordinal,
                }
            )
            if truth.status is S.RESOLVED:
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

    def _later(self, at: datetime, minutes: int) -> datetime:
        return at + timedelta(minutes=self._random.randint(1, minutes))
