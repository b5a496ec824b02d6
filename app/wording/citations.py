"""The texts of law that people are shown, each by the days it was in force.

A dossier cites by its day of receipt, a paper by its own day, the figures of a period by its last
day, a screen without any of these by today. Where a successor's article is not known the text is
cited whole. A text whose first day in force is not known begins with the day it was signed; one of
which no end is known has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Final

from app.vocabulary.catalogue import LatenessRule, OffHoursRule


class Rule(Enum):
    """A rule of law that the program applies and names to people."""

    CLOCK_STARTS_ON_ARRIVAL = auto()
    RESTART_AFTER_SUPPLEMENT = auto()
    EXTENSION = auto()
    OPINION_OF_ANOTHER_AGENCY = auto()
    PERIOD_ENDS_AFTER_DAY_OFF = auto()
    PERIOD_ENDS_WITH_ITS_DAY = auto()
    DAY_OF_RECEIPT_NOT_COUNTED = auto()
    HOURS_RUN_FROM_RECEIPT = auto()
    RECEIVED_LATE_IN_THE_DAY = auto()
    SENT_TO_THE_AGENCY = auto()
    FEE_SETTLEMENT = auto()
    FORMS = auto()
    RATING_SLIPS = auto()
    EVALUATION = auto()
    EVALUATION_SCALE = auto()
    EVALUATION_CLASSES = auto()
    NATIONAL_MEASURE = auto()
    REPORT_FORMS = auto()
    PETITIONS = auto()
    PETITIONS_AMENDED = auto()
    PETITION_FORWARDING = auto()


@dataclass(frozen=True, slots=True)
class Citation:
    """A text as it is cited from the day `since` until the day before `until` (None: still)."""

    text: str
    since: date
    until: date | None = None


FORMS_OF_2025_FROM: Final = date(2025, 9, 15)
"""TT 03/2025/TT-VPCP: its forms are used for dossiers received from this day on."""
_ND61: Final = date(2018, 6, 21)
_ND118: Final = date(2025, 7, 1)
_TT01: Final = date(2018, 11, 23)
_TT03: Final = FORMS_OF_2025_FROM
_TT01_2020: Final = date(2020, 10, 21)
_ND20: Final = date(2008, 2, 14)
_BLDS: Final = date(2017, 1, 1)

CITATIONS: Final[dict[Rule, tuple[Citation, ...]]] = {
    Rule.CLOCK_STARTS_ON_ARRIVAL: (Citation("NĐ 118/2025, Điều 17 khoản 3", _ND118),),
    Rule.RESTART_AFTER_SUPPLEMENT: (
        Citation("NĐ 61/2018, Điều 19 khoản 4", _ND61, _ND118),
        Citation("NĐ 118/2025", _ND118),
    ),
    Rule.EXTENSION: (
        Citation("NĐ 61/2018, Điều 19 khoản 9", _ND61, _ND118),
        Citation("NĐ 118/2025", _ND118),
    ),
    Rule.OPINION_OF_ANOTHER_AGENCY: (
        Citation("NĐ 61/2018, Điều 19 khoản 5", _ND61, _ND118),
        Citation("NĐ 118/2025", _ND118),
    ),
    Rule.PERIOD_ENDS_AFTER_DAY_OFF: (Citation("Bộ luật Dân sự 2015, Điều 148", _BLDS),),
    Rule.PERIOD_ENDS_WITH_ITS_DAY: (Citation("Bộ luật Dân sự 2015, Điều 148 khoản 6", _BLDS),),
    Rule.DAY_OF_RECEIPT_NOT_COUNTED: (Citation("Bộ luật Dân sự 2015, Điều 147 khoản 2", _BLDS),),
    Rule.HOURS_RUN_FROM_RECEIPT: (Citation("Bộ luật Dân sự 2015, Điều 147 khoản 1", _BLDS),),
    Rule.RECEIVED_LATE_IN_THE_DAY: (
        Citation("NĐ 61/2018", _ND61, _ND118),
        Citation("NĐ 118/2025, Điều 18 khoản 2", _ND118),
    ),
    Rule.SENT_TO_THE_AGENCY: (
        Citation("NĐ 61/2018, Điều 18", _ND61, _ND118),
        Citation("NĐ 118/2025, Điều 18 khoản 2", _ND118),
    ),
    Rule.FEE_SETTLEMENT: (
        Citation("NĐ 61/2018, Điều 12 khoản 9 và Điều 22", _ND61, _ND118),
        Citation("NĐ 118/2025", _ND118),
    ),
    Rule.FORMS: (
        Citation("TT 01/2018", _TT01, _TT03),
        Citation("TT 03/2025", _TT03),
    ),
    Rule.RATING_SLIPS: (
        Citation("TT 01/2018, Điều 12", _TT01, _TT03),
        Citation("TT 03/2025", _TT03),
    ),
    Rule.EVALUATION: (
        Citation("TT 01/2018, Điều 13 đến Điều 15", _TT01, _TT03),
        Citation("TT 03/2025", _TT03),
    ),
    Rule.EVALUATION_SCALE: (
        Citation("TT 01/2018, Điều 13", _TT01, _TT03),
        Citation("TT 03/2025", _TT03),
    ),
    Rule.EVALUATION_CLASSES: (
        Citation("TT 01/2018, Điều 15", _TT01, _TT03),
        Citation("TT 03/2025", _TT03),
    ),
    Rule.NATIONAL_MEASURE: (Citation("QĐ 766/QĐ-TTg", date(2022, 6, 23)),),
    Rule.REPORT_FORMS: (
        Citation("TT 02/2017", date(2017, 10, 31), _TT01_2020),
        Citation("TT 01/2020", _TT01_2020),
    ),
    Rule.PETITIONS: (Citation("NĐ 20/2008", _ND20),),
    Rule.PETITIONS_AMENDED: (
        Citation("NĐ 20/2008, sửa đổi bởi NĐ 48/2013, NĐ 92/2017", date(2017, 8, 7)),
    ),
    Rule.PETITION_FORWARDING: (Citation("NĐ 20/2008, Điều 9", _ND20),),
}

_FULL_NAMES: Final = {
    "NĐ 20/2008": "Nghị định 20/2008/NĐ-CP",
    "NĐ 48/2013": "Nghị định 48/2013/NĐ-CP",
    "NĐ 92/2017": "Nghị định 92/2017/NĐ-CP",
    "NĐ 61/2018": "Nghị định 61/2018/NĐ-CP",
    "NĐ 118/2025": "Nghị định 118/2025/NĐ-CP",
    "TT 02/2017": "Thông tư số 02/2017/TT-VPCP ngày 31/10/2017",
    "TT 01/2018": "Thông tư 01/2018/TT-VPCP",
    "TT 01/2020": "Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
    "TT 03/2025": "Thông tư 03/2025/TT-VPCP",
    "QĐ 766/QĐ-TTg": "Quyết định 766/QĐ-TTg",
}
"""A text's name in a line of the table, and as an official paper writes it."""


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


def cite_in_full(rule: Rule, on: date) -> str:
    """Return `cite` as official papers write it: "Nghị định 118/2025/NĐ-CP, Điều 17 khoản 3"."""
    text = cite(rule, on)
    for name, full in _FULL_NAMES.items():
        text = text.replace(name, full)
    return text


def in_brackets(citation: str) -> str:
    """Return " (NĐ 118/2025)" to stand behind a word; empty where nothing is cited."""
    return f" ({citation})" if citation else ""


def measure_name(on: date) -> str:
    """Return what the measure of service quality is called behind "bộ chỉ số", "cách đo"."""
    return cite(Rule.NATIONAL_MEASURE, on) or "quốc gia"


_DAY_ENDS = "Thời điểm kết thúc ngày cuối cùng của thời hạn vào lúc hai mươi tư giờ của ngày đó"
_WORDS: Final[Mapping[StrEnum, tuple[str, Rule]]] = {
    OffHoursRule.DAY_OF_RECEIPT: (
        "“Ngày đầu tiên của thời hạn không được tính mà tính từ ngày tiếp theo liền kề”",
        Rule.DAY_OF_RECEIPT_NOT_COUNTED,
    ),
    OffHoursRule.NEXT_OPENING: (
        "Như hồ sơ nhận sau 15 giờ được chuyển vào đầu giờ ngày làm việc tiếp theo",
        Rule.RECEIVED_LATE_IN_THE_DAY,
    ),
    LatenessRule.BY_UNIT: (
        "Thời hạn bằng ngày, tháng: khi hết ngày hẹn; bằng giờ, nửa ngày: khi qua giờ hẹn",
        Rule.PERIOD_ENDS_WITH_ITS_DAY,
    ),
    LatenessRule.BY_DAY: (f"“{_DAY_ENDS}”", Rule.PERIOD_ENDS_WITH_ITS_DAY),
    LatenessRule.BY_HOUR: (
        "Thời hạn bằng giờ “được bắt đầu từ thời điểm đã xác định”; áp dụng cho mọi thủ tục",
        Rule.HOURS_RUN_FROM_RECEIPT,
    ),
}


def law_words(rule: StrEnum, on: date) -> str:
    """Return the words of the law behind `rule`, with the text cited on a day."""
    words, law = _WORDS[rule]
    return f"{words} ({cite(law, on)})."
