"""Waits and re-appointments: the legal due date and the nationally measured one."""

from dataclasses import replace

import pytest

from app.errors import RuleBrokenError
from app.services.deadlines.clocks import (
    DueExtension,
    DuePause,
    PauseReason,
    Stops,
    clock,
    grant_extension,
)
from app.services.deadlines.due import due_date
from app.services.deadlines.limits import TimeLimit
from tests.services.deadlines.offices import an_office, at, days, hours, said
from tests.services.deadlines.waits import (
    FIELD_CHECK,
    FIVE_DAYS,
    NONE,
    OPINION,
    PAYMENT,
    RECEIVED,
    TEN_DAYS,
    TO_END,
    a_pause,
    an_extension,
    both,
    run,
)


def test_without_waits_both_clocks_are_the_due_date() -> None:
    result = clock(at(RECEIVED), FIVE_DAYS, an_office())

    assert result.legal == result.measured == due_date(at(RECEIVED), FIVE_DAYS, an_office())
    assert said(result.legal.due_at) == "2026-03-09 09:00"
    assert not result.is_late_by_second_request


# Each line: why, pauses, legal due, measured due.
WAITS = [
    (
        "supplement Wed 10:00-Fri 10:00: law counts 5 days from Fri 6; measure adds 15 h",
        [a_pause("2026-03-04 10:00", "2026-03-06 10:00")],
        ("2026-03-13 10:00", "2026-03-11 09:00"),
    ),
    (
        "supplement in on a Saturday: law counts Mon 9 to Fri 13; measure adds 5:00 of Fri 6",
        [a_pause("2026-03-06 10:00", "2026-03-07 10:00")],
        ("2026-03-13 17:00", "2026-03-09 16:00"),
    ),
    (
        "supplement asked and in at once: law restarts, nothing was waited",
        [a_pause("2026-03-04 10:00", "2026-03-04 10:00")],
        ("2026-03-11 10:00", "2026-03-09 09:00"),
    ),
    (
        "two supplements: law counts from the last; measure adds 7:30 and 2:00",
        [
            a_pause("2026-03-03 10:00", "2026-03-04 10:00"),
            a_pause("2026-03-05 08:00", "2026-03-05 10:00"),
        ],
        ("2026-03-12 10:00", "2026-03-10 11:00"),
    ),
    (
        "payment Wed 10:00-Thu 10:00: 7:30 h, a whole day",
        [a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT)],
        ("2026-03-10 09:00", "2026-03-10 09:00"),
    ),
    (
        "opinion over a weekend, Fri 16:00-Mon 08:30: 2:00 h",
        [a_pause("2026-03-06 16:00", "2026-03-09 08:30", OPINION)],
        ("2026-03-09 11:00", "2026-03-09 11:00"),
    ),
    (
        "field check on the due day's morning, 1:00 h",
        [a_pause("2026-03-09 08:00", "2026-03-09 09:00", FIELD_CHECK)],
        ("2026-03-09 10:00", "2026-03-09 10:00"),
    ),
    (
        "a wait within a weekend costs nothing",
        [a_pause("2026-03-07 08:00", "2026-03-08 20:00", PAYMENT)],
        ("2026-03-09 09:00", "2026-03-09 09:00"),
    ),
    (
        "2:30 h from 09:00 end as the morning ends",
        [a_pause("2026-03-04 07:30", "2026-03-04 10:00", PAYMENT)],
        ("2026-03-09 11:30", "2026-03-09 11:30"),
    ),
    (
        "payment then opinion: 1:00 + 2:00, whatever order they are given in",
        [
            a_pause("2026-03-05 08:00", "2026-03-05 10:00", OPINION),
            a_pause("2026-03-04 08:00", "2026-03-04 09:00", PAYMENT),
        ],
        ("2026-03-09 14:00", "2026-03-09 14:00"),
    ),
    (
        "waits that touch do not overlap: 1:00 + 1:00",
        [
            a_pause("2026-03-04 08:00", "2026-03-04 09:00", PAYMENT),
            a_pause("2026-03-04 09:00", "2026-03-04 10:00", OPINION),
        ],
        ("2026-03-09 11:00", "2026-03-09 11:00"),
    ),
    (
        "payment before a supplement is forgotten by the restart, not by the measure",
        [
            a_pause("2026-03-03 08:00", "2026-03-03 10:00", PAYMENT),
            a_pause("2026-03-04 10:00", "2026-03-05 10:00"),
        ],
        ("2026-03-12 10:00", "2026-03-10 11:00"),
    ),
    (
        "payment after a supplement moves the restarted date: Thu 12 10:00 + 1:00",
        [
            a_pause("2026-03-04 10:00", "2026-03-05 10:00"),
            a_pause("2026-03-06 08:00", "2026-03-06 09:00", PAYMENT),
        ],
        ("2026-03-12 11:00", "2026-03-10 10:00"),
    ),
    (
        "a wait may begin with the receipt: 1:00 h",
        [a_pause(RECEIVED, "2026-03-02 10:00", PAYMENT)],
        ("2026-03-09 10:00", "2026-03-09 10:00"),
    ),
    (
        "an open wait keeps both dates as they were",
        [a_pause("2026-03-04 10:00", None)],
        ("2026-03-09 09:00", "2026-03-09 09:00"),
    ),
    (
        "an open wait after a closed one keeps the moved date",
        [
            a_pause("2026-03-04 08:00", "2026-03-04 09:00", PAYMENT),
            a_pause("2026-03-05 08:00", None, OPINION),
        ],
        ("2026-03-09 10:00", "2026-03-09 10:00"),
    ),
    (
        "a supplement asked after the due date still restarts the law; the measure stays late",
        [a_pause("2026-03-10 09:00", "2026-03-11 09:00")],
        ("2026-03-18 09:00", "2026-03-10 09:00"),
    ),
]


@pytest.mark.parametrize(("why", "pauses", "expected"), WAITS)
def test_waits_move_both_clocks(
    why: str, pauses: list[DuePause], expected: tuple[str, str]
) -> None:
    assert both(run(*pauses)) == expected, why


# Each line: why, limit, pause, legal due, measured due.
OTHER_LIMITS = [
    (
        "hours: 6:00 on Mon, so Tue 09:30; the measure adds 1:30, the law restarts Tue 08:00",
        hours("8"),
        a_pause("2026-03-02 16:00", "2026-03-03 08:00"),
        ("2026-03-04 08:30", "2026-03-03 11:00"),
    ),
    (
        "calendar days: Thu 12 09:00 plus 7:30 h of payment",
        TEN_DAYS,
        a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT),
        ("2026-03-13 09:00", "2026-03-13 09:00"),
    ),
    (
        "end of day: Mon 9 17:00 plus 7:30 h ends with Tue 10",
        TO_END,
        a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT),
        ("2026-03-10 17:00", "2026-03-10 17:00"),
    ),
    ("no fixed time", NONE, a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT), ("", "")),
    ("no fixed time, waiting", NONE, a_pause("2026-03-04 10:00", None), ("", "")),
    ("no fixed time, full", NONE, a_pause("2026-03-04 10:00", "2026-03-05 10:00"), ("", "")),
]


@pytest.mark.parametrize(("why", "limit", "pause", "expected"), OTHER_LIMITS)
def test_waits_move_any_kind_of_limit(
    why: str, limit: TimeLimit, pause: DuePause, expected: tuple[str, str]
) -> None:
    assert both(run(pause, limit=limit)) == expected, why


# Each line: why, pauses, extension, legal due, measured due.
EXTENSIONS = [
    (
        "sets both dates",
        [],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-16 09:00", "2026-03-16 09:00"),
    ),
    (
        "a wait before it is already in the new date",
        [a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT)],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-16 09:00", "2026-03-16 09:00"),
    ),
    (
        "a wait after it moves the new date by 7:30 h",
        [a_pause("2026-03-09 10:00", "2026-03-10 10:00", PAYMENT)],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-17 09:00", "2026-03-17 09:00"),
    ),
    (
        "granted within a wait: only the hour after it counts",
        [a_pause("2026-03-06 08:00", "2026-03-06 10:00", PAYMENT)],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-16 10:00", "2026-03-16 10:00"),
    ),
    (
        "granted while a wait is open",
        [a_pause("2026-03-05 08:00", None, PAYMENT)],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-16 09:00", "2026-03-16 09:00"),
    ),
    (
        "a supplement after it restarts the law at zero",
        [a_pause("2026-03-09 10:00", "2026-03-10 10:00")],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-17 10:00", "2026-03-17 09:00"),
    ),
    (
        "granted as a supplement comes in: the restart came first",
        [a_pause("2026-03-05 09:00", "2026-03-06 09:00")],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-16 09:00", "2026-03-16 09:00"),
    ),
    (
        "granted as a wait ends: the wait came first",
        [a_pause("2026-03-06 08:00", "2026-03-06 09:00", PAYMENT)],
        an_extension("2026-03-06 09:00", "2026-03-16 09:00"),
        ("2026-03-16 09:00", "2026-03-16 09:00"),
    ),
]


@pytest.mark.parametrize(("why", "pauses", "extension", "expected"), EXTENSIONS)
def test_extension_sets_the_due_date(
    why: str, pauses: list[DuePause], extension: DueExtension, expected: tuple[str, str]
) -> None:
    assert both(run(*pauses, extension=extension)) == expected, why


# Wed 4 10:00 to Thu 5 10:00 is 7:30 h, a whole day. Each line: what it stops, both due dates.
OF_OTHERS = [
    (Stops.NEITHER, ("2026-03-09 09:00", "2026-03-09 09:00")),
    (Stops.LEGAL, ("2026-03-10 09:00", "2026-03-09 09:00")),
    (Stops.EARLIER, ("2026-03-10 09:00", "2026-03-10 09:00")),
]


@pytest.mark.parametrize(("stops", "expected"), OF_OTHERS)
@pytest.mark.parametrize("reason", [OPINION, FIELD_CHECK])
def test_a_wait_for_others_moves_what_it_stops(
    stops: Stops, expected: tuple[str, str], reason: PauseReason
) -> None:
    wait = replace(a_pause("2026-03-04 10:00", "2026-03-05 10:00", reason), stops=stops)

    assert both(run(wait)) == expected
    assert both(run(replace(wait, end=None))) == ("2026-03-09 09:00", "2026-03-09 09:00")


def test_a_wait_that_stops_nothing_leaves_an_extension_granted_within_it() -> None:
    wait = replace(a_pause("2026-03-04 10:00", "2026-03-10 10:00", OPINION), stops=Stops.NEITHER)
    extension = an_extension("2026-03-06 09:00", "2026-03-16 09:00")
    told = run(wait, extension=extension)

    assert both(told) == ("2026-03-16 09:00", "2026-03-16 09:00")
    texts = [step.text for step in told.legal.steps]
    (waited,) = (n for n, text in enumerate(texts) if text.startswith("Từ 10:00 ngày 04/03/2026"))
    (granted,) = (n for n, text in enumerate(texts) if text.startswith("Lúc 09:00 ngày 06/03/2026"))
    assert waited < granted


def test_an_apology_after_expiry_moves_neither_clock() -> None:
    apology = replace(an_extension("2026-03-10 09:00", "2026-03-16 09:00"), is_after_expiry=True)
    told = clock(at(RECEIVED), FIVE_DAYS, an_office(), (), None, apology)

    assert both(told) == ("2026-03-09 09:00", "2026-03-09 09:00")
    assert "vẫn tính quá hạn" in told.legal.steps[-2].text


def test_an_apology_leaves_an_extension_granted_within_a_wait() -> None:
    wait = a_pause("2026-03-06 08:00", "2026-03-06 10:00", PAYMENT)
    extension = an_extension("2026-03-06 09:00", "2026-03-16 09:00")
    apology = replace(an_extension("2026-03-17 09:00", "2026-03-20 09:00"), is_after_expiry=True)
    told = clock(at(RECEIVED), FIVE_DAYS, an_office(), (wait,), extension, apology)

    assert both(told) == both(run(wait, extension=extension))
    assert "vẫn tính quá hạn" in told.legal.steps[-2].text


@pytest.mark.parametrize(
    ("granted", "is_after"), [("2026-03-09 23:59", False), ("2026-03-10 00:00", True)]
)
def test_an_extension_is_an_apology_once_the_time_has_run_out(granted: str, is_after: bool) -> None:
    wanted = an_extension(granted, "2026-03-16 09:00")

    assert grant_extension(wanted, run().legal, None).is_after_expiry is is_after


def test_second_supplement_request_is_late_at_once() -> None:
    first = a_pause("2026-03-03 10:00", "2026-03-04 10:00")
    payment = a_pause("2026-03-04 11:00", "2026-03-04 15:00", PAYMENT)
    second = a_pause("2026-03-05 08:00", None)

    assert not run(first, payment).is_late_by_second_request
    assert run(first, payment, second).is_late_by_second_request


BAD_WAITS = [
    (
        "overlap",
        [
            a_pause("2026-03-03 10:00", "2026-03-05 10:00"),
            a_pause("2026-03-04 10:00", "2026-03-06 10:00", PAYMENT),
        ],
        "đang tạm dừng từ 10:00 ngày 03/03/2026",
    ),
    (
        "a wait after an open one",
        [a_pause("2026-03-03 10:00", None), a_pause("2026-03-09 10:00", None, PAYMENT)],
        "đang tạm dừng từ 10:00 ngày 03/03/2026",
    ),
    (
        "ends before it starts",
        [a_pause("2026-03-05 10:00", "2026-03-04 10:00")],
        "kết thúc trước khi bắt đầu",
    ),
    ("before receipt", [a_pause("2026-03-02 08:59", None)], "chưa được tiếp nhận lúc 08:59"),
]


@pytest.mark.parametrize(("why", "pauses", "sentence"), BAD_WAITS)
def test_impossible_waits_are_refused(why: str, pauses: list[DuePause], sentence: str) -> None:
    with pytest.raises(RuleBrokenError, match=sentence):
        run(*pauses)


@pytest.mark.parametrize("new_due", ["2026-03-09 09:00", "2026-03-06 09:00"])
def test_extension_must_be_later_than_the_legal_due_date(new_due: str) -> None:
    wanted = an_extension("2026-03-05 09:00", new_due)

    with pytest.raises(RuleBrokenError, match="phải sau ngày hẹn hiện tại, 09:00 ngày 09/03/2026"):
        grant_extension(wanted, run().legal, None)


@pytest.mark.parametrize(
    ("new_due", "passes"),
    [("2026-03-10 08:59", False), ("2026-03-10 09:00", False), ("2026-03-10 09:01", True)],
)
def test_an_apology_names_a_date_after_itself(new_due: str, passes: bool) -> None:
    """The time ran out at 09:00 on 09/03: the new date is later, and still has to come."""
    wanted = an_extension("2026-03-10 09:00", new_due)
    if passes:
        assert grant_extension(wanted, run().legal, None).is_after_expiry
        return
    with pytest.raises(RuleBrokenError, match="phải sau lúc xin lỗi, 09:00 ngày 10/03/2026"):
        grant_extension(wanted, run().legal, None)


def test_extension_needs_a_fixed_time() -> None:
    wanted = an_extension("2026-03-05 09:00", "2026-03-16 09:00")

    with pytest.raises(RuleBrokenError, match="không có thời hạn để gia hạn"):
        grant_extension(wanted, run(limit=NONE).legal, None)


@pytest.mark.parametrize("limit", [days("20"), NONE])
def test_granted_extension_stands_when_the_time_was_changed_since(limit: TimeLimit) -> None:
    granted = an_extension("2026-03-05 09:00", "2026-03-16 09:00")

    assert both(run(extension=granted, limit=limit)) == ("2026-03-16 09:00", "2026-03-16 09:00")


def test_second_extension_is_refused() -> None:
    earlier = an_extension("2026-03-05 09:00", "2026-03-16 09:00")
    current = run(extension=earlier).legal
    wanted = an_extension("2026-03-13 09:00", "2026-03-20 09:00")

    with pytest.raises(RuleBrokenError, match="chỉ được hẹn lại một lần"):
        grant_extension(wanted, current, earlier)


def test_first_extension_is_granted() -> None:
    wanted = an_extension("2026-03-05 09:00", "2026-03-16 09:00")

    grant_extension(wanted, run().legal, None)

    assert said(run(extension=wanted).legal.due_at) == "2026-03-16 09:00"
