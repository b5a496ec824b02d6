"""How days, times and quantities are said in an explanation."""

from collections import Counter
from datetime import date, timedelta

from app.services.deadlines.calendar import WEEKDAY_NAMES, WorkingCalendar
from app.services.deadlines.counting import Count, Moment
from app.services.deadlines.limits import TimeLimit, amount_text, limit_text
from app.vocabulary.catalogue import TimeUnit
from app.wording.texts import NO_TIME_LIMIT


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


_BY_HOUR = {TimeUnit.WORKING_HOUR, TimeUnit.CLOCK_HOUR, TimeUnit.SAME_DAY}
_SATURDAY = 5
_MOST_SPELLS = 4
_DAY = timedelta(days=1)
_WEEKEND = "cuối tuần"
_OTHER_WEEKDAY = "nghỉ hằng tuần"
_HOLIDAYS = "nghỉ lễ"


def summarise(
    count: Count, limit: TimeLimit, skipped_days: tuple[date, ...], calendar: WorkingCalendar
) -> str:
    """Return one line: the limit, the day of receipt, the days off that were skipped, the due day.

    More than a few spells of days off are given as totals.
    """
    year = count.received.day.year
    has_times = limit.unit in _BY_HOUR or limit.has_half
    received = f"{_said(count.received, year, with_time=has_times)} nhận"
    if count.start.day != count.received.day:
        received += f", tính từ {_said(count.start, year, with_time=has_times)}"
    if count.due is None:
        return f"{NO_TIME_LIMIT} ({received})"
    due = f"hẹn {_said(count.due, year, with_time=has_times)}"
    return f"{_lead(limit)}: " + "; ".join([received, *_days_off(skipped_days, calendar), due])


def _lead(limit: TimeLimit) -> str:
    if limit.value == 0:
        return limit_text(limit)
    _, _, unit = limit_text(limit).partition(" ")
    return f"{amount_text(limit.value)} {unit}"


def _said(at: Moment, year: int, *, with_time: bool) -> str:
    day = short_day(at.day, year)
    return f"{at.at:%H:%M} {day}" if with_time else day


def _days_off(days: tuple[date, ...], calendar: WorkingCalendar) -> list[str]:
    spells = _spells(days, calendar)
    if len(spells) > _MOST_SPELLS:
        totals = Counter(_kind(day, calendar) for day in days)
        said = ", ".join(f"{total} ngày {kind}" for kind, total in totals.items())
        return [f"không tính {said}"]
    return [f"{short_range(spell[0], spell[-1])} {_label(spell, calendar)}" for spell in spells]


def _spells(days: tuple[date, ...], calendar: WorkingCalendar) -> list[list[date]]:
    """Part `days` into runs of neighbours that are off for the same kind of reason."""
    spells: list[list[date]] = []
    for day in days:
        last = spells[-1][-1] if spells else None
        if last and day - last == _DAY and _kind(day, calendar) == _kind(last, calendar):
            spells[-1].append(day)
        else:
            spells.append([day])
    return spells


def _kind(day: date, calendar: WorkingCalendar) -> str:
    if calendar.exception(day) is not None:
        return _HOLIDAYS
    return _WEEKEND if day.weekday() >= _SATURDAY else _OTHER_WEEKDAY


def _label(spell: list[date], calendar: WorkingCalendar) -> str:
    kind = _kind(spell[0], calendar)
    reasons = {calendar.reason_off(day) for day in spell}
    return reasons.pop() if kind == _HOLIDAYS and len(reasons) == 1 else kind
