"""What the two clocks say of waits and re-appointments, and how long a unit held the paper."""

from dataclasses import replace

import pytest

from app.services.deadlines.clocks import (
    DueExtension,
    DuePause,
    Stops,
    clock,
    working_time_between,
)
from app.services.deadlines.due import StepKind, due_date
from tests.services.deadlines.offices import an_office, at, said
from tests.services.deadlines.waits import (
    FIELD_CHECK,
    FIVE_DAYS,
    OPINION,
    PAYMENT,
    TEN_DAYS,
    a_pause,
    an_extension,
    run,
)


def test_open_wait_says_since_when_and_why() -> None:
    pause = DuePause(at("2026-03-04 10:00"), None, OPINION, "Công văn 12/UBND")
    legal = run(pause).legal

    assert [step.text for step in legal.steps[-2:]] == [
        "Đồng hồ dừng từ 10:00 ngày 04/03/2026 (thứ Tư), chờ ý kiến của cơ quan khác "
        "(Công văn 12/UBND); hẹn dưới đây là hẹn trước khi dừng.",
        "Hẹn trả kết quả lúc 09:00 ngày 09/03/2026 (thứ Hai).",
    ]
    assert legal.summary.endswith("hẹn 09/03; đang dừng từ 04/03/2026, chờ ý kiến của cơ quan khác")


@pytest.mark.parametrize(
    ("stops", "legal", "measured"),
    [
        (Stops.NEITHER, "; không nêu luật chuyên ngành", "; không nêu luật chuyên ngành"),
        (Stops.LEGAL, "", "; cách đo này chỉ trừ thời gian chờ công dân"),
    ],
)
def test_a_wait_during_which_the_time_ran_says_why(stops: Stops, legal: str, measured: str) -> None:
    wait = replace(a_pause("2026-03-04 10:00", "2026-03-05 10:00", OPINION), stops=stops)
    result = run(wait)

    for due, reason in ((result.legal, legal), (result.measured, measured)):
        (told,) = (step.text for step in due.steps if "chờ ý kiến" in step.text)
        assert told.startswith("Từ 10:00 ngày 04/03/2026") is bool(reason)
        assert reason in told


def test_open_wait_is_told_after_an_extension_granted_meanwhile() -> None:
    extension = an_extension("2026-03-06 09:00", "2026-03-16 09:00")
    legal = run(a_pause("2026-03-05 08:00", None, PAYMENT), extension=extension).legal
    told = [step.text for step in legal.steps if step.kind is StepKind.CLOCK]

    assert [text[:12] for text in told] == ["Lúc 09:00 ng", "Đồng hồ dừng"]


def test_restart_tells_the_wait_and_counts_anew() -> None:
    legal = run(a_pause("2026-03-04 10:00", "2026-03-06 10:00")).legal

    assert legal.summary == (
        "tính lại sau bổ sung, 5 ngày làm việc: 06/03 nhận; 07–08/03 cuối tuần; hẹn 13/03"
    )
    assert legal.steps[0].text == (
        "Tạm dừng từ 10:00 ngày 04/03/2026 (thứ Tư) đến 10:00 ngày 06/03/2026 (thứ Sáu), "
        "chờ bổ sung hồ sơ; hồ sơ đã đủ nên tính lại từ đầu (NĐ 118/2025)."
    )
    assert legal.steps[1:] == due_date(at("2026-03-06 10:00"), FIVE_DAYS, an_office()).steps


def test_every_restart_cites_the_law_of_the_day_of_receipt() -> None:
    waits = (
        a_pause("2025-07-01 09:00", "2025-07-02 09:00"),
        a_pause("2025-07-03 09:00", "2025-07-04 09:00"),
    )
    legal = clock(at("2025-06-30 09:00"), FIVE_DAYS, an_office(), waits).legal
    restarts = [step.text for step in legal.steps if "tính lại từ đầu" in step.text]

    assert len(restarts) == 2
    for text in restarts:
        assert text.endswith("tính lại từ đầu (NĐ 61/2018, Điều 19 khoản 4).")


def test_a_restart_before_the_decree_cites_nothing() -> None:
    wait = a_pause("2018-06-05 09:00", "2018-06-06 09:00")
    legal = clock(at("2018-06-04 09:00"), FIVE_DAYS, an_office(), (wait,)).legal

    assert legal.steps[0].text.endswith("hồ sơ đã đủ nên tính lại từ đầu.")


def test_history_outlives_a_restart() -> None:
    legal = run(
        a_pause("2026-03-03 08:00", "2026-03-03 10:00", PAYMENT),
        a_pause("2026-03-04 10:00", "2026-03-05 10:00"),
        a_pause("2026-03-06 08:00", "2026-03-06 09:00", FIELD_CHECK),
    ).legal
    told = [step.text for step in legal.steps if step.kind is StepKind.CLOCK]

    assert [text.split(", ")[1].split(";")[0] for text in told] == [
        "chờ thực hiện nghĩa vụ tài chính",
        "chờ bổ sung hồ sơ",
        "chờ xác minh thực tế",
    ]


def test_moved_date_tells_each_day_skipped_once() -> None:
    measured = run(
        a_pause("2026-03-03 10:00", "2026-03-10 10:00", PAYMENT),
        a_pause("2026-03-11 10:00", "2026-03-18 10:00", OPINION),
    ).measured
    told = [step.day for step in measured.steps if step.kind is StepKind.SKIPPED]

    # Mon 9 09:00 plus two waits of five days is Mon 23 09:00: three weekends.
    assert said(measured.due_at) == "2026-03-23 09:00"
    assert [day.day for day in told if day] == [7, 8, 14, 15, 21, 22]
    assert [step.kind for step in measured.steps].count(StepKind.DUE) == 1
    assert measured.summary.endswith(
        "hẹn 09/03; chờ thực hiện nghĩa vụ tài chính 37 giờ 30 phút làm việc, hẹn 16/03/2026; "
        "chờ ý kiến của cơ quan khác 37 giờ 30 phút làm việc, hẹn 23/03/2026"
    )


def test_calendar_limit_tells_the_calendar_time_and_the_day_off_it_left() -> None:
    wait = a_pause("2026-03-04 10:00", "2026-03-06 11:30", PAYMENT)
    legal = run(wait, limit=TEN_DAYS).legal

    # Thu 12 09:00 + 2 days 1:30 is Sat 14.
    assert [step.text for step in legal.steps[-5:]] == [
        "Tạm dừng từ 10:00 ngày 04/03/2026 (thứ Tư) đến 11:30 ngày 06/03/2026 (thứ Sáu), "
        "chờ thực hiện nghĩa vụ tài chính; ngày hẹn lùi 2 ngày 1 giờ 30 phút, tính cả ngày nghỉ.",
        "14/03/2026 (thứ Bảy): nghỉ hằng tuần, không tính.",
        "15/03/2026 (Chủ nhật): nghỉ hằng tuần, không tính.",
        "Ngày cuối của thời hạn là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo "
        "(Bộ luật Dân sự 2015, Điều 148).",
        "Hẹn trả kết quả lúc 10:30 ngày 16/03/2026 (thứ Hai).",
    ]
    assert legal.summary.endswith(
        "hẹn 12/03; chờ thực hiện nghĩa vụ tài chính 2 ngày 1 giờ 30 phút, hẹn 16/03/2026"
    )


def test_calendar_limit_tells_each_day_left_once() -> None:
    # Thu 12 + 2 is Sat 14, so Mon 16; an extension to Fri 13 and a day more end on Sat 14 again.
    first = a_pause("2026-03-04 09:00", "2026-03-06 09:00", PAYMENT)
    second = a_pause("2026-03-10 09:00", "2026-03-11 09:00", OPINION)
    back = an_extension("2026-03-09 09:00", "2026-03-13 09:00")
    legal = run(first, second, extension=back, limit=TEN_DAYS).legal
    told = [step.day.day for step in legal.steps if step.kind is StepKind.SKIPPED and step.day]

    assert said(legal.due_at) == "2026-03-16 09:00"
    assert told == [14, 15]


def test_wait_begun_after_the_time_ran_out_says_it_changes_nothing() -> None:
    wait = a_pause("2026-03-12 09:00", "2026-03-13 09:00", OPINION)
    legal = run(wait, limit=TEN_DAYS).legal

    assert legal.steps[-2].text.endswith(
        "chờ ý kiến của cơ quan khác; thời hạn đã hết trước khi tạm dừng nên ngày hẹn không đổi."
    )
    assert legal.steps[-1].text == "Hẹn trả kết quả lúc 09:00 ngày 12/03/2026 (thứ Năm)."


def test_wait_of_a_whole_day_is_told_without_hours() -> None:
    texts = [
        run(a_pause("2026-03-04 10:00", end, PAYMENT), limit=TEN_DAYS).legal.steps[-2].text
        for end in ("2026-03-05 10:00", "2026-03-05 10:00:30", "2026-03-04 10:20")
    ]

    assert [text.partition("; ")[2] for text in texts] == [
        "ngày hẹn lùi 1 ngày, tính cả ngày nghỉ.",
        "ngày hẹn lùi 1 ngày, tính cả ngày nghỉ.",
        "ngày hẹn lùi 20 phút, tính cả ngày nghỉ.",
    ]


def test_extension_is_told_with_its_ground() -> None:
    legal = run(extension=an_extension("2026-03-06 09:00", "2026-03-16 09:00")).legal

    assert [step.text for step in legal.steps[-2:]] == [
        "Lúc 09:00 ngày 06/03/2026 (thứ Sáu) hẹn lại đến 09:00 ngày 16/03/2026 (thứ Hai), "
        "căn cứ: chờ giám định.",
        "Hẹn trả kết quả lúc 09:00 ngày 16/03/2026 (thứ Hai).",
    ]
    assert legal.summary.endswith("hẹn 09/03; hẹn lại, hẹn 16/03/2026")


@pytest.mark.parametrize("is_given_there", [False, True])
def test_an_extension_of_the_last_day_is_told_as_late_where_this_office_gave_it(
    is_given_there: bool,
) -> None:
    given = an_extension("2026-03-09 08:00", "2026-03-16 09:00")
    if is_given_there:
        given = replace(given, is_given_there=True)
    legal = run(extension=given).legal

    assert ("báo muộn hơn mức chậm nhất" in legal.steps[-2].text) is not is_given_there


def test_extension_without_a_ground_is_a_whole_sentence() -> None:
    bare = DueExtension(at("2026-03-06 09:00"), at("2026-03-16 09:00"), "")

    assert run(extension=bare).legal.steps[-2].text.endswith("ngày 16/03/2026 (thứ Hai).")


def test_date_moved_into_an_unconfirmed_year_is_said() -> None:
    new_due = an_extension("2026-03-06 09:00", "2029-01-04 09:00")
    legal = run(extension=new_due).legal

    assert not run().legal.has_unconfirmed_year
    assert legal.has_unconfirmed_year
    assert [step.text[:20] for step in legal.steps if "chưa được xác nhận" in step.text] == [
        "Lịch nghỉ năm 2028 c",
        "Lịch nghỉ năm 2029 c",
    ]


def test_an_unconfirmed_year_is_said_once() -> None:
    wait = a_pause("2028-03-02 08:00", "2028-03-02 09:00", PAYMENT)
    legal = clock(at("2028-03-01 09:00"), FIVE_DAYS, an_office(), [wait]).legal

    assert legal.has_unconfirmed_year
    assert sum("chưa được xác nhận" in step.text for step in legal.steps) == 1


def test_a_unit_s_holding_time_counts_working_hours_only() -> None:
    held = working_time_between(at("2026-03-06 16:00"), at("2026-03-09 08:30"), an_office())

    assert held.total_seconds() == 2 * 3600


def test_holding_time_is_never_negative() -> None:
    held = working_time_between(at("2026-03-09 08:30"), at("2026-03-06 16:00"), an_office())

    assert held.total_seconds() == 0
