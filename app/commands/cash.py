"""`motcua cash`: what was taken on a day, or settled for a quarter, as JSON, XLSX or PDF."""

import argparse
import re
import sys

from app.commands.frame import (
    CommandDesk,
    Subparsers,
    add_sheet_switches,
    day,
    desk_of,
    emit,
    sheet_format,
)
from app.errors import InvalidInputError
from app.reports.cash_export import MONEY_FORMATS, MoneySheet, export_money, money_bytes
from app.wording import usage

_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("cash", help="bảng kê thu phí của một ngày, hoặc một quý")
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--day", metavar=usage.DAY, help="bảng kê thu phí trong ngày")
    when.add_argument("--quarter", metavar="QUÝ", help="quyết toán theo cơ quan, ví dụ 2026-Q4")
    add_sheet_switches(parser, MONEY_FORMATS)
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the sheet to --out, or to standard output."""
    kind = sheet_format(args)
    with desk_of(args, changes=False) as at:
        place = None if args.out is None else at.desk.outputs.place(args.out, kind.output)
        sheet = _sheet(at, args)
    if place is None:
        sys.stdout.buffer.write(money_bytes(sheet, kind))
        return 0
    export_money(sheet, kind, place)
    if args.json:
        emit({"out": str(args.out)})
    else:
        print(f"Đã ghi {args.out}.")
    return 0


def _sheet(at: CommandDesk, args: argparse.Namespace) -> MoneySheet:
    if args.day is not None:
        return at.desk.cash.of_day(at.actor, day(args.day, "day"))
    found = _QUARTER.fullmatch(args.quarter.strip())
    if found is None:
        raise InvalidInputError(
            "quarter", f"“{args.quarter[:40]}” không phải là quý. Hãy nhập như 2026-Q4."
        )
    return at.desk.settlement.of_quarter(at.actor, int(found[1]), int(found[2]))
