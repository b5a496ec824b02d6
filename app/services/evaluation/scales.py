"""How many points a thing is worth by each of the nine indices (TT 01/2018/TT-VPCP Đ13): 2, 1 or 0.

Shares are compared as whole numbers, never as rounded percentages: 199 of 1,000 is not 20 %.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.vocabulary.dossiers import Timeliness
from app.vocabulary.evaluation import OneStopWork, Publicity

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
