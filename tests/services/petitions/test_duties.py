"""By when what has to be done about a petition: a table, with the days that were counted."""

from datetime import date, datetime, time

import pytest

from app.clock import from_local, to_local
from app.services.deadlines.calendar import (
    WorkingCalendar,
    WorkingHours,
    shipped_confirmed_years,
    shipped_exceptions,
)
from app.services.petitions.deadlines import Wait, duty_due, kept
from app.vocabulary.petitions import PetitionDuty

_CALENDAR = WorkingCalendar(
    shipped_exceptions(), WorkingHours.ordinary(), shipped_confirmed_years()
)
_D = PetitionDuty


def _at(day: str, hour: int, minute: int = 0) -> datetime:
    return from_local(date.fromisoformat(day), time(hour, minute))


def _said(instant: datetime | None) -> str:
    return f"{to_local(instant):%Y-%m-%d %H:%M}" if instant else ""


@pytest.mark.parametrize(
    ("duty", "start", "due"),
    [
        # Monday 23/11/2026; the 24th is Ngày Văn hóa Việt Nam.
        (_D.REFUSE, _at("2026-11-23", 9), "2026-11-26 17:00"),
        (_D.ASK, _at("2026-11-23", 9), "2026-12-01 17:00"),
        (_D.FORWARD, _at("2026-11-23", 9), "2026-12-01 17:00"),
        (_D.ANSWER, _at("2026-11-23", 9), "2026-12-15 17:00"),
        (_D.PUBLISH, _at("2026-11-23", 9), "2026-11-26 17:00"),
        # 15:00 moves handovers and same-day work, never what is counted in days.
        (_D.REFUSE, _at("2026-11-25", 14, 59), "2026-11-27 17:00"),
        (_D.REFUSE, _at("2026-11-25", 15), "2026-11-27 17:00"),
        (_D.REFUSE, _at("2026-11-25", 15, 1), "2026-11-27 17:00"),
        (_D.REFUSE, _at("2026-11-25", 17, 1), "2026-11-27 17:00"),
        (_D.FORWARD, _at("2026-11-25", 15, 1), "2026-12-02 17:00"),
        # Before opening and late in the evening are of that day.
        (_D.REFUSE, _at("2026-11-25", 0, 1), "2026-11-27 17:00"),
        (_D.REFUSE, _at("2026-11-25", 23, 59), "2026-11-27 17:00"),
        # Online on a Saturday: of Monday, which is not counted.
        (_D.REFUSE, _at("2026-11-28", 10), "2026-12-02 17:00"),
        (_D.ANSWER, _at("2026-11-28", 10), "2026-12-21 17:00"),
        # Over Tết 2026 (16-20/02 off).
        (_D.REFUSE, _at("2026-02-12", 9), "2026-02-23 17:00"),
        (_D.ASK, _at("2026-02-12", 9), "2026-02-26 17:00"),
        (_D.FORWARD, _at("2026-02-12", 15, 1), "2026-02-26 17:00"),
        (_D.ANSWER, _at("2026-02-12", 9), "2026-03-12 17:00"),
        (_D.PUBLISH, _at("2026-02-13", 17, 1), "2026-02-24 17:00"),
        # In Tết itself: as if received on the first working day after it.
        (_D.REFUSE, _at("2026-02-18", 9), "2026-02-25 17:00"),
        # 31/08/2026 is off for the worked Saturday 22/08.
        (_D.REFUSE, _at("2026-08-20", 9), "2026-08-22 17:00"),
        (_D.REFUSE, _at("2026-08-28", 9), "2026-09-04 17:00"),
    ],
)
def test_each_duty_has_its_working_days(duty: PetitionDuty, start: datetime, due: str) -> None:
    found = duty_due(duty, start, (), _CALENDAR)
    assert _said(found.due_at) == due
    assert found.steps[-1].endswith(f"({_weekday(due)}).")
    assert "hẹn" not in " ".join((*found.steps, found.summary))


def _weekday(due: str) -> str:
    names = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    return names[date.fromisoformat(due[:10]).weekday()]


_RECEIVED = _at("2026-11-25", 9)
_ASKED = _at("2026-11-26", 9)


def test_nothing_runs_while_the_sender_is_waited_for() -> None:
    found = duty_due(_D.ANSWER, _RECEIVED, (Wait(_ASKED, None),), _CALENDAR)
    assert found.due_at is None
    assert "Đang chờ người gửi bổ sung từ 09:00 ngày 26/11/2026" in found.summary


@pytest.mark.parametrize(
    ("came_in", "due"),
    [
        (_at("2026-11-26", 9, 30), "2026-12-17 17:00"),
        (_at("2026-11-26", 16), "2026-12-17 17:00"),
        (_at("2026-11-27", 9), "2026-12-17 17:00"),
        (_at("2026-12-01", 9), "2026-12-21 17:00"),
    ],
)
def test_the_wait_moves_the_answer_on_to_the_end_of_a_day(came_in: datetime, due: str) -> None:
    whole = duty_due(_D.ANSWER, _RECEIVED, (), _CALENDAR)
    assert _said(whole.due_at) == "2026-12-16 17:00"
    found = duty_due(_D.ANSWER, _RECEIVED, (Wait(_ASKED, came_in),), _CALENDAR)
    assert _said(found.due_at) == due
    assert any("không tính" in step and "Chờ người gửi" in step for step in found.steps)


def test_short_duties_begin_again_when_the_information_came_in() -> None:
    wait = Wait(_ASKED, _at("2026-12-01", 16))
    found = duty_due(_D.FORWARD, _RECEIVED, (wait,), _CALENDAR)
    assert _said(found.due_at) == "2026-12-08 17:00"
    assert any(step.startswith("Nhận thông tin bổ sung lúc 16:00") for step in found.steps)


def test_the_explanation_names_the_rule_and_every_day_left_out() -> None:
    found = duty_due(_D.FORWARD, _at("2026-02-12", 9), (), _CALENDAR)
    assert "5 ngày làm việc (Nghị định 20/2008/NĐ-CP, Điều 9)" in found.steps[0]
    assert (
        "15 ngày làm việc (Quyết định 766/QĐ-TTg)"
        in (duty_due(_D.ANSWER, _at("2026-02-12", 9), (), _CALENDAR).steps[0])
    )
    assert sum("Tết Nguyên đán, không tính" in step for step in found.steps) == 5


def test_a_time_that_was_promised_stands_when_the_calendar_changes() -> None:
    found = duty_due(_D.REFUSE, _RECEIVED, (), _CALENDAR)
    earlier = _at("2026-11-26", 17)
    assert kept(found, earlier).due_at == earlier
    assert "giữ nguyên" in kept(found, earlier).steps[-1]
    assert kept(found, found.due_at) == found
