"""All that a period's report is made of, in plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.periods.calendar import ReportPeriod
from app.services.periods.records import PeriodFigures
from app.services.petitions.figures import PetitionFigures
from app.services.publishing.counts import PublishedFigures
from app.services.ratings.figures import RatingFigures
from app.services.registers.figures import RegisterFigures
from app.services.reporting.compared import Compared
from app.services.reporting.notes_records import Remark, TaskLine
from app.vocabulary.office import Level
from app.vocabulary.periods import LateReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures:
    """What one period comes to; frozen where it is locked."""

    period: ReportPeriod
    is_locked: bool
    dossiers: PeriodFigures
    published: PublishedFigures
    petitions: PetitionFigures
    registers: RegisterFigures
    ratings: RatingFigures
    evaluation: EvaluationTable
    quality: ServiceQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueLine:
    """A dossier that ended late in the period, or was open and overdue at its end.

    `days` is how many whole days it is past its date; `reason` None: nobody has said why.
    """

    code: str
    procedure_name: str
    agency_name: str
    received_on: date
    due_on: date
    ended_on: date | None
    days: int
    reason: LateReason | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """The office as its report heads itself."""

    unit_code: str
    unit_name: str
    parent_name: str
    place: str
    head_name: str
    level: Level
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterReport:
    """A period's figures beside those of two others, with what people added.

    `tasks` are those set for `following`, the next period; `set_before` those set for this one.
    `made_by` is empty where nobody signed in. `not_sent` names the units whose own figures of the
    period have not come.
    """

    head: ReportHead
    made_at: datetime
    made_by: str
    figures: Compared[ReportFigures]
    following: ReportPeriod
    overdue: tuple[OverdueLine, ...]
    remarks: tuple[Remark, ...]
    tasks: tuple[TaskLine, ...]
    set_before: tuple[TaskLine, ...]
    not_sent: tuple[str, ...] = ()

    @property
    def period(self) -> ReportPeriod:
        """The period reported."""
        return self.figures.now.period
