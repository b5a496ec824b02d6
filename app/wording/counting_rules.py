"""The words of the law beside each rule by which an office counts and judges times."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from app.vocabulary.catalogue import LatenessRule, OffHoursRule
from app.wording.citations import Rule, cite

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
