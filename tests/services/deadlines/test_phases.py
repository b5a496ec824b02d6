"""Phases of a case: their starts, due dates, standing and words."""

from dataclasses import replace

import pytest

from app.errors import RuleBrokenError
from app.services.deadlines.clocks import DuePause
from app.services.deadlines.phases import Phase, PhaseDue, phase_dues
from app.vocabulary.catalogue import LatenessRule
from app.vocabulary.dossiers import Timeliness
from tests.services.deadlines.offices import an_office, at, days, said
from tests.services.deadlines.waits import NONE, OPINION, PAYMENT, TEN_DAYS, a_pause

START = "2026-03-02 09:00"
# By the hour: what is due by day has its own cases in test_judging.
APPRAISAL = Phase("Thẩm định", replace(days("10"), lateness=LatenessRule.BY_HOUR))
AFTER_TAX = Phase("Sau khi nộp thuế", replace(days("5"), lateness=LatenessRule.BY_HOUR))


def dues(
    *ended: str,
    pauses: tuple[DuePause, ...] = (),
    now: str = "2026-03-03 09:00",
    phases: tuple[Phase, ...] = (APPRAISAL, AFTER_TAX),
) -> tuple[PhaseDue, ...]:
    ends = [at(end) for end in ended]
    return phase_dues(at(START), phases, an_office(), pauses, ends, at(now))


def brief(due: PhaseDue) -> tuple[str, str, str, Timeliness | None]:
    return said(due.starts_at), said(due.due_at), said(due.ended_at), due.timeliness


def test_first_phase_starts_with_the_case_and_the_next_waits_for_its_end() -> None:
    first, second = dues()

    assert (first.ordinal, first.name) == (1, "Thẩm định")
    assert brief(first) == (START, "2026-03-16 09:00", "", Timeliness.IN_TIME)
    assert (second.ordinal, second.name) == (2, "Sau khi nộp thuế")
    assert brief(second) == ("", "", "", None)


def test_next_phase_starts_as_the_one_before_ended() -> None:
    # Ended Thu 12 10:00, two days before its due day; Thu 12 + 5 is Thu 19.
    first, second = dues("2026-03-12 10:00", now="2026-03-12 10:00")

    assert brief(first) == (START, "2026-03-16 09:00", "2026-03-12 10:00", Timeliness.EARLY)
    assert brief(second) == ("2026-03-12 10:00", "2026-03-19 10:00", "", Timeliness.IN_TIME)


def test_every_phase_may_be_over() -> None:
    first, second = dues("2026-03-16 09:01", "2026-03-23 08:00", now="2026-04-30 09:00")

    assert first.timeliness is Timeliness.LATE
    assert brief(second)[1:] == ("2026-03-23 09:01", "2026-03-23 08:00", Timeliness.ON_TIME)


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        ("2026-03-13 23:59", Timeliness.EARLY),
        ("2026-03-16 00:00", Timeliness.ON_TIME),
        ("2026-03-16 09:00", Timeliness.ON_TIME),
        ("2026-03-16 09:01", Timeliness.LATE),
    ],
)
def test_end_is_judged_by_day_then_by_the_minute(ended: str, expected: Timeliness) -> None:
    assert dues(ended)[0].timeliness is expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2026-03-16 09:00", Timeliness.IN_TIME), ("2026-03-16 09:01", Timeliness.OVERDUE)],
)
def test_running_phase_is_overdue_after_its_due_instant(now: str, expected: Timeliness) -> None:
    assert dues(now=now)[0].timeliness is expected


# Each line: why, pauses, ends, due of phase 1, due of phase 2.
WAITS = [
    (
        "payment of a day in phase 1 leaves phase 2 alone",
        (a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT),),
        ("2026-03-12 10:00",),
        ("2026-03-17 09:00", "2026-03-19 10:00"),
    ),
    (
        "payment of a day in phase 2 leaves phase 1 alone",
        (a_pause("2026-03-13 10:00", "2026-03-16 10:00", PAYMENT),),
        ("2026-03-12 10:00",),
        ("2026-03-16 09:00", "2026-03-20 10:00"),
    ),
    (
        "supplement restarts its phase: Thu 5 10:00 + 10 is Thu 19",
        (a_pause("2026-03-04 10:00", "2026-03-05 10:00"),),
        (),
        ("2026-03-19 10:00", ""),
    ),
    (
        "supplement in phase 2: Mon 16 10:00 + 5 is Mon 23",
        (a_pause("2026-03-13 10:00", "2026-03-16 10:00"),),
        ("2026-03-12 10:00",),
        ("2026-03-16 09:00", "2026-03-23 10:00"),
    ),
    (
        "payment over the change: 1:30 of Thu 12 before 11:30, then 3:30 + 2:00",
        (a_pause("2026-03-12 10:00", "2026-03-13 09:30", PAYMENT),),
        ("2026-03-12 11:30",),
        ("2026-03-16 10:30", "2026-03-20 09:30"),
    ),
    (
        "supplement over the change: 1:30 is subtracted, phase 2 restarts Fri 13 09:30",
        (a_pause("2026-03-12 10:00", "2026-03-13 09:30"),),
        ("2026-03-12 11:30",),
        ("2026-03-16 10:30", "2026-03-20 09:30"),
    ),
    (
        "supplement in as the phase ends: it restarts the phase that ends",
        (a_pause("2026-03-11 10:00", "2026-03-12 10:00"),),
        ("2026-03-12 10:00",),
        ("2026-03-26 10:00", "2026-03-19 10:00"),
    ),
    (
        "a wait begun as phase 1 ended is phase 2's: a day",
        (a_pause("2026-03-12 10:00", "2026-03-13 10:00", PAYMENT),),
        ("2026-03-12 10:00",),
        ("2026-03-16 09:00", "2026-03-20 10:00"),
    ),
    (
        "an open wait begun in phase 1: 1:00 of it there, phase 2 as if it ran",
        (a_pause("2026-03-12 09:00", None, PAYMENT),),
        ("2026-03-12 10:00",),
        ("2026-03-16 10:00", "2026-03-19 10:00"),
    ),
    (
        "an open supplement cut by the end of phase 1 restarts nothing",
        (a_pause("2026-03-12 09:00", None),),
        ("2026-03-12 10:00",),
        ("2026-03-16 10:00", "2026-03-19 10:00"),
    ),
    (
        "a wait before the case does not count",
        (a_pause("2026-02-27 09:00", "2026-03-02 09:00"),),
        (),
        ("2026-03-16 09:00", ""),
    ),
    (
        "a wait begun before the case counts from its start: 1:00",
        (a_pause("2026-02-27 09:00", "2026-03-02 10:00", OPINION),),
        (),
        ("2026-03-16 10:00", ""),
    ),
    (
        "two waits in one phase: 1:00 + 2:00, whatever order they are given in",
        (
            a_pause("2026-03-05 08:00", "2026-03-05 10:00", OPINION),
            a_pause("2026-03-04 08:00", "2026-03-04 09:00", PAYMENT),
        ),
        (),
        ("2026-03-16 14:00", ""),
    ),
]


@pytest.mark.parametrize(("why", "pauses", "ended", "expected"), WAITS)
def test_waits_move_the_phase_they_are_in(
    why: str, pauses: tuple[DuePause, ...], ended: tuple[str, ...], expected: tuple[str, str]
) -> None:
    first, second = dues(*ended, pauses=pauses)

    assert (said(first.due_at), said(second.due_at)) == expected, why


def test_supplement_asked_late_does_not_excuse_a_phase_it_never_came_in_to() -> None:
    # Due Mon 16 09:00, asked Tue 17 09:00, ended Tue 17 10:00 without it.
    asked = a_pause("2026-03-17 09:00", "2026-03-20 09:00")

    assert dues("2026-03-17 10:00", pauses=(asked,))[0].timeliness is Timeliness.LATE


@pytest.mark.parametrize(
    ("end", "now", "expected"),
    [
        (None, "2026-03-30 09:00", Timeliness.IN_TIME),
        ("2026-03-16 10:00", "2026-03-16 09:30", Timeliness.IN_TIME),
        ("2026-03-16 10:00", "2026-03-16 10:00", Timeliness.IN_TIME),
        ("2026-03-16 10:00", "2026-03-16 10:01", Timeliness.IN_TIME),
        ("2026-03-16 10:00", "2026-03-16 10:30", Timeliness.IN_TIME),
        ("2026-03-16 10:00", "2026-03-16 10:31", Timeliness.OVERDUE),
    ],
)
def test_waiting_phase_is_never_overdue(end: str | None, now: str, expected: Timeliness) -> None:
    # Waited from Mon 16 08:30; where it ends at 10:00 the due date is 09:00 + 1:30.
    pause = a_pause("2026-03-16 08:30", end, PAYMENT)

    assert dues(pauses=(pause,), now=now)[0].timeliness is expected


@pytest.mark.parametrize(
    ("start", "end", "now"),
    [
        ("2026-03-18 09:00", None, "2026-03-17 09:00"),
        ("2026-03-17 09:00", "2026-03-18 09:00", "2026-03-18 09:00"),
    ],
)
def test_phase_that_does_not_wait_now_may_be_overdue(start: str, end: str | None, now: str) -> None:
    assert dues(pauses=(a_pause(start, end, PAYMENT),), now=now)[0].timeliness is Timeliness.OVERDUE


def test_waits_at_either_edge_are_not_told_of_a_phase() -> None:
    before = a_pause("2026-02-27 09:00", START, PAYMENT)
    after = a_pause("2026-03-12 10:00", "2026-03-13 10:00")
    first, second = dues("2026-03-12 10:00", pauses=(before, after), now="2026-03-14 09:00")

    assert "tạm dừng" not in first.text
    assert "đã tạm dừng 1 lần" in second.text


def test_phases_may_be_counted_in_other_units() -> None:
    phases = (Phase("Niêm yết", TEN_DAYS), Phase("Chờ kết luận", NONE))
    # Mon 2 + 10 is Thu 12; a wait of a day moves it by a day.
    pause = a_pause("2026-03-04 10:00", "2026-03-05 10:00", OPINION)
    first, second = dues("2026-03-13 09:00", pauses=(pause,), phases=phases, now="2027-01-04 09:00")

    assert brief(first)[1:] == ("2026-03-13 09:00", "2026-03-13 09:00", Timeliness.ON_TIME)
    assert brief(second) == ("2026-03-13 09:00", "", "", None)


def test_end_of_a_phase_without_a_fixed_time_is_on_time() -> None:
    (only,) = dues("2026-03-13 09:00", phases=(Phase("Chờ kết luận", NONE),))

    assert only.timeliness is Timeliness.ON_TIME


def test_case_without_phases_has_none() -> None:
    assert dues(phases=()) == ()


def test_more_ends_than_phases_are_refused() -> None:
    with pytest.raises(RuleBrokenError, match="có 1 giai đoạn nhưng đã ghi 2 lần kết thúc"):
        dues("2026-03-04 09:00", "2026-03-05 09:00", phases=(APPRAISAL,))


@pytest.mark.parametrize(
    ("ended", "sentence"),
    [
        (("2026-03-02 08:59",), "Giai đoạn 1 bắt đầu lúc 09:00 ngày 02/03/2026"),
        (("2026-03-05 09:00", "2026-03-05 08:59"), "Giai đoạn 2 bắt đầu lúc 09:00 ngày 05/03/2026"),
    ],
)
def test_phase_cannot_end_before_it_starts(ended: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(RuleBrokenError, match=sentence):
        dues(*ended)


def test_waits_that_overlap_are_refused() -> None:
    first = a_pause("2026-03-03 10:00", "2026-03-05 10:00")
    second = a_pause("2026-03-04 10:00", "2026-03-06 10:00", PAYMENT)

    with pytest.raises(RuleBrokenError, match="đang tạm dừng từ 10:00 ngày 03/03/2026"):
        dues(pauses=(first, second))


def test_lines_say_how_each_phase_stands() -> None:
    waits = (
        a_pause("2026-03-04 08:00", "2026-03-04 09:00", PAYMENT),
        a_pause("2026-03-13 08:00", None),
    )
    first, second = dues("2026-03-12 10:00", pauses=waits, now="2026-03-30 09:00")

    assert first.text == (
        "Giai đoạn 1, Thẩm định (10 ngày làm việc): "
        "bắt đầu lúc 09:00 ngày 02/03/2026 (thứ Hai); đã tạm dừng 1 lần; "
        "kết thúc lúc 10:00 ngày 12/03/2026 (thứ Năm), trước hạn; "
        "hẹn 10:00 ngày 16/03/2026 (thứ Hai)."
    )
    assert second.text == (
        "Giai đoạn 2, Sau khi nộp thuế (05 ngày làm việc): "
        "bắt đầu lúc 10:00 ngày 12/03/2026 (thứ Năm); "
        "đang tạm dừng từ 08:00 ngày 13/03/2026 (thứ Sáu), chờ bổ sung hồ sơ; trong hạn; "
        "hẹn 10:00 ngày 19/03/2026 (thứ Năm)."
    )


def test_line_of_a_phase_to_come_says_what_it_waits_for() -> None:
    assert dues()[1].text == (
        "Giai đoạn 2, Sau khi nộp thuế (05 ngày làm việc): chưa bắt đầu, "
        "tính từ khi giai đoạn 1 kết thúc; chưa có ngày hẹn."
    )


def test_line_of_a_phase_without_a_fixed_time_says_so() -> None:
    (only,) = dues(phases=(Phase("Chờ kết luận", NONE),))

    assert only.text == (
        "Giai đoạn 1, Chờ kết luận (Không quy định thời hạn): "
        "bắt đầu lúc 09:00 ngày 02/03/2026 (thứ Hai); không có ngày hẹn."
    )
