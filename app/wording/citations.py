"""The texts of law that people are shown, each by the days it was in force."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final


class Rule(Enum):
    """A rule of law that the program applies and names to people."""

    CLOCK_STARTS_ON_ARRIVAL = auto()
    EXTENSION = auto()
    OPINION_OF_ANOTHER_AGENCY = auto()
    PERIOD_ENDS_WITH_ITS_DAY = auto()
    DAY_OF_RECEIPT_NOT_COUNTED = auto()
    HOURS_RUN_FROM_RECEIPT = auto()
    RECEIVED_LATE_IN_THE_DAY = auto()
    NATIONAL_MEASURE = auto()


@dataclass(frozen=True, slots=True)
class Citation:
    """A text as it is cited from the day `since` until the day before `until` (None: still)."""

    text: str
    since: date
    until: date | None = None


_ND118: Final = date(2025, 7, 1)
_ND61: Final = date(2018, 6, 21)
_BLDS: Final = date(2017, 1, 1)

CITATIONS: Final[dict[Rule, tuple[Citation, ...]]] = {
    Rule.CLOCK_STARTS_ON_ARRIVAL: (Citation("NĐ 118/2025, Điều 17", _ND118),),
    Rule.EXTENSION: (
        Citation("NĐ 61/2018, Điều 19 khoản 9", _ND61, _ND118),
        Citation("NĐ 118/2025", _ND118),
    ),
    Rule.OPINION_OF_ANOTHER_AGENCY: (
        Citation("NĐ 61/2018, Điều 19 khoản 5", _ND61, _ND118),
        Citation("NĐ 118/2025", _ND118),
    ),
    Rule.PERIOD_ENDS_WITH_ITS_DAY: (Citation("Bộ luật Dân sự 2015, Điều 148 khoản 6", _BLDS),),
    Rule.DAY_OF_RECEIPT_NOT_COUNTED: (Citation("Bộ luật Dân sự 2015, Điều 147 khoản 2", _BLDS),),
    Rule.HOURS_RUN_FROM_RECEIPT: (Citation("Bộ luật Dân sự 2015, Điều 147 khoản 1", _BLDS),),
    Rule.RECEIVED_LATE_IN_THE_DAY: (
        Citation("NĐ 61/2018", _ND61, _ND118),
        Citation("NĐ 118/2025, Điều 18 khoản 2", _ND118),
    ),
    Rule.NATIONAL_MEASURE: (Citation("QĐ 766/QĐ-TTg", date(2022, 6, 23)),),
}


def cite(rule: Rule, on: date) -> str:
    """Return the text to cite for `rule` on a day; empty where none was in force."""
    return next(
        (
            one.text
            for one in CITATIONS[rule]
            if one.since <= on and (one.until is None or on < one.until)
        ),
        "",
    )
