"""From indices to a total, a class and an officer's per cent (TT 01/2018/TT-VPCP Đ14-15).

All is whole numbers: an index is rounded once, half up, to tenths; what follows is exact.

- An index without data is left out of the total and of what could be reached. So that leaving out
  is neither a gain nor a loss, the total is judged as its share of what could be reached: 14.0 of
  16 stands where 15.75 of 18 does.
- An officer's per cent runs straight between the circular's points: 0 at 0, 70 at 3.5, 100 at 5
  and above. It is cut, never rounded up, so that a lower class never reads as the next one.
"""

from dataclasses import dataclass
from typing import Final

from app.services.evaluation.scales import MOST_POINTS
from app.vocabulary.evaluation import EvaluationIndex, Grade

AGENCY_FULL: Final = 18
"""What an agency reaches by all nine indices."""
OFFICER_FULL: Final = 10
"""What an officer reaches by the five indices that are an officer's."""
OFFICER_INDICES: Final = (
    EvaluationIndex.TOTAL_TIME,
    EvaluationIndex.OWN_TIME,
    EvaluationIndex.CONTACTS,
    EvaluationIndex.OTHER_AGENCIES,
    EvaluationIndex.ATTITUDE,
)
GRADES_FROM: Final = (
    (15, Grade.EXCELLENT),
    (12, Grade.GOOD),
    (9, Grade.FAIR),
    (6, Grade.AVERAGE),
    (0, Grade.WEAK),
)
"""The least total of 18 for each class, best first."""
_MOST_DONE: Final = 1000
_DONE_FROM: Final = 700
_FULL_FROM: Final = 50
_PART_FROM: Final = 35


def tenths(points: int, count: int) -> int:
    """Return an index in tenths: points ÷ count, rounded half up once. `count` is above 0."""
    return (20 * points + count) // (2 * count)


@dataclass(frozen=True, slots=True)
class Reached:
    """A total in tenths, of the indices that have data."""

    tenths: int
    indices: int

    @property
    def possible(self) -> int:
        """What those indices could bring."""
        return MOST_POINTS * self.indices

    def reaches(self, least_tenths: int, full: int) -> bool:
        """Say whether the total stands at `least_tenths` or above where `full` can be reached."""
        return self.tenths * full >= least_tenths * self.possible


def grade(reached: Reached) -> Grade | None:
    """Return an agency's class; None where no index has data."""
    if not reached.indices:
        return None
    return next(each for least, each in GRADES_FROM if reached.reaches(10 * least, AGENCY_FULL))


def done_permille(reached: Reached) -> int | None:
    """Return how far an officer's task is done, in tenths of a per cent; None without data."""
    if not reached.indices:
        return None
    if reached.reaches(_FULL_FROM, OFFICER_FULL):
        return _MOST_DONE
    got, of = reached.tenths * OFFICER_FULL, reached.possible
    if reached.reaches(_PART_FROM, OFFICER_FULL):
        rise = (got - _PART_FROM * of) * (_MOST_DONE - _DONE_FROM)
        return _DONE_FROM + rise // ((_FULL_FROM - _PART_FROM) * of)
    return got * _DONE_FROM // (_PART_FROM * of)
