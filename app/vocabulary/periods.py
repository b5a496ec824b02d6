"""Report periods, why a dossier is late, and by what figures are told apart."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a report's period is; a custom one has any days."""

    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    CUSTOM = "custom"


class LateReason(StrEnum):
    """Why a dossier is late, as the national reports ask (form II.06c)."""

    LAW = "law"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    FACILITIES = "facilities"
    COORDINATION = "coordination"
    OTHER = "other"


class GroupBy(StrEnum):
    """What a summary is split by."""

    AGENCY = "agency"
    PROCEDURE = "procedure"
    FIELD = "field"
    OFFICER = "officer"
