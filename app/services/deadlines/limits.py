"""A procedure's legal time: how much, of what, ending at what time of day."""

from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal

from app.errors import InvalidInputError
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule, TimeUnit
from app.wording import states
from app.wording.labels import label

# NĐ 23/2015 Đ7 (certified copies) and NĐ 61/2018 Đ18 (handover): "sau 15 giờ".
LATE_CUTOFF = time(15)

_MOST = 1000
_BY_DAY = {TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.MONTH, TimeUnit.SAME_DAY}
_WITHOUT_VALUE = {
    TimeUnit.SAME_DAY: "Trong ngày",
    TimeUnit.NONE: states.NO_TIME_LIMIT,
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The time a case may take.

    `value` is a multiple of a half for working days, whole for hours, days and months, and 0 for
    the same day or no fixed time; else InvalidInputError for `time_value`. `due_time` is used by
    periods of days and months; `late_cutoff` (office time) by the same day: a dossier received
    after it is due on the next working day, and `time.max` means there is no such rule.
    `off_hours` says from when a receipt outside working hours counts, `lateness` when it is late.
    """

    value: Decimal
    unit: TimeUnit
    due_time: DueTimeRule = DueTimeRule.SAME_TIME
    late_cutoff: time = LATE_CUTOFF
    off_hours: OffHoursRule = OffHoursRule.DAY_OF_RECEIPT
    lateness: LatenessRule = LatenessRule.BY_UNIT

    def __post_init__(self) -> None:
        problem = _problem(self.value, self.unit)
        if problem:
            raise InvalidInputError("time_value", problem)

    @property
    def has_half(self) -> bool:
        """Say whether it ends with half a working day."""
        return self.unit is TimeUnit.WORKING_DAY and self.value % 1 != 0

    @property
    def is_late_by_day(self) -> bool:
        """Say whether it is exceeded only when its last day is over (Civil Code 2015 Đ148.6).

        By unit: whole days, months and the same day are by day; hours and halves by the hour.
        """
        if self.lateness is LatenessRule.BY_UNIT:
            return self.unit in _BY_DAY and not self.has_half
        return self.lateness is LatenessRule.BY_DAY

    def of_receipt(self, off_hours: OffHoursRule) -> "TimeLimit":
        """Return the time of a dossier received under `off_hours`; an older one is by the hour."""
        is_older = off_hours is OffHoursRule.MIXED
        lateness = LatenessRule.BY_HOUR if is_older else self.lateness
        return replace(self, off_hours=off_hours, lateness=lateness)

    def promised(self, off_hours: OffHoursRule, *, is_by_day: bool) -> "TimeLimit":
        """Return the time as a stored dossier was promised it."""
        lateness = LatenessRule.BY_DAY if is_by_day else LatenessRule.BY_HOUR
        return replace(self, off_hours=off_hours, lateness=lateness)


@dataclass(frozen=True, slots=True)
class CountingRules:
    """How an office counts and judges times: its own choices, one set for all procedures."""

    due_time: DueTimeRule = DueTimeRule.SAME_TIME
    off_hours: OffHoursRule = OffHoursRule.DAY_OF_RECEIPT
    lateness: LatenessRule = LatenessRule.BY_UNIT

    def limit(self, value: Decimal, unit: TimeUnit, late_cutoff: time = LATE_CUTOFF) -> TimeLimit:
        """Return a time under these rules. Raises InvalidInputError (`time_value`)."""
        return TimeLimit(value, unit, self.due_time, late_cutoff, self.off_hours, self.lateness)


def limit_text(limit: TimeLimit) -> str:
    """Return `limit` as forms print it: "01 ngày làm việc", "0,5 ngày làm việc", "Trong ngày"."""
    fixed = _WITHOUT_VALUE.get(limit.unit)
    if fixed:
        return fixed
    amount = amount_text(limit.value)
    return f"{amount if ',' in amount else amount.zfill(2)} {label(limit.unit)}"


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
        return f"Số {label(unit)} phải là số nguyên; hãy nhập lại."
    return ""
