"""The plain registers."""

from enum import StrEnum


class RegisterKind(StrEnum):
    """A plain register the office keeps beside its dossiers."""

    INSPECTIONS = "inspections"
    FINDINGS = "findings"
    ONE_STOP_UNITS = "one_stop_units"
    REGULATIONS = "regulations"
    ACTIVITIES = "activities"
