"""Worked cases at every threshold of TT 01/2018/TT-VPCP Đ13-15, one on each side."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.services.evaluation import scales
from app.services.evaluation.records import EvaluationRow, IndexScore, QualityFigure
from app.services.evaluation.scales import (
    BY_PUBLICITY,
    BY_TIME,
    AnsweredShare,
    OneStopShare,
    OnlineShare,
    Reached,
    by_attitude,
    by_contacts,
    done_permille,
    grade,
    tenths,
)
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex, Grade, Publicity

GRADES = [
    (180, 9, Grade.EXCELLENT),
    (150, 9, Grade.EXCELLENT),
    (149, 9, Grade.GOOD),
    (120, 9, Grade.GOOD),
    (119, 9, Grade.FAIR),
    (90, 9, Grade.FAIR),
    (89, 9, Grade.AVERAGE),
    (60, 9, Grade.AVERAGE),
    (59, 9, Grade.WEAK),
    (0, 9, Grade.WEAK),
    # One index left out: 15 of 18 is 13.33 of 16.
    (134, 8, Grade.EXCELLENT),
    (133, 8, Grade.GOOD),
    (107, 8, Grade.GOOD),
    (106, 8, Grade.FAIR),
    (80, 8, Grade.FAIR),
    (79, 8, Grade.AVERAGE),
    (54, 8, Grade.AVERAGE),
    (53, 8, Grade.WEAK),
    # Three left out: 10, 8, 6 and 4 of 12, to the very tenth.
    (100, 6, Grade.EXCELLENT),
    (99, 6, Grade.GOOD),
    (80, 6, Grade.GOOD),
    (79, 6, Grade.FAIR),
    (60, 6, Grade.FAIR),
    (59, 6, Grade.AVERAGE),
    (40, 6, Grade.AVERAGE),
    (39, 6, Grade.WEAK),
    (17, 1, Grade.EXCELLENT),
    (16, 1, Grade.GOOD),
]
DONE = [
    (100, 5, 1000),
    (50, 5, 1000),
    (49, 5, 980),
    (42, 5, 840),
    (36, 5, 720),
    (35, 5, 700),
    (34, 5, 680),
    (10, 5, 200),
    (0, 5, 0),
    # Left out: 5 of 10 is 4 of 8, 3.5 of 10 is 2.8 of 8.
    (40, 4, 1000),
    (39, 4, 975),
    (28, 4, 700),
    (27, 4, 675),
    # 7 of 10 is 1.4 of 2: 3.5 stands at 0.7, and 0.9 of 2 is 4.5 of 10.
    (9, 1, 900),
    (7, 1, 700),
    (6, 1, 600),
]
ONE_STOP = [
    (OneStopShare(100, 20, 50), 2),
    (OneStopShare(100, 19, 50), 0),
    (OneStopShare(1000, 199, 999), 0),
    (OneStopShare(1000, 199, 1000), 1),
    (OneStopShare(1000, 200, 200), 2),
    (OneStopShare(5, 1, 1), 2),
    (OneStopShare(6, 1, 6), 1),
    (OneStopShare(6, 1, 5), 0),
]
ANSWERED = [
    (AnsweredShare(0, 0), 2),
    (AnsweredShare(7, 7), 2),
    (AnsweredShare(10, 9), 1),
    (AnsweredShare(100, 90), 1),
    (AnsweredShare(100, 89), 0),
    (AnsweredShare(19, 17), 0),
    (AnsweredShare(1000, 899), 0),
    (AnsweredShare(10, 9, dragged=1), 0),
    (AnsweredShare(1, 0), 0),
]
ONLINE = [
    (OnlineShare(100, 20, 100, 30, 0), 2),
    (OnlineShare(100, 19, 100, 30, 0), 0),
    (OnlineShare(100, 20, 100, 29, 0), 1),
    (OnlineShare(100, 20, 100, 30, 1), 1),
    (OnlineShare(100, 20, 100, 15, 0), 1),
    (OnlineShare(100, 20, 100, 15, 9), 1),
    (OnlineShare(100, 20, 100, 14, 0), 0),
    (OnlineShare(100, 20, 1000, 299, 0), 1),
    (OnlineShare(100, 20, 1000, 300, 0), 2),
    (OnlineShare(100, 20, 1000, 149, 0), 0),
    (OnlineShare(1000, 199, 10, 10, 0), 0),
    (OnlineShare(5, 1, 10, 3, 0), 2),
]


@pytest.mark.parametrize(("total", "indices", "expected"), GRADES)
def test_an_agency_is_classed_at_15_12_9_and_6_of_18(
    total: int, indices: int, expected: Grade
) -> None:
    assert grade(Reached(total, indices)) is expected


@pytest.mark.parametrize(("total", "indices", "expected"), DONE)
def test_an_officers_task_is_done_by_5_and_by_3_and_a_half_of_10(
    total: int, indices: int, expected: int
) -> None:
    assert done_permille(Reached(total, indices)) == expected


def test_without_any_index_there_is_no_class_and_no_percent() -> None:
    assert grade(Reached(0, 0)) is None
    assert done_permille(Reached(0, 0)) is None


@pytest.mark.parametrize(("share", "expected"), ONE_STOP)
def test_index_5_needs_a_fifth_approved_here_or_all_received_here(
    share: OneStopShare, expected: int
) -> None:
    assert share.points == expected


@pytest.mark.parametrize(("share", "expected"), ANSWERED)
def test_index_8_needs_every_complaint_or_nine_of_ten_answered_in_time(
    share: AnsweredShare, expected: int
) -> None:
    assert share.points == expected


@pytest.mark.parametrize(("share", "expected"), ONLINE)
def test_index_9_needs_a_fifth_of_procedures_and_30_or_15_per_cent_of_dossiers(
    share: OnlineShare, expected: int
) -> None:
    assert share.points == expected


def _failing() -> int:
    """Return how many of the worked cases above come out otherwise."""
    return (
        sum(grade(Reached(total, indices)) is not said for total, indices, said in GRADES)
        + sum(done_permille(Reached(total, indices)) != said for total, indices, said in DONE)
        + sum(share.points != said for share, said in ONE_STOP)
        + sum(share.points != said for share, said in ANSWERED)
        + sum(share.points != said for share, said in ONLINE)
    )


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize(
    "name",
    [
        "APPROVED_SHARE",
        "ANSWERED_SHARE",
        "ONLINE_PROCEDURES_SHARE",
        "ONLINE_DOSSIERS_SHARE",
        "SOME_ONLINE_SHARE",
    ],
)
def test_a_share_that_is_one_per_cent_off_fails_a_worked_case(
    monkeypatch: pytest.MonkeyPatch, name: str, by: int
) -> None:
    assert _failing() == 0
    monkeypatch.setattr(scales, name, getattr(scales, name) + by)
    assert _failing()


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("at", range(4))
def test_a_class_that_begins_a_tenth_off_fails_a_worked_case(
    monkeypatch: pytest.MonkeyPatch, at: int, by: int
) -> None:
    shifted = [
        (Fraction(10 * least + by * (place == at), 10), each)
        for place, (least, each) in enumerate(scales.GRADES_FROM)
    ]
    monkeypatch.setattr(scales, "GRADES_FROM", tuple(shifted))
    assert _failing()


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("name", ["_FULL_FROM", "_PART_FROM"])
def test_an_officers_level_that_begins_a_tenth_off_fails_a_worked_case(
    monkeypatch: pytest.MonkeyPatch, name: str, by: int
) -> None:
    monkeypatch.setattr(scales, name, getattr(scales, name) + by)
    assert _failing()


def test_time_publicity_contacts_and_attitude_bring_2_1_or_0() -> None:
    times = (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE)
    assert [BY_TIME[time] for time in times] == [2, 1, 0]
    assert [BY_PUBLICITY[how] for how in Publicity] == [2, 1, 0]
    assert [by_contacts(number) for number in (0, 1, 2, 3)] == [2, 1, 0, 0]
    assert [by_attitude(time, has_complaint=False) for time in times] == [2, 1, 0]
    assert [by_attitude(time, has_complaint=True) for time in times] == [0, 0, 0]
    assert by_attitude(None, has_complaint=False) == 0


@pytest.mark.parametrize(
    ("points", "count", "expected"),
    [(2, 1, 20), (3, 2, 15), (29, 20, 15), (1, 20, 1), (1, 21, 0), (5, 3, 17), (4, 3, 13)],
)
def test_an_index_is_rounded_half_up_once_to_a_tenth(
    points: int, count: int, expected: int
) -> None:
    assert tenths(points, count) == expected


def _row(kind: EvaluatedKind, *tenth: int | None) -> EvaluationRow:
    scores = tuple(
        IndexScore(index=index, points=value or 0, count=0 if value is None else 10, why="")
        for index, value in zip(EvaluationIndex, tenth, strict=False)
    )
    return EvaluationRow(kind=kind, key="k", name="n", scores=scores)


def test_a_row_adds_up_its_rounded_indices_and_leaves_out_what_has_no_data() -> None:
    row = _row(EvaluatedKind.AGENCY, 15, None, 20, None, 0, 10, None, 20, 5)
    assert row.total == Decimal("7.0")
    assert (row.possible, row.full) == (12, 18)
    assert row.on_full_scale == Decimal("10.50")
    assert row.grade is Grade.FAIR
    assert row.done_permille is None


def test_what_two_decimals_show_is_never_a_class_too_high() -> None:
    for indices in range(1, 10):
        for total in range(20 * indices + 1):
            value = 10 * total * 18 // (2 * indices)
            for least, _ in ((15, 0), (12, 0), (9, 0), (6, 0)):
                assert (value >= 100 * least) == Reached(total, indices).reaches(10 * least, 18)


def test_an_officer_has_a_percent_and_no_class() -> None:
    row = _row(EvaluatedKind.OFFICER, 10, 10, None, 5, None)
    assert row.grade is None
    assert row.done_permille == 833


def test_a_row_without_data_has_no_total_at_all() -> None:
    row = _row(EvaluatedKind.UNIT, None, None)
    assert (row.total, row.on_full_scale, row.grade) == (None, None, None)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (1, 3, Decimal("33.33")),
        (2, 3, Decimal("66.67")),
        (1, 800, Decimal("0.13")),
        (0, 5, Decimal("0.00")),
        (5, 5, Decimal("100.00")),
        (0, 0, None),
        (None, None, None),
    ],
)
def test_a_ratio_has_two_decimals_and_none_without_a_denominator(
    part: int | None, whole: int | None, expected: Decimal | None
) -> None:
    figure = QualityFigure(key="k", number="", title="", formula="", part=part, whole=whole)
    assert figure.percent == expected
