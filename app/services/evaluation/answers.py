"""Indices 3, 4 and 7: what citizens answered on slips, at the window's panel, or told.

An answer counts in the period in which it was entered, as everywhere; where several were given
about a dossier, the newest to each question. Index 7 needs the end of the dossier too: an answer
given before it waits for the period of that end.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.ratings import Rating
from app.services.evaluation import phrases
from app.services.evaluation.population import DONE, IndexMark, PopulationNames, Whose
from app.services.evaluation.records import SaidTimes, TimeDispute
from app.services.evaluation.scales import by_attitude, by_contacts
from app.services.figures.counted_states import LateEntryView, counted_in, for_each
from app.services.figures.measures import BOUNDS, AtEnd, bounds_of, holds_at_end
from app.services.figures.period import Period
from app.vocabulary.dossiers import DossierStatus, Timeliness
from app.vocabulary.evaluation import EvaluationIndex
from app.vocabulary.ratings import RatingSource, SaidAttitude, SaidContacts, SaidOthers, SaidTime
from app.wording import states
from app.wording.labels import label

_CONTACTS: Final[Mapping[SaidContacts, int]] = {
    SaidContacts.NONE: 0,
    SaidContacts.ONE: 1,
    SaidContacts.MORE: 2,
}
_OTHERS: Final[Mapping[SaidOthers, int]] = {
    SaidOthers.NONE: 2,
    SaidOthers.ONE_STOP: 1,
    SaidOthers.MORE: 0,
}
_OWN_FAULT: Final = "Phải quay lại vì lỗi của người nộp, không tính"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about a dossier, and how that dossier stood at the end of the period."""

    dossier_id: int
    code: str
    version_id: int
    agency_id: int | None
    officer_id: int
    entered_at: datetime
    contacts: SaidContacts | None
    is_own_fault: bool
    others: SaidOthers | None
    attitude: SaidAttitude | None
    status: DossierStatus
    timeliness: Timeliness | None
    time: SaidTime | None
    source: RatingSource
    due_at: datetime | None
    ended_at: datetime | None


_HELD: Final = or_(Rating.ended_at.is_(None), Rating.ended_at >= BOUNDS.end)


def _answers(state: AtEnd, counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Rating.dossier_id,
            Dossier.code,
            state.version_id,
            state.agency_id,
            Rating.officer_id,
            Rating.entered_at,
            Rating.contacts,
            Rating.is_own_fault,
            Rating.others,
            Rating.attitude,
            state.status,
            state.timeliness,
            Rating.time,
            Rating.source,
            state.due_at,
            counted.ended_at(state).label("ended_at"),
        )
        .join(Dossier, Dossier.id == Rating.dossier_id)
        .join(state, state.dossier_id == Rating.dossier_id)
        .where(_HELD, holds_at_end(state), *counted.only(state))
        .order_by(Rating.dossier_id, Rating.id)
    )


def _entered(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    return _answers(counted.states(), counted).where(
        Rating.unit_id == BOUNDS.office_id,
        Rating.entered_at >= BOUNDS.start,
        Rating.entered_at < BOUNDS.end,
    )


def _ended(counted: LateEntryView) -> Select[*tuple[Any, ...]]:
    state = counted.states()
    return _answers(state, counted).where(
        # Said so that no index is tried: the dossiers that ended are few, the answers before many.
        case((Rating.entered_at < BOUNDS.start, 1), else_=0) == 1,
        ~state.is_open,
        state.ended_at >= BOUNDS.start,
        state.ended_at < BOUNDS.end,
    )


_ENTERED: Final = for_each(_entered)
_ENDED: Final = for_each(_ended)


@dataclass(frozen=True, slots=True)
class SlipAnswers:
    """Those entered in the period, and older ones about dossiers that ended in it."""

    entered: tuple[Answer, ...]
    waited: tuple[Answer, ...]


def answers_in(session: Session, period: Period) -> SlipAnswers:
    """Return the answers that count in `period`, dossier by dossier, oldest first."""
    parts = counted_in(session, period)

    def read(statements: Mapping[LateEntryView, Select[*tuple[Any, ...]]]) -> tuple[Answer, ...]:
        found = [
            Answer(*row)
            for part in parts
            for row in session.connection().execute(statements[part], bounds_of(period))
        ]
        return tuple(sorted(found, key=lambda one: one.dossier_id))

    entered, waited = read(_ENTERED), read(_ENDED)
    return SlipAnswers(entered, waited)


def answer_marks(
    answers: SlipAnswers, complained: frozenset[int], names: PopulationNames
) -> Iterator[IndexMark]:
    """Yield indices 3, 4 and 7; dossiers that somebody `complained` of have their 7 elsewhere."""
    asked = [one for one in answers.entered if one.contacts is not None]
    for one in newest(asked):
        points, why = _contacts(one)
        yield _mark(EvaluationIndex.CONTACTS, one, points, why, names)
    for one in newest([one for one in answers.entered if one.others is not None]):
        if one.others is not None:
            points = _OTHERS[one.others]
            yield _mark(EvaluationIndex.OTHER_AGENCIES, one, points, label(one.others), names)
    served = (*answers.waited, *answers.entered)
    for one in newest([one for one in served if one.attitude is not None]):
        if one.dossier_id not in complained and _has_attitude(one):
            points, why = _attitude(one)
            yield _mark(EvaluationIndex.ATTITUDE, one, points, why, names)


def newest(answers: Iterable[Answer]) -> Iterable[Answer]:
    """Return the newest of each dossier's answers."""
    return {one.dossier_id: one for one in sorted(answers, key=lambda one: one.entered_at)}.values()


def _contacts(one: Answer) -> tuple[int, str]:
    if one.contacts is None or one.is_own_fault:
        return by_contacts(0), _OWN_FAULT
    return by_contacts(_CONTACTS[one.contacts]), label(one.contacts)


def _has_attitude(one: Answer) -> bool:
    return one.attitude is SaidAttitude.COMPLAINT or one.status in DONE


def _attitude(one: Answer) -> tuple[int, str]:
    if one.attitude is SaidAttitude.COMPLAINT:
        return by_attitude(one.timeliness, has_complaint=True), label(SaidAttitude.COMPLAINT)
    points = by_attitude(one.timeliness, has_complaint=False)
    when = label(one.timeliness) if one.timeliness else states.NO_DATA
    return points, f"Không bị phản ánh về thái độ, {when.lower()}"


def _mark(
    index: EvaluationIndex, one: Answer, points: int, what: str, names: PopulationNames
) -> IndexMark:
    level = names.versions[one.version_id].level
    whose = Whose(names.agency_of(one.agency_id), level, one.officer_id)
    why = partial(phrases.scored, what, points)
    return IndexMark(index, points, whose, one.code, one.version_id, why)


# What citizens say of the time beside what the system recorded: index 1 itself asks nobody.
#
# An answer is compared where its dossier has a result and had an appointment; of several answers
# the
# newest. It belongs to the period in which it was entered, and one given before the result to the
# period of that result: as index 7.

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


def said_times(answers: SlipAnswers) -> SaidTimes:
    """Count the answers about the time, and those that say otherwise than the system."""
    compared = tuple(_compared(answers))
    differing = [one for one in compared if one.differs]
    return SaidTimes(
        answered=len(compared),
        differing=len(differing),
        said_late=sum(one.said is SaidTime.LATER for one in differing),
    )


def time_disputes(answers: SlipAnswers, names: PopulationNames) -> tuple[TimeDispute, ...]:
    """Return the dossiers whose answers differ, those that a citizen calls late first."""
    found = [_dispute(one, names) for one in _compared(answers) if one.differs]
    return tuple(sorted(found, key=lambda one: (not one.is_late_said, one.dossier_code)))


def _compared(answers: SlipAnswers) -> Iterator[_Compared]:
    said = (*answers.waited, *answers.entered)
    for one in newest([one for one in said if one.time is not None]):
        is_done = one.status in DONE
        if is_done and one.time and one.timeliness and one.due_at and one.ended_at:
            yield _Compared(one, one.time, one.timeliness, one.due_at, one.ended_at)


def _dispute(one: _Compared, names: PopulationNames) -> TimeDispute:
    answer = one.answer
    return TimeDispute(
        dossier_code=answer.code,
        subject=names.versions[answer.version_id].name,
        about=names.agency(answer.agency_id).name,
        said=phrases.said_time(one.said, answer.source),
        recorded=phrases.recorded_time(one.due_at, one.ended_at, one.recorded),
        is_late_said=one.said is SaidTime.LATER,
    )
