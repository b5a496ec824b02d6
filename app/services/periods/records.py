"""What a report period comes to, in plain values: frozen by a lock, sent to the province, printed.

Every record here can be encoded as JSON and read back; each slice of the report adds its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.services.counts import BalancedFigures, Ended, Received, StillOpen
from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.periods.calendar import MONTH_END, ReportCalendar, ReportPeriod
from app.services.petitions.figures import PetitionFigures
from app.services.publishing.counts import PublishedFigures
from app.services.ratings.figures import RatingFigures
from app.services.registers.figures import RegisterFigures
from app.vocabulary.office import Level
from app.vocabulary.reports import LateReason
from app.wording import captions, states
from app.wording.texts import day_text, number_text


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCounts(BalancedFigures):
    """One row of form II.06a; `late_…` are the parts entered too late for the period before.

    `refused`, `withdrawn` and `stopped` are parts of what ended, `paused` of what is open;
    `not_accepted` at the desk is counted aside.
    """

    carried_over: int = 0
    received: Received = field(default_factory=Received)
    ended: Ended = field(default_factory=Ended)
    open: StillOpen = field(default_factory=StillOpen)
    paused: int = 0
    refused: int = 0
    withdrawn: int = 0
    stopped: int = 0
    not_accepted: int = 0
    returned: int = 0
    waiting_collection: int = 0
    late_received: int = field(default=0, metadata={"code": "late.received"})
    late_ended: int = field(default=0, metadata={"code": "late.ended"})

    @property
    def has_late(self) -> bool:
        """Say whether something of an earlier, locked period is counted here."""
        return bool(self.late_received or self.late_ended)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to report."""
        return self == DossierCounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """The dossiers of one field of procedures of one level."""

    level: Level
    field: str
    counts: DossierCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """The dossiers of one agency; code and name are empty where none is named."""

    code: str
    name: str
    counts: DossierCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """Late dossiers by why: those that ended late in the period, those open and overdue at its end.

    `reason` None: nobody has said why yet.
    """

    reason: LateReason | None
    ended_late: int = 0
    open_overdue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """What a report tells of a period besides its dossiers, each counted by its own service."""

    published: PublishedFigures
    petitions: PetitionFigures
    registers: RegisterFigures
    ratings: RatingFigures
    evaluation: EvaluationTable
    quality: ServiceQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """Everything a report of one period and unit is made of; `as_of` is what it is judged by.

    `rows` are in the order of form II.06a: level by level, fields by name. `sections` are there
    where the period is locked: they were frozen with it.
    """

    period: ReportPeriod
    unit_code: str
    unit_name: str
    as_of: datetime
    total: DossierCounts
    rows: tuple[FieldRow, ...] = ()
    agencies: tuple[AgencyRow, ...] = ()
    reasons: tuple[ReasonRow, ...] = ()
    sections: Sections | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that have rows, in the form's order."""
        return tuple(dict.fromkeys(row.level for row in self.rows))

    def of_level(self, level: Level) -> tuple[FieldRow, ...]:
        """Return the rows of a level."""
        return tuple(row for row in self.rows if row.level is level)

    def broken(self) -> Iterator[str]:
        """Yield, in words, each part whose (3) is not (7) + (11), or that the rows do not make."""
        named = [(f"{row.field} ({row.level.value})", row.counts) for row in self.rows]
        named += [(row.name or states.NO_AGENCY, row.counts) for row in self.agencies]
        for name, counts in ((captions.TOTAL_NUMBER, self.total), *named):
            if not counts.adds_up:
                yield (
                    f"“{name}”: tổng tiếp nhận {counts.taken_on} khác đã giải quyết "
                    f"{counts.ended.total} + đang giải quyết {counts.open.total}"
                )
        if DossierCounts.added(row.counts for row in self.rows) != self.total:
            yield "các dòng theo lĩnh vực cộng lại không bằng tổng số"
        if DossierCounts.added(row.counts for row in self.agencies) != self.total:
            yield "các dòng theo cơ quan cộng lại không bằng tổng số"


class PeriodState(StrEnum):
    """How a period stands."""

    FUTURE = "future"
    RUNNING = "running"
    OPEN = "open"
    LOCKED = "locked"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneLock:
    """A lock that two people opened again, and why."""

    ordinal: int
    locked_at: datetime
    locked_by: str
    reopened_at: datetime
    reopened_by: str
    reopened_with: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockMark:
    """The lock in force of a period: who, when, and the entry of the log it signs."""

    ordinal: int
    locked_at: datetime
    locked_by: str
    log_seq: int
    chain_head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """One period of the list; `refusal` says why it cannot be locked now, "" where it can."""

    period: ReportPeriod
    state: PeriodState
    lock: LockMark | None = None
    undone: tuple[UndoneLock, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """One period with its figures: frozen where it is locked, of now where it is not.

    `problems` say what does not add up: such a period cannot be locked. `digest` is of the figures:
    given to `lock`, it makes sure that what was seen is what is locked.
    """

    line: PeriodLine
    figures: PeriodFigures
    digest: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenedPeriods:
    """Periods just opened again, by name, and the name of the second person."""

    names: tuple[str, ...]
    second_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """The part of a period's figures that one row counts: a level, its field, or an agency.

    What is None does not narrow it; the agency "" are the dossiers without one.
    """

    level: Level | None = None
    field: str | None = None
    agency: str | None = None


# What is said of periods, in one place for the window and the command line.

STATE_WORDS: Final[Mapping[PeriodState, str]] = {
    PeriodState.FUTURE: "Chưa đến kỳ",
    PeriodState.RUNNING: "Đang trong kỳ",
    PeriodState.OPEN: "Chưa khóa",
    PeriodState.LOCKED: "Đã khóa",
    PeriodState.REOPENED: "Đã mở lại",
}


def cutoff_lines(calendar: ReportCalendar) -> str:
    """Return the cut-off days in force, one a line."""
    lines = [
        f"Từ {day_text(one.from_day)}: "
        + ("cuối tháng" if one.day == MONTH_END else f"ngày {one.day} của tháng cuối quý")
        for one in calendar.cutoffs
    ]
    return "\n".join(lines) or "Đang theo quý lịch: quý kết thúc vào cuối tháng."


def identity_of(counts: DossierCounts) -> str:
    """Return "(3) 170 = (7) 37 + (11) 133", or the same with ≠ where it is not true."""
    sign = "=" if counts.adds_up else "≠"
    return (
        f"(3) {number_text(counts.taken_on)} {sign} (7) {number_text(counts.ended.total)} + "
        f"(11) {number_text(counts.open.total)}"
    )


def late_words(counts: DossierCounts) -> str:
    """Return which part was entered too late for the locked period before; "" for none."""
    return late_sentence(
        (counts.late_received, "hồ sơ tiếp nhận"), (counts.late_ended, "hồ sơ giải quyết xong")
    )


def late_sentence(*parts: tuple[int | None, str]) -> str:
    """Return a sentence saying how many of what are late entries, "" where there are none.

    A number that is not known (None: frozen before they were counted) is not told.
    """
    told = [f"{number_text(count)} {noun}" for count, noun in parts if count]
    if not told:
        return ""
    whole = " và ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"Trong đó {whole} là nhập muộn của kỳ trước, ghi sau khi kỳ đó đã khóa."
