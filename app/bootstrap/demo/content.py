"""What the demo day is made of: records of the files in `resources/demo`, all of it invented."""

from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct

from app.services.catalogue.records import ProcedureDraft
from app.services.evaluation.facts import FactDraft
from app.services.office.demo_files import read_demo_file
from app.services.petitions.records import NewPetition, PetitionSaid
from app.services.publishing.records import DecisionDraft
from app.services.ratings.records import Answers
from app.services.reporting.records import TaskDraft
from app.vocabulary.dossiers import Channel
from app.vocabulary.people import PersonKind
from app.vocabulary.petitions import PetitionAbout, PetitionAct, PetitionChannel, PetitionKind
from app.vocabulary.ratings import Face, RatingSource
from app.vocabulary.reports import RegisterKind

Given: TypeAlias = dict[str, Any]
"""An entry of a register, field by field; the service checks it."""


class DemoPerson(Struct, frozen=True, kw_only=True):
    """Whoever comes to the counter; `birth` as ddmmyyyy, as the card's QR has it."""

    number: str
    name: str
    address: str
    birth: str = ""
    sex: str = ""
    phone: str = ""
    kind: PersonKind = PersonKind.CITIZEN

    @property
    def card(self) -> str:
        """What the QR of the card says."""
        facts = (self.number, "", self.name, self.birth, self.sex, self.address, "01012022")
        return "|".join(facts)


class Visit(Struct, frozen=True, kw_only=True):
    """One dossier as it comes to the counter.

    `words` find the procedure in the list, `code` is the one meant. `case` is a place in the list
    of cases, None the one proposed. `owner` and `submitter` are people by name; an owner who is a
    citizen is scanned unless `is_typed`, none is whoever is shown. `missing` are places of papers
    not handed in.
    """

    words: str
    code: str
    owner: str = ""
    is_typed: bool = False
    submitter: str = ""
    case: int | None = None
    channel: Channel = Channel.COUNTER
    missing: tuple[int, ...] = ()
    paid: str = ""
    post_to: str = ""
    note: str = ""


class ToldPetition(Struct, frozen=True, kw_only=True):
    """A petition as it is told at the counter."""

    name: str
    phone: str
    address: str
    content: str
    kind: PetitionKind = PetitionKind.PROPOSAL
    about: PetitionAbout = PetitionAbout.RULE


class DemoPetitionStep(Struct, frozen=True, kw_only=True):
    """An act on a petition and the day it was done."""

    act: PetitionAct
    day: date
    said: PetitionSaid = PetitionSaid()


class PaperPetition(Struct, frozen=True, kw_only=True):
    """A petition that came on paper, and what was done about it; `dossier` is one of the day."""

    name: str
    content: str
    channel: PetitionChannel
    received_on: date
    kind: PetitionKind = PetitionKind.FEEDBACK
    about: PetitionAbout = PetitionAbout.RULE
    acts: tuple[DemoPetitionStep, ...] = ()
    dossier: str = ""


class DemoPetitions(Struct, frozen=True, kw_only=True):
    """The petitions; those about conduct are about the officer `conduct_of`."""

    sender_address: str
    sender_phone: str
    conduct_of: str
    solved: ToldPetition
    taken: tuple[PaperPetition, ...]


class DemoEntry(Struct, frozen=True, kw_only=True):
    """An entry of one of the registers."""

    kind: RegisterKind
    given: Given


class DemoFinding(Struct, frozen=True, kw_only=True):
    """A finding of one of the inspections, by its name."""

    inspection: str
    given: Given


class Noted(Struct, frozen=True, kw_only=True):
    """Facts noted of procedures."""

    codes: tuple[str, ...]
    noted: FactDraft


class Books(Struct, frozen=True, kw_only=True):
    """What the supervisor enters for the report."""

    registered: tuple[DemoEntry, ...]
    inspections: dict[str, Given]
    findings: tuple[DemoFinding, ...]
    decisions: tuple[DecisionDraft, ...]
    facts: tuple[Noted, ...]
    tasks: tuple[TaskDraft, ...]


class ToldAnswers(Struct, frozen=True, kw_only=True):
    """Answers told about a dossier of the day."""

    dossier: str
    source: RatingSource
    answers: str


class DemoRatings(Struct, frozen=True, kw_only=True):
    """What citizens answered; `answers` by name, `tapped` at the panel, newest first."""

    told: tuple[ToldAnswers, ...]
    tapped: tuple[Face, ...]
    answers: dict[str, Answers]


class LongNames(Struct, frozen=True, kw_only=True):
    """What has the longest names a page has to bear."""

    procedure: ProcedureDraft
    petition: NewPetition
    decision: DecisionDraft
    registered: tuple[DemoEntry, ...]


def people() -> dict[str, DemoPerson]:
    """Return who comes to the counter, by name."""
    return read_demo_file("people", dict[str, DemoPerson])


def visits() -> dict[str, Visit]:
    """Return what comes to the counter, by the name the play gives the dossier."""
    return read_demo_file("visits", dict[str, Visit])


def petitions() -> DemoPetitions:
    """Return the petitions."""
    return read_demo_file("petitions", DemoPetitions)


def books() -> Books:
    """Return what the supervisor's books hold."""
    return read_demo_file("books", Books)


def ratings() -> DemoRatings:
    """Return what citizens answered."""
    return read_demo_file("ratings", DemoRatings)


def long_names() -> LongNames:
    """Return what is entered for the gallery alone."""
    return read_demo_file("long_names", LongNames)
