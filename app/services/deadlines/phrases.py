"""How days, times and quantities are said in an explanation."""

from datetime import date, timedelta

from app.services.deadlines.calendar import WEEKDAY_NAMES
from app.services.deadlines.counting import Moment


def day_text(day: date) -> str:
    """Return `day` with its weekday: "07/09/2026 (thứ Hai)"."""
    return f"{day:%d/%m/%Y} ({WEEKDAY_NAMES[day.weekday()]})"


def moment_text(at: Moment) -> str:
    """Return time and day: "14:30 ngày 07/09/2026 (thứ Hai)"."""
    return f"{at.at:%H:%M} ngày {day_text(at.day)}"


def short_day(day: date, year: int) -> str:
    """Return `day` as dd/MM, with its year where that is not `year`."""
    return f"{day:%d/%m}" if day.year == year else f"{day:%d/%m/%Y}"


def short_range(first: date, last: date) -> str:
    """Return the days `first` to `last`: "24/11", "29–30/08", "31/08–02/09"."""
    if first == last:
        return f"{first:%d/%m}"
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first:%d}–{last:%d/%m}" if same_month else f"{first:%d/%m}–{last:%d/%m}"


def duration_text(duration: timedelta) -> str:
    """Return `duration` in hours and minutes, seconds dropped: "1 giờ 30 phút", "0 phút"."""
    hours, minutes = divmod(int(duration.total_seconds()) // 60, 60)
    parts = [f"{hours} giờ"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes} phút")
    return " ".join(parts)


def span_text(span: timedelta) -> str:
    """Return `span` of calendar time in days, hours and minutes: "1 ngày 2 giờ", "0 phút"."""
    rest = span - timedelta(days=span.days)
    if not span.days:
        return duration_text(rest)
    days = f"{span.days} ngày"
    return f"{days} {duration_text(rest)}" if rest >= timedelta(minutes=1) else days
