"""What the register of published procedures takes and shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.services.publishing.level_counts import LevelCounts
from app.vocabulary.catalogue import Liaison, PublishedEffect
from app.vocabulary.office import Level
from app.wording.texts import day_text

NOTHING_STATED = LevelCounts()


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
class Behind:
    """The procedures behind one count, one by one and as stated."""

    procedures: tuple[ProcedureLine, ...]
    stated: tuple[StatedLine, ...]
