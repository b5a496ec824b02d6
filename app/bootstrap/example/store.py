"""Makes the example store: its days are gone through one after another on a clock of 2019."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from app.bootstrap.stores import new_store, services_over
from app.clock import Clock, from_local
from app.services.access.passwords import Passwords, fresh_password
from app.services.access.records import NewOfficer
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.office.demo_files import read_demo_file
from app.services.office.records import NewOffice
from app.services.office.setup import Setup
from app.services.petitions.records import NewPetition, PetitionSaid
from app.services.publishing.records import DecisionDraft
from app.services.reporting.records import TaskDraft
from app.vocabulary.petitions import PetitionAct, PetitionClass, PetitionOutcome, PublishedBy
from app.vocabulary.reports import RegisterKind, RemarkPlace, ReportSection

_STATION: Final = "Máy mẫu"
_MORNING: Final = time(9)


class _Entry(Struct, frozen=True):
    kind: RegisterKind
    given: dict[str, Any]


class _Founder(Struct, frozen=True):
    login: str
    name: str


class _Petition(Struct, frozen=True):
    received_on: date
    answered_on: date
    outcome: PetitionOutcome
    new: NewPetition


class _Remark(Struct, frozen=True):
    section: ReportSection
    place: RemarkPlace
    text: str


class _Example(Struct, frozen=True):
    period: str
    next_period: str
    founded: date
    reported: date
    office: NewOffice
    founder: _Founder
    lists: DecisionDraft
    registered: tuple[_Entry, ...]
    petitions: tuple[_Petition, ...]
    remarks: tuple[_Remark, ...]
    tasks: tuple[str, ...]


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
    example = read_demo_file("example", _Example)
    source, secret = _Time(), fresh_password()
    source.now = from_local(example.founded, _MORNING)
    login = example.founder.login
    with new_store(data, url) as database:
        founder = NewOfficer(login=login, name=example.founder.name, password=secret)
        Setup(database, Clock(source), passwords).create_office(example.office, founder)
        desk = services_over(database, data, Clock(source), _STATION)
        _Quarter(desk, source, example, secret).go_through()
    database.close()
    return ExampleMade(login, secret, example.period)


class _Quarter:
    """Does, day by day, what the report tells."""

    def __init__(self, desk: Services, source: _Time, example: _Example, secret: str) -> None:
        self._desk = desk
        self._source = source
        self._example = example
        self._secret = secret

    def go_through(self) -> None:
        """Enter the quarter in the order of its days."""
        example = self._example
        registers = self._on(example.founded)
        for entry in example.registered:
            self._desk.registers.add(registers, entry.kind, entry.given)
        decided_on = example.lists.decided_on
        for petition in example.petitions:
            if petition.received_on < decided_on:
                self._take_petition(petition)
        self._desk.publishing.enter(self._on(decided_on), example.lists)
        for petition in example.petitions:
            if petition.received_on >= decided_on:
                self._take_petition(petition)
        self._write_report()

    def _take_petition(self, petition: _Petition) -> None:
        """Receive a petition, study it, decide, answer and publish the answer."""
        petitions = self._desk.petitions
        taken = petitions.receive(self._on(petition.received_on), petition.new)
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
        example, notes = self._example, self._desk.report_notes
        actor = self._on(example.reported)
        for remark in example.remarks:
            notes.write(actor, example.period, remark.section, remark.place, remark.text)
        for task in example.tasks:
            notes.add_task(actor, example.next_period, TaskDraft(text=task))

    def _on(self, day: date) -> Actor:
        """Go to the morning of a day and sign in."""
        self._source.now = from_local(day, _MORNING)
        login = self._example.founder.login
        return self._desk.sign_in.sign_in(login, self._secret, "", _STATION)
