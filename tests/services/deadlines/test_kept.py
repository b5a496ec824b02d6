"""A date that was printed stands when the calendar changes."""

from app.services.deadlines.calendar import DayException, WorkingCalendar
from app.services.deadlines.due import StepKind, due_date, keep
from app.vocabulary.office import DayKind
from tests.services.deadlines.offices import ORDINARY, an_office, at, days, said
from tests.services.deadlines.waits import NONE, a_pause, run

RECEIVED = at("2025-12-26 09:00")
PRINTED = at("2026-01-05 09:00")


def before_the_decision() -> WorkingCalendar:
    """Return the calendar without the swap of 2/1/2026 that came a week before."""
    late = {at("2026-01-02 09:00").date(), at("2026-01-10 09:00").date()}
    kept = tuple(e for e in an_office().exceptions if e.day not in late)
    return WorkingCalendar(kept, ORDINARY, frozenset({2025, 2026}))


def test_printed_date_stands_after_a_swap_and_says_so() -> None:
    printed = due_date(RECEIVED, days("5"), before_the_decision())
    today = due_date(RECEIVED, days("5"), an_office())
    kept = keep(today, printed.due_at)

    # Mon 29, Tue 30, Wed 31, Fri 2, Mon 5; with Fri 2 off it is Tue 6.
    assert (said(printed.due_at), said(today.due_at)) == ("2026-01-05 09:00", "2026-01-06 09:00")
    assert said(kept.due_at) == "2026-01-05 09:00"
    assert [step.text for step in kept.steps[-2:]] == [
        "Theo lịch hiện nay thì hẹn lúc 09:00 ngày 06/01/2026 (thứ Ba); ngày hẹn đã in là "
        "09:00 ngày 05/01/2026 (thứ Hai) nên giữ nguyên ngày đã in.",
        "Hẹn trả kết quả lúc 09:00 ngày 05/01/2026 (thứ Hai).",
    ]
    assert kept.steps[:-2] == today.steps[:-1]
    assert kept.summary == f"{today.summary}; giữ ngày đã in, hẹn 05/01/2026"
    assert kept.has_unconfirmed_year is today.has_unconfirmed_year


def test_later_printed_date_stands_too() -> None:
    off = DayException(at("2026-03-04 09:00").date(), DayKind.OFF, "Mất điện")
    shut = WorkingCalendar((*an_office().exceptions, off), ORDINARY, frozenset({2026}))
    printed = due_date(at("2026-03-02 09:00"), days("3"), shut)
    kept = keep(due_date(at("2026-03-02 09:00"), days("3"), an_office()), printed.due_at)

    assert said(kept.due_at) == "2026-03-06 09:00"
    assert kept.steps[-1].text == "Hẹn trả kết quả lúc 09:00 ngày 06/03/2026 (thứ Sáu)."


def test_date_that_still_holds_needs_no_word() -> None:
    due = due_date(RECEIVED, days("5"), an_office())

    assert keep(due, due.due_at) is due


def test_nothing_promised_is_nothing_to_keep() -> None:
    due = due_date(RECEIVED, days("5"), an_office())

    assert keep(due, None) is due
    without = due_date(RECEIVED, NONE, an_office())
    assert keep(without, None) is without


def test_printed_date_stands_where_the_case_lost_its_time() -> None:
    kept = keep(due_date(RECEIVED, NONE, an_office()), PRINTED)

    assert kept.due_at == PRINTED
    assert kept.steps[-2].text == (
        "Theo quy định hiện nay không còn ngày hẹn; ngày hẹn đã in là "
        "09:00 ngày 05/01/2026 (thứ Hai) nên giữ nguyên ngày đã in."
    )
    assert kept.steps[-1].kind is StepKind.DUE


def test_date_kept_while_waiting_ends_the_summary() -> None:
    legal = run(a_pause("2026-03-04 10:00", None)).legal
    kept = keep(legal, at("2026-03-10 09:00"))

    assert kept.summary.endswith(
        "đang dừng từ 04/03/2026, chờ bổ sung hồ sơ; giữ ngày đã in, hẹn 10/03/2026"
    )
    assert [step.kind for step in kept.steps].count(StepKind.DUE) == 1
