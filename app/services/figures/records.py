"""The one record that screen, XLSX, PDF and CSV show (DESIGN §8)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.services.counts import Figures, GroupFigures
from app.services.figures.period import ClosingMark
from app.vocabulary.dossiers import Channel, DossierStatus, Timeliness
from app.vocabulary.reports import GroupBy


@dataclass(frozen=True, slots=True)
class HourCount:
    """Received and returned within one hour of the office's day (0–23)."""

    hour: int
    received: int
    returned: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the day's register: who received what, its appointment, forwarded to whom."""

    code: str
    procedure_code: str
    procedure_name: str
    field: str
    owner_name: str
    owner_id_masked: str
    channel: Channel
    officer_name: str
    received_at: datetime
    due_at: datetime | None
    agency_name: str
    forwarded_to: str
    receiver_name: str
    status: DossierStatus
    timeliness: Timeliness | None
    ended_at: datetime | None
    returned_at: datetime | None
    fees_vnd: int = 0
    is_late_entry: bool = False


@dataclass(frozen=True, slots=True)
class DailySummary:
    """The figures of a period [first_day, last_day] of one office, as true at its end.

    `closing` tells whether anything can still be entered into it.
    """

    unit_code: str
    unit_name: str
    parent_name: str
    place: str
    is_demo: bool
    first_day: date
    last_day: date
    as_of: datetime
    made_at: datetime
    made_by: str
    total: Figures
    groups: dict[GroupBy, tuple[GroupFigures, ...]]
    hours: tuple[HourCount, ...]
    received_rows: tuple[RegisterRow, ...]
    overdue_rows: tuple[RegisterRow, ...]
    due_today_rows: tuple[RegisterRow, ...]
    closing: ClosingMark = field(default_factory=ClosingMark)

    def splits(self, by: GroupBy | None) -> tuple[tuple[GroupBy, tuple[GroupFigures, ...]], ...]:
        """Return the split named by `by`, or all four; one without groups is there, and empty."""
        wanted = (
            (by,) if by else (GroupBy.AGENCY, GroupBy.FIELD, GroupBy.PROCEDURE, GroupBy.OFFICER)
        )
        return tuple((one, self.groups.get(one, ())) for one in wanted)
