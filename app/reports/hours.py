"""The hours of a chart: from the first in which anything happened to the last, none left out."""

from collections.abc import Iterable

from app.services.figures.records import HourCount


def hours_shown(hours: Iterable[HourCount]) -> tuple[HourCount, ...]:
    """Return one count for every hour from the first to the last busy one, in order."""
    busy = {hour.hour: hour for hour in hours if hour.received or hour.returned}
    if not busy:
        return ()
    return tuple(busy.get(hour, HourCount(hour, 0, 0)) for hour in range(min(busy), max(busy) + 1))
