"""X1 the register as a workbook beside XlsxWriter, X2 as CSV beside csv.writer on a cursor."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.clock import local_date, to_local
from app.reports.export import register_csv
from app.reports.register import REGISTER_COLUMNS
from app.reports.summary_xlsx import summary_xlsx
from app.services.figures.records import DailySummary
from benchmarks.big_store import NOW, BigStore
from benchmarks.bulk_rows import YEARS
from benchmarks.measure import Timings, figure, milliseconds, ratio, take_turns
from benchmarks.plan import Line, Plan, at_least
from benchmarks.raw_sql import Statement, bare_connection, statements_of

_ROWS = 10_000
_HEAD_ROWS = 2


def lines(plan: Plan) -> list[Line]:
    with plan.store(plan.count) as store:
        last = local_date(NOW) - timedelta(days=1)
        first = last - timedelta(days=min(365 * YEARS, 365 * YEARS * _ROWS // store.count))
        summary = _register_of(store, first, last)
        count = len(summary.received_rows)
        _read_back(summary)
        return [_workbook(plan, summary, count), _csv(plan, store, (first, last), summary)]


def _register_of(store: BigStore, first: date, last: date) -> DailySummary:
    """Return a summary that holds the register alone: one list, no overdue."""
    desk, boss = store.desk, store.supervisor
    whole = desk.summaries.of_period(boss, last, last)
    rows = desk.summaries.rows_behind(boss, first, last, "received")
    return replace(whole, received_rows=rows, overdue_rows=(), due_today_rows=())


def _workbook(plan: Plan, summary: DailySummary, count: int) -> Line:
    cells = [[column.value(row) for column in REGISTER_COLUMNS] for row in summary.received_rows]
    took = take_turns(
        {"floor": lambda: _plain_workbook(cells), "app": lambda: summary_xlsx(summary)},
        plan.rounds,
        1,
    )
    speed = ratio(took["floor"], took["app"])
    return Line(
        "X1",
        f"register of {count:,} as XLSX",
        _pace(took["app"], count),
        f"XlsxWriter, the same cells: {_pace(took['floor'], count)}",
        speed,
        "≥ 0.9× its speed",
        at_least(speed.median, 0.9, plan),
    )


def _csv(plan: Plan, store: BigStore, days: tuple[date, date], summary: DailySummary) -> Line:
    """From the store to the file's bytes on both sides."""
    summaries, boss = store.desk.summaries, store.supervisor

    def ask() -> bytes:
        rows = summaries.rows_behind(boss, *days, "received")
        return register_csv(replace(summary, received_rows=rows))

    statement = statements_of(store.desk.database, ask)[-1]
    with bare_connection(store.path) as connection:
        took = take_turns(
            {"floor": lambda: _plain_csv(connection, statement), "app": ask}, plan.rounds, 1
        )
    count = len(summary.received_rows)
    assert _plain_lines(ask()) == count + 1
    speed = ratio(took["floor"], took["app"])
    return Line(
        "X2",
        f"register of {count:,} from the store as CSV",
        _pace(took["app"], count),
        f"csv.writer on a cursor: {_pace(took['floor'], count)}",
        speed,
        "≥ 0.8× its speed",
        at_least(speed.median, 0.8, plan),
    )


def _pace(timings: Timings, count: int) -> str:
    return f"{milliseconds(timings)}, {figure(count / timings.p50)} rows/s"


def _plain_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows, 1):
        sheet.write_number(number, 0, number)
        for column, value in enumerate(row, 1):
            if isinstance(value, datetime):
                local = to_local(value).replace(tzinfo=None)
                sheet.write_datetime(number, column, local, moment)
            elif isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(value))
    book.close()
    return out.getvalue()


def _plain_csv(connection: Any, statement: Statement) -> bytes:  # noqa: ANN401 - a driver's
    out = io.StringIO(newline="")
    csv.writer(out).writerows(connection.execute(*statement))
    return out.getvalue().encode()


def _plain_lines(content: bytes) -> int:
    return sum(1 for _row in csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _read_back(summary: DailySummary) -> None:
    """A fast wrong file fails: another reader finds every row, the last one whole."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(summary_xlsx(summary)))
    rows = book.get_sheet_by_name("Sổ ngày").to_python()
    codes = {cell for row in rows for cell in row[:3]}
    assert {row.code for row in summary.received_rows} <= codes
    assert len(rows) >= len(summary.received_rows) + _HEAD_ROWS
