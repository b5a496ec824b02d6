"""Days that were closed: nothing is entered with a moment up to the end of the last of them.

One question, asked where every log entry is written. What must go on after the day was closed
(signing in, looking, printing again, accounts, catalogue, backups) is about no dossier, or is named
in `_STAYS_OPEN`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.clock import end_of_day, local_date
from app.errors import RuleBrokenError
from app.models.closings import DayClosing
from app.models.people import Officer
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
        *("rated", "rating_ended", "late_reason"),
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
