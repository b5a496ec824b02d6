"""The kinds of file a summary can become, and what a new file is called."""

from enum import StrEnum

from app.clock import end_of_day
from app.outputs import OutputKind
from app.services.counts import Figures
from app.services.figures.period import ClosingMark
from app.services.figures.records import DailySummary
from app.services.figures.summaries import require_adding_up
from app.wording.texts import day_text, moment_text, number_text


class ExportFormat(StrEnum):
    """A kind of file a summary can become; the value is what the command line takes."""

    XLSX = "xlsx"
    PDF = "pdf"
    CSV = "csv"
    REGISTER_CSV = "register-csv"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """The ending of the file's name, with its dot."""
        return ".csv" if self is ExportFormat.REGISTER_CSV else f".{self.value}"

    @property
    def output(self) -> OutputKind:
        """The kind of file that is written."""
        return OutputKind[self.suffix.removeprefix(".").upper()]


def file_name(summary: DailySummary, fmt: ExportFormat) -> str:
    """Return the name offered for a new file: tong-hop-2026-11-23.xlsx."""
    first, last = summary.first_day.isoformat(), summary.last_day.isoformat()
    period = first if first == last else f"{first}-den-{last}"
    what = "so-ngay" if fmt is ExportFormat.REGISTER_CSV else "tong-hop"
    return f"{what}-{period}{fmt.suffix}"


# What a summary is called and when it was true, in the words that every export shares.


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


# The check that every export passes first: figures that do not add up leave the house nowhere.


def check_sums(summary: DailySummary) -> None:
    """Check (3) = (7) + (11) of form II.06a (TT 01/2020/TT-VPCP) in the total and every group.

    Raises RuleBrokenError whose sentence holds the numbers of the first figures that fail.
    """
    require_adding_up(summary.total, summary.groups)


def identity_text(figures: Figures) -> str:
    """Return "128 + 42 = 37 + 133", or the same with ≠ where it is not true."""
    sign = "=" if figures.adds_up else "≠"
    taken = f"{number_text(figures.carried_over)} + {number_text(figures.received.total)}"
    done = f"{number_text(figures.ended.total)} + {number_text(figures.open.total)}"
    return f"{taken} {sign} {done}"
