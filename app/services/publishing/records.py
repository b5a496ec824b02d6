"""What the register of published procedures takes and shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.services.counts import FigureRecord
from app.services.fields import Field, FieldKind
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from app.wording import prompts, sentences
from app.wording.texts import day_text, number_text

# Procedures counted by level of government; what nobody said is None, never 0.

LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""The levels that procedures are published for; the district is there for decisions of its time."""


@dataclass(frozen=True, slots=True)
class LevelCounts(FigureRecord):
    """A total and its parts, in procedures.

    The total is its own number: papers state one that need not be the sum of the parts.
    """

    total: int | None = None
    province: int | None = None
    district: int | None = None
    commune: int | None = None

    @property
    def is_known(self) -> bool:
        """Say whether any of the numbers is known."""
        return any(number is not None for number in self.parts) or self.total is not None

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """The levels in the order of `LEVELS`."""
        return (self.province, self.district, self.commune)

    @property
    def sum_of_parts(self) -> int | None:
        """What the levels add up to; None where none is known."""
        known = [number for number in self.parts if number is not None]
        return sum(known) if known else None

    @property
    def adds_up(self) -> bool:
        """Say whether the parts are the total; true where either is not known."""
        parts = self.sum_of_parts
        return self.total is None or parts is None or parts == self.total

    def of(self, level: Level | None) -> int | None:
        """Return the number of one level, of all of them for None; nothing is of a ministry."""
        if level is None:
            return self.total
        return dict(zip(LEVELS, self.parts, strict=True)).get(level)


def counted(levels: Iterable[Level]) -> LevelCounts:
    """Count procedures that are known one by one."""
    each = list(levels)
    return LevelCounts(len(each), *(each.count(level) for level in LEVELS))


def sum_sentence(stated: LevelCounts, who: str) -> str:
    """Return how the parts that `who` states miss its total; empty where they make it up."""
    if stated.adds_up:
        return ""
    sum_text, apart = sum_words(stated)
    return (
        f"{who} ghi tổng số {number_text(stated.total or 0)} thủ tục, nhưng các cấp ghi {sum_text} "
        f"({apart})."
    )


def sum_words(counts: LevelCounts) -> tuple[str, str]:
    """Return "142 + 13 + 49 = 204" and "lệch 1" of counts whose levels are known."""
    parts = counts.sum_of_parts or 0
    written = " + ".join(number_text(part) for part in counts.parts if part is not None)
    apart = abs(parts - (counts.total or 0))
    return f"{written} = {number_text(parts)}", f"lệch {number_text(apart)}"


NOTHING_STATED = LevelCounts()


ITEM: Final = (
    Field(
        name="code",
        title=prompts.PROCEDURE_CODE,
        longest=64,
        missing=sentences.NO_PROCEDURE_CODE,
    ),
    Field(
        name="level", title=prompts.LEVEL, kind=FieldKind.CHOICE, choices=LEVELS, default=LEVELS[0]
    ),
    Field(
        name="effect",
        title="&Nội dung công bố",
        kind=FieldKind.CHOICE,
        choices=tuple(PublishedEffect),
        default=PublishedEffect.NEW,
    ),
    Field(
        name="name",
        title="&Tên thủ tục",
        longest=1500,
        width=3,
        missing="Thủ tục chưa có tên. Hãy nhập tên.",
    ),
    Field(name="field", title="&Lĩnh vực", longest=200, is_required=False),
    Field(
        name="agency_name",
        title="Cơ qu&an giải quyết",
        is_required=False,
        width=2,
        hint="để trống: cơ quan của quyết định",
    ),
    Field(
        name="liaison",
        title="L&iên thông",
        kind=FieldKind.CHOICE,
        choices=tuple(Liaison),
        default=Liaison.NONE,
    ),
    Field(
        name="process_number",
        title="&Quyết định quy trình nội bộ",
        longest=60,
        is_required=False,
        hint="để trống khi chưa ban hành",
    ),
    Field(name="process_date", title="N&gày quyết định", kind=FieldKind.DATE, is_required=False),
    Field(
        name="at_centre",
        title="Tiếp nhận tại &Bộ phận Một cửa",
        kind=FieldKind.YES_NO,
        default=True,
        width=3,
    ),
)
PROCESS: Final = (
    Field(name="process_number", title="&Số quyết định", longest=60, is_required=False),
    Field(name="process_date", title="&Ngày ký", kind=FieldKind.DATE, is_required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """What a decision says of one procedure; the process is given by number and date, or not."""

    code: str
    name: str
    level: Level
    field: str = ""
    agency_name: str = ""
    effect: PublishedEffect = PublishedEffect.NEW
    at_centre: bool = True
    liaison: Liaison = Liaison.NONE
    process_number: str = ""
    process_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """The decision on an internal process, or none."""

    process_number: str
    process_date: date | None


DECISION: Final = (
    Field(
        name="number",
        title="&Số quyết định",
        longest=60,
        missing="Chưa có số quyết định. Hãy nhập số.",
    ),
    Field(
        name="decided_on",
        title="&Ngày ký",
        kind=FieldKind.DATE,
        missing="Chưa có ngày ký. Hãy nhập ngày.",
    ),
    Field(
        name="effective_from",
        title="&Hiệu lực từ",
        kind=FieldKind.DATE,
        missing="Chưa có ngày có hiệu lực. Hãy nhập ngày.",
    ),
    Field(
        name="issuer",
        title="&Cơ quan ban hành",
        hint="ví dụ UBND tỉnh Tây Ninh",
        missing="Chưa có cơ quan ban hành. Hãy nhập, ví dụ UBND tỉnh.",
    ),
    Field(
        name="agency_name",
        title="Cơ quan có &thủ tục được công bố",
        longest=500,
        width=2,
        hint="nhiều cơ quan thì cách nhau bằng dấu phẩy",
        missing="Chưa có cơ quan có thủ tục được công bố. Hãy nhập tên cơ quan.",
    ),
    Field(name="note", title=prompts.NOTE, longest=2000, is_required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """A decision as typed: what it states of its numbers, its items, what it replaces in whole.

    Stated numbers are of the procedures it publishes and amends, not of those it abolishes.
    """

    number: str
    decided_on: date
    issuer: str
    agency_name: str
    effective_from: date
    note: str = ""
    stated: LevelCounts = NOTHING_STATED
    items: tuple[ItemDraft, ...] = ()
    replaces: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision in a list. `counted` is of the items entered; unknown where there are none."""

    decision_id: int
    revision: int
    number: str
    decided_on: date
    issuer: str
    agency_name: str
    effective_from: date
    stated: LevelCounts
    counted: LevelCounts
    new: int
    amended: int
    abolished: int
    replaced_by: str
    entered_on: date
    ended_on: date | None
    mismatches: tuple[str, ...]

    @property
    def title(self) -> str:
        """How the decision is named: number and day."""
        return f"{self.number} ngày {day_text(self.decided_on)}"

    @property
    def is_by_statement(self) -> bool:
        """Say whether its numbers are only those that the paper states."""
        return not self.counted.is_known

    @property
    def told(self) -> LevelCounts:
        """What it publishes in its own words; what was entered where it states nothing."""
        return self.stated if self.stated.is_known else self.counted


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item of a decision; `procedure_id` where the catalogue has the code."""

    item: ItemDraft
    procedure_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision with everything in it."""

    line: DecisionLine
    draft: DecisionDraft
    items: tuple[ItemLine, ...]
    replaced: tuple[str, ...]
    ended_note: str


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """What the list is narrowed to; empty text and days let all through."""

    text: str = ""
    first_day: date | None = None
    last_day: date | None = None
    has_ended: bool = False


class CountedAs(StrEnum):
    """The columns of form II.07b, and the two kinds of liên thông within the second."""

    AUTHORITY = "authority"
    ONE_STOP = "one_stop"
    SAME_LEVEL = "same_level"
    ACROSS_LEVELS = "across_levels"
    PROCESS = "process"
    NO_PROCESS = "no_process"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """A procedure in force at a date, by the last decision that speaks of it."""

    code: str
    name: str
    level: Level
    field: str
    agency_name: str
    at_centre: bool
    liaison: Liaison
    process_number: str
    process_date: date | None
    decision_id: int
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """Procedures that are counted only by what a decision states."""

    decision_id: int
    decision: str
    agency_name: str
    counts: LevelCounts


@dataclass(frozen=True, slots=True)
class CountedProcedures:
    """The procedures behind one count, one by one and as stated."""

    procedures: tuple[ProcedureLine, ...]
    stated: tuple[StatedLine, ...]
