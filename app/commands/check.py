"""`motcua check`: whether the store is whole."""

import argparse

from app.commands.frame import Subparsers, desk_of, emit
from app.services.backup.book import checked_text
from app.services.closing.checking import closing_log_problems, closing_problems
from app.services.forms.certificate_checks import certificate_problems
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck, problems_of
from app.services.money.fee_receipts import receipt_problems
from app.services.periods.checking import period_log_problems, period_problems
from app.services.petitions.agreeing import petition_problems
from app.wording import sentences


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb."""
    parser = subparsers.add_parser("check", help="kiểm tra kho dữ liệu có nguyên vẹn không")
    parser.add_argument(
        "--files",
        action="store_true",
        help="đọc và so cả tệp quét, gói trao đổi, báo cáo và bản PDF đã in ở máy này",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Say what is wrong; 0 only where nothing is."""
    with desk_of(args, changes=False) as at:
        more = (
            signed_form_problems,
            certificate_problems,
            receipt_problems,
            closing_problems,
            closing_log_problems,
            period_problems,
            period_log_problems,
            petition_problems,
        )
        check = StoreCheck(at.desk.database, more)
        problems, notes = check.problems(), check.notes()
        if args.files:
            with at.desk.database.read() as session:
                problems += problems_of(session, (at.desk.files.problems,))
        checked = checked_text(at.desk.database, at.desk.clock.now())
    if args.json:
        emit({"ok": not problems, "problems": problems, "notes": notes})
    else:
        found = problems or [sentences.STORE_WHOLE]
        print("\n".join([*([checked] if checked else []), *notes, *found]))
    return 1 if problems else 0
