"""A summary and a register as CSV for spreadsheets: UTF-8 with a byte order mark, no formulas."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.reports.cells import csv_code, csv_text
from app.reports.columns import SheetColumn
from app.reports.headings import DEMO_MARK, closing_texts
from app.reports.identity import check_sums
from app.reports.register import REGISTER_COLUMNS
from app.services.counts import Figures
from app.services.figures.catalogue import DOSSIER_FIGURES
from app.services.figures.records import DailySummary, RegisterRow
from app.vocabulary.periods import GroupBy
from app.wording.labels import label
from app.wording.texts import day_text, moment_text

_SUMMARY_HEAD: Final = (
    "Từ ngày",
    "Đến ngày",
    "Nhóm",
    "Mã",
    "Tên",
    "Mã chỉ tiêu",
    "Chỉ tiêu",
    "Giá trị",
    "Ghi chú",
)
_TOTAL: Final = "Toàn đơn vị"


def summary_csv(summary: DailySummary, by: GroupBy | None) -> bytes:
    """Return one line a group and figure: the total, then the split `by`, or all four.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    lines = _figure_lines(summary, _TOTAL, summary.unit_code, summary.unit_name, summary.total)
    return _file(_SUMMARY_HEAD, [*lines, *_closing_lines(summary), *_split_lines(summary, by)])


def register_csv(summary: DailySummary) -> bytes:
    """Return the register's rows, one a line; times in the office's time, money in đồng.

    Raises RuleBrokenError where the figures do not add up.
    """
    check_sums(summary)
    head = ("TT", *(column.title for column in REGISTER_COLUMNS), "Bộ dữ liệu")
    mark = DEMO_MARK if summary.is_demo else ""
    rows = (
        (number, *(_cell(column, row) for column in REGISTER_COLUMNS), mark)
        for number, row in enumerate(summary.received_rows, 1)
    )
    return _file(head, rows)


def _closing_lines(summary: DailySummary) -> Iterator[tuple[str | int, ...]]:
    days = (day_text(summary.first_day), day_text(summary.last_day))
    mark = DEMO_MARK if summary.is_demo else ""
    whose = (_TOTAL, csv_code(summary.unit_code), csv_text(summary.unit_name))
    for line in closing_texts(summary.closing):
        yield (*days, *whose, "closing", "Khóa ngày", csv_text(line), mark)


def _split_lines(summary: DailySummary, by: GroupBy | None) -> Iterator[tuple[str | int, ...]]:
    for one, groups in summary.splits(by):
        for group in groups:
            yield from _figure_lines(summary, label(one), group.key, group.name, group.figures)


def _figure_lines(
    summary: DailySummary, group: str, key: str, name: str, figures: Figures
) -> Iterator[tuple[str | int, ...]]:
    days = (day_text(summary.first_day), day_text(summary.last_day))
    mark = DEMO_MARK if summary.is_demo else ""
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
