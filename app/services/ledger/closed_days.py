"""Days that were closed: nothing is entered with a moment up to the end of the last of them.

One question, asked where every log entry is written. What must go on after the day was closed
(signing in, looking, printing again, accounts, catalogue, backups) is about no dossier, or is named
in `_STAYS_OPEN`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from app.clock import end_of_day, local_date
from app.errors import RuleBrokenError
from app.models.people import Officer
from app.models.periods import DayClosing, LateEntry, PeriodLock
from app.wording.texts import day_text, moment_text

LAST_CLOSED: Final = (
    select(DayClosing.day)
    .where(DayClosing.unit_id == bindparam("office_id"), DayClosing.reopened_at.is_(None))
    .order_by(DayClosing.day.desc())
    .limit(1)
)
_CLOSED_BY: Final = (
    select(DayClosing.closed_at, Officer.name)
    .join(Officer, Officer.id == DayClosing.closed_by)
    .where(
        DayClosing.unit_id == bindparam("office_id"),
        DayClosing.day == bindparam("day"),
        DayClosing.reopened_at.is_(None),
    )
)
_STAYS_OPEN: Final = frozenset(
    {
        *("reprint", "file_seen", "foreign_opened", "erased"),
        *("rated", "rating_ended", "late_reason", "agency_reminded"),
    }
)
"""Acts about a dossier that change nothing of the day."""
_OF_THE_DAY: Final = frozenset({"slip", "guide", "bundle_taken", "file_added", "file_ended"})
"""Acts that belong to a day although they may name no dossier."""
_OF_PETITIONS: Final = "petition_"
"""What the names of acts on petitions begin with: they belong to their day like dossiers'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenedLine:
    """A closing that two people undid, and why."""

    day: date
    ordinal: int
    closed_at: datetime
    closed_by: str
    reopened_at: datetime
    reopened_by: str
    reopened_with: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entering:
    """What is about to be entered: act, dossier, when it happened, when it is entered."""

    act: str
    dossier_id: int | None
    happened_at: datetime
    entered_at: datetime

    @property
    def is_of_the_day(self) -> bool:
        """Say whether the act would change what was closed."""
        if self.act in _STAYS_OPEN:
            return False
        is_backdated = self.happened_at != self.entered_at
        is_named = self.act in _OF_THE_DAY or self.act.startswith(_OF_PETITIONS)
        return self.dossier_id is not None or is_named or is_backdated


def last_closed_day(session: Session, office_id: int) -> date | None:
    """Return the last day that is closed and was not opened again; None before the first."""
    day: date | None = session.connection().execute(LAST_CLOSED, {"office_id": office_id}).scalar()
    return day


def first_open_moment(session: Session, office_id: int) -> datetime | None:
    """Return from when on something may be entered; None where no day is closed."""
    day = last_closed_day(session, office_id)
    return None if day is None else end_of_day(day)


def require_open(session: Session, office_id: int, entering: Entering, last: date | None) -> None:
    """Raise RuleBrokenError for an act whose moment lies in `last`, which is closed, or before."""
    if not entering.is_of_the_day:
        return
    if last is not None and entering.happened_at < end_of_day(last):
        raise RuleBrokenError(closed_sentence(session, office_id, entering.happened_at, last))


def closed_sentence(session: Session, office_id: int, at: datetime, last: date) -> str:
    """Return why nothing can be entered at `at`: which closing holds, and what to do."""
    closed_at, name = session.execute(_CLOSED_BY, {"office_id": office_id, "day": last}).one()
    day = local_date(at)
    through = "" if day == last else f" cùng các ngày đến {day_text(last)}"
    return (
        f"Ngày {day_text(day)} đã khóa{through} lúc {moment_text(closed_at)} bởi {name}; hãy ghi "
        "vào ngày làm việc sau hoặc nhờ phụ trách mở lại ngày."
    )


# Report periods that are locked: what is entered later about their days is noted as late.
#
# Asked where every log entry is written, so that nothing that a report must move to the next
# period
# is missed. Nothing is refused here: whether a day may still be written into is the day's own
# closing
# (`closed_days`).

LOCKED_UNTIL: Final = select(func.max(PeriodLock.end_at)).where(
    PeriodLock.unit_id == bindparam("office_id"), PeriodLock.reopened_at.is_(None)
)
_NOTE: Final = insert(LateEntry)


def note_late(
    session: Session, office_id: int, seq: int, entering: Entering, until: datetime | None
) -> None:
    """Note entry `seq` about a dossier where its moment lies before `until`: a locked period."""
    if entering.dossier_id is None or not entering.is_of_the_day:
        return
    if until is None or entering.happened_at >= until:
        return
    session.connection().execute(
        _NOTE,
        {
            "unit_id": office_id,
            "seq": seq,
            "dossier_id": entering.dossier_id,
            "happened_at": entering.happened_at,
        },
    )


def locked_from(session: Session, office_id: int, day: date) -> tuple[str, ...]:
    """Return the keys of the locked periods that reach to `day` or beyond, the first to end first.

    They are those that entries about `day` and the days after it come too late for.
    """
    keys = session.scalars(
        select(PeriodLock.key)
        .where(
            PeriodLock.unit_id == office_id,
            PeriodLock.last_day >= day,
            PeriodLock.reopened_at.is_(None),
        )
        .order_by(PeriodLock.last_day, PeriodLock.log_seq)
    )
    return tuple(keys)


# What is shut for an office, asked once for every log entry: closed days and locked periods.

_SHUT: Final = select(LAST_CLOSED.scalar_subquery(), LOCKED_UNTIL.scalar_subquery())


@dataclass(frozen=True, slots=True)
class Shut:
    """The last closed day and the end of the last locked period; None where there is none."""

    last_closed: date | None = None
    locked_until: datetime | None = None


def shut_in(session: Session, office_id: int) -> Shut:
    """Return what is shut for an office."""
    return Shut(*session.connection().execute(_SHUT, {"office_id": office_id}).one())
