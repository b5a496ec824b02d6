"""Makes the example store: its days are gone through one after another on a clock of 2019."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from app.bootstrap.example.facts import (
    FOUNDED,
    FOUNDER,
    LISTS,
    NEXT_PERIOD,
    OFFICE,
    PERIOD,
    PETITIONS,
    REGISTERED,
    REMARKS,
    REPORTED,
    TASKS,
    TakenPetition,
)
from app.bootstrap.services import services_over
from app.bootstrap.stores import new_store
from app.clock import Clock, from_local
from app.services.access.passwords import Passwords, fresh_password
from app.services.access.records import NewOfficer
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.office.setup import Setup
from app.services.petitions.records import NewPetition, PetitionSaid
from app.services.reporting.notes_records import TaskDraft
from app.vocabulary.petitions import PetitionAbout, PetitionAct, PetitionClass, PublishedBy

_STATION: Final = "Máy mẫu"
_MORNING: Final = time(9)
_WORDS: Final = ("Một", "Hai", "Ba", "Bốn")


@dataclass(frozen=True, slots=True)
class ExampleMade:
    """How to sign in to the example, and the period its report is of."""

    login: str
    password: str
    period: str


class _Time:
    """The clock's source while the quarter is gone through."""

    def __init__(self) -> None:
        self.now = datetime(2019, 4, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def make_example(data: Path, url: str = "", passwords: Passwords | None = None) -> ExampleMade:
    """Create the example store. Raises StoreError where a store is there already."""
    source, secret = _Time(), fresh_password()
    source.now = from_local(FOUNDED, _MORNING)
    login, name = FOUNDER
    with new_store(data, url) as database:
        founder = NewOfficer(login=login, name=name, password=secret)
        Setup(database, Clock(source), passwords).create_office(OFFICE, founder)
        desk = services_over(database, data, Clock(source), _STATION)
        _Quarter(desk, source, (login, secret)).go_through()
    database.close()
    return ExampleMade(login, secret, PERIOD)


class _Quarter:
    """Does, day by day, what the report tells."""

    def __init__(self, desk: Services, source: _Time, account: tuple[str, str]) -> None:
        self._desk = desk
        self._source = source
        self._account = account

    def go_through(self) -> None:
        """Enter the quarter in the order of its days."""
        registers = self._on(FOUNDED)
        for kind, given in REGISTERED:
            self._desk.registers.add(registers, kind, given)
        early = [one for one in PETITIONS if one.received_on < LISTS.decided_on]
        for number, petition in enumerate(early):
            self._take_petition(number, petition)
        self._desk.publishing.enter(self._on(LISTS.decided_on), LISTS)
        for number, petition in enumerate(PETITIONS[len(early) :], len(early)):
            self._take_petition(number, petition)
        self._write_report()

    def _take_petition(self, number: int, petition: TakenPetition) -> None:
        """Receive a petition, study it, decide, answer and publish the answer."""
        petitions = self._desk.petitions
        taken = petitions.receive(
            self._on(petition.received_on),
            NewPetition(
                draft_id=f"example-{number}",
                channel=petition.channel,
                kind=petition.kind,
                about=PetitionAbout.RULE,
                sender_name=f"Người Gửi {_WORDS[number]} (thử)",
                sender_address="Số 1 đường Thử Nghiệm, tỉnh Tây Ninh",
                sender_phone="0900000000",
                content=petition.content,
            ),
        )
        actor = self._on(petition.answered_on)
        done = "Đã giải thích, trả lời người gửi (thử)."
        for act, said in (
            (PetitionAct.CLASSIFY, PetitionSaid(petition_class=PetitionClass.OWN_RULE)),
            (PetitionAct.STUDY, PetitionSaid(has_ground=False, note=done)),
            (PetitionAct.DECIDE, PetitionSaid(outcome=petition.outcome, note=done)),
            (PetitionAct.ANSWER, PetitionSaid(note=done)),
            (PetitionAct.PUBLISH, PetitionSaid(published_by=PublishedBy.SITE)),
        ):
            petitions.act(actor, taken.petition_id, act, said)

    def _write_report(self) -> None:
        actor, notes = self._on(REPORTED), self._desk.report_notes
        for section, place, words in REMARKS:
            notes.write(actor, PERIOD, section, place, words)
        for task in TASKS:
            notes.add_task(actor, NEXT_PERIOD, TaskDraft(text=task))

    def _on(self, day: date) -> Actor:
        """Go to the morning of a day and sign in."""
        self._source.now = from_local(day, _MORNING)
        login, secret = self._account
        return self._desk.sign_in.sign_in(login, secret, "", _STATION)
