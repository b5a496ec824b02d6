"""What the custody page is told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.services.fields import Field, FieldKind
from app.vocabulary.dossiers import DossierStatus
from app.vocabulary.office import UnitKind
from app.wording import prompts


class Bucket(StrEnum):
    """How a unit stands with the papers it answers for."""

    ON_THE_WAY = "on_the_way"
    IN_TIME = "in_time"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """One paper a unit answers for: since when, how long in its working time, until when.

    `step_due_at` is the unit's own limit, `due_at` the citizen's appointment; `keeper_name` and
    `place` say who has it inside the unit and on which shelf; `to_name` where it is on its way to.
    """

    code: str
    owner_name: str
    procedure_name: str
    status: DossierStatus
    bucket: Bucket
    since: datetime
    worked: timedelta
    step_due_at: datetime | None
    due_at: datetime | None
    keeper_name: str
    place: str
    to_name: str = ""
    keeper_id: int | None = None


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """One unit of the board with its papers, those waiting longest first."""

    unit_id: int
    unit_name: str
    kind: UnitKind
    papers: tuple[HeldPaper, ...]

    def count(self, bucket: Bucket) -> int:
        """Return how many papers are in `bucket`."""
        return sum(paper.bucket is bucket for paper in self.papers)

    @property
    def oldest(self) -> datetime:
        """Since when the paper that waits longest has been there."""
        return min(paper.since for paper in self.papers)


@dataclass(frozen=True, slots=True)
class CustodyView:
    """The whole board in one reading.

    `untouched` holds the codes nobody touched for the days asked for; `absent_ids` are the officers
    the reader stands in for today; `day` is the working time of the last full day.
    """

    columns: tuple[UnitColumn, ...]
    untouched: frozenset[str]
    absent_ids: frozenset[int]
    day: timedelta


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer of one's own unit."""

    officer_id: int
    name: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """One officer standing in for another from one day to another."""

    stand_in_id: int
    officer_name: str
    deputy_name: str
    from_day: date
    until_day: date
    reason: str
    is_in_force: bool


STAND_IN: Final = (
    Field(name="officer_id", title="Người &vắng", kind=FieldKind.OPTION),
    Field(name="deputy_id", title="Người &thay", kind=FieldKind.OPTION),
    Field(
        name="from_day",
        title="Từ n&gày",
        kind=FieldKind.DATE,
        missing="Chưa nhập ngày. Hãy nhập ngày/tháng/năm.",
    ),
    Field(
        name="until",
        title="Đế&n hết ngày",
        kind=FieldKind.DATE,
        missing="Chưa nhập ngày. Hãy nhập ngày/tháng/năm.",
    ),
    Field(
        name="reason",
        title=prompts.REASON,
        longest=500,
        width=0,
        missing="Chưa ghi lý do vắng mặt.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInDraft:
    """Who is away, who stands in, from which day to the end of which, and why."""

    officer_id: int
    deputy_id: int
    from_day: date
    until: date
    reason: str
