"""What a legal time may be and how forms print it."""

from datetime import time
from decimal import Decimal

import pytest

from app.errors import InvalidInputError
from app.services.deadlines.limits import TimeLimit, limit_text
from app.vocabulary.catalogue import DueTimeRule, TimeUnit


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1", TimeUnit.WORKING_DAY, "01 ngày làm việc"),
        ("1.0", TimeUnit.WORKING_DAY, "01 ngày làm việc"),
        ("0.5", TimeUnit.WORKING_DAY, "0,5 ngày làm việc"),
        ("2.50", TimeUnit.WORKING_DAY, "2,5 ngày làm việc"),
        ("45", TimeUnit.WORKING_DAY, "45 ngày làm việc"),
        ("8", TimeUnit.WORKING_HOUR, "08 giờ làm việc"),
        ("15", TimeUnit.CALENDAR_DAY, "15 ngày"),
        ("1E+2", TimeUnit.CALENDAR_DAY, "100 ngày"),
        ("2", TimeUnit.MONTH, "02 tháng"),
        ("0", TimeUnit.SAME_DAY, "Trong ngày"),
        ("0", TimeUnit.NONE, "Không quy định thời hạn"),
    ],
)
def test_limit_is_printed_as_forms_print_it(value: str, unit: TimeUnit, text: str) -> None:
    assert limit_text(TimeLimit(Decimal(value), unit)) == text


@pytest.mark.parametrize(
    ("value", "unit", "sentence"),
    [
        ("0", TimeUnit.WORKING_DAY, "phải lớn hơn 0"),
        ("-1", TimeUnit.MONTH, "phải lớn hơn 0"),
        ("1001", TimeUnit.CALENDAR_DAY, "không quá 1000"),
        ("NaN", TimeUnit.WORKING_DAY, "phải lớn hơn 0"),
        ("sNaN", TimeUnit.SAME_DAY, "hãy để số là 0"),
        ("Infinity", TimeUnit.WORKING_HOUR, "phải lớn hơn 0"),
        ("0.25", TimeUnit.WORKING_DAY, "số nguyên hoặc nửa ngày"),
        ("1.1", TimeUnit.WORKING_DAY, "số nguyên hoặc nửa ngày"),
        ("0.5", TimeUnit.WORKING_HOUR, "Số giờ làm việc phải là số nguyên"),
        ("1.5", TimeUnit.CALENDAR_DAY, "Số ngày phải là số nguyên"),
        ("0.5", TimeUnit.MONTH, "Số tháng phải là số nguyên"),
        ("1", TimeUnit.SAME_DAY, "“Trong ngày” không đi kèm số"),
        ("1", TimeUnit.NONE, "“Không quy định thời hạn” không đi kèm số"),
    ],
)
def test_impossible_limit_is_refused(value: str, unit: TimeUnit, sentence: str) -> None:
    with pytest.raises(InvalidInputError, match=sentence) as caught:
        TimeLimit(Decimal(value), unit)
    assert caught.value.field == "time_value"


def test_longest_limit_is_accepted() -> None:
    assert TimeLimit(Decimal(1000), TimeUnit.WORKING_DAY).value == 1000


def test_limit_keeps_the_time_of_day_and_1500_unless_told() -> None:
    limit = TimeLimit(Decimal(1), TimeUnit.WORKING_DAY)

    assert (limit.due_time, limit.late_cutoff) == (DueTimeRule.SAME_TIME, time(15))
