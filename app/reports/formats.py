"""The kinds of file a summary can become, and what a new file is called."""

from enum import StrEnum

from app.outputs import OutputKind
from app.services.figures.records import DailySummary


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
