"""Enumerations of a period's report and registers, stable ASCII codes: never what is shown."""

from enum import StrEnum


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
