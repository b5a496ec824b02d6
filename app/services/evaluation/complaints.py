"""Complaints about conduct, for indices 7 and 8: from the register of petitions.

Index 7: a dossier or officer that somebody complained of has 0, whatever was answered on slips; one
found false counts against nobody. Index 8: all complaints of the period that had to be answered by
its end; one past its time and still open was put off.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.evaluation import phrases
from app.services.evaluation.population import IndexMark, PopulationNames, RowKey, Whose, rows_of
from app.services.evaluation.scales import AnsweredShare
from app.services.figures.counted_states import counted_in
from app.services.figures.measures import bounds_of, holds_at_end
from app.services.figures.period import Period
from app.services.petitions.figures import Complaint, complaints_in
from app.vocabulary.evaluation import EvaluationIndex
from app.vocabulary.petitions import Finding


@dataclass(frozen=True, slots=True)
class Complained:
    """A complaint, whom it counts for, and the version of its dossier (0: it names none)."""

    complaint: Complaint
    whose: Whose
    version_id: int

    @property
    def is_judged(self) -> bool:
        """Whether it had to be answered by the end of the period."""
        return self.complaint.is_answered_in_time is not None

    @property
    def is_dragged(self) -> bool:
        """Whether it was put off: past its time and without an answer."""
        return self.complaint.is_open and self.complaint.is_answered_in_time is False


@dataclass(frozen=True, slots=True)
class Complaints:
    """The complaints of a period."""

    all: tuple[Complained, ...]

    @property
    def dossiers(self) -> frozenset[int]:
        """The dossiers that have their index 7 from a complaint."""
        return frozenset(
            one.complaint.dossier_id
            for one in self.all
            if one.complaint.dossier_id is not None and _counts(one.complaint)
        )

    def of(self, row: RowKey) -> tuple[Complained, ...]:
        """Return those of one row."""
        return tuple(one for one in self.all if row in rows_of(one.whose))

    def answered(self, row: RowKey) -> AnsweredShare:
        """Return index 8 of a row."""
        judged = [one for one in self.of(row) if one.is_judged]
        counts = Counter(one.complaint.is_answered_in_time for one in judged)
        dragged = sum(one.is_dragged for one in judged)
        return AnsweredShare(len(judged), counts[True], dragged)


def complained_in(session: Session, period: Period, names: PopulationNames) -> Complaints:
    """Return the complaints of `period`, each with whom it counts for."""
    found = complaints_in(session, period)
    ids = {one.dossier_id for one in found if one.dossier_id is not None}
    standing = _standing(session, period, sorted(ids)) if ids else {}
    return Complaints(tuple(_complained(one, standing, names) for one in found))


def complaint_marks(complaints: Complaints) -> Iterator[IndexMark]:
    """Yield index 7 of every dossier, else of every officer, that was complained of: 0 points."""
    told: set[int] = set()
    for one in complaints.all:
        said = one.complaint
        if not _counts(said) or said.dossier_id in told:
            continue
        if said.dossier_id is not None:
            told.add(said.dossier_id)
        elif said.officer_id is None:
            continue
        why = partial(phrases.scored, f"Bị phản ánh, kiến nghị số {said.number}", 0)
        index = EvaluationIndex.ATTITUDE
        yield IndexMark(index, 0, one.whose, said.dossier_code, one.version_id, why)


def _counts(said: Complaint) -> bool:
    return said.finding is not Finding.FALSE


_Standing = Mapping[int, tuple[int | None, int, int]]


def _standing(session: Session, period: Period, ids: Sequence[int]) -> _Standing:
    """Return agency, version and officer of each dossier as they were at the end."""
    found: dict[int, tuple[int | None, int, int]] = {}
    for counted in counted_in(session, period):
        state = counted.states()
        rows = session.connection().execute(
            select(state.dossier_id, state.agency_id, state.version_id, state.officer_id).where(
                holds_at_end(state), state.dossier_id.in_(ids), *counted.only(state)
            ),
            bounds_of(period),
        )
        found.update({row[0]: (row[1], row[2], row[3]) for row in rows})
    return found


def _complained(said: Complaint, standing: _Standing, names: PopulationNames) -> Complained:
    known = standing.get(said.dossier_id or 0)
    if known is None:
        return Complained(said, Whose(names.office_id, None, said.officer_id), 0)
    agency_id, version_id, officer_id = known
    level = names.versions[version_id].level
    officer_id = said.officer_id or officer_id
    return Complained(said, Whose(names.agency_of(agency_id), level, officer_id), version_id)
