"""Adding up what units sent: pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar, cast, get_args, get_origin

from app.services.evaluation.evaluation import OF_A_WHOLE
from app.services.evaluation.phrases import of_dossiers
from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    QualityFigure,
    ServiceQuality,
)
from app.services.periods.calendar import ReportPeriod
from app.services.periods.counting import LEVELS
from app.services.periods.records import (
    AgencyRow,
    DossierCounts,
    FieldRow,
    PeriodFigures,
    ReasonRow,
    Sections,
)
from app.services.province.records import (
    ProvinceSum,
    RefusedFile,
    SumPart,
    SumRow,
    UnitLine,
    UnitPart,
)
from app.services.publishing.counts import PublishedFigures
from app.services.publishing.records import DecisionLine, ProcedureLine
from app.services.ratings.figures import GroupFaces, RatingFigures, ReasonCount
from app.services.registers.figures import (
    InspectionLine,
    LevelEquipment,
    RegisterFigures,
    RegulationLine,
)
from app.vocabulary.evaluation import EvaluatedKind
from app.vocabulary.reports import LateReason

# Adding up records of figures: numbers add, rows of the same identity become one; pure.
#
# A row's identity is what it is not counted in: its kind, code, name. What nobody knows stays
# None.
# A record that gains fields needs nothing here: numbers, records and rows of them are added.

Record = TypeVar("Record")
_LISTED: Final = (DecisionLine, ProcedureLine, RegulationLine, InspectionLine)
"""Things told one by one, which stand side by side."""
_IDENTITIES: Final[Mapping[type, tuple[str, ...]]] = {
    QualityFigure: ("key",),
    IndexScore: ("index",),
}
"""The identity of rows that say in words how their numbers came about."""


def summed(records: Sequence[Record]) -> Record:
    """Return the sum of one record or more; words and days are those of the first."""
    own_way = _OWN_WAYS.get(type(records[0]))
    if own_way is not None:
        added: Record = own_way(records)
        return added
    names = [each.name for each in _fields(records[0])]
    return _replaced(
        records[0], {name: _added([getattr(one, name) for one in records]) for name in names}
    )


def emptied(record: Record) -> Record:
    """Return a record with nothing in it: 0 where there is always a number, else nothing known."""
    identity = _identity_names(record)
    counted = [each for each in _fields(record) if each.name not in identity]
    return _replaced(
        record, {each.name: _nothing(getattr(record, each.name), each.type) for each in counted}
    )


def shaped_like(shape: Record, part: Record) -> Record:
    """Return `part` with the rows of `shape`, an emptied sum, in their order; also those it lacks.

    One shape serves many parts: the rows that a part lacks are the shape's own.
    """
    names = [each.name for each in _fields(shape)]
    return _replaced(
        part, {name: _shaped(getattr(shape, name), getattr(part, name)) for name in names}
    )


def _added(values: Sequence[object]) -> object:
    known = [value for value in values if value is not None]
    first = known[0] if known else None
    if isinstance(first, bool):
        return first
    if isinstance(first, int):
        return sum(value for value in known if isinstance(value, int))
    if isinstance(first, datetime):
        return max(value for value in known if isinstance(value, datetime))
    if isinstance(first, tuple):
        return tuple(_merged([row for rows in known if isinstance(rows, tuple) for row in rows]))
    return summed(known) if is_dataclass(first) else first


def _merged(rows: Sequence[object]) -> Sequence[object]:
    """Return each row once, in the order of its kind, else as they first came."""
    if not rows or isinstance(rows[0], _LISTED):
        return rows
    if not is_dataclass(rows[0]):
        return list(dict.fromkeys(rows))
    alike: dict[tuple[object, ...], list[object]] = {}
    for key, row in zip(_identities(rows), rows, strict=True):
        alike.setdefault(key, []).append(row)
    merged = [summed(each) for each in alike.values()]
    order = _ORDERS.get(type(rows[0]))
    return merged if order is None else sorted(merged, key=order)


def _shaped(shape: object, part: object) -> object:
    if shape is None or part is None or isinstance(part, ReportPeriod):
        return part
    if is_dataclass(part):
        return shaped_like(shape, part)
    if not isinstance(part, tuple) or not isinstance(shape, tuple) or not _has_rows(shape):
        return part
    own = dict(zip(_identities(part), part, strict=True))
    rows = zip(shape, map(own.get, _identities(shape)), strict=True)
    return tuple(row if mine is None else shaped_like(row, mine) for row, mine in rows)


def _has_rows(values: tuple[object, ...]) -> bool:
    """Say whether these are rows that are added, and not words or things told one by one."""
    return bool(values) and is_dataclass(values[0]) and not isinstance(values[0], _LISTED)


def _nothing(value: object, declared: object) -> object:
    if declared is int:
        return 0
    if isinstance(value, tuple):
        return tuple(emptied(row) for row in value) if _has_rows(value) else ()
    if is_dataclass(value):
        return value if isinstance(value, ReportPeriod) else emptied(value)
    return "" if declared is str else None


def _identities(rows: Sequence[object]) -> list[tuple[object, ...]]:
    """Return the identity of each of these rows, which are all of one kind."""
    names = _identity_names(rows[0]) if rows else ()
    return [tuple(getattr(row, name) for name in names) for row in rows]


def _identity_names(row: object) -> tuple[str, ...]:
    own = _IDENTITIES.get(type(row))
    return own or tuple(each.name for each in _fields(row) if not any(_counted(each.type)))


def _counted(declared: object) -> Iterator[bool]:
    """Yield of each type a field may have whether it is one of numbers."""
    for each in get_args(declared) or (declared,):
        yield each is int or is_dataclass(each) or get_origin(each) is tuple


def _fields(record: object) -> tuple[Field[Any], ...]:
    return fields(cast("Any", record))


def _replaced(record: Record, values: Mapping[str, object]) -> Record:
    changed: Record = replace(cast("Any", record), **values)
    return changed


def _score(scores: Sequence[IndexScore]) -> IndexScore:
    known = [score for score in scores if score.count]
    if len(known) < 2:
        return (known or scores)[0]
    points, count = sum(each.points for each in known), sum(each.count for each in known)
    return replace(known[0], points=points, count=count, why=of_dossiers(points, count))


def _figure(figures: Sequence[QualityFigure]) -> QualityFigure:
    """Add a ratio over those who know it; a note that not all of them have is nobody's here."""
    known = [each for each in figures if each.part is not None and each.whole is not None]
    if not known:
        return figures[0]
    notes = {each.note for each in known}
    return replace(
        known[0],
        note=known[0].note if len(notes) == 1 else "",
        part=sum(each.part or 0 for each in known),
        whole=sum(each.whole or 0 for each in known),
    )


_OWN_WAYS: Final[Mapping[type, Callable[[Any], Any]]] = {
    IndexScore: _score,
    QualityFigure: _figure,
    ReportPeriod: lambda periods: periods[0],
}
_REASONS: Final = (*LateReason, None)
_ORDERS: Final[Mapping[type, Callable[[Any], Any]]] = {
    FieldRow: lambda row: (LEVELS.index(row.level), row.field),
    LevelEquipment: lambda row: LEVELS.index(row.level),
    ReasonRow: lambda row: _REASONS.index(row.reason),
    ReasonCount: lambda row: (-row.count, row.text),
    EvaluationRow: lambda row: not row.key,
}


_NOT_ADDED = "Chỉ số này chấm cho từng đơn vị nên không cộng."


def addend_of(line: UnitLine) -> PeriodFigures | None:
    """Return a unit's figures as they are added; None where none count.

    Agencies and officers are a unit's own affair: a row of the unit itself takes their place.
    """
    figures = line.figures
    if figures is None:
        return None
    return replace(
        figures,
        agencies=(AgencyRow(code=line.code, name=line.name, counts=figures.total),),
        sections=None if figures.sections is None else _sections(line, figures.sections),
    )


def _sections(line: UnitLine, sections: Sections) -> Sections:
    return replace(
        sections,
        published=_published(line, sections.published),
        registers=_registers(line, sections.registers),
        ratings=_ratings(line, sections.ratings),
        evaluation=_evaluation(line, sections.evaluation),
        quality=_quality(line, sections.quality),
    )


def _published(line: UnitLine, published: PublishedFigures) -> PublishedFigures:
    return replace(
        published,
        decisions=tuple(
            replace(each, mismatches=tuple(f"{line.name}: {one}" for one in each.mismatches))
            for each in published.decisions
        ),
        agencies=(replace(published.total, key=line.code, name=line.name),),
        notes=tuple(f"{line.name}: {note}" for note in published.notes),
    )


def _registers(line: UnitLine, registers: RegisterFigures) -> RegisterFigures:
    """Name the unit where a list would leave it out."""
    return replace(
        registers,
        issued=tuple(replace(each, issuer=each.issuer or line.name) for each in registers.issued),
        ahead=tuple(
            replace(each, inspected=f"{line.name}: {each.inspected}") for each in registers.ahead
        ),
    )


def _ratings(line: UnitLine, ratings: RatingFigures) -> RatingFigures:
    unit = GroupFaces(key=line.code, name=line.name, faces=ratings.faces)
    return replace(ratings, by_officer=(), by_agency=(unit,))


def _evaluation(line: UnitLine, table: EvaluationTable) -> EvaluationTable:
    """Keep the unit's row, and what of it can be added: points of dossiers, not of a unit."""
    return replace(table, rows=tuple(_evaluation_rows(line, table)))


def _evaluation_rows(line: UnitLine, table: EvaluationTable) -> Iterator[EvaluationRow]:
    for row in table.of(EvaluatedKind.UNIT):
        yield replace(row, key=line.code, name=line.name)
        added = tuple(_of_dossiers(score) for score in row.scores)
        yield replace(row, key="", name="Cộng các đơn vị", scores=added)


def _of_dossiers(score: IndexScore) -> IndexScore:
    if score.index not in OF_A_WHOLE:
        return score
    return IndexScore(index=score.index, points=0, count=0, why=_NOT_ADDED)


def _quality(line: UnitLine, quality: ServiceQuality) -> ServiceQuality:
    every = tuple(row for row in quality.processing if not row.key)
    own = tuple(replace(row, key=line.code, name=line.name) for row in every)
    return replace(quality, processing=(*every, *own))


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
