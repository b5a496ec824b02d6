"""What crosses between the windows and the sums over several units' locked periods."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.services.exchange.folder import StoredBundle
from app.services.fields import Field, FieldKind
from app.services.forms.numbering import UNIT_CODE_EXAMPLES
from app.services.periods.calendar import ReportPeriod
from app.services.periods.records import DossierCounts, PeriodFigures
from app.vocabulary.office import Level
from app.wording import captions

WRONG_UNIT_CODE: Final = (
    f"Mã phải như {UNIT_CODE_EXAMPLES}. Hãy ghi đúng mã trên thẻ khóa của đơn vị."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """The file of a locked period as kept in the data folder."""

    period: ReportPeriod
    ordinal: int
    file: StoredBundle
    size: int
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenReport:
    """A unit's period just taken in; `replaced` is the ordinal of the lock it replaced, or 0."""

    unit_name: str
    period: ReportPeriod
    ordinal: int
    replaced: int = 0


class SendState(StrEnum):
    """How a unit stands with its figures of a period."""

    OWN = "own"
    SENT = "sent"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFile:
    """A file that was not taken in, and why."""

    file_name: str
    reason: str
    refused_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit of the sum; `figures` None: it has sent nothing that counts.

    `earlier` are the locks of the same period that a later one replaced, oldest first. `unit_id` is
    None where the unit is only listed as one that is to send: its key has not come yet.
    """

    unit_id: int | None
    code: str
    name: str
    state: SendState
    figures: PeriodFigures | None = None
    ordinal: int = 0
    locked_at: datetime | None = None
    taken_at: datetime | None = None
    earlier: tuple[int, ...] = ()
    refused: tuple[RefusedFile, ...] = ()

    @property
    def counts(self) -> DossierCounts | None:
        """Its dossiers; None where nothing is known."""
        return None if self.figures is None else self.figures.total


EXPECTED_UNIT: Final = (
    Field(
        name="code",
        title="&Mã đơn vị",
        longest=64,
        hint=UNIT_CODE_EXAMPLES,
        missing=WRONG_UNIT_CODE,
        is_fixed=True,
    ),
    Field(name="name", title="&Tên đơn vị", missing="Chưa có tên đơn vị. Hãy ghi tên đơn vị."),
    Field(
        name="from_day",
        title=captions.FROM_DAY,
        label="Phải gửi từ n&gày",
        kind=FieldKind.DATE,
        missing="Chưa có ngày bắt đầu phải gửi. Hãy ghi ngày.",
    ),
    Field(
        name="until_day",
        title=captions.TO_DAY,
        label="Đế&n ngày (để trống: chưa kết thúc)",
        kind=FieldKind.DATE,
        is_required=False,
        not_before="from_day",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDraft:
    """A unit that is to send the periods that end from `from_day` to `until_day` (None: open)."""

    code: str
    name: str
    from_day: date
    until_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLine:
    """A unit that is to send; without days it is so by its key alone.

    `is_expected` is as of today; `has_key`: a key in force of a unit below this office.
    """

    code: str
    name: str
    has_key: bool
    is_expected: bool
    from_day: date | None = None
    until_day: date | None = None

    @property
    def is_listed(self) -> bool:
        """Say whether it was listed by hand."""
        return self.from_day is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumPart:
    """What one unit adds to a row."""

    code: str
    name: str
    counts: DossierCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRow:
    """One row of form II.06a over all units; `parts` are the units it comes from, by name."""

    level: Level
    field: str
    counts: DossierCounts
    parts: tuple[SumPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceSum:
    """The sum of a period over the units that have sent it, and how every unit stands.

    `others` are files of units that nobody knows, refused. `whole` is the sum of every part of the
    figures, in the shape of one unit's, a row a unit where that has agencies; None where nobody has
    sent. What its sections say is of `told` units alone.
    """

    period: ReportPeriod
    units: tuple[UnitLine, ...]
    total: DossierCounts
    rows: tuple[SumRow, ...]
    others: tuple[RefusedFile, ...] = ()
    whole: PeriodFigures | None = None

    @property
    def missing(self) -> tuple[UnitLine, ...]:
        """The units whose figures are not in the sum."""
        return tuple(line for line in self.units if line.figures is None)

    @property
    def told(self) -> tuple[UnitLine, ...]:
        """The units that have sent more than their dossiers."""
        return tuple(line for line in self.units if line.figures and line.figures.sections)

    @property
    def untold(self) -> tuple[UnitLine, ...]:
        """The units that have sent their dossiers alone, as older files do."""
        return tuple(line for line in self.units if line.figures and not line.figures.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPart:
    """What one unit adds to a sum: its figures with the sum's rows."""

    code: str
    name: str
    figures: PeriodFigures
