"""A procedure's legal time: how much, of what, ending at what time of day."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from app.errors import InvalidInputError
from app.vocabulary.catalogue import DueTimeRule, TimeUnit

# NĐ 23/2015 Đ7 (certified copies) and NĐ 61/2018 Đ18 (handover): "sau 15 giờ".
LATE_CUTOFF = time(15)

_MOST = 1000
_WORDS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.WORKING_HOUR: "giờ làm việc",
    TimeUnit.CLOCK_HOUR: "giờ (liên tục)",
    TimeUnit.CALENDAR_DAY: "ngày",
    TimeUnit.MONTH: "tháng",
}
_WITHOUT_VALUE = {
    TimeUnit.SAME_DAY: "Trong ngày",
    TimeUnit.NONE: "Không quy định thời hạn",
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The time a case may take.

    `value` is a multiple of a half for working days, whole for hours, days and months, and 0 for
    the same day or no fixed time; else InvalidInputError for `time_value`. `due_time` is used by
    periods of days and months; `late_cutoff` (office time) by the same day: a dossier received
    after it is due on the next working day, and `time.max` means there is no such rule.
    """

    value: Decimal
    unit: TimeUnit
    due_time: DueTimeRule = DueTimeRule.SAME_TIME
    late_cutoff: time = LATE_CUTOFF

    def __post_init__(self) -> None:
        problem = _problem(self.value, self.unit)
        if problem:
            raise InvalidInputError("time_value", problem)


def limit_text(limit: TimeLimit) -> str:
    """Return `limit` as forms print it: "01 ngày làm việc", "0,5 ngày làm việc", "Trong ngày"."""
    fixed = _WITHOUT_VALUE.get(limit.unit)
    if fixed:
        return fixed
    amount = amount_text(limit.value)
    return f"{amount if ',' in amount else amount.zfill(2)} {_WORDS[limit.unit]}"


def amount_text(value: Decimal) -> str:
    """Return `value` in Vietnamese figures, at most one decimal: "3", "0,5"."""
    whole = value == value.to_integral_value()
    return str(int(value)) if whole else f"{value:.1f}".replace(".", ",")


def _problem(value: Decimal, unit: TimeUnit) -> str:
    if unit in _WITHOUT_VALUE:
        is_zero = value.is_finite() and value == 0
        return "" if is_zero else f"“{_WITHOUT_VALUE[unit]}” không đi kèm số; hãy để số là 0."
    if not value.is_finite() or not 0 < value <= _MOST:
        return f"Thời hạn phải lớn hơn 0 và không quá {_MOST}; hãy nhập lại."
    if unit is TimeUnit.WORKING_DAY:
        if value % Decimal("0.5"):
            return "Số ngày làm việc chỉ nhận số nguyên hoặc nửa ngày, ví dụ 0,5; hãy nhập lại."
    elif value % 1:
        return f"Số {_WORDS[unit]} phải là số nguyên; hãy nhập lại."
    return ""
