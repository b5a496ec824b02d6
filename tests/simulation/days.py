"""The working days of the town: when people come, and when the slips go."""

from datetime import datetime, timedelta

from tests.simulation.handing import Handing
from tests.simulation.receiving import Receiving
from tests.simulation.timetable import Timetable
from tests.simulation.town import BEGINS, Town
from tests.simulation.work import Work

_PEAKS = ((450, 570, 50), (570, 690, 15), (810, 900, 25), (900, 1020, 10))
"""Minutes of the day, and how many of a hundred registrations fall between them."""
_OFFICE_RUNS = (630, 685, 930, 1010)
_AGENCY_RUNS = (605, 870, 985)


class Days:
    """Lets the days pass; what people do is drawn from the town's own chance."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._times = Timetable(town)
        work = Work(town, self._times)
        self._receiving = Receiving(town, self._times, work)
        self._handing = Handing(town, self._times, work)

    def run(self, days: int, registrations: int) -> None:
        """Live through so many working days of so many registrations each."""
        day = BEGINS.replace(hour=0, minute=0)
        last, lived = day, 0
        while lived < days:
            if self._town.office.calendar.works(day.date()):
                self._plan(day, registrations, lived)
                last, lived = day + timedelta(hours=17), lived + 1
            day += timedelta(days=1)
        self._times.live(last)

    def _plan(self, day: datetime, registrations: int, number: int) -> None:
        cases, chance = tuple(self._town.office.cases.values()), self._town.chance
        for place in range(registrations):
            start, end, _share = chance.choices(_PEAKS, [share for *_span, share in _PEAKS])[0]
            case = cases[(number * registrations + place) % len(cases)]
            at = day + timedelta(minutes=chance.randrange(start, end))
            self._times.at(at, lambda case=case: self._receiving.register(case))  # type: ignore[misc]
        for minute in _OFFICE_RUNS:
            self._times.at(
                day + timedelta(minutes=minute),
                lambda: self._handing.send(self._town.office.office_id),
            )
        for minute in _AGENCY_RUNS:
            for unit in self._town.units:
                if unit != self._town.office.office_id:
                    self._times.at(
                        day + timedelta(minutes=minute),
                        lambda unit=unit: self._handing.send(unit),  # type: ignore[misc]
                    )
