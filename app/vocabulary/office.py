"""Units, their levels, their days, and the kinds of reasons they keep."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is to this store."""

    ONE_STOP = "one_stop"
    AGENCY = "agency"
    EXTERNAL = "external"


class Level(StrEnum):
    """Level of government; district is kept for history (abolished 1/7/2025)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class DayKind(StrEnum):
    """How a calendar day departs from the ordinary week."""

    OFF = "off"
    WORKED = "work"


class ReasonKind(StrEnum):
    """What a ready-made sentence of the office is a reason for."""

    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    WITHDRAWAL = "withdrawal"
    EXEMPTION = "exemption"
    RATING_GOOD = "rating_good"
    RATING_POOR = "rating_poor"
