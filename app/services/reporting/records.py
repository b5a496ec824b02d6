"""All that a period's report is made of, in plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.services.fields import Field, FieldKind
from app.services.periods.calendar import ReportPeriod
from app.services.periods.records import PeriodFigures
from app.services.petitions.figures import PetitionFigures
from app.services.publishing.counts import PublishedFigures
from app.services.ratings.figures import RatingFigures
from app.services.registers.figures import RegisterFigures
from app.vocabulary.office import Level
from app.vocabulary.reports import LateReason, RemarkPlace, ReportSection
from app.wording import captions, prompts

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Generic[T]):
    """Figures of now, of the period before and of the same one last year (None: no data).

    The names are those of the periods within a sentence: "quý II năm 2019".
    """

    name: str
    now: T
    previous_name: str
    previous: T | None
    last_year_name: str
    last_year: T | None

    def part(self, of: Callable[[T], U]) -> "Compared[U]":
        """Return one part of the figures, compared alike."""
        return Compared(
            name=self.name,
            now=of(self.now),
            previous_name=self.previous_name,
            previous=None if self.previous is None else of(self.previous),
            last_year_name=self.last_year_name,
            last_year=None if self.last_year is None else of(self.last_year),
        )

    @property
    def others(self) -> tuple[tuple[str, T | None], ...]:
        """The periods compared with, by name; one that is both is there once."""
        if self.previous_name == self.last_year_name:
            return ((self.previous_name, self.previous),)
        return ((self.previous_name, self.previous), (self.last_year_name, self.last_year))


# Remarks and tasks of a report, as they cross layers.


@dataclass(frozen=True, slots=True)
class Remark:
    """An officer's own words in a section, with who wrote them and when; `text` may have lines."""

    section: ReportSection
    place: RemarkPlace
    text: str
    entered_at: datetime
    entered_by: str


TASK: Final = (
    Field(
        name="text",
        title=prompts.CONTENT,
        lines=4,
        longest=1000,
        missing="Chưa ghi nội dung nhiệm vụ; hãy viết thành câu đầy đủ.",
    ),
    Field(name="owner", title="&Cơ quan thực hiện", is_required=False),
    Field(
        name="due",
        title=captions.DEADLINE,
        label="&Hạn (không bắt buộc)",
        kind=FieldKind.DATE,
        is_required=False,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task as a person puts it."""

    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task set for a period, in the order of the list."""

    task_id: int
    text: str
    owner: str
    due: date | None
    done_on: date | None

    @property
    def is_done(self) -> bool:
        """Say whether it was done."""
        return self.done_on is not None


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
