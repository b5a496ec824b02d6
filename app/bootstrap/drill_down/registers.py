"""The entries behind a figure of a register."""

from collections.abc import Callable, Mapping
from typing import Final

from app.clock import local_date
from app.reports.quarter.content import RowsReference
from app.reports.quarter.sections.registers import ADDED, EQUIPMENT, LATE, LEVEL
from app.services.ledger.records import Actor
from app.services.registers.counting import RegisterCounts
from app.services.registers.definitions import REGISTERS
from app.services.registers.figures import RegisterFigure
from app.services.registers.records import RegisterEntry
from app.services.worklist.records import OfEntry
from app.ui.registers.columns import register_columns
from app.ui.reporting.listing import RowsKind, RowsListing, RowsRequest
from app.vocabulary.office import Level
from app.vocabulary.reports import RegisterKind

_UNITS: Final[Mapping[str, str]] = {"participants": "lượt người", "procedures": "TTHC"}
"""What the fields count that a figure adds up."""


def register_rows(
    counts: RegisterCounts, open_entry: Callable[[OfEntry], None], may_open: Callable[[], bool]
) -> RowsKind:
    """Return how the entries of any register are listed, with what of them a figure adds up."""

    def read(actor: Actor, asked: RowsRequest) -> RowsListing[RegisterEntry]:
        behind = asked.behind
        register = REGISTERS[RegisterKind(behind.register)]
        day = min(local_date(asked.as_of), behind.last_day)
        entries = _entries(counts, actor, behind)
        added = dict(behind.where).get(ADDED, "")
        return RowsListing(
            rows=entries,
            columns=register_columns(register, lambda: day),
            key=lambda entry: entry.number,
            noun=register.noun,
            open_row=lambda entry: open_entry(_place(entry)),
            total=sum(_number(entry, added) for entry in entries) if added else None,
            unit=_UNITS.get(added, ""),
        )

    return RowsKind(read=read, may_open=may_open)


def _place(entry: RegisterEntry) -> OfEntry:
    of_field = REGISTERS[entry.kind].of_field
    return OfEntry(entry.kind, entry.number, _number(entry, of_field) if of_field else 0)


def _entries(
    counts: RegisterCounts, actor: Actor, behind: RowsReference
) -> tuple[RegisterEntry, ...]:
    where = dict(behind.where)
    return counts.rows_behind(
        actor,
        RegisterFigure(behind.figure),
        (behind.first_day, behind.last_day),
        level=Level(where[LEVEL]) if LEVEL in where else None,
        equipment=where.get(EQUIPMENT, ""),
        only_late=LATE in where,
    )


def _number(entry: RegisterEntry, field: str) -> int:
    value = entry.values[field]
    return value if isinstance(value, int) else 0
