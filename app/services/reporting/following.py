"""Which period comes after another: what a report sets tasks for."""

from datetime import timedelta
from typing import Final

from app.services.periods.calendar import ReportCalendar, ReportPeriod, custom_period
from app.vocabulary.periods import PeriodKind

_LAST_QUARTER: Final = 4
_IN_A_YEAR: Final = {PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}


def following(calendar: ReportCalendar, period: ReportPeriod) -> ReportPeriod:
    """Return the period after: of a custom one, as many days; of nine months, the last quarter.

    Raises InvalidInputError (`period`) beyond the program's calendar.
    """
    if period.kind is PeriodKind.CUSTOM:
        first = period.last_day + timedelta(days=1)
        return custom_period(first, first + (period.last_day - period.first_day))
    if period.kind is PeriodKind.NINE_MONTHS:
        return calendar.quarter(period.year, _LAST_QUARTER)
    if period.number < _IN_A_YEAR[period.kind]:
        return calendar.period(period.kind, period.year, period.number + 1)
    return calendar.period(period.kind, period.year + 1)
