"""`motcua summary`: the figures of a period as JSON, XLSX, PDF or CSV."""

import argparse
import sys

from app.commands.frame import Subparsers, add_sheet_switches, day, desk_of, emit, sheet_format
from app.reports.export import export_summary, summary_bytes
from app.vocabulary.reports import GroupBy
from app.wording import usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("summary", help="bảng tổng hợp của một ngày hoặc một kỳ")
    parser.add_argument(
        "--from", dest="first", required=True, metavar=usage.DAY, help=usage.FROM_DAY
    )
    parser.add_argument("--to", dest="last", required=True, metavar=usage.DAY, help=usage.TO_DAY)
    parser.add_argument("--by", choices=[by.value for by in GroupBy], help="chia theo")
    add_sheet_switches(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the summary to --out, or to standard output."""
    first, last = day(args.first, "from"), day(args.last, "to")
    kind = sheet_format(args)
    with desk_of(args, changes=False) as at:
        place = None if args.out is None else at.desk.outputs.place(args.out, kind.output)
        summary = at.desk.summaries.of_period(at.actor, first, last)
    by = GroupBy(args.by) if args.by else None
    if place is None:
        sys.stdout.buffer.write(summary_bytes(summary, kind, by))
        return 0
    export_summary(summary, kind, place, by)
    if args.json:
        emit({"out": str(args.out)})
    else:
        print(f"Đã ghi {args.out}.")
    return 0
