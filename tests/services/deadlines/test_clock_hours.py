"""Hours that run day and night from the minute of receipt (Civil Code 2015 Đ147.1)."""

import pytest

from app.services.deadlines.clocks import DuePause, PauseReason, clock
from app.services.deadlines.due import due_date
from app.services.deadlines.limits import limit_text
from tests.services.deadlines.offices import an_office, at, clock_hours, hours, said

# Each line: received, hours, due, why.
CASES = [
    ("2026-12-02 09:00", "24", "2026-12-03 09:00", "the same minute of the next day"),
    ("2026-12-02 09:00", "2", "2026-12-02 11:00", "within the morning"),
    ("2026-12-02 10:00", "3", "2026-12-02 13:30", "over at lunch: as the afternoon opens"),
    ("2026-12-02 15:00", "2", "2026-12-02 17:00", "over at closing"),
    ("2026-12-02 16:30", "2", "2026-12-03 07:30", "over after closing: as the next day opens"),
    ("2026-12-04 16:00", "24", "2026-12-07 07:30", "over on a Saturday: as Monday opens"),
    ("2026-12-05 08:00", "48", "2026-12-07 08:00", "from a Saturday on, not from Monday"),
    ("2026-11-23 09:00", "48", "2026-11-25 09:00", "over the Culture Day, which counts"),
    ("2026-12-01 23:30", "12", "2026-12-02 11:30", "from a night on"),
]


@pytest.mark.parametrize(("received", "value", "due", "why"), CASES)
def test_hours_run_from_the_minute_of_receipt(
    received: str, value: str, due: str, why: str
) -> None:
    assert said(due_date(at(received), clock_hours(value), an_office()).due_at) == due, why


def test_working_hours_are_as_they_were() -> None:
    due = due_date(at("2026-12-02 09:00"), hours("24"), an_office())

    assert said(due.due_at) == "2026-12-07 10:30"


def test_limit_is_said_as_running_on() -> None:
    assert limit_text(clock_hours("24")) == "24 giờ (liên tục)"


def test_explanation_names_the_law_and_what_was_moved() -> None:
    due = due_date(at("2026-12-04 16:00"), clock_hours("24"), an_office())

    assert [step.text for step in due.steps] == [
        "Tiếp nhận lúc 16:00 ngày 04/12/2026 (thứ Sáu).",
        "Đủ 24 giờ (liên tục) lúc 16:00 ngày 05/12/2026 (thứ Bảy); tính cả ngoài giờ làm việc và "
        "ngày nghỉ (Bộ luật Dân sự 2015, Điều 147 khoản 1).",
        "16:00 ngày 05/12/2026 (thứ Bảy) là ngoài giờ làm việc nên hẹn vào giờ làm việc tiếp theo.",
        "Hẹn trả kết quả lúc 07:30 ngày 07/12/2026 (thứ Hai).",
    ]
    assert due.summary == "24 giờ (liên tục): 16:00 04/12 nhận; hẹn 07:30 07/12"


# Each line: wait, due by the law, by the measure; of 24 hours from Wed 2/12 09:00.
WAITS = [
    (PauseReason.PAYMENT, "12-02 10:00", "12-02 12:00", "2026-12-03 11:00", "2026-12-03 11:00"),
    (PauseReason.PAYMENT, "12-02 16:00", "12-03 08:00", "2026-12-04 07:30", "2026-12-04 07:30"),
    (PauseReason.SUPPLEMENT, "12-02 10:00", "12-02 14:00", "2026-12-03 14:00", "2026-12-03 13:30"),
    (PauseReason.PAYMENT, "12-03 10:00", "12-03 11:00", "2026-12-03 09:00", "2026-12-03 09:00"),
]


@pytest.mark.parametrize(("reason", "start", "end", "legal", "measured"), WAITS)
def test_wait_is_subtracted_in_running_time(
    reason: PauseReason, start: str, end: str, legal: str, measured: str
) -> None:
    wait = DuePause(at(f"2026-{start}"), at(f"2026-{end}"), reason, "")
    result = clock(at("2026-12-02 09:00"), clock_hours("24"), an_office(), [wait])

    assert (said(result.legal.due_at), said(result.measured.due_at)) == (legal, measured)


def test_wait_is_counted_from_where_the_hours_ended_not_from_the_opening() -> None:
    # Over on Sat 16:00, due Mon 07:30; an hour waited ends it on Sat 17:00, still Mon 07:30.
    wait = DuePause(at("2026-12-04 16:10"), at("2026-12-04 17:10"), PauseReason.PAYMENT, "")
    result = clock(at("2026-12-04 16:00"), clock_hours("24"), an_office(), [wait])

    assert said(result.legal.due_at) == "2026-12-07 07:30"
    assert any("hẹn lùi 1 giờ, tính cả ngoài giờ" in step.text for step in result.legal.steps)
