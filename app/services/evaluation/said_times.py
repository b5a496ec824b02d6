"""What citizens say of the time beside what the system recorded: index 1 itself asks nobody.

An answer is compared where its dossier has a result and had an appointment; of several answers the
newest. It belongs to the period in which it was entered, and one given before the result to the
period of that result: as index 7.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.services.evaluation import phrases
from app.services.evaluation.answers import Answer, Answers, newest
from app.services.evaluation.population import DONE, Names
from app.services.evaluation.records import SaidTimes, TimeDispute
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.ratings import SaidTime

_SAME: Final = {
    SaidTime.SOONER: Timeliness.EARLY,
    SaidTime.AS_PROMISED: Timeliness.ON_TIME,
    SaidTime.LATER: Timeliness.LATE,
}


@dataclass(frozen=True, slots=True)
class _Compared:
    """An answer about the time, and what the system has to it."""

    answer: Answer
    said: SaidTime
    recorded: Timeliness
    due_at: datetime
    ended_at: datetime

    @property
    def differs(self) -> bool:
        """Whether they say different things."""
        return _SAME[self.said] is not self.recorded


def said_times(answers: Answers) -> SaidTimes:
    """Count the answers about the time, and those that say otherwise than the system."""
    compared = tuple(_compared(answers))
    differing = [one for one in compared if one.differs]
    return SaidTimes(
        answered=len(compared),
        differing=len(differing),
        said_late=sum(one.said is SaidTime.LATER for one in differing),
    )


def time_disputes(answers: Answers, names: Names) -> tuple[TimeDispute, ...]:
    """Return the dossiers whose answers differ, those that a citizen calls late first."""
    found = [_dispute(one, names) for one in _compared(answers) if one.differs]
    return tuple(sorted(found, key=lambda one: (not one.is_late_said, one.dossier_code)))


def _compared(answers: Answers) -> Iterator[_Compared]:
    said = (*answers.waited, *answers.entered)
    for one in newest([one for one in said if one.time is not None]):
        is_done = one.status in DONE
        if is_done and one.time and one.timeliness and one.due_at and one.ended_at:
            yield _Compared(one, one.time, one.timeliness, one.due_at, one.ended_at)


def _dispute(one: _Compared, names: Names) -> TimeDispute:
    answer = one.answer
    return TimeDispute(
        dossier_code=answer.code,
        subject=names.versions[answer.version_id].name,
        about=names.agency(answer.agency_id).name,
        said=phrases.said_time(one.said, answer.source),
        recorded=phrases.recorded_time(one.due_at, one.ended_at, one.recorded),
        is_late_said=one.said is SaidTime.LATER,
    )
