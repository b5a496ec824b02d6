"""`motcua confirm-closing`: holds a printed closing sheet against the store at the next opening."""

import argparse

from app.commands.frame import Subparsers, desk_of, emit
from app.services.closing.records import SheetVerdict
from app.wording import usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own argument."""
    parser = subparsers.add_parser(
        "confirm-closing",
        help="đối chiếu phiếu khóa ngày hôm trước với kho; trái nhau thì trả về 1",
    )
    parser.add_argument(
        "digits",
        metavar=usage.DIGITS,
        help="dãy số của mã QR (254, phiếu cũ 201) hoặc đầu chuỗi (100) trên phiếu",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Say what the sheet proves; 0 only where the store holds what it says."""
    with desk_of(args, changes=True) as at:
        scan = at.desk.closing_sheets.scan(at.actor, "".join(args.digits.split()))
    if args.json:
        day = None if scan.day is None else scan.day.isoformat()
        emit({"verdict": scan.verdict.value, "day": day, "message": scan.message})
    else:
        print(scan.message)
    return 0 if scan.verdict in {SheetVerdict.CONFIRMED, SheetVerdict.KNOWN} else 1
