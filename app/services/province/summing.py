"""Adding up records of figures: numbers add, rows of the same identity become one; pure.

A row's identity is what it is not counted in: its kind, code, name. What nobody knows stays None.
A record that gains fields needs nothing here: numbers, records and rows of them are added.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeVar, cast, get_args, get_origin

from app.services.evaluation.phrases import of_dossiers
from app.services.evaluation.records import EvaluationRow, IndexScore, QualityFigure
from app.services.periods.calendar import ReportPeriod
from app.services.periods.counting import LEVELS
from app.services.periods.records import FieldRow, ReasonRow
from app.services.publishing.records import DecisionLine, ProcedureLine
from app.services.ratings.figures import ReasonCount
from app.services.registers.figures import InspectionLine, LevelEquipment, RegulationLine
from app.vocabulary.periods import LateReason

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
