"""Procedures: their times, how far they reach, what a decision does to them."""

from enum import StrEnum


class TimeUnit(StrEnum):
    """Unit of a procedure's legal time."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CLOCK_HOUR = "clock_hour"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"
    NONE = "none"


class DueTimeRule(StrEnum):
    """Time of day at which a period of days ends."""

    SAME_TIME = "same_time"
    END_OF_DAY = "end_of_day"


class OffHoursRule(StrEnum):
    """From when a dossier counts that is received on a day off or after closing.

    MIXED (a day off by the next opening, after closing by the day of receipt) is what releases
    before 0.6 did; dossiers of that time keep it, no office can choose it.
    """

    DAY_OF_RECEIPT = "day_of_receipt"
    NEXT_OPENING = "next_opening"
    MIXED = "mixed"


class LatenessRule(StrEnum):
    """Whether an appointment is missed by its hour or with the end of its day."""

    BY_UNIT = "by_unit"
    BY_DAY = "by_day"
    BY_HOUR = "by_hour"


class HoursMeaning(StrEnum):
    """What a bare "giờ" of a catalogue file is taken for."""

    WORKING = "working"
    CONTINUOUS = "continuous"


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
