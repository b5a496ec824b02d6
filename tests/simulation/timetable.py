"""What happens when: events in their order, each in a working minute, and what waits in trays."""

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from tests.office_life.book import Life
from tests.simulation.town import Town

Event = Callable[[], None]


class Timetable:
    """Events to come; `trays` hold what waits at a unit, and where it is to go."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._queue: list[tuple[datetime, int, Event]] = []
        self._order = count()
        self.trays: dict[int, list[tuple[Life, int]]] = {}

    def at(self, moment: datetime, event: Event) -> None:
        """Let something happen at `moment`, or when the office opens after it."""
        heapq.heappush(self._queue, (self._town.opening(moment), next(self._order), event))

    def later(self, least: int, most: int, event: Event) -> None:
        """Let something happen so many minutes from now, when the office is open."""
        minutes = self._town.chance.randint(least, most)
        self.at(self._town.office.now + timedelta(minutes=minutes), event)

    def put(self, unit: int, life: Life, to: int) -> None:
        """Put a paper in the tray of a unit: it goes with the next slip."""
        self.trays.setdefault(unit, []).append((life, to))

    def live(self, until: datetime) -> None:
        """Let everything up to `until` happen."""
        while self._queue and self._queue[0][0] <= until:
            moment, _number, event = heapq.heappop(self._queue)
            self._town.set_clock(max(moment, self._town.office.now))
            event()
        self._town.set_clock(until)
