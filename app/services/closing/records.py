"""What crosses between the closing services and the windows, the command line and the papers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.services.figures.records import DailySummary
from app.services.forms.records import DayClosingData


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipOnTheWay:
    """A handoff slip of which something was not accepted yet."""

    number: str
    to_name: str
    sent_at: datetime
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeClosing:
    """What is better looked at before the day is closed: none of it forbids the closing."""

    slips: tuple[SlipOnTheWay, ...] = ()
    print_jobs: int = 0

    @property
    def on_the_way(self) -> int:
        """The dossiers on those slips."""
        return sum(slip.count for slip in self.slips)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPreview:
    """A day as it would be closed now; `refusal` says why it cannot be, "" where it can.

    `digest` is of the figures: given to `close`, it makes sure that what was seen is what is
    closed.
    """

    summary: DailySummary
    waiting: BeforeClosing
    sheet: DayClosingData
    digest: str
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A day just closed: its sheet, the row ids of form and first copy."""

    day: date
    ordinal: int
    sheet: DayClosingData
    form_id: int
    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A closing in force."""

    day: date
    ordinal: int
    number: str
    closed_at: datetime
    closed_by: str
    form_id: int
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingStanding:
    """Which days are closed: the newest closing, the one of the day asked about, what is missing.

    `open_days` are the working days before today that nothing closes; `to_confirm` is the newest
    closing of an earlier day whose printed sheet nobody has scanned yet. `locked_periods` are the
    keys of the locked report periods that an entry about the day, or a later one, is too late for.
    """

    last: ClosedDay | None = None
    of_day: ClosedDay | None = None
    is_day_closed: bool = False
    open_days: tuple[date, ...] = ()
    to_confirm: ClosedDay | None = None
    locked_periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """Days just opened again, and the name of the second person."""

    days: tuple[date, ...] = field(default_factory=tuple)
    second_name: str = ""


class SheetVerdict(StrEnum):
    """What a scanned closing sheet proves of this store."""

    CONFIRMED = "confirmed"
    KNOWN = "known"
    MISSING = "missing"
    FORGED = "forged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """The answer to a scan; `message` is for the person."""

    verdict: SheetVerdict
    message: str
    day: date | None = None
