"""How a report says numbers."""

from decimal import Decimal

import pytest

from app.reports.quarter.words import (
    change_text,
    chart,
    comparison,
    counted,
    known,
    listed,
    share_text,
    short_day,
)
from app.wording import texts
from tests.reports.quarter.figures import QUARTER, compared


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (4, "04"), (13, "13"), (203, "203"), (1234567, "1.234.567")]
)
def test_counts_are_written_as_official_papers_write_them(number: int, text: str) -> None:
    assert counted(number) == text


def test_what_nobody_knows_is_not_nothing() -> None:
    assert known(None) == "chưa có dữ liệu"
    assert share_text(0, 0) == "chưa có dữ liệu"
    assert share_text(0, 5) == "0 %"


def test_only_all_is_a_hundred_per_cent() -> None:
    assert share_text(9999, 10_000) == "99,9 %"
    assert texts.share_text(66_666, 66_667, places=2) == "99,99 %"
    assert texts.share_text(2, 3, places=2) == "66,67 %"
    assert texts.share_text(2, 3, places=2, is_cut=True) == "66,66 %"
    assert texts.percent_text(Decimal("100.00")) == "100 %"
    assert texts.percent_text(Decimal("66.67")) == "66,67 %"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 3, "33,3 %"), (2, 3, "66,7 %"), (1, 1, "100 %"), (1, 2000, "0,1 %"), (1, 2001, "0,0 %")],
)
def test_shares_have_one_decimal_rounded_half_up(part: int, whole: int, text: str) -> None:
    assert share_text(part, whole) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (1234, 1000, "tăng 234 hồ sơ (23,4 %) so với quý I năm 2019"),
        (995, 1000, "giảm 05 hồ sơ (0,5 %) so với quý I năm 2019"),
        (7, 7, "bằng quý I năm 2019"),
        (7, 0, "tăng 07 hồ sơ so với quý I năm 2019"),
        (7, None, "quý I năm 2019 chưa có dữ liệu"),
    ],
)
def test_a_change_is_told_in_words(now: int, before: int | None, text: str) -> None:
    assert change_text(now, before, "quý I năm 2019", "hồ sơ") == text


def test_a_comparison_names_both_periods_and_says_once_that_nothing_is_known() -> None:
    assert comparison(compared(5, 4, 10), lambda count: count, "hồ sơ") == (
        "tăng 01 hồ sơ (25 %) so với quý I năm 2019, giảm 05 hồ sơ (50 %) so với quý II năm 2018"
    )
    assert comparison(compared(5), lambda count: count, "hồ sơ") == (
        "quý I năm 2019 và quý II năm 2018 chưa có dữ liệu để so sánh"
    )


def test_a_chart_has_a_bar_for_each_period_that_is_known() -> None:
    made = chart("Hồ sơ", compared(5, None, 7), (("Nhận", lambda count: count),))
    assert [(each.name, each.values) for each in made.series] == [
        ("Quý II năm 2019", (5,)),
        ("Quý II năm 2018", (7,)),
    ]


def test_lists_and_days_read_as_a_person_writes_them() -> None:
    assert listed(["một", "hai", "ba"]) == "một, hai và ba"
    assert listed(["một"]) == "một"
    assert short_day(QUARTER.first_day.replace(year=2018, day=4)) == "4/4/2018"
    assert short_day(QUARTER.first_day.replace(day=15)) == "15/04/2019"
