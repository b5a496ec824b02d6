"""What a summary is called and when it was true, in the words that every export shares."""

from typing import Final

from app.clock import end_of_day
from app.services.figures.records import DailySummary
from app.wording import day_text, moment_text

DEMO_MARK: Final = "DỮ LIỆU THỬ"


def title_text(summary: DailySummary) -> str:
    """Return "BẢNG TỔNG HỢP HỒ SƠ NGÀY …" or "… TỪ NGÀY … ĐẾN NGÀY …"."""
    return f"BẢNG TỔNG HỢP HỒ SƠ {period_text(summary).upper()}"


def period_text(summary: DailySummary) -> str:
    """Return "ngày 23/11/2026" or "từ ngày 01/11/2026 đến ngày 30/11/2026"."""
    first, last = day_text(summary.first_day), day_text(summary.last_day)
    return f"ngày {first}" if first == last else f"từ ngày {first} đến ngày {last}"


def as_of_text(summary: DailySummary) -> str:
    """Return when the figures were true, when they were made and by whom."""
    whole = summary.as_of >= end_of_day(summary.last_day)
    until = f"hết ngày {day_text(summary.last_day)}" if whole else moment_text(summary.as_of)
    made = f"Lập lúc {moment_text(summary.made_at)}, người lập: {summary.made_by}."
    return f"Số liệu tính đến {until}. {made}"
