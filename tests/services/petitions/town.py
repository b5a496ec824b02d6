"""Five weeks of petitions, of every life, at every pace."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

from app.models.database import Database
from app.services.petitions.petitions import Petitions
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind
from tests.services.desk_builders import Counter, a_counter
from tests.services.petitions.builders import Lives, Said, typed
from tests.services.store_builders import FakeTime

DAYS: Final = 25


@dataclass(frozen=True, slots=True)
class Town:
    """A counter with its petitions; some are still in the middle of their lives."""

    counter: Counter
    petitions: Petitions
    first_day: date


def a_town(folder: Path, database: Database) -> Town:
    """Return a town whose petitions came in over `DAYS` days from its first day."""
    time = FakeTime()
    counter = a_counter(folder, time, database)
    petitions = counter.petitions
    first_day = counter.clock.today()
    chance = Random(7)  # noqa: S311 - a reproducible five weeks
    lives = cycle([said for _name, said in Lives(counter.culture)])
    waiting: list[tuple[int, list[Said]]] = []
    for _day in range(DAYS):
        for _one in range(chance.randrange(3)):
            channel = chance.choice(list(PetitionChannel))
            about = chance.choice(list(PetitionAbout))
            new = typed(channel=channel, about=about, kind=chance.choice(list(PetitionKind)))
            done = petitions.receive(counter.officer, new)
            waiting.append((done.petition_id, list(next(lives))))
        for petition_id, acts in waiting:
            if acts and chance.random() < 0.3:
                act, said = acts.pop(0)
                petitions.act(counter.officer, petition_id, act, said)
        time.advance(timedelta(days=1))
    return Town(counter, petitions, first_day)
