"""Sheets of money as files: which formats there are, what a file is called, its content."""

from typing import Final

import msgspec

from app.clock import to_local
from app.outputs import OutputPlace
from app.reports.cash_pdf import cash_pdf, quarter_pdf
from app.reports.cash_words import require_sums
from app.reports.cash_xlsx import cash_xlsx, quarter_xlsx
from app.reports.formats import ExportFormat
from app.services.money.records import DayCash, QuarterSettlement, SheetHead

# The cash of a day and of a quarter as JSON documents; money in đồng, times ISO 8601.


def cash_dict(cash: DayCash) -> dict[str, object]:
    """Return a day's cash. Raises RuleBrokenError for sums that differ."""
    require_sums(cash)
    return {
        **_head(cash.head),
        "day": cash.day.isoformat(),
        "is_own": cash.is_own,
        "count": len(cash.rows),
        "advance_vnd": cash.advance_vnd,
        "final_vnd": cash.final_vnd,
        "total_vnd": cash.total_vnd,
        "officers": [
            {
                "login": one.login,
                "name": one.name,
                "count": one.count,
                "advance_vnd": one.advance_vnd,
                "final_vnd": one.final_vnd,
                "total_vnd": one.total_vnd,
                "first": one.first_number,
                "last": one.last_number,
            }
            for one in cash.officers
        ],
        "payments": [
            {
                "number": row.number,
                "taken_at": to_local(row.taken_at).isoformat(),
                "officer": row.officer_login,
                "dossier": row.code,
                "kind": row.kind.value,
                "amount_vnd": row.amount_vnd,
            }
            for row in cash.rows
        ],
    }


def quarter_dict(sheet: QuarterSettlement) -> dict[str, object]:
    """Return a quarter's settlement."""
    return {
        **_head(sheet.head),
        "from": sheet.head.first_day.isoformat(),
        "to": sheet.head.last_day.isoformat(),
        "dossiers": sheet.dossiers,
        "payments": sheet.payments,
        "advance_vnd": sheet.advance_vnd,
        "final_vnd": sheet.final_vnd,
        "total_vnd": sheet.total_vnd,
        "open_advance_vnd": sheet.open_advance_vnd,
        "groups": [
            {
                "agency": group.agency_code,
                "agency_name": group.agency_name,
                "field": group.field,
                "dossiers": group.dossiers,
                "payments": group.payments,
                "advance_vnd": group.advance_vnd,
                "final_vnd": group.final_vnd,
                "total_vnd": group.total_vnd,
                "open_advance_vnd": group.open_advance_vnd,
            }
            for group in sheet.groups
        ],
    }


def document(facts: dict[str, object]) -> bytes:
    """Return a document as indented UTF-8 with a line end."""
    return msgspec.json.format(msgspec.json.encode(facts), indent=2) + b"\n"


def _head(head: SheetHead) -> dict[str, object]:
    return {
        "unit": {"code": head.unit_code, "name": head.unit_name},
        "as_of": to_local(head.as_of).isoformat(),
        "is_demo": head.is_demo,
    }


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
