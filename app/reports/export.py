"""Writing a summary to a file the officer names: whole or not at all."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from app.clock import to_local
from app.outputs import OutputPlace
from app.reports.cells import csv_code, csv_text
from app.reports.columns import SheetColumn
from app.reports.formats import ExportFormat, check_sums, closing_texts
from app.reports.register import REGISTER_COLUMNS
from app.reports.summary_pdf import summary_pdf
from app.reports.summary_xlsx import summary_xlsx
from app.services.counts import Figures
from app.services.figures.catalogue import DOSSIER_FIGURES
from app.services.figures.period import ClosingMark
from app.services.figures.records import DailySummary, RegisterRow
from app.vocabulary.reports import GroupBy
from app.wording import buttons, captions, states
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

# A summary and a register as CSV for spreadsheets: UTF-8 with a byte order mark, no formulas.

_SUMMARY_HEAD: Final = (
    captions.FROM_DAY,
    captions.TO_DAY,
    "Nhóm",
    captions.CODE,
    captions.NAME,
    "Mã chỉ tiêu",
    captions.FIGURE,
    "Giá trị",
    captions.NOTE,
)


def summary_csv(summary: DailySummary, by: GroupBy | None) -> bytes:
    """Return one line a group and figure: the total, then the split `by`, or all four.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    lines = _figure_lines(
        summary, captions.WHOLE_UNIT, summary.unit_code, summary.unit_name, summary.total
    )
    return _file(_SUMMARY_HEAD, [*lines, *_closing_lines(summary), *_split_lines(summary, by)])


def register_csv(summary: DailySummary) -> bytes:
    """Return the register's rows, one a line; times in the office's time, money in đồng.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    head = ("TT", *(column.title for column in REGISTER_COLUMNS), "Bộ dữ liệu")
    mark = states.DEMO_DATA if summary.is_demo else ""
    rows = (
        (number, *(_cell(column, row) for column in REGISTER_COLUMNS), mark)
        for number, row in enumerate(summary.received_rows, 1)
    )
    return _file(head, rows)


def _closing_lines(summary: DailySummary) -> Iterator[tuple[str | int, ...]]:
    days = (day_text(summary.first_day), day_text(summary.last_day))
    mark = states.DEMO_DATA if summary.is_demo else ""
    whose = (captions.WHOLE_UNIT, csv_code(summary.unit_code), csv_text(summary.unit_name))
    for line in closing_texts(summary.closing):
        yield (*days, *whose, "closing", buttons.CLOSE_DAY, csv_text(line), mark)


def _split_lines(summary: DailySummary, by: GroupBy | None) -> Iterator[tuple[str | int, ...]]:
    for one, groups in summary.splits(by):
        for group in groups:
            yield from _figure_lines(summary, label(one), group.key, group.name, group.figures)


def _figure_lines(
    summary: DailySummary, group: str, key: str, name: str, figures: Figures
) -> Iterator[tuple[str | int, ...]]:
    days = (day_text(summary.first_day), day_text(summary.last_day))
    mark = states.DEMO_DATA if summary.is_demo else ""
    whose = (group, csv_code(key), csv_text(name))
    for measure in DOSSIER_FIGURES:
        yield (*days, *whose, measure.name, measure.title, figures[measure.code], mark)


def _cell(column: SheetColumn[RegisterRow], row: RegisterRow) -> str | int:
    value = column.value(row)
    match value:
        case None:
            return ""
        case datetime():
            return moment_text(value)
        case int() | Decimal():
            return int(value)
        case str():
            return csv_code(value) if column.is_code else csv_text(value)


def _file(head: Iterable[str], lines: Iterable[Iterable[str | int]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(lines)
    return out.getvalue().encode("utf-8-sig")


# A summary as the JSON document of the command line.


def summary_dict(summary: DailySummary, by: GroupBy | None) -> dict[str, object]:
    """Return the figures in total and, with `by`, per group; money in đồng, times ISO 8601.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    document: dict[str, object] = {
        "unit": {"code": summary.unit_code, "name": summary.unit_name},
        "from": summary.first_day.isoformat(),
        "to": summary.last_day.isoformat(),
        "as_of": to_local(summary.as_of).isoformat(),
        "is_demo": summary.is_demo,
        "closing": _closing(summary.closing),
        "total": asdict(summary.total),
    }
    if by:
        document["by"] = by.value
        document["groups"] = [
            {"key": group.key, "name": group.name, **asdict(group.figures)}
            for group in summary.groups.get(by, ())
        ]
    return document


def summary_json(summary: DailySummary, by: GroupBy | None) -> bytes:
    """Return `summary_dict` as indented UTF-8 with a line end.

    Raises RuleBrokenError where the figures do not add up.
    """
    return msgspec.json.format(msgspec.json.encode(summary_dict(summary, by)), indent=2) + b"\n"


def _closing(mark: ClosingMark) -> dict[str, object]:
    closed = None if mark.closed_at is None else to_local(mark.closed_at).isoformat()
    return {
        "closed_at": closed,
        "closed_by": mark.closed_by or None,
        "ordinal": mark.ordinal or None,
        "reopened": [
            {
                "day": line.day.isoformat(),
                "ordinal": line.ordinal,
                "closed_at": to_local(line.closed_at).isoformat(),
                "closed_by": line.closed_by,
                "reopened_at": to_local(line.reopened_at).isoformat(),
                "reopened_by": line.reopened_by,
                "reopened_with": line.reopened_with or None,
                "reason": line.reason,
            }
            for line in mark.reopened
        ],
    }


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
