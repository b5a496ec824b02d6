"""`motcua register`: the register book of a period as XLSX or PDF."""

import argparse
from pathlib import Path

from app.commands.disclosing import add_disclosure_switches, disclosure_for, tell_of_masks
from app.commands.frame import Subparsers, day, desk_of, emit
from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.reports.register_book import FORMATS
from app.reports.register_book_export import export_register_book
from app.services.ledger.visibility import may_disclose
from app.services.privacy import BOOK_REASON, Exported
from app.wording import usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("register", help="sổ theo dõi hồ sơ của một kỳ")
    parser.add_argument(
        "--from", dest="first", required=True, metavar=usage.DAY, help=usage.FROM_DAY
    )
    parser.add_argument("--to", dest="last", required=True, metavar=usage.DAY, help=usage.TO_DAY)
    parser.add_argument(
        "--format",
        choices=[kind.value for kind in FORMATS],
        default=ExportFormat.XLSX.value,
        help="dạng tệp (mặc định: xlsx)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar=usage.FILE, help=usage.FILE_OUT)
    add_disclosure_switches(parser)
    parser.add_argument(
        "--masked",
        action="store_true",
        help="che địa chỉ, số điện thoại dù người thực hiện được xem đủ",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the book to --out and say how many dossiers are in it.

    Its form wants addresses and telephones: whoever may take them out gets them, which is logged.
    """
    first, last = day(args.first, "from"), day(args.last, "to")
    kind = ExportFormat(args.format)
    if args.masked and args.unmasked:
        raise InvalidInputError("masked", "Chỉ chọn một trong hai: --masked hoặc --unmasked.")
    by_right = bool(args.officer) and not args.masked
    with desk_of(args, changes=args.unmasked or by_right) as at:
        place = at.desk.outputs.place(args.out, kind.output, is_personal=True)
        args.unmasked = args.unmasked or (by_right and may_disclose(at.actor.roles))
        if args.unmasked:
            args.reason = args.reason or BOOK_REASON
        disclosure = disclosure_for(at, args, (Exported.REGISTER, first, last))
        book = at.desk.register_book.of_period(at.actor, first, last, disclosure)
    export_register_book(book, kind, place)
    tell_of_masks(args)
    if args.json:
        emit({"out": str(args.out), "lines": len(book.lines), "dossiers": book.sums.dossiers})
    else:
        print(f"Đã ghi {args.out}.")
    return 0
