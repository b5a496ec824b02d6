"""How long something lay, and short moments, as lists write them."""

from datetime import datetime, timedelta
from typing import Final

from app.clock import to_local
from app.wording.texts import day_text, time_text


def span_text(span: timedelta) -> str:
    """Return "3 ngày 4 giờ", "4 giờ", "12 phút"; under a minute is "vừa xong"."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
    if hours:
        return f"{hours} giờ {left} phút" if left and hours < 10 else f"{hours} giờ"
    return f"{left} phút" if left else "vừa xong"


def brief_span(span: timedelta) -> str:
    """Return the greatest part alone: "3 ngày", "4 giờ", "12 phút"."""
    if span >= timedelta(days=1):
        return f"{span.days} ngày"
    if span >= timedelta(hours=1):
        return f"{int(span.total_seconds() // 3600)} giờ"
    return span_text(span)


def worked_text(span: timedelta) -> str:
    """Return working time in hours, for a working day has no fixed length: "19 giờ làm việc"."""
    minutes = int(span.total_seconds() // 60)
    amount = f"{minutes // 60} giờ" if minutes >= 60 else f"{minutes} phút"
    return f"{amount} làm việc"


def short_moment(instant: datetime, now: datetime) -> str:
    """Return "09:42" for today, "25/11 09:42" within the year, else with the year."""
    local, today = to_local(instant), to_local(now)
    if local.date() == today.date():
        return time_text(instant)
    day = day_text(local.date())
    return f"{day if local.year != today.year else day[:5]} {time_text(instant)}"


SHORT_CODE_WIDTH: Final = 140
"""Pixels of a column that shows codes without their unit: a portal's number has seven digits."""


def short_code(code: str) -> str:
    """Return a dossier code without its unit: 261123-0042."""
    return code.split("-", 1)[-1]
