"""How periods are cut and follow one another."""

from datetime import date

import pytest

from app.ui.desk.period_bar import PeriodDays, SpanKind, after, before, span_around

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "title"),
    [
        (SpanKind.DAY, MONDAY, MONDAY, MONDAY, "Thứ Hai 23/11/2026"),
        (
            SpanKind.WEEK,
            date(2026, 11, 29),
            MONDAY,
            date(2026, 11, 29),
            "Tuần 48 · 23/11 – 29/11/2026",
        ),
        (
            SpanKind.WEEK,
            date(2027, 1, 1),
            date(2026, 12, 28),
            date(2027, 1, 3),
            "Tuần 53 · 28/12 – 03/01/2027",
        ),
        (SpanKind.MONTH, MONDAY, date(2026, 11, 1), date(2026, 11, 30), "Tháng 11/2026"),
        (SpanKind.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29), "Tháng 2/2028"),
        (SpanKind.QUARTER, MONDAY, date(2026, 10, 1), date(2026, 12, 31), "Quý IV/2026"),
        (SpanKind.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), "Quý I/2026"),
        (SpanKind.CUSTOM, MONDAY, MONDAY, MONDAY, "Thứ Hai 23/11/2026"),
    ],
)
def test_span_holds_the_whole_period(
    kind: SpanKind, day: date, first: date, last: date, title: str
) -> None:
    span = span_around(kind, day)
    assert (span.first, span.last) == (first, last)
    assert span.title() == title
    assert span.holds(day)


@pytest.mark.parametrize("kind", list(SpanKind))
@pytest.mark.parametrize("day", [MONDAY, date(2027, 1, 31), date(2028, 2, 29), date(2026, 12, 31)])
def test_spans_follow_without_gap_or_overlap(kind: SpanKind, day: date) -> None:
    span = span_around(kind, day)
    assert (span.first - before(span).last).days == 1
    assert (after(span).first - span.last).days == 1
    assert before(after(span)) == span


def test_a_custom_span_moves_by_its_own_length() -> None:
    span = PeriodDays(SpanKind.CUSTOM, date(2026, 11, 1), date(2026, 11, 10))
    assert span.title() == "Kỳ 10 ngày"
    assert before(span) == PeriodDays(SpanKind.CUSTOM, date(2026, 10, 22), date(2026, 10, 31))
    assert after(span) == PeriodDays(SpanKind.CUSTOM, date(2026, 11, 11), date(2026, 11, 20))
