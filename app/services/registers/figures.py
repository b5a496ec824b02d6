"""The registers' figures of a period, as plain values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.vocabulary.office import Level
from app.wording import states
from app.wording.texts import share_text

EQUIPMENT_NAMES: Final = {
    "cameras": "camera giám sát",
    "queue_machines": "máy xếp hàng",
    "kiosks": "kiosk",
    "scanners": "máy quét",
    "touch_screens": "màn hình tra cứu",
}
"""Kinds of equipment by the field of a one-stop unit that counts them, as in a sentence."""
EQUIPMENT: Final = tuple(EQUIPMENT_NAMES)


class RegisterFigure(StrEnum):
    """One number of `RegisterFigures`, by the name it has there; each opens to its entries."""

    INSPECTIONS_PLANNED = "inspections_planned"
    INSPECTIONS_DONE = "inspections_done"
    INSPECTIONS_LATE = "inspections_late"
    FINDINGS_MADE = "findings_made"
    FINDINGS_MENDED = "findings_mended"
    FINDINGS_OPEN = "findings_open"
    FINDINGS_LATE = "findings_late"
    REGULATIONS = "regulations"
    LEGAL_REGULATIONS = "legal_regulations"
    WITH_PROCEDURES = "with_procedures"
    LEGAL_WITH_PROCEDURES = "legal_with_procedures"
    PROCEDURES = "procedures"
    COMMUNICATION = "communication"
    COMMUNICATION_PARTICIPANTS = "communication_participants"
    TRAINING = "training"
    TRAINING_PARTICIPANTS = "training_participants"
    UNITS = "units"
    UNITS_WITH = "units_with"
    """Those with a kind of equipment; asked for with it."""
    UNITS_WITHOUT = "units_without"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many one-stop units of a level (None: of all) have a kind of equipment."""

    level: Level | None
    equipment: str
    having: int
    units: int

    @property
    def percent(self) -> str:
        """The share in percent with one decimal, cut and not rounded up: only all are 100."""
        if not self.units:
            return states.UNKNOWN
        return share_text(self.having, self.units, is_cut=True)

    @property
    def is_full(self) -> bool:
        """Say whether every unit has it; without units nothing is known."""
        return 0 < self.units == self.having


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEquipment:
    """The one-stop units of a level on the last day, and how many have each kind of equipment."""

    level: Level
    units: int
    cameras: int
    queue_machines: int
    kiosks: int
    scanners: int
    touch_screens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationLine:
    """A regulation as a report tells it."""

    document_no: str
    issued_on: date
    issuer: str
    subject: str
    is_legal: bool
    procedures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionLine:
    """An inspection as a report tells it; `planned_month` is the first day of its month."""

    subject: str
    inspected: str
    planned_month: date
    decision_no: str
    held_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCount:
    """How many of what a figure counts were entered too late for a locked period before."""

    figure: RegisterFigure
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFigures:
    """The registers over [first_day, last_day]; what is open, late or equipped: at its end.

    `inspections_late` and `findings_late` count what was due by the last day, whenever it began.
    `ahead` are the inspections not held that are planned for the three months after the period.
    `late` are the parts of before `first_day`, entered after that was locked; None in what was
    frozen before late entries were counted anywhere.
    """

    first_day: date
    last_day: date
    inspections_planned: int
    inspections_done: int
    inspections_late: int
    findings_made: int
    findings_mended: int
    findings_open: int
    findings_late: int
    regulations: int
    legal_regulations: int
    with_procedures: int
    legal_with_procedures: int
    procedures: int
    communication: int
    communication_participants: int
    training: int
    training_participants: int
    equipment: tuple[LevelEquipment, ...]
    issued: tuple[RegulationLine, ...]
    ahead: tuple[InspectionLine, ...]
    late: tuple[LateCount, ...] | None = None

    def __getitem__(self, figure: RegisterFigure) -> int:
        """Return the number of a figure; those of units with equipment are in `coverage`."""
        number: int = getattr(self, figure.value)
        return number

    def late_of(self, figure: RegisterFigure) -> int:
        """Return how many of a figure were entered too late for a locked period before."""
        return sum(one.count for one in self.late or () if one.figure is figure)

    @property
    def units(self) -> int:
        """All one-stop units on the last day."""
        return sum(line.units for line in self.equipment)

    def coverage(self, equipment: str, level: Level | None = None) -> Coverage:
        """Return how many units of `level` (None: of all) have `equipment`, one of EQUIPMENT."""
        lines = [line for line in self.equipment if level in {None, line.level}]
        return Coverage(
            level=level,
            equipment=equipment,
            having=sum(getattr(line, equipment) for line in lines),
            units=sum(line.units for line in lines),
        )
