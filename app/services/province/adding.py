"""Adding up what units sent: pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from app.services.periods.calendar import ReportPeriod
from app.services.periods.counting import LEVELS
from app.services.periods.records import DossierCounts, PeriodFigures, Sections
from app.services.province.records import (
    ProvinceSum,
    RefusedFile,
    SumPart,
    SumRow,
    UnitLine,
    UnitPart,
)
from app.services.province.shaping import addend_of
from app.services.province.summing import emptied, shaped_like, summed

ALL_UNITS: Final = "Các đơn vị"


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
            counts=DossierCounts.added(part.counts for part in made),
            parts=tuple(made),
        )
        for (at, field), made in sorted(parts.items(), key=lambda pair: pair[0])
    ]
    known: list[DossierCounts] = [line.counts for line in lines if line.counts is not None]
    return ProvinceSum(
        period=period,
        units=lines,
        total=DossierCounts.added(known),
        rows=tuple(rows),
        others=others,
        whole=_whole(lines),
    )


def parts_of(told: ProvinceSum) -> tuple[UnitPart, ...]:
    """Return what each unit adds to the sum, all with the same rows as the sum."""
    if told.whole is None:
        return ()
    shape = emptied(told.whole)
    return tuple(
        UnitPart(code=line.code, name=line.name, figures=shaped_like(shape, own))
        for line in told.units
        if (own := addend_of(line)) is not None
    )


def _whole(lines: Iterable[UnitLine]) -> PeriodFigures | None:
    named = [(line.name, own) for line in lines if (own := addend_of(line)) is not None]
    if not named:
        return None
    whole = replace(summed([own for _, own in named]), unit_code="", unit_name=ALL_UNITS)
    known = [(name, own.sections) for name, own in named if own.sections is not None]
    if whole.sections is None:
        return whole
    return replace(whole, sections=_named(whole.sections, known))


def _named(whole: Sections, known: Sequence[tuple[str, Sections]]) -> Sections:
    """Return the sections of all units, where each ratio names who does not know it."""
    return replace(
        whole,
        evaluation=replace(whole.evaluation, unit_code="", unit_name=ALL_UNITS),
        quality=replace(
            whole.quality,
            unit_code="",
            unit_name=ALL_UNITS,
            figures=tuple(
                replace(figure, note=" ".join(_notes(figure.key, figure.note, known)))
                for figure in whole.quality.figures
            ),
        ),
    )


def _notes(key: str, note: str, known: Sequence[tuple[str, Sections]]) -> Iterator[str]:
    if note:
        yield note
    unknown = [name for name, own in known if not _knows(own, key)]
    if 0 < len(unknown) < len(known):
        yield f"Chưa có dữ liệu của {', '.join(unknown)}."


def _knows(sections: Sections, key: str) -> bool:
    figure = sections.quality.figure(key)
    return figure is not None and figure.part is not None and figure.whole is not None
