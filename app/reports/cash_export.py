"""Sheets of money as files: which formats there are, what a file is called, its content."""

from typing import Final

from app.outputs import OutputPlace
from app.reports.cash_json import cash_dict, document, quarter_dict
from app.reports.cash_pdf import cash_pdf
from app.reports.cash_quarter_pdf import quarter_pdf
from app.reports.cash_quarter_xlsx import quarter_xlsx
from app.reports.cash_xlsx import cash_xlsx
from app.reports.formats import ExportFormat
from app.services.money.records import DayCash, QuarterSettlement

MONEY_FORMATS: Final = (ExportFormat.XLSX, ExportFormat.PDF, ExportFormat.JSON)
MoneySheet = DayCash | QuarterSettlement


def money_bytes(sheet: MoneySheet, fmt: ExportFormat) -> bytes:
    """Return the file's content. Raises RuleBrokenError for a day whose sums differ.

    Raises ValueError for a format that sheets of money do not have.
    """
    if fmt not in MONEY_FORMATS:
        message = f"no sheet of money as {fmt}"
        raise ValueError(message)
    if isinstance(sheet, DayCash):
        match fmt:
            case ExportFormat.XLSX:
                return cash_xlsx(sheet)
            case ExportFormat.PDF:
                return cash_pdf(sheet)
            case _:
                return document(cash_dict(sheet))
    match fmt:
        case ExportFormat.XLSX:
            return quarter_xlsx(sheet)
        case ExportFormat.PDF:
            return quarter_pdf(sheet)
        case _:
            return document(quarter_dict(sheet))


def money_file_name(sheet: MoneySheet, fmt: ExportFormat) -> str:
    """Return "thu-phi-2026-11-23.pdf" or "quyet-toan-phi-2026-quy-4.xlsx"."""
    if isinstance(sheet, DayCash):
        whose = f"-{sheet.officers[0].login}" if sheet.is_own and sheet.officers else ""
        return f"thu-phi-{sheet.day.isoformat()}{whose}{fmt.suffix}"
    return f"quyet-toan-phi-{sheet.year}-quy-{sheet.quarter}{fmt.suffix}"


def export_money(sheet: MoneySheet, fmt: ExportFormat, place: OutputPlace) -> None:
    """Write `sheet` to `place`, whole or not at all. Raises RuleBrokenError, StoreError."""
    place.write(money_bytes(sheet, fmt))
