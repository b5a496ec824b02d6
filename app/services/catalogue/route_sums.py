"""How the steps of a route add up beside the legal time of its case; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Final

from app.services.catalogue.records import CaseDraft, StepDraft
from app.services.deadlines.calendar import WorkingHours
from app.services.deadlines.limits import TimeLimit, amount_text, limit_text
from app.vocabulary.catalogue import TimeUnit
from app.wording.labels import label

_MINUTES_AN_HOUR: Final = 60
_WORKING: Final = frozenset({TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR})
_CANNOT: Final = "không so được"


@dataclass(frozen=True, slots=True)
class RouteSum:
    """The time of all steps and of the case, as one reads them; `agrees` None: not comparable."""

    total_text: str
    legal_text: str
    agrees: bool | None


def day_minutes(hours: WorkingHours) -> int:
    """Return the working time of a usual day, in minutes."""
    return sum(_minute(span.end) - _minute(span.start) for span in hours.usual_spans)


def route_sum(case: CaseDraft, day: int) -> RouteSum:
    """Return how the route of `case` adds up; `day` is the working time of a usual day in minutes.

    Steps follow one another; of those that run beside one another the longest counts. Working days
    and hours are compared through the working day, other units only with their own kind. A case of
    the same day agrees with whatever fits into one working day. Raises InvalidInputError where the
    time of the case breaks a rule.
    """
    legal = limit_text(TimeLimit(case.value, case.unit))
    units = {step.unit for step in case.route}
    if not units:
        return RouteSum("", legal, None)
    if units <= _WORKING:
        total = _total(case.route, lambda step: _working(step.value, step.unit, day))
        return RouteSum(_working_text(total, units, day), legal, _agrees(case, total, day))
    if len(units) > 1:
        return RouteSum(f"{_CANNOT}: các bước dùng đơn vị khác nhau", legal, None)
    (unit,) = units
    total = _total(case.route, lambda step: step.value)
    agrees = total == case.value if case.unit is unit else None
    return RouteSum(f"{amount_text(total)} {label(unit)}", legal, agrees)


def disagreement(case: CaseDraft, day: int) -> str:
    """Return a sentence where the route of `case` disagrees with its time, else ""."""
    summed = route_sum(case, day)
    if summed.agrees is not False:
        return ""
    return f"Các bước cộng lại {summed.total_text}, thời hạn là {summed.legal_text}"


def _total(route: Sequence[StepDraft], size: Callable[[StepDraft], Decimal]) -> Decimal:
    groups: list[Decimal] = []
    for step in route:
        if step.is_parallel and groups:
            groups[-1] = max(groups[-1], size(step))
        else:
            groups.append(size(step))
    return sum(groups, Decimal(0))


def _working(value: Decimal, unit: TimeUnit, day: int) -> Decimal:
    return value * (day if unit is TimeUnit.WORKING_DAY else _MINUTES_AN_HOUR)


def _working_text(total: Decimal, units: set[TimeUnit], day: int) -> str:
    days, hours = total / day, total / _MINUTES_AN_HOUR
    in_days = f"{_rounded(days)} {label(TimeUnit.WORKING_DAY)}"
    in_hours = f"{_rounded(hours)} {label(TimeUnit.WORKING_HOUR)}"
    if units == {TimeUnit.WORKING_DAY}:
        return in_days
    return in_hours if units == {TimeUnit.WORKING_HOUR} else f"{in_days} ({in_hours})"


def _rounded(amount: Decimal) -> str:
    return amount_text(round(amount, 1))


def _agrees(case: CaseDraft, total: Decimal, day: int) -> bool | None:
    if case.unit is TimeUnit.SAME_DAY:
        return total <= day
    if case.unit not in _WORKING:
        return None
    return total == _working(case.value, case.unit, day)


def _minute(at: time) -> int:
    return at.hour * _MINUTES_AN_HOUR + at.minute
