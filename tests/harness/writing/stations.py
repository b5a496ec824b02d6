"""Workstations that register at the same store at once: what each was told, act by act."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

from sqlalchemy import func, select

from app.bootstrap.stores import open_database, services_over
from app.clock import Clock
from app.errors import StoreError, UserError
from app.models.database import Database
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.log import LogEntry
from app.services.dossiers.records import NewDossier, Owner, Registered
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from tests.models.programs import Starter
from tests.services.desk_builders import OWNER, PAPERS
from tests.services.store_builders import FakeTime, the_actor

_TRIES_AGAIN_S = 0.1
_PATIENCE_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One workstation: where its store is, and how much it registers."""

    name: str
    data: Path
    url: str
    case_id: int
    count: int
    starter: Starter


@dataclass(frozen=True, slots=True)
class Told:
    """What one workstation was told: codes by draft, how long each act took, every refusal."""

    codes: dict[str, str]
    waits_s: tuple[float, ...]
    refusals: tuple[str, ...]
    problems: tuple[str, ...]


def register_at(station: Station) -> Told:
    """Register, and send a form again under its draft id for as long as the store is out of reach.

    As a person does; whatever else comes through is a problem. How long the first one takes
    is not told: a program that has just been started has much to put together.
    """
    desk = services_over(
        open_database(station.data, station.url), station.data, Clock(FakeTime()), station.name
    )
    codes: dict[str, str] = {}
    waits: list[float] = []
    refusals: list[str] = []
    try:
        actor = the_actor(desk.database, "canbo.a")
        station.starter.wait(station.name)
        for new in _forms(station):
            begun = monotonic()
            act = partial(desk.intake.register, actor, new)
            codes[new.draft_id] = _insist(act, refusals).code
            waits.append(monotonic() - begun)
    except Exception as error:  # noqa: BLE001 - whatever comes through here is the finding
        return Told(codes, (), tuple(refusals), (f"{station.name}: {error!r}",))
    finally:
        desk.close()
    return Told(codes, tuple(waits[1:]), tuple(refusals), ())


def _forms(station: Station) -> Iterator[NewDossier]:
    for number in range(station.count):
        draft = f"{station.name}-{number}"
        yield NewDossier(draft, station.case_id, Owner(OWNER.name), PAPERS)


def _insist(act: Callable[[], Registered], refusals: list[str]) -> Registered:
    until = monotonic() + _PATIENCE_S
    while True:
        try:
            return act()
        except StoreError as error:
            refusals.append(error.message)
            if monotonic() > until:
                raise
            time.sleep(_TRIES_AGAIN_S)


def registered(database: Database) -> int:
    """Return how many dossiers there are; 0 while the store is out of reach."""
    try:
        with database.read() as session:
            return session.execute(select(func.count()).select_from(Dossier)).scalar_one()
    except UserError:
        return 0


def problems(database: Database, told: list[Told], wanted: int) -> list[str]:
    """Compare the store with what every workstation was told."""
    said = [problem for one in told for problem in one.problems]
    acknowledged = {draft: code for one in told for draft, code in one.codes.items()}
    with database.read() as session:
        rows = session.execute(select(Dossier.draft_id, Dossier.code, Dossier.day_number)).all()
        ordinals = sorted(session.scalars(select(IssuedForm.ordinal)))
        sequence = sorted(session.scalars(select(LogEntry.seq)))
    stored = {row.draft_id: row.code for row in rows}
    said += [
        f"{code} of {draft} is lost or has become {stored.get(draft)}"
        for draft, code in acknowledged.items()
        if stored.get(draft) != code
    ]
    if len(rows) != wanted:
        said.append(f"{len(rows)} dossiers where {wanted} were registered")
    for what, numbers in (
        ("dossiers", sorted(row.day_number for row in rows)),
        ("forms", ordinals),
        ("log", sequence),
    ):
        if numbers != list(range(1, len(numbers) + 1)):
            said.append(f"numbers of {what} have a gap or a twin")
    if len(set(stored.values())) != len(rows):
        said.append("a code was given twice")
    return said + StoreCheck(database, (signed_form_problems,)).problems()
