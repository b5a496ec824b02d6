"""Enumerations of a period's report and registers: stable ASCII codes, and registers' titles."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ReportSection(StrEnum):
    """One part of a period's report, in the order of the report."""

    REGULATIONS = "regulations"
    PUBLISHING = "publishing"
    ONE_STOP = "one_stop"
    EVALUATION = "evaluation"
    PETITIONS = "petitions"
    INSPECTIONS = "inspections"
    COMMUNICATION = "communication"
    OVERDUE = "overdue"
    NEXT_TASKS = "next_tasks"


class RemarkPlace(StrEnum):
    """Where an officer's own words stand in a section."""

    BEFORE = "before"
    AFTER = "after"


class ActivityKind(StrEnum):
    """What an activity was for: telling the public, or teaching officers."""

    COMMUNICATION = "communication"
    TRAINING = "training"


# Report periods, why a dossier is late, and by what figures are told apart.


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


class RegisterKind(StrEnum):
    """A plain register the office keeps beside its dossiers."""

    INSPECTIONS = "inspections"
    FINDINGS = "findings"
    ONE_STOP_UNITS = "one_stop_units"
    REGULATIONS = "regulations"
    ACTIVITIES = "activities"


REGISTER_TITLES: Final[Mapping[RegisterKind, str]] = {
    RegisterKind.INSPECTIONS: "Kế hoạch kiểm tra",
    RegisterKind.FINDINGS: "Tồn tại qua kiểm tra",
    RegisterKind.ONE_STOP_UNITS: "Bộ phận Một cửa và thiết bị",
    RegisterKind.REGULATIONS: "Văn bản quy định",
    RegisterKind.ACTIVITIES: "Truyền thông, tập huấn",
}
"""What each register is called; `wording.labels` shows it."""
