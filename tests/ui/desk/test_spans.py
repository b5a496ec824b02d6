"""Times as lists write them."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QFontMetricsF

from app.ui.desk.dossier_columns import (
    SHORT_CODE_WIDTH,
    brief_span,
    short_code,
    short_moment,
    span_text,
    worked_text,
)
from app.ui.look.fonts import font, load_text_fonts

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "long", "brief"),
    [
        (timedelta(seconds=-5), "vừa xong", "vừa xong"),
        (timedelta(seconds=59), "vừa xong", "vừa xong"),
        (timedelta(minutes=12), "12 phút", "12 phút"),
        (timedelta(hours=4), "4 giờ", "4 giờ"),
        (timedelta(hours=4, minutes=5), "4 giờ 5 phút", "4 giờ"),
        (timedelta(hours=23, minutes=59), "23 giờ", "23 giờ"),
        (timedelta(days=3), "3 ngày", "3 ngày"),
        (timedelta(days=3, hours=4, minutes=9), "3 ngày 4 giờ", "3 ngày"),
    ],
)
def test_a_span_is_told_by_its_greatest_parts(span: timedelta, long: str, brief: str) -> None:
    assert (span_text(span), brief_span(span)) == (long, brief)


def test_a_moment_is_as_short_as_it_can_be() -> None:
    assert short_moment(NOW, NOW) == "09:42"
    assert short_moment(NOW - timedelta(days=1), NOW) == "22/11 09:42"
    assert short_moment(NOW - timedelta(days=400), NOW) == "19/10/2025 09:42"


def test_today_is_the_office_day_and_not_the_utc_day() -> None:
    before_midnight = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)
    assert short_moment(before_midnight, NOW) == "22/11 23:59"
    assert short_moment(before_midnight + timedelta(minutes=1), NOW) == "00:00"


def test_a_short_code_keeps_day_and_number() -> None:
    assert short_code("000.00.15.H53-261123-0042") == "261123-0042"


def test_working_time_is_told_in_hours_however_many() -> None:
    assert worked_text(timedelta(hours=19, minutes=59)) == "19 giờ làm việc"
    assert worked_text(timedelta(minutes=59)) == "59 phút làm việc"
    assert worked_text(timedelta(0)) == "0 phút làm việc"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "code",
    [
        "H15.50.05.13-261008-0975",
        "H29.146-260505-13382",
        "G22.99-251225-020175",
        "H15.50.05.13-261008-0900123",
    ],
)
def test_column_of_short_codes_cuts_none_of_4_to_7_digits(code: str) -> None:
    load_text_fonts()
    width = QFontMetricsF(font()).horizontalAdvance(short_code(code))
    assert width + 2 * 8 <= SHORT_CODE_WIDTH
