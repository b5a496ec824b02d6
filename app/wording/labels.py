"""The Vietnamese word for every member of the vocabulary."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.wording.counter import COUNTER_LABELS
from app.wording.petitions import PETITION_LABELS
from app.wording.reports import EVALUATION_LABELS, REPORT_LABELS

_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    **COUNTER_LABELS,
    **REPORT_LABELS,
    **EVALUATION_LABELS,
    **PETITION_LABELS,
}


def label(code: StrEnum) -> str:
    """Return the Vietnamese word for a member of the vocabulary."""
    return _LABELS[type(code)][code]
