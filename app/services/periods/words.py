"""What is said of periods, in one place for the window and the command line."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.services.periods.calendar import MONTH_END, ReportCalendar
from app.services.periods.records import DossierCounts, PeriodState
from app.wording.texts import day_text, number_text

STATE_WORDS: Final[Mapping[PeriodState, str]] = {
    PeriodState.FUTURE: "Chưa đến kỳ",
    PeriodState.RUNNING: "Đang trong kỳ",
    PeriodState.OPEN: "Chưa khóa",
    PeriodState.LOCKED: "Đã khóa",
    PeriodState.REOPENED: "Đã mở lại",
}


def cutoff_lines(calendar: ReportCalendar) -> str:
    """Return the cut-off days in force, one a line."""
    lines = [
        f"Từ {day_text(one.from_day)}: "
        + ("cuối tháng" if one.day == MONTH_END else f"ngày {one.day} của tháng cuối quý")
        for one in calendar.cutoffs
    ]
    return "\n".join(lines) or "Đang theo quý lịch: quý kết thúc vào cuối tháng."


def identity_of(counts: DossierCounts) -> str:
    """Return "(3) 170 = (7) 37 + (11) 133", or the same with ≠ where it is not true."""
    sign = "=" if counts.adds_up else "≠"
    return (
        f"(3) {number_text(counts.taken_on)} {sign} (7) {number_text(counts.ended.total)} + "
        f"(11) {number_text(counts.open.total)}"
    )


def late_words(counts: DossierCounts) -> str:
    """Return which part was entered too late for the locked period before; "" for none."""
    return late_sentence(
        (counts.late_received, "hồ sơ tiếp nhận"), (counts.late_ended, "hồ sơ giải quyết xong")
    )


def locked_days_words(keys: Sequence[str]) -> str:
    """Return what it means to open days again that lie in locked periods; "" where none do."""
    if not keys:
        return ""
    names = [ReportCalendar().named(key).name for key in keys]
    return (
        f"Những ngày này thuộc kỳ báo cáo đã khóa: {', '.join(names)}. Số liệu kỳ đã khóa giữ "
        "nguyên; việc ghi thêm vào những ngày này tính vào kỳ sau và được nêu là nhập muộn. Muốn "
        "sửa số liệu của chính kỳ đó, hãy mở lại kỳ trước."
    )


def late_sentence(*parts: tuple[int | None, str]) -> str:
    """Return a sentence saying how many of what are late entries, "" where there are none.

    A number that is not known (None: frozen before they were counted) is not told.
    """
    told = [f"{number_text(count)} {noun}" for count, noun in parts if count]
    if not told:
        return ""
    whole = " và ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"Trong đó {whole} là nhập muộn của kỳ trước, ghi sau khi kỳ đó đã khóa."
