"""Procedures: their times, how far they reach, what a decision does to them."""

from enum import StrEnum


class TimeUnit(StrEnum):
    """Unit of a procedure's legal time."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"
    NONE = "none"


class DueTimeRule(StrEnum):
    """Time of day at which a period of days ends."""

    SAME_TIME = "same_time"
    END_OF_DAY = "end_of_day"


class PublishedEffect(StrEnum):
    """What a decision does to one procedure."""

    NEW = "new"
    AMENDED = "amended"
    ABOLISHED = "abolished"


class Liaison(StrEnum):
    """How several units carry a procedure out together (liên thông)."""

    NONE = "none"
    SAME_LEVEL = "same_level"
    ACROSS_LEVELS = "across_levels"
