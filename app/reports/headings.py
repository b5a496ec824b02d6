"""What a summary is called and when it was true, in the words that every export shares."""

from typing import Final

from app.clock import end_of_day
from app.services.figures.period import ClosingMark
from app.services.figures.records import DailySummary
from app.wording.texts import day_text, moment_text

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


def closing_texts(mark: ClosingMark) -> tuple[str, ...]:
    """Return whether the period's last day is closed, and each closing that was undone and why."""
    lines = [
        f"Ngày {day_text(line.day)}: lần khóa {line.ordinal} lúc {moment_text(line.closed_at)} bởi "
        f"{line.closed_by} đã mở lại lúc {moment_text(line.reopened_at)} bởi {line.reopened_by}"
        f"{f' và {line.reopened_with}' if line.reopened_with else ''}, lý do: {line.reason}."
        for line in mark.reopened
    ]
    if mark.closed_at is not None:
        again = f" (lần {mark.ordinal})" if mark.ordinal > 1 else ""
        lines.insert(0, f"Đã khóa{again} lúc {moment_text(mark.closed_at)} bởi {mark.closed_by}.")
    return tuple(lines)
