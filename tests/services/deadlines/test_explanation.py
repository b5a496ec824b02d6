"""The words of an explanation: the steps a person reads and the one-line summary."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from app.services.deadlines.due import StepKind, due_date
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import DueTimeRule, OffHoursRule, TimeUnit
from tests.services.deadlines.offices import WEDNESDAY_CLOSED, an_office, at, days, hours

SAME_DAY = TimeLimit(Decimal(0), TimeUnit.SAME_DAY)
NONE = TimeLimit(Decimal(0), TimeUnit.NONE)
TWO_MONTHS = TimeLimit(Decimal(2), TimeUnit.MONTH)
FIFTEEN_DAYS = TimeLimit(Decimal(15), TimeUnit.CALENDAR_DAY)
TO_END = TimeLimit(Decimal(1), TimeUnit.WORKING_DAY, DueTimeRule.END_OF_DAY)


def texts(received: str, limit: TimeLimit) -> list[str]:
    return [step.text for step in due_date(at(received), limit, an_office()).steps]


@pytest.mark.parametrize(
    ("received", "limit", "summary"),
    [
        (
            "2026-08-28 14:30",
            days("3"),
            "3 ngày làm việc: 28/08 nhận; 29–30/08 cuối tuần; 31/08–02/09 nghỉ lễ; "
            "05–06/09 cuối tuần; hẹn 07/09",
        ),
        (
            "2026-08-28 14:30",
            days("8"),
            "8 ngày làm việc: 28/08 nhận; 29–30/08 cuối tuần; 31/08–02/09 nghỉ lễ; "
            "05–06/09 cuối tuần; 12–13/09 cuối tuần; hẹn 14/09",
        ),
        (
            "2025-12-31 09:00",
            days("5"),
            "5 ngày làm việc: 31/12 nhận; 01–02/01 nghỉ lễ; 03–04/01 cuối tuần; hẹn 09/01/2026",
        ),
        (
            "2026-11-23 09:00",
            days("1"),
            "1 ngày làm việc: 23/11 nhận; 24/11 Ngày Văn hóa Việt Nam; hẹn 25/11",
        ),
        (
            "2026-02-14 10:00",
            days("1"),
            "1 ngày làm việc: 14/02 nhận; 15/02 cuối tuần; "
            "16–20/02 Tết Nguyên đán; 21–22/02 cuối tuần; hẹn 23/02",
        ),
        (
            "2026-08-28 14:30",
            days("30"),
            "30 ngày làm việc: 28/08 nhận; không tính 14 ngày cuối tuần, 3 ngày nghỉ lễ; hẹn 14/10",
        ),
        ("2026-03-02 14:00", days("0.5"), "0,5 ngày làm việc: 14:00 02/03 nhận; hẹn 11:30 03/03"),
        (
            "2026-11-23 15:20",
            hours("8"),
            "8 giờ làm việc: 15:20 23/11 nhận; 24/11 Ngày Văn hóa Việt Nam; hẹn 15:50 25/11",
        ),
        ("2026-03-02 15:20", SAME_DAY, "Trong ngày: 15:20 02/03 nhận; hẹn 17:00 03/03"),
        ("2026-12-31 09:00", TWO_MONTHS, "2 tháng: 31/12 nhận; 28/02 cuối tuần; hẹn 01/03/2027"),
        ("2026-03-02 09:00", FIFTEEN_DAYS, "15 ngày: 02/03 nhận; hẹn 17/03"),
        (
            "2026-03-02 09:00",
            NONE,
            "Thủ tục không quy định thời hạn; cơ quan sẽ báo khi có kết quả (02/03 nhận)",
        ),
    ],
)
def test_summary_is_one_line(received: str, limit: TimeLimit, summary: str) -> None:
    assert due_date(at(received), limit, an_office()).summary == summary


def test_summary_tells_a_closed_weekday_from_a_weekend() -> None:
    office = an_office(WEDNESDAY_CLOSED)

    assert due_date(at("2026-03-03 09:00"), days("4"), office).summary == (
        "4 ngày làm việc: 03/03 nhận; 04/03 nghỉ hằng tuần; 08/03 cuối tuần; hẹn 09/03"
    )


def test_working_days_are_told_run_by_run() -> None:
    assert texts("2026-08-28 14:30", days("3")) == [
        "Tiếp nhận lúc 14:30 ngày 28/08/2026 (thứ Sáu); ngày tiếp nhận không tính.",
        "29/08/2026 (thứ Bảy): nghỉ hằng tuần, không tính.",
        "30/08/2026 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "31/08/2026 (thứ Hai): nghỉ hoán đổi (làm bù 22/08/2026), không tính.",
        "01/09/2026 (thứ Ba): Quốc khánh, không tính.",
        "02/09/2026 (thứ Tư): Quốc khánh, không tính.",
        "03/09/2026–04/09/2026: ngày làm việc thứ 1–2.",
        "05/09/2026 (thứ Bảy): nghỉ hằng tuần, không tính.",
        "06/09/2026 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "07/09/2026 (thứ Hai): ngày làm việc thứ 3.",
        "Hẹn trả kết quả lúc 14:30 ngày 07/09/2026 (thứ Hai).",
    ]


def test_worked_saturday_is_told_apart_in_a_run() -> None:
    assert texts("2025-04-24 09:00", days("3"))[1:4] == [
        "25/04/2025 (thứ Sáu): ngày làm việc thứ 1.",
        "26/04/2025 (thứ Bảy): ngày làm việc thứ 2 (làm bù cho ngày 02/05/2025).",
        "27/04/2025 (Chủ nhật): nghỉ hằng tuần, không tính.",
    ]


def test_run_after_a_worked_day_starts_anew() -> None:
    office = an_office(WEDNESDAY_CLOSED)
    steps = due_date(at("2026-01-09 09:00"), days("3"), office).steps

    assert [step.text for step in steps if step.kind is StepKind.COUNTED] == [
        "10/01/2026 (thứ Bảy): ngày làm việc thứ 1 (làm bù cho ngày 02/01/2026).",
        "12/01/2026–13/01/2026: ngày làm việc thứ 2–3.",
    ]


def test_receipt_on_a_day_off_says_by_which_rule_it_counts() -> None:
    literal = replace(days("1"), off_hours=OffHoursRule.DAY_OF_RECEIPT)
    assert texts("2026-03-07 10:00", literal) == [
        "Tiếp nhận lúc 10:00 ngày 07/03/2026 (thứ Bảy), vào ngày nghỉ; ngày tiếp nhận không tính, "
        "theo cách tính của đơn vị (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
        "08/03/2026 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "09/03/2026 (thứ Hai): ngày làm việc thứ 1.",
        "Tiếp nhận lúc 10:00, vào ngày nghỉ, nên hẹn đến cuối ngày làm việc.",
        "Hẹn trả kết quả lúc 17:00 ngày 09/03/2026 (thứ Hai).",
    ]
    next_opening = replace(days("1"), off_hours=OffHoursRule.NEXT_OPENING)
    assert texts("2026-03-07 10:00", next_opening) == [
        "Tiếp nhận lúc 10:00 ngày 07/03/2026 (thứ Bảy), vào ngày nghỉ.",
        "07/03/2026 (thứ Bảy): nghỉ hằng tuần, không tính.",
        "08/03/2026 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "Coi như tiếp nhận lúc 07:30 ngày 09/03/2026 (thứ Hai), theo cách tính của đơn vị; "
        "ngày tiếp nhận không tính.",
        "10/03/2026 (thứ Ba): ngày làm việc thứ 1.",
        "Hẹn trả kết quả lúc 07:30 ngày 10/03/2026 (thứ Ba).",
    ]


def test_receipt_after_closing_says_by_which_rule_it_counts() -> None:
    literal = replace(days("1"), off_hours=OffHoursRule.DAY_OF_RECEIPT)
    assert texts("2026-03-06 23:00", literal)[0] == (
        "Tiếp nhận lúc 23:00 ngày 06/03/2026 (thứ Sáu), sau giờ làm việc; ngày tiếp nhận không "
        "tính, theo cách tính của đơn vị (Bộ luật Dân sự 2015, Điều 147 khoản 2)."
    )
    next_opening = replace(days("1"), off_hours=OffHoursRule.NEXT_OPENING)
    assert texts("2026-03-06 23:00", next_opening)[::3] == [
        "Tiếp nhận lúc 23:00 ngày 06/03/2026 (thứ Sáu), sau giờ làm việc.",
        "Coi như tiếp nhận lúc 07:30 ngày 09/03/2026 (thứ Hai), theo cách tính của đơn vị; "
        "ngày tiếp nhận không tính.",
    ]


def test_half_days_say_until_when() -> None:
    assert texts("2026-03-02 14:00", days("1.5"))[1:] == [
        "03/03/2026 (thứ Ba): ngày làm việc thứ 1.",
        "04/03/2026 (thứ Tư): nửa ngày, đến 11:30.",
        "Hẹn trả kết quả lúc 11:30 ngày 04/03/2026 (thứ Tư).",
    ]
    assert texts("2026-03-02 08:00", days("0.5")) == [
        "Tiếp nhận lúc 08:00 ngày 02/03/2026 (thứ Hai).",
        "02/03/2026 (thứ Hai): nửa ngày, đến 17:00.",
        "Hẹn trả kết quả lúc 17:00 ngày 02/03/2026 (thứ Hai).",
    ]


def test_hours_are_told_day_by_day() -> None:
    assert texts("2026-03-02 15:20", hours("8"))[1:3] == [
        "02/03/2026 (thứ Hai): 1 giờ 40 phút làm việc.",
        "03/03/2026 (thứ Ba): 6 giờ 20 phút làm việc.",
    ]
    assert texts("2026-03-02 18:00", hours("1"))[1] == "03/03/2026 (thứ Ba): 1 giờ làm việc."


def test_months_say_where_they_end_and_what_moved_them() -> None:
    assert texts("2026-12-31 17:20", TWO_MONTHS) == [
        "Tiếp nhận lúc 17:20 ngày 31/12/2026 (thứ Năm), sau giờ làm việc; ngày tiếp nhận không "
        "tính, theo cách tính của đơn vị (Bộ luật Dân sự 2015, Điều 147 khoản 2).",
        "Đủ 02 tháng vào 28/02/2027 (Chủ nhật); ngày nghỉ ở giữa vẫn tính.",
        "28/02/2027 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "Ngày cuối của thời hạn là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo "
        "(Bộ luật Dân sự 2015, Điều 148).",
        "Tiếp nhận lúc 17:20, sau giờ làm việc, nên hẹn đến cuối ngày làm việc.",
        "Hẹn trả kết quả lúc 17:00 ngày 01/03/2027 (thứ Hai).",
    ]


@pytest.mark.parametrize(
    ("received", "limit", "note"),
    [
        (
            "2026-03-02 11:50",
            days("1"),
            "11:50 ở ngoài giờ làm việc của ngày hẹn nên chuyển sang 13:30.",
        ),
        (
            "2026-03-02 17:20",
            days("1"),
            "Tiếp nhận lúc 17:20, sau giờ làm việc, nên hẹn đến cuối ngày làm việc.",
        ),
        ("2026-03-02 09:00", TO_END, "Thời hạn kết thúc vào cuối giờ làm việc của ngày hẹn."),
        (
            "2026-03-02 15:20",
            SAME_DAY,
            "Tiếp nhận sau 15:00 nên hẹn trả trong ngày làm việc tiếp theo.",
        ),
        (
            "2026-03-02 17:20",
            TimeLimit(Decimal(0), TimeUnit.SAME_DAY, late_cutoff=time.max),
            "Tiếp nhận sau giờ làm việc nên hẹn trả trong ngày làm việc tiếp theo.",
        ),
    ],
)
def test_what_moved_the_time_is_told(received: str, limit: TimeLimit, note: str) -> None:
    assert note in texts(received, limit)


def test_time_that_was_kept_needs_no_note() -> None:
    kinds = [step.kind for step in due_date(at("2026-03-02 09:00"), days("1"), an_office()).steps]

    assert kinds == [StepKind.RECEIVED, StepKind.COUNTED, StepKind.DUE]


@pytest.mark.parametrize("rule", DueTimeRule)
@pytest.mark.parametrize(
    "limit",
    [SAME_DAY, TimeLimit(Decimal(1), TimeUnit.CLOCK_HOUR), hours("1")],
    ids=lambda limit: limit.unit.value,
)
def test_a_limit_without_whole_days_has_no_note_on_the_time_of_day(
    limit: TimeLimit, rule: DueTimeRule
) -> None:
    """The rule of the time of day is for days and months, also after closing."""
    for received in ("2026-03-02 09:00", "2026-03-02 11:45", "2026-03-02 17:20"):
        told = texts(received, replace(limit, due_time=rule))
        assert not [text for text in told if "cuối" in text or "của ngày hẹn" in text], received


def test_the_same_day_after_closing_is_told_step_by_step() -> None:
    assert texts("2026-03-06 17:20", SAME_DAY) == [
        "Tiếp nhận lúc 17:20 ngày 06/03/2026 (thứ Sáu), sau giờ làm việc.",
        "Tiếp nhận sau giờ làm việc nên hẹn trả trong ngày làm việc tiếp theo.",
        "07/03/2026 (thứ Bảy): nghỉ hằng tuần, không tính.",
        "08/03/2026 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "Hẹn trả kết quả lúc 17:00 ngày 09/03/2026 (thứ Hai).",
    ]


def test_no_fixed_time_says_so() -> None:
    due = due_date(at("2027-03-02 09:00"), NONE, an_office())

    assert due.due_at is None
    assert not due.has_unconfirmed_year
    assert [step.text for step in due.steps] == [
        "Tiếp nhận lúc 09:00 ngày 02/03/2027 (thứ Ba).",
        "Thủ tục không quy định thời hạn; cơ quan sẽ báo khi có kết quả.",
    ]


@pytest.mark.parametrize(
    ("received", "value", "is_unconfirmed"),
    [
        ("2026-12-29 09:00", "3", False),
        ("2027-03-01 09:00", "1", False),
        ("2027-12-30 09:00", "1", False),
        ("2027-12-30 09:00", "2", True),
        ("2028-03-01 09:00", "1", True),
        ("2017-12-29 09:00", "2", True),
    ],
)
def test_a_year_without_its_notice_is_said(received: str, value: str, is_unconfirmed: bool) -> None:
    due = due_date(at(received), days(value), an_office())
    warnings = [step for step in due.steps if "chưa được xác nhận" in step.text]

    assert due.has_unconfirmed_year is is_unconfirmed
    assert bool(warnings) is is_unconfirmed
