"""The program's records as plain numbers, under the names that plain SQL counts them by."""

from app.services.periods.records import DossierCounts
from app.services.petitions.figures import PetitionFigures
from app.services.registers.figures import EQUIPMENT, RegisterFigures
from tests.harness.quarters.plain_sql import Counts

_TIMED = ("answered", "refused", "forwarded", "published")
_PLAIN = ("carried_over", "passed_on", "withdrawn", "open_in_time", "open_overdue")
_COUNTED = (
    *("inspections_planned", "inspections_done", "regulations", "legal_regulations"),
    *("with_procedures", "legal_with_procedures", "procedures", "communication"),
    *("communication_participants", "training", "training_participants", "units"),
)


def counts_of(counts: DossierCounts) -> Counts:
    """Return the program's row in the order of `COLUMNS`."""
    return (
        counts.carried_over,
        counts.received.counter,
        counts.received.online,
        counts.received.post,
        counts.ended.early,
        counts.ended.on_time,
        counts.ended.late,
        counts.open.in_time,
        counts.open.overdue,
        counts.paused,
        counts.refused,
        counts.withdrawn,
        counts.stopped,
        counts.not_accepted,
    )


def petitions_of(figures: PetitionFigures) -> dict[str, int]:
    """Return what `PETITIONS` counts."""
    counts = {name: getattr(figures, name) for name in _PLAIN}
    counts |= {f"channel {each.channel}": each.count for each in figures.by_channel}
    for name in _TIMED:
        timed = getattr(figures, name)
        counts |= {f"{name}.in_time": timed.in_time, f"{name}.late": timed.late}
    return counts


def registers_of(figures: RegisterFigures) -> dict[str, int]:
    """Return what `REGISTERS` counts."""
    return {name: getattr(figures, name) for name in _COUNTED} | {
        name: figures.coverage(name).having for name in EQUIPMENT
    }
