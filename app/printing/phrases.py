"""Dates, times and money as official papers write them (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

from datetime import date, datetime

from app.clock import to_local


def day_in_words(instant: datetime) -> str:
    """Return `ngày 09 tháng 02 năm 2026`: days below 10 and months 1 and 2 take a zero."""
    return date_in_words(to_local(instant).date())


def date_in_words(day: date) -> str:
    """Return `ngày 09 tháng 02 năm 2026` for a day of the calendar."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_in_words(instant: datetime) -> str:
    """Return `07 giờ 41 phút, ngày 10 tháng 7 năm 2019`."""
    return f"{to_local(instant):%H giờ %M phút}, {day_in_words(instant)}"


def moment(instant: datetime) -> str:
    """Return `07:41 10/07/2019`, for tables and footers."""
    return f"{to_local(instant):%H:%M %d/%m/%Y}"


def place_and_day(place: str, instant: datetime) -> str:
    """Return `Tân Phú, ngày 10 tháng 7 năm 2019`, with a capital at the line's beginning."""
    line = ", ".join(part for part in (place, day_in_words(instant)) if part)
    return f"{line[0].upper()}{line[1:]}"


def money(amount_vnd: int) -> str:
    """Return `1.250.000 đồng`, or `Không` for nothing."""
    return f"{amount_vnd:,} đồng".replace(",", ".") if amount_vnd else "Không"
