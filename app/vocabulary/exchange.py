"""Bundles between two stores."""

from enum import StrEnum


class BundleKind(StrEnum):
    """What a signed file between two stores says."""

    HANDOVER = "handover"
    ANSWER = "answer"
    RESULT = "result"
    PERIOD = "period"


class BundleDirection(StrEnum):
    """Whether a bundle was made here or taken in here."""

    OUT = "out"
    IN = "in"
