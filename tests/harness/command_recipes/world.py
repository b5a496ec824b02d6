"""An office where everything that a command may be about is there: one of each, made beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.services.container import Services
from app.services.dossiers.records import NewDossier
from app.services.ledger.records import Actor
from tests.harness.town import STATION, Town, data_of, draft_id
from tests.services.store_builders import MONDAY_MORNING, FakeTime

CLOSED_DAY = date(2026, 11, 23)
BACKUP = "kho.saoluu"
"""The name of the backup that lies beside the data folder."""
DAY = date(2026, 11, 24)
"""The day of every command; the day before is closed."""

_CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)

Act = Callable[["World"], object]
"""A command's recipe: it calls the command on the prepared office and returns its answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made beforehand, by what it is; `session` is of an officer who signed in.

    `town` is the office as it was when this was made: its people are the same in every copy.
    """

    town: Town

    codes: Mapping[str, str]
    ids: Mapping[str, int]
    texts: Mapping[str, str]
    session: Actor


@dataclass(frozen=True, slots=True)
class World:
    """The office with its desk open."""

    town: Town
    made: Made

    @property
    def desk(self) -> Services:
        return self.town.desk

    @property
    def admin(self) -> Actor:
        return self.town.admin

    @property
    def boss(self) -> Actor:
        return self.town.supervisor

    @property
    def folder(self) -> Path:
        return self.town.folder

    def code(self, what: str) -> str:
        return self.made.codes[what]

    def id(self, what: str) -> int:
        return self.made.ids[what]

    def text(self, what: str) -> str:
        return self.made.texts[what]

    def form(self, case_id: int = 0) -> NewDossier:
        """Return a form that was not sent before."""
        return self.town.typed(draft_id("new"), case_id)


def entered_world(folder: Path, made: Made) -> World:
    """Open a copy of the office by the real opening code. Raises StoreError."""
    clock = Clock(FakeTime(MONDAY_MORNING + timedelta(days=1)))
    with patch("app.services.access.passwords.PasswordHasher", _CHEAP):
        desk = open_services(data_of(folder), clock=clock, station=STATION)
    return World(replace(made.town, folder=folder, desk=desk), made)
