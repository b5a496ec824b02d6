"""How many points a thing is worth by each of the nine indices (TT 01/2018/TT-VPCP Đ13): 2, 1 or 0.

Shares are compared as whole numbers, never as rounded percentages: 199 of 1,000 is not 20 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.vocabulary.dossiers import Timeliness
from app.vocabulary.evaluation import EvaluationIndex, Grade, OneStopWork, Publicity

MOST_POINTS: Final = 2
"""What one index brings at most."""

APPROVED_SHARE: Final = 20
"""Index 5: per cent of the procedures appraised and approved at the one-stop office."""
ANSWERED_SHARE: Final = 90
"""Index 8: per cent of the complaints answered in time that still bring a point."""
ONLINE_PROCEDURES_SHARE: Final = 20
"""Index 9: per cent of the procedures that can be done online."""
ONLINE_DOSSIERS_SHARE: Final = 30
"""Index 9: per cent of the dossiers that came online, for two points."""
SOME_ONLINE_SHARE: Final = 15
"""Index 9: per cent of the dossiers that came online, for one point."""

BY_TIME: Final[Mapping[Timeliness, int]] = {
    Timeliness.EARLY: 2,
    Timeliness.ON_TIME: 1,
    Timeliness.LATE: 0,
}
"""Indices 1 and 2: shorter than the time allowed, equal, longer."""

BY_PUBLICITY: Final[Mapping[Publicity, int]] = {
    Publicity.POSTED_AND_ELECTRONIC: 2,
    Publicity.ONE_OF_THEM: 1,
    Publicity.WRONG: 0,
}
"""Index 6."""


def by_contacts(contacts: int) -> int:
    """Return the points of index 3: none 2, one 1, more 0; the submitter's own faults left out."""
    return max(MOST_POINTS - contacts, 0)


def by_attitude(timeliness: Timeliness | None, *, has_complaint: bool) -> int:
    """Return the points of index 7: early 2 and on time 1 without a complaint, else 0."""
    if has_complaint or timeliness is None:
        return 0
    return BY_TIME.get(timeliness, 0)


def reaches(part: int, whole: int, percent: int) -> bool:
    """Say whether `part` of `whole` is at least `percent`; nothing of nothing reaches nothing."""
    return whole > 0 and 100 * part >= percent * whole


@dataclass(frozen=True, slots=True)
class OneStopShare:
    """Index 5: of `total` procedures, how many are approved at, and how many go through, here."""

    total: int
    approved: int
    received: int

    @property
    def points(self) -> int:
        """2 from a fifth approved here; 1 where all are received and returned here; else 0."""
        if reaches(self.approved, self.total, APPROVED_SHARE):
            return 2
        return 1 if self.total and self.received == self.total else 0


def at_one_stop(work: OneStopWork) -> tuple[bool, bool]:
    """Return whether a procedure is approved, and whether it is received, at the office."""
    return work is OneStopWork.APPROVED, work is not OneStopWork.ELSEWHERE


@dataclass(frozen=True, slots=True)
class AnsweredShare:
    """Index 8: of `total` complaints, how many were answered in time; `dragged` were put off."""

    total: int
    in_time: int
    dragged: int = 0

    @property
    def points(self) -> int:
        """2 where there was none or all were answered in time, 1 from 90 %, 0 below or put off."""
        if self.dragged:
            return 0
        if self.in_time == self.total:
            return 2
        return 1 if reaches(self.in_time, self.total, ANSWERED_SHARE) else 0


@dataclass(frozen=True, slots=True)
class OnlineShare:
    """Index 9: procedures offered online, dossiers that came online, and those of them late."""

    procedures: int
    online_procedures: int
    dossiers: int
    online_dossiers: int
    late: int

    @property
    def points(self) -> int:
        """2 from 20 % of the procedures and 30 % of the dossiers with none late; 1 from 15 %.

        The circular is silent on 30 % with one late: that is no less than 15 %, so it brings 1.
        """
        if not reaches(self.online_procedures, self.procedures, ONLINE_PROCEDURES_SHARE):
            return 0
        if reaches(self.online_dossiers, self.dossiers, ONLINE_DOSSIERS_SHARE) and not self.late:
            return 2
        return 1 if reaches(self.online_dossiers, self.dossiers, SOME_ONLINE_SHARE) else 0


# From indices to a total, a class and an officer's per cent (TT 01/2018/TT-VPCP Đ14-15).
#
# All is whole numbers: an index is rounded once, half up, to tenths; what follows is exact.
#
# - An index without data is left out of the total and of what could be reached. So that leaving
# out
#   is neither a gain nor a loss, the total is judged as its share of what could be reached: 14.0
# of
#   16 stands where 15.75 of 18 does.
# - An officer's per cent runs straight between the circular's points: 0 at 0, 70 at 3.5, 100 at 5
#   and above. It is cut, never rounded up, so that a lower class never reads as the next one.

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
