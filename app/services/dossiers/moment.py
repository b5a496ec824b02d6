"""When an act happened: now, or earlier on paper ("nhập bù"), never in the future."""

from datetime import datetime

from app.errors import InvalidInputError


def moment_of(now: datetime, happened_at: datetime | None) -> datetime:
    """Return when an act happened. Raises InvalidInputError (field `at`) for the future."""
    if happened_at is None:
        return now
    if happened_at > now:
        raise InvalidInputError("at", "Thời điểm ở tương lai. Hãy nhập thời điểm đã xảy ra.")
    return happened_at
