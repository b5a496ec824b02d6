"""Writing a summary to a file the officer names: whole or not at all."""

from app.outputs import OutputPlace
from app.reports.formats import ExportFormat
from app.reports.summary_csv import register_csv, summary_csv
from app.reports.summary_json import summary_json
from app.reports.summary_pdf import summary_pdf
from app.reports.summary_xlsx import summary_xlsx
from app.services.figures.records import DailySummary
from app.vocabulary.periods import GroupBy


def export_summary(
    summary: DailySummary, fmt: ExportFormat, place: OutputPlace, by: GroupBy | None = None
) -> None:
    """Write `summary` to `place` as `fmt`, split by `by` (None: every split the format holds).

    An existing file is replaced; after a failure it is as it was. Raises RuleBrokenError where the
    figures do not add up and StoreError where the file cannot be written.
    """
    place.write(summary_bytes(summary, fmt, by))


def summary_bytes(summary: DailySummary, fmt: ExportFormat, by: GroupBy | None = None) -> bytes:
    """Return the file's content. Raises RuleBrokenError where the figures do not add up."""
    match fmt:
        case ExportFormat.XLSX:
            return summary_xlsx(summary, by)
        case ExportFormat.PDF:
            return summary_pdf(summary, by)
        case ExportFormat.CSV:
            return summary_csv(summary, by)
        case ExportFormat.REGISTER_CSV:
            return register_csv(summary)
        case ExportFormat.JSON:
            return summary_json(summary, by)
