"""Adding up what units sent: pure."""

from collections.abc import Iterable

from app.services.periods.calendar import ReportPeriod
from app.services.periods.counting import LEVELS
from app.services.periods.records import DossierCounts, sum_of
from app.services.province.records import ProvinceSum, RefusedFile, SumPart, SumRow, UnitLine


def added_up(
    period: ReportPeriod, units: Iterable[UnitLine], others: tuple[RefusedFile, ...] = ()
) -> ProvinceSum:
    """Return the sum over the units that have figures, row by row."""
    lines = tuple(units)
    parts: dict[tuple[int, str], list[SumPart]] = {}
    for line in lines:
        for row in () if line.figures is None else line.figures.rows:
            part = SumPart(code=line.code, name=line.name, counts=row.counts)
            parts.setdefault((LEVELS.index(row.level), row.field), []).append(part)
    rows = [
        SumRow(
            level=LEVELS[at],
            field=field,
            counts=sum_of(part.counts for part in made),
            parts=tuple(made),
        )
        for (at, field), made in sorted(parts.items(), key=lambda pair: pair[0])
    ]
    known: list[DossierCounts] = [line.counts for line in lines if line.counts is not None]
    return ProvinceSum(
        period=period,
        units=lines,
        total=sum_of(known),
        rows=tuple(rows),
        others=others,
    )
