"""A counter that gives rating slips, one for all tests of a file: each has its own dossiers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.errors import StoreError
from app.services.container import Services
from app.services.forms.records import RatingSlipData
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Rated, RatingLine, Tap
from app.ui.shell.page_context import PageContext
from app.vocabulary.ratings import Face
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, services_of
from tests.ui.inline import InlineTasks


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    made = a_counter(tmp_path_factory.mktemp("ratings"), FakeTime())
    edit = made.office.facts(made.admin).edit
    made.office.update(made.admin, replace(edit, gives_rating_slips=True))
    yield made
    made.database.close()


@dataclass
class BusyRatings:
    """Ratings of a store that is out of reach `times` times, before or after it has stored."""

    real: Ratings
    times: int = 0
    stores_first: bool = False
    asked: int = 0

    def tap(self, *given: Any) -> Rated:
        self.asked += 1
        if self.times:
            self.times -= 1
            if self.stores_first:
                self.real.tap(*given)
            raise StoreError("Kho dữ liệu đang bận. Hãy thử lại.")
        return self.real.tap(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@dataclass
class Room:
    """The counter, what its rating parts are, and what came of it."""

    counter: Counter
    context: PageContext
    services: Services
    ratings: BusyRatings
    seen_before: frozenset[int] = field(default_factory=frozenset)

    def slip(self) -> RatingSlipData:
        """Register a dossier and return its slip."""
        code = self.counter.code()
        queued = self.counter.print_queue.queued(self.counter.officer)
        slips = [job.data for job in queued if isinstance(job.data, RatingSlipData)]
        return next(slip for slip in slips if slip.code == code)

    def tap(self, face: Face = Face.UNHAPPY) -> None:
        """Let somebody tap a face of no dossier."""
        answers = Answers(overall=face)
        tap = Tap(answer_id=str(uuid4()), at=self.counter.time.now, answers=answers)
        self.ratings.real.tap(self.counter.officer, tap)

    @property
    def stored(self) -> list[RatingLine]:
        """What this test has stored, oldest first, without what was ended."""
        day = self.counter.clock.today()
        lines = self.ratings.real.of_period(self.counter.officer, day, day)
        fresh = [line for line in reversed(lines) if line.rating_id not in self.seen_before]
        return [line for line in fresh if not line.end_reason]


@pytest.fixture
def make_room(counter: Counter, tmp_path: Path) -> Callable[[], Room]:
    def make() -> Room:
        ratings = BusyRatings(counter.ratings)
        context = a_context(InlineTasks(), lambda: counter.officer, counter.clock)
        services = services_of(counter, ratings=ratings)
        room = Room(counter, context, services, ratings)
        room.seen_before = frozenset(line.rating_id for line in room.stored)
        return room

    return make


@pytest.fixture
def room(make_room: Callable[[], Room], qapp: object) -> Room:
    return make_room()
