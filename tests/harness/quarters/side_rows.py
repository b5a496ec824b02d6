"""Petitions and registers of one unit, made up in bulk: what its report tells beside dossiers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.base import FOREVER
from app.models.petitions import Petition, PetitionEvent
from app.models.registers import Activity, Inspection, OneStopUnit, Regulation
from app.vocabulary.office import Level
from app.vocabulary.petitions import (
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionOutcome,
    PetitionStatus,
)
from app.vocabulary.reports import ActivityKind
from tests.harness.quarters.lives import NOW, QUARTER_END, QUARTER_START

_BEFORE: Final = timedelta(days=40)
_ANSWER_IN: Final = timedelta(days=21)
_ENTRIES: Final = 12
_EQUIPMENT: Final = ("cameras", "queue_machines", "kiosks", "scanners", "touch_screens")
_S = PetitionStatus
_A = PetitionAct
Step = tuple[PetitionAct, PetitionStatus, datetime, dict[str, object]]


def store_beside(
    session: Session, random: Random, unit_id: int, officer_id: int, number: int
) -> None:
    """Put `number` petitions into a unit's store, and some entries into each register."""
    _Petitions(random, unit_id, officer_id).store(session, number)
    for table, rows in (
        (Inspection, _inspections(random)),
        (Regulation, _regulations(random)),
        (Activity, _activities(random)),
        (OneStopUnit, _one_stop_units(random)),
    ):
        shared = {
            "unit_id": unit_id,
            "version": 1,
            "from_at": QUARTER_START - _BEFORE,
            "to_at": FOREVER,
            "entered_at": QUARTER_START - _BEFORE,
            "officer_id": officer_id,
            "reason": "",
            "is_struck": False,
            "words": "",
            "note": "",
        }
        session.execute(
            insert(table), [{**shared, "number": at, **row} for at, row in enumerate(rows, 1)]
        )


class _Petitions:
    """Petitions around the quarter: refused, passed on, withdrawn, answered, published, open."""

    def __init__(self, random: Random, unit_id: int, officer_id: int) -> None:
        self._random = random
        self._unit_id = unit_id
        self._officer_id = officer_id

    def store(self, session: Session, number: int) -> None:
        petitions, events = [], []
        for ordinal in range(1, number + 1):
            span = QUARTER_END - QUARTER_START + _BEFORE
            at = QUARTER_START - _BEFORE + span * self._random.random()
            received_at = at.replace(second=0, microsecond=0)
            steps = [step for step in self._steps(received_at) if step[2] <= NOW]
            petitions.append(self._petition(ordinal, received_at, steps))
            events += list(self._events(ordinal, received_at, steps))
        session.execute(insert(Petition), petitions)
        session.execute(insert(PetitionEvent), events)

    def _later(self, at: datetime, least: int, most: int) -> datetime:
        return at + timedelta(hours=self._random.randint(24 * least, 24 * most))

    def _steps(self, received_at: datetime) -> Iterator[Step]:
        due_at, chance = received_at + _ANSWER_IN, self._random.random()
        yield _A.RECEIVE, _S.RECEIVED, received_at, {"due_at": due_at}
        at = self._later(received_at, 1, 4)
        if chance < 0.1:
            met = received_at + timedelta(days=2)
            said = {"petition_class": PetitionClass.NOT_RECEIVED, "met_due_at": met}
            yield _A.CLASSIFY, _S.REFUSED, at, said
        elif chance < 0.2:
            said = {"petition_class": PetitionClass.OTHER_RULE, "due_at": due_at}
            yield _A.CLASSIFY, _S.TO_FORWARD, at, said
            met = received_at + timedelta(days=7)
            yield _A.FORWARD, _S.PASSED_ON, self._later(at, 1, 8), {"met_due_at": met}
        elif chance < 0.25:
            yield _A.WITHDRAW, _S.WITHDRAWN, at, {}
        elif chance < 0.8:
            yield from self._answered(at, due_at)

    def _answered(self, at: datetime, due_at: datetime) -> Iterator[Step]:
        said = {"petition_class": PetitionClass.OWN_RULE, "due_at": due_at}
        yield _A.CLASSIFY, _S.IN_STUDY, at, said
        decided_at = self._later(at, 1, 12)
        outcome = self._random.choice(list(PetitionOutcome))
        yield _A.DECIDE, _S.DECIDED, decided_at, {"outcome": outcome, "due_at": due_at}
        answered_at = self._later(decided_at, 0, 12)
        publish_by = answered_at + timedelta(days=2)
        said = {"met_due_at": due_at, "due_at": publish_by}
        yield _A.ANSWER, _S.ANSWERED, answered_at, said
        if self._random.random() < 0.7:
            met: dict[str, object] = {"met_due_at": publish_by}
            yield _A.PUBLISH, _S.PUBLISHED, self._later(answered_at, 0, 4), met

    def _petition(
        self, ordinal: int, received_at: datetime, steps: list[Step]
    ) -> dict[str, object]:
        gone = {_S.REFUSED, _S.PASSED_ON, _S.WITHDRAWN, _S.ANSWERED, _S.PUBLISHED}
        ends = [at for _, status, at, _ in steps if status in gone]
        classes = [said["petition_class"] for *_, said in steps if "petition_class" in said]
        return {
            "id": ordinal,
            "unit_id": self._unit_id,
            "year": 2026,
            "ordinal": ordinal,
            "number": f"{ordinal:04}",
            "draft_id": f"{self._unit_id}/{ordinal}",
            "received_at": received_at,
            "entered_at": received_at,
            "entered_by": self._officer_id,
            "is_late_entry": False,
            "channel": self._random.choice(list(PetitionChannel)),
            "kind": self._random.choice(list(PetitionKind)),
            "about": self._random.choice(list(PetitionAbout)),
            "sender_name": "Nguyễn Văn Dân",
            "sender_address": "Ấp 1",
            "sender_phone": "0912345678",
            "content": "Đề nghị rút ngắn thời gian giải quyết.",
            "status": steps[-1][1],
            "petition_class": classes[-1] if classes else None,
            "due_at": steps[-1][3].get("due_at"),
            "ended_at": ends[0] if ends else None,
            "last_at": steps[-1][2],
        }

    def _events(
        self, petition_id: int, received_at: datetime, steps: list[Step]
    ) -> Iterator[dict[str, object]]:
        for ordinal, (act, status, at, said) in enumerate(steps, 1):
            yield {
                "petition_id": petition_id,
                "ordinal": ordinal,
                "act": act,
                "at": at,
                "entered_at": at,
                "officer_id": self._officer_id,
                "status": status,
                "petition_class": None,
                "criteria": "",
                "outcome": None,
                "to_name": "",
                "note": "",
                "met_due_at": None,
                "due_at": None,
                "answer_due_at": received_at + _ANSWER_IN,
                "log_seq": 1,
                **said,
            }


def _day(random: Random) -> date:
    """Return a day around the quarter."""
    return local_date(QUARTER_START - _BEFORE) + timedelta(days=random.randint(0, 131))


def _inspections(random: Random) -> Iterator[dict[str, object]]:
    for _ in range(_ENTRIES):
        yield {
            "subject": "Kiểm tra việc giải quyết thủ tục hành chính",
            "inspected": "Phòng Kinh tế",
            "planned_month": _day(random).replace(day=1),
            "decision_no": "",
            "decided_on": None,
            "held_on": random.choice((None, _day(random))),
        }


def _regulations(random: Random) -> Iterator[dict[str, object]]:
    for at in range(_ENTRIES):
        yield {
            "document_no": f"{at + 1}/QĐ-UBND",
            "issued_on": _day(random),
            "issuer": "UBND xã",
            "subject": "Quy chế",
            "is_legal": random.random() < 0.5,
            "procedures": random.randint(0, 3),
            "ended_on": None,
        }


def _activities(random: Random) -> Iterator[dict[str, object]]:
    for _ in range(_ENTRIES):
        yield {
            "held_on": _day(random),
            "kind": random.choice(list(ActivityKind)),
            "form": "Hội nghị",
            "subject": "Kiểm soát thủ tục hành chính",
            "participants": random.randint(5, 90),
            "place": "Hội trường",
        }


def _one_stop_units(random: Random) -> Iterator[dict[str, object]]:
    for at in range(_ENTRIES):
        yield {
            "name": f"Bộ phận Một cửa {at}",
            "level": random.choice((Level.PROVINCE, Level.COMMUNE)),
            "valid_from": date(2026, 1, 1),
            "valid_to": random.choice((None, date(2026, 9, 1))),
            **{each: random.randint(0, 2) for each in _EQUIPMENT},
        }
