"""What happened to a petition so far, read from its events: the only source of what is true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models.petitions import Petition, PetitionEvent
from app.services.petitions.deadlines import Wait
from app.services.petitions.lifecycle import (
    OPEN_STATUSES,
    PetitionSituation,
    duty_of,
)
from app.vocabulary.petitions import (
    Finding,
    PetitionAct,
    PetitionClass,
    PetitionDuty,
    PetitionStatus,
)


@dataclass(frozen=True, slots=True)
class History:
    """The events of one petition in order, at least the receipt."""

    events: tuple[PetitionEvent, ...]

    @property
    def last(self) -> PetitionEvent:
        """The newest event."""
        return self.events[-1]

    @property
    def situation(self) -> PetitionSituation:
        """What the table judges by."""
        return PetitionSituation(
            status=self.last.status,
            petition_class=self.petition_class,
            has_ground=self.has_ground,
            finding=self.finding,
            interrupted=self.interrupted,
        )

    @property
    def petition_class(self) -> PetitionClass | None:
        """The class it was given last."""
        return next((one.petition_class for one in self._newest if one.petition_class), None)

    @property
    def has_ground(self) -> bool | None:
        """Whether the study found ground enough; None without one."""
        said = (one.has_ground for one in self._newest if one.has_ground is not None)
        return next(said, None)

    @property
    def finding(self) -> Finding | None:
        """What a complaint proved to be, as far as known."""
        return next((one.finding for one in self._newest if one.finding), None)

    @property
    def interrupted(self) -> PetitionStatus | None:
        """What the last request for information interrupted."""
        for earlier, later in zip(self.events[-2::-1], self._newest, strict=False):
            if later.act is PetitionAct.ASK_INFORMATION:
                return earlier.status
        return None

    @property
    def waits(self) -> tuple[Wait, ...]:
        """When the sender was waited for, in order."""
        found: list[Wait] = []
        for one in self.events:
            if one.act is PetitionAct.ASK_INFORMATION:
                found.append(Wait(one.at, None))
            elif found and found[-1].end is None:
                found[-1] = Wait(found[-1].start, one.at)
        return tuple(found)

    @property
    def waits_since(self) -> datetime | None:
        """From when the sender has been waited for; None where nobody is."""
        is_waiting = self.last.status is PetitionStatus.AWAITING_INFORMATION
        return self.last.at if is_waiting else None

    @property
    def answered_at(self) -> datetime | None:
        """When it was answered."""
        answers = (one.at for one in self.events if one.act is PetitionAct.ANSWER)
        return next(answers, None)

    @property
    def ended_at(self) -> datetime | None:
        """When it was no longer open: the first event that says so."""
        ends = (one.at for one in self.events if one.status not in OPEN_STATUSES)
        return next(ends, None)

    def met(self, duty: PetitionDuty) -> PetitionEvent | None:
        """Return the last event that met `duty`; None where none did."""
        met = (one for one in self._newest if duty_of(one.act, one.status) is duty)
        return next(met, None)

    def until(self, moment: datetime) -> "History | None":
        """Return the history as it was before `moment`; None where nothing had happened."""
        events = tuple(one for one in self.events if one.at < moment)
        return History(events) if events else None

    @property
    def _newest(self) -> tuple[PetitionEvent, ...]:
        return self.events[::-1]


def petition_named(session: Session, office_id: int, number: str, year: int) -> Petition:
    """Return the office's petition of that number and year. Raises NotFoundError."""
    found = session.scalars(
        select(Petition).where(
            Petition.unit_id == office_id, Petition.year == year, Petition.number == number
        )
    ).first()
    if found is None:
        raise NotFoundError(
            f"Không có phản ánh, kiến nghị số {number} năm {year}. Hãy kiểm tra số và năm."
        )
    return found


def history_of(session: Session, petition_id: int) -> History:
    """Return the events of a petition."""
    return histories_of(session, (petition_id,))[petition_id]


def histories_of(session: Session, petition_ids: Sequence[int]) -> dict[int, History]:
    """Return the events of each of the petitions, in one reading a thousand of them."""
    found: dict[int, list[PetitionEvent]] = {one: [] for one in petition_ids}
    for part in _parts(petition_ids):
        rows = session.scalars(
            select(PetitionEvent)
            .where(PetitionEvent.petition_id.in_(part))
            .order_by(PetitionEvent.petition_id, PetitionEvent.ordinal)
        )
        for row in rows:
            found[row.petition_id].append(row)
    return {one: History(tuple(events)) for one, events in found.items()}


def _parts(ids: Sequence[int], size: int = 1000) -> Iterable[Sequence[int]]:
    return (ids[first : first + size] for first in range(0, len(ids), size))
